/**
 * Snom's files: settings in XML, lists of further files, the old text form, and the m3's own text.
 *
 * <p>Front door: {@code SnomFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's settings reference.
 */
@NullMarked
package org.trucephone.provisioning.format.snom;

import org.jspecify.annotations.NullMarked;
