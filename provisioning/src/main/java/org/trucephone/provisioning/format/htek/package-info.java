/**
 * Htek's XML of numbered parameters, which Sangoma's S-series phones read too.
 *
 * <p>Front door: {@code HtekFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's configuration templates.
 */
@NullMarked
package org.trucephone.provisioning.format.htek;

import org.jspecify.annotations.NullMarked;
