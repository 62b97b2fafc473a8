/**
 * RTP, RTCP and telephone-events as bytes and counters (RFC 3550, 3551, 4733). Pure: accessors over
 * buffers at any offset, no object per packet.
 */
@NullMarked
package org.trucephone.firmware.media.rtp;

import org.jspecify.annotations.NullMarked;
