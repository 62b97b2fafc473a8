/**
 * Hitachi's {@code user.ini} of its wireless phones.
 *
 * <p>Front door: {@code HitachiFormat}. Any thread. Pure: must never import a socket, a clock or a
 * logger. Rules: the vendor's administrator guides.
 */
@NullMarked
package org.trucephone.provisioning.format.hitachi;

import org.jspecify.annotations.NullMarked;
