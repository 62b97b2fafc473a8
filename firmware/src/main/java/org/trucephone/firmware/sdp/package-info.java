/**
 * Session descriptions (RFC 8866) and offer/answer (RFC 3264).
 *
 * <p>Front door: {@link org.trucephone.firmware.sdp.OfferAnswer}. Pure: {@code java.base} only, no
 * socket, thread, clock or log.
 */
@NullMarked
package org.trucephone.firmware.sdp;

import org.jspecify.annotations.NullMarked;
