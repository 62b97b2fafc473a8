/**
 * Finding a way to the other side through address translators: ICE (RFC 8445) with host candidates,
 * peer-reflexive ones learned on the way, one component (RTCP shares the port).
 *
 * <p>Front door: {@link org.trucephone.firmware.media.ice.IceAgent}: datagrams and the time in,
 * datagrams and the chosen address out. No socket, thread or clock; never imports sdp, sip, phone
 * or ui.
 */
@NullMarked
package org.trucephone.firmware.media.ice;

import org.jspecify.annotations.NullMarked;
