/**
 * The neutral model every format is read into: accounts, keys, general settings, each value with
 * its provenance; validation.
 *
 * <p>Front door: {@code Settings}. Pure: must never import a socket, a thread, a clock or a format.
 */
@NullMarked
package org.trucephone.provisioning.settings;

import org.jspecify.annotations.NullMarked;
