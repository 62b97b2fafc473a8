/**
 * Nortel's files: sections and device configuration of the 11xx, XML of the 12x0, LG-Nortel's.
 *
 * <p>Front door: {@code NortelFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's administrator guides.
 */
@NullMarked
package org.trucephone.provisioning.format.nortel;

import org.jspecify.annotations.NullMarked;
