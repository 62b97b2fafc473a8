package org.trucephone.firmware.dialect.microsoft;

import java.util.Locale;
import org.trucephone.firmware.sdp.Protection;

/** Session descriptions as these servers' phones write them (MS-SDPEXT 3.1.5). */
final class SessionText {
  /** The only suite they know. */
  private static final String SUITE = "AES_CM_128_HMAC_SHA1_80";

  private static final String LIFETIME = "|2^31";

  private SessionText() {}

  /**
   * {@return the description with the one suite, the level of encryption, and in an answer the
   * secure profile where there are keys}
   *
   * @param answer whether it answers an offer
   */
  static String of(String sdp, boolean answer, Protection wanted) {
    boolean keys = sdp.contains("a=crypto:");
    boolean levelled = false;
    StringBuilder out = new StringBuilder();
    for (String line : sdp.split("\r\n")) {
      if (line.startsWith("a=crypto:")) {
        if (line.contains(' ' + SUITE + ' ')) {
          out.append(line).append(line.indexOf('|') < 0 ? LIFETIME : "").append("\r\n");
        }
        continue;
      }
      if (line.startsWith("a=ptime:") && !levelled) {
        out.append("a=encryption:").append(level(wanted)).append("\r\na=maxptime:200\r\n");
        levelled = true;
      }
      boolean secure = answer && keys && line.startsWith("m=audio ");
      out.append(secure ? line.replace(" RTP/AVP ", " RTP/SAVP ") : line).append("\r\n");
    }
    return out.toString();
  }

  private static String level(Protection wanted) {
    return switch (wanted) {
      case NONE -> "rejected";
      case OPTIONAL -> "optional";
      case REQUIRED, DTLS -> "required";
    };
  }

  /** {@return what a server's setting means; one it does not know is the strictest} */
  static Protection protection(String level) {
    return switch (level.strip().toLowerCase(Locale.ROOT)) {
      case "donotsupportencryption" -> Protection.NONE;
      case "supportencryption" -> Protection.OPTIONAL;
      default -> Protection.REQUIRED;
    };
  }
}
