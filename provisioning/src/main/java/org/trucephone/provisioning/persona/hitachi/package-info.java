/**
 * Hitachi's way to ask for files.
 *
 * <p>Front door: {@code HitachiPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.hitachi;

import org.jspecify.annotations.NullMarked;
