/**
 * Panasonic's way to ask for files.
 *
 * <p>Front door: {@code PanasonicPersona}. Any thread. Pure: must never import a socket, a clock or
 * a logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.panasonic;

import org.jspecify.annotations.NullMarked;
