/**
 * Alcatel's way to ask for files.
 *
 * <p>Front door: {@code AlcatelPersona}. Any thread. Pure: must never import a socket, a clock or a
 * logger.
 */
@NullMarked
package org.trucephone.provisioning.persona.alcatel;

import org.jspecify.annotations.NullMarked;
