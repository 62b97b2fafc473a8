/**
 * The command {@code provisioning/lint}: what is wrong with a whole tree of configuration files,
 * without a phone.
 *
 * <p>Front door: {@code Lint}. Main thread only. It may read files; it must never use the network
 * or know a vendor: formats and personas answer for themselves.
 */
@NullMarked
package org.trucephone.provisioning.lint;

import org.jspecify.annotations.NullMarked;
