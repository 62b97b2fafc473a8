/**
 * Avaya's 46xxsettings language, in settings and upgrade files.
 *
 * <p>Front door: {@code AvayaFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's administrator guides.
 */
@NullMarked
package org.trucephone.provisioning.format.avaya;

import org.jspecify.annotations.NullMarked;
