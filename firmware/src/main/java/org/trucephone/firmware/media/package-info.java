/**
 * Sound on the wire: RTP sockets, the audio thread, the media port the phone commands.
 *
 * <p>Front door: {@code MediaPort}. Threads: {@code audio} pulls 10 ms periods and allocates
 * nothing; one {@code rtp-rx} per socket. Must never import {@code sip}, {@code phone} or {@code
 * ui}.
 */
@NullMarked
package org.trucephone.firmware.media;

import org.jspecify.annotations.NullMarked;
