package org.trucephone.firmware.sdp;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;

/**
 * Keys of a stream by {@code a=crypto} (RFC 4568), best effort on {@code RTP/AVP} included (RFC
 * 8643).
 *
 * @param ours the line we wrote or write
 * @param theirs the line the other side wrote
 */
record CryptoChoice(CryptoLine ours, CryptoLine theirs) {
  /** What an offer lists, best first; the others are taken if offered. */
  private static final Set<SrtpSuite> OFFERED =
      Set.of(
          SrtpSuite.AES_CM_128_HMAC_SHA1_80,
          SrtpSuite.AES_256_CM_HMAC_SHA1_80,
          SrtpSuite.AES_CM_128_HMAC_SHA1_32);

  SrtpKey sendKey() {
    return ours.key();
  }

  SrtpKey receiveKey() {
    return theirs.key();
  }

  /** {@return the transport profile of our offer} */
  static String profile(LocalMedia local) {
    return switch (local.protection()) {
      case NONE, OPTIONAL -> "RTP/AVP";
      case REQUIRED -> "RTP/SAVP";
      case DTLS -> DtlsChoice.PROFILE;
    };
  }

  /** {@return the crypto lines of our offer, each with its line end} */
  static String offered(LocalMedia local) {
    StringBuilder lines = new StringBuilder();
    for (CryptoLine line : offer(local)) {
      lines.append("a=crypto:").append(line.value()).append("\r\n");
    }
    return lines.toString();
  }

  private static List<CryptoLine> offer(LocalMedia local) {
    if (local.protection() == Protection.NONE || local.protection() == Protection.DTLS) {
      return List.of();
    }
    return local.keys().stream().filter(line -> OFFERED.contains(line.key().suite())).toList();
  }

  /** {@return whether this m-line insists on encryption} */
  static boolean insists(MediaDescription media) {
    return media.protocol().toUpperCase(Locale.ROOT).startsWith("RTP/SAVP");
  }

  /**
   * Chooses for an answer: the offerer's first line that we can do.
   *
   * @return null for a call in the clear
   * @throws SdpException if one side insists on what the other cannot do
   */
  static @Nullable CryptoChoice answer(MediaDescription media, LocalMedia local)
      throws SdpException {
    boolean wanted = insists(media) || local.protection() != Protection.NONE;
    if (wanted) {
      Set<Integer> tags = new HashSet<>();
      for (String value : media.attributes("crypto")) {
        CryptoLine theirs = CryptoLine.parse(value);
        if (theirs == null || !tags.add(theirs.tag())) {
          continue;
        }
        for (CryptoLine line : local.keys()) {
          if (line.key().suite() == theirs.key().suite()) {
            return new CryptoChoice(new CryptoLine(theirs.tag(), line.key()), theirs);
          }
        }
      }
    }
    if (insists(media)) {
      throw SdpException.unprotected("the offer wants encryption of a kind we do not do");
    }
    if (local.protection() == Protection.REQUIRED) {
      throw SdpException.unprotected("the offer is not encrypted, and this phone must not talk so");
    }
    return null;
  }

  /**
   * Reads the answer to our offer.
   *
   * @return null for a call in the clear
   * @throws SdpException if the answer's line is none of ours, or missing where it must be there
   */
  static @Nullable CryptoChoice settle(MediaDescription media, LocalMedia local)
      throws SdpException {
    List<String> lines = media.attributes("crypto");
    if (!lines.isEmpty() && local.protection() != Protection.NONE) {
      CryptoLine theirs = CryptoLine.parse(lines.getFirst());
      for (CryptoLine line : offer(local)) {
        if (theirs != null
            && line.tag() == theirs.tag()
            && line.key().suite() == theirs.key().suite()) {
          return new CryptoChoice(line, theirs);
        }
      }
      throw new SdpException(0, "the answer's crypto line takes none of those offered");
    }
    if (local.protection() == Protection.REQUIRED || insists(media)) {
      throw SdpException.unprotected(
          "the answer is not encrypted, and this phone must not talk so");
    }
    return null;
  }
}
