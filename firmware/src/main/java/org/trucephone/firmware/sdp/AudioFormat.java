package org.trucephone.firmware.sdp;

import java.util.List;

/**
 * A payload format we can name in SDP.
 *
 * @param name encoding name, upper case
 * @param clockHz RTP clock; 8000 for G.722 too (RFC 3551 4.5.2)
 * @param payloadType static payload type (RFC 3551 table 4)
 */
public record AudioFormat(String name, int clockHz, int payloadType) {
  /** All formats with a static type that Truce speaks, best first. */
  public static final List<AudioFormat> ALL =
      List.of(
          new AudioFormat("G722", 8000, 9),
          new AudioFormat("PCMA", 8000, 8),
          new AudioFormat("PCMU", 8000, 0));

  /** Encoding name of RFC 4733 events. */
  public static final String TELEPHONE_EVENT = "TELEPHONE-EVENT";
}
