/**
 * Whom the phone presents itself as to a provisioning server: which files it asks for, in which
 * order, under which name. One package per vendor below this one.
 *
 * <p>Front door: {@link org.trucephone.provisioning.persona.Personas}. Pure data for any thread.
 * Must never import a transport or a file format.
 */
@NullMarked
package org.trucephone.provisioning.persona;

import org.jspecify.annotations.NullMarked;
