/**
 * The phone as itself: asks for {@code truce-MAC.toml} and {@code truce.toml}.
 *
 * <p>Front door: {@code TrucePersona}. Pure data. Must never import a transport.
 */
@NullMarked
package org.trucephone.provisioning.persona.truce;

import org.jspecify.annotations.NullMarked;
