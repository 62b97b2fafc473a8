package org.trucephone.firmware.media.codec;

import java.util.Locale;

/**
 * What the other side of a call wishes to receive (RFC 7587 6.1); what it does not say, or says
 * wrongly, is the RFC's default.
 *
 * @param bitRate bits a second at most
 * @param correction whether it makes use of in-band error correction
 * @param pauses whether we may stop sending in silence
 * @param constantRate whether all packets are to be of one size
 */
public record OpusParameters(
    int bitRate, boolean correction, boolean pauses, boolean constantRate) {
  /** Enough for wide-band speech with correction. */
  private static final int USUAL = 28_000;

  /** Reads {@code a=fmtp}'s parameters. */
  public static OpusParameters of(String fmtp) {
    int rate = USUAL;
    boolean correction = false;
    boolean pauses = false;
    boolean constant = false;
    for (String part : fmtp.split(";", -1)) {
      String[] pair = part.strip().toLowerCase(Locale.ROOT).split("\\s*=\\s*", 2);
      if (pair.length < 2) {
        continue;
      }
      boolean yes = pair[1].equals("1");
      switch (pair[0]) {
        case "useinbandfec" -> correction = yes;
        case "usedtx" -> pauses = yes;
        case "cbr" -> constant = yes;
        case "maxaveragebitrate" -> {
          if (pair[1].matches("[0-9]{4,6}")) {
            rate = Math.clamp(Integer.parseInt(pair[1]), 6000, USUAL);
          }
        }
        default -> {}
      }
    }
    return new OpusParameters(rate, correction, pauses, constant);
  }
}
