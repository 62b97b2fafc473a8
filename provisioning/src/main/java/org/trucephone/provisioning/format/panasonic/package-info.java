/**
 * Panasonic's {@code NAME="value"} files and the same names as XML.
 *
 * <p>Front door: {@code PanasonicFormat}. Any thread. Pure: must never import a socket, a clock or
 * a logger. Rules: the vendor's administrator guides for KX-UT, KX-HDV and KX-TGP.
 */
@NullMarked
package org.trucephone.provisioning.format.panasonic;

import org.jspecify.annotations.NullMarked;
