/**
 * Secure RTP and RTCP (RFC 3711, 6188, 7714) and its keys in SDP (RFC 4568).
 *
 * <p>Front door: {@link org.trucephone.firmware.media.srtp.SrtpSender} and {@link
 * org.trucephone.firmware.media.srtp.SrtpReceiver}, each made from an {@link
 * org.trucephone.firmware.media.srtp.SrtpKey}. Ciphers and digests come from the JDK. Pure: {@code
 * java.base} only, no socket, thread, clock or log; one object serves one thread. Never imports
 * sdp, sip or the engine.
 */
@NullMarked
package org.trucephone.firmware.media.srtp;

import org.jspecify.annotations.NullMarked;
