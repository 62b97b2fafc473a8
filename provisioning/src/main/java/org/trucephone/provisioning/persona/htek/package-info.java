/**
 * Htek's phones: the names they ask for and what they say of themselves.
 *
 * <p>Front door: {@code HtekPersona}. Pure data. Must never import a transport.
 */
@NullMarked
package org.trucephone.provisioning.persona.htek;

import org.jspecify.annotations.NullMarked;
