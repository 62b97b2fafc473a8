/**
 * Alcatel-Lucent's phones: XML of settings (Myriad), sectioned text of the older SIP images.
 *
 * <p>Front door: {@code AlcatelFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's administrator guides.
 */
@NullMarked
package org.trucephone.provisioning.format.alcatel;

import org.jspecify.annotations.NullMarked;
