/**
 * Avaya's way to ask for files.
 *
 * <p>Front door: {@code AvayaPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.avaya;

import org.jspecify.annotations.NullMarked;
