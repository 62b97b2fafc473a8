package org.trucephone.firmware.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payload format we can name in SDP.
 *
 * @param name encoding name, upper case
 * @param clockHz RTP clock; 8000 for G.722 too (RFC 3551 4.5.2)
 * @param payloadType static payload type (RFC 3551 table 4), or the dynamic one we offer
 * @param parameters what we say in {@code a=fmtp}, "" if nothing
 */
public record AudioFormat(String name, int clockHz, int payloadType, String parameters) {
  /** All formats that Truce speaks, best first. */
  public static final List<AudioFormat> ALL =
      List.of(
          new AudioFormat("OPUS", 48_000, 111, "maxplaybackrate=16000;stereo=0;useinbandfec=1"),
          new AudioFormat("G722", 8000, 9, ""),
          new AudioFormat("PCMA", 8000, 8, ""),
          new AudioFormat("PCMU", 8000, 0, ""),
          new AudioFormat("G729", 8000, 18, "annexb=no"));

  /** First of the types whose meaning only {@code a=rtpmap} gives. */
  private static final int DYNAMIC = 96;

  /** {@return whether the type means this format without {@code a=rtpmap}} */
  public boolean fixed() {
    return payloadType < DYNAMIC;
  }

  /** {@return the value of {@code a=rtpmap} after the type; Opus always says 2 (RFC 7587 7)} */
  public String map() {
    return name.equals("OPUS") ? "opus/48000/2" : name + "/" + clockHz;
  }

  /** {@return the format of that name and clock, null if we do not speak it} */
  public static @Nullable AudioFormat of(String name, int clockHz) {
    for (AudioFormat format : ALL) {
      if (format.name.equals(name) && format.clockHz == clockHz) {
        return format;
      }
    }
    return null;
  }

  /** Encoding name of RFC 4733 events. */
  public static final String TELEPHONE_EVENT = "TELEPHONE-EVENT";
}
