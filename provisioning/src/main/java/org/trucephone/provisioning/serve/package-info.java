/**
 * Serves a folder by TFTP and HTTP, for trying configurations: the command {@code
 * provisioning/serve}.
 *
 * <p>Front door: {@link org.trucephone.provisioning.serve.Serve}; {@code Folder} is the safe way
 * from a requested name to a file. Must never import a persona or a file format.
 */
@NullMarked
package org.trucephone.provisioning.serve;

import org.jspecify.annotations.NullMarked;
