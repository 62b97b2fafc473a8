/**
 * Gigaset's way to ask for files.
 *
 * <p>Front door: {@code GigasetPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.gigaset;

import org.jspecify.annotations.NullMarked;
