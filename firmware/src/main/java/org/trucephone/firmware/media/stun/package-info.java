/**
 * STUN messages (RFC 8489): read, checked, written. Bytes in, bytes out.
 *
 * <p>Front doors: {@link org.trucephone.firmware.media.stun.StunMessage} for what came, {@link
 * org.trucephone.firmware.media.stun.StunWriter} for what goes. Knows no socket, thread or clock;
 * never imports sdp, sip, phone or ui.
 */
@NullMarked
package org.trucephone.firmware.media.stun;

import org.jspecify.annotations.NullMarked;
