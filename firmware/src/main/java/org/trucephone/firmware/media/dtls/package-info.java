/**
 * Keys for SRTP agreed on the media path by a DTLS handshake (RFC 5763, 5764).
 *
 * <p>Front door: {@link org.trucephone.firmware.media.dtls.Dtls}. The only room that imports Bouncy
 * Castle, whose jars may be left out of a phone: then {@code Dtls.present()} says no, and no other
 * class here is loaded. They are loaded with the first identity, not before. A handshake blocks and
 * runs on a thread of its own, never the phone's or the audio thread. Never imports sdp, sip, phone
 * or ui.
 */
@NullMarked
package org.trucephone.firmware.media.dtls;

import org.jspecify.annotations.NullMarked;
