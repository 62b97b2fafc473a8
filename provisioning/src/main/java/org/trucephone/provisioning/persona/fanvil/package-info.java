/**
 * Fanvil's way to ask for files.
 *
 * <p>Front door: {@code FanvilPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.fanvil;

import org.jspecify.annotations.NullMarked;
