/**
 * Gigaset's XML: {@code ProviderFrame} of the N510 and N720, {@code provisioning} of later ones.
 *
 * <p>Front door: {@code GigasetFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's administrator guides.
 */
@NullMarked
package org.trucephone.provisioning.format.gigaset;

import org.jspecify.annotations.NullMarked;
