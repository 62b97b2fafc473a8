/**
 * Grandstream's phones: the names they ask for and what they say of themselves.
 *
 * <p>Front door: {@code GrandstreamPersona}. Pure data. Must never import a transport.
 */
@NullMarked
package org.trucephone.provisioning.persona.grandstream;

import org.jspecify.annotations.NullMarked;
