/**
 * Nortel's way to ask for files.
 *
 * <p>Front door: {@code NortelPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.nortel;

import org.jspecify.annotations.NullMarked;
