/**
 * Aastra's way to ask for files.
 *
 * <p>Front door: {@code AastraPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.aastra;

import org.jspecify.annotations.NullMarked;
