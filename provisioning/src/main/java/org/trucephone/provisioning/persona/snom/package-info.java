/**
 * Snom's phones: the names they ask for and what they say of themselves.
 *
 * <p>Front door: {@code SnomPersona}. Pure data. Must never import a transport.
 */
@NullMarked
package org.trucephone.provisioning.persona.snom;

import org.jspecify.annotations.NullMarked;
