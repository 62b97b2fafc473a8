/**
 * Password checks as SIP servers ask for them (RFC 7616, RFC 8760): challenge text in, credentials
 * text out.
 *
 * <p>Front door: {@link org.trucephone.firmware.sip.digest.DigestClient}. Pure: nonces of ours come
 * from an argument; must never import {@code javax.sip}, a socket, a clock or the log.
 */
@NullMarked
package org.trucephone.firmware.sip.digest;

import org.jspecify.annotations.NullMarked;
