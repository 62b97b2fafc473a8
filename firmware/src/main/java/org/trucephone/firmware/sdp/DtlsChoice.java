package org.trucephone.firmware.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;

/** Keys of a stream agreed on the media path: what SDP says of them (RFC 5763 5, 5764, 8122). */
final class DtlsChoice {
  /** The transport profile of our offer. */
  static final String PROFILE = "UDP/TLS/RTP/SAVP";

  private DtlsChoice() {}

  /** {@return whether this m-line insists on such keys} */
  static boolean insists(MediaDescription media) {
    return media.protocol().toUpperCase(Locale.ROOT).startsWith("UDP/TLS/");
  }

  /** {@return whether our offers ask for such keys, and for nothing else} */
  static boolean offers(LocalMedia local) {
    return local.protection() == Protection.DTLS && local.dtls() != null;
  }

  /** {@return the lines of our offer; we take either part (RFC 5763 5)} */
  static String offered(LocalMedia local) {
    LocalDtls dtls = local.dtls();
    return dtls == null || !offers(local) ? "" : lines(dtls, "actpass") + "a=rtcp-mux\r\n";
  }

  /** {@return the lines of our answer} */
  static String answered(LocalMedia local, DtlsTerms terms) {
    LocalDtls dtls = local.dtls();
    return dtls == null ? "" : lines(dtls, terms.active() ? "active" : "passive");
  }

  private static String lines(LocalDtls dtls, String setup) {
    return "a=fingerprint:" + dtls.ours().value() + "\r\na=setup:" + setup + "\r\n";
  }

  /**
   * Chooses for an answer.
   *
   * @return null where the offer, or we, want it otherwise
   * @throws SdpException if one side insists on what the other cannot do
   */
  static @Nullable DtlsTerms answer(
      SessionDescription remote, MediaDescription media, LocalMedia local) throws SdpException {
    boolean must = insists(media) || local.protection() == Protection.DTLS;
    boolean crypto = !media.attributes("crypto").isEmpty();
    boolean may = !crypto && (CryptoChoice.insists(media) || local.protection() != Protection.NONE);
    List<Fingerprint> theirs = fingerprints(remote, media);
    LocalDtls ours = local.dtls();
    if (!must && (!may || theirs.isEmpty() || ours == null)) {
      return null;
    }
    if (ours == null) {
      throw new SdpException(0, "the offer wants keys by DTLS, which this phone's software lacks");
    }
    if (theirs.isEmpty()) {
      throw new SdpException(0, "the offer has no certificate's fingerprint that this phone takes");
    }
    String setup = setup(remote, media);
    return switch (setup) {
      case "actpass" -> new DtlsTerms(theirs, ours.current() == null || ours.current().active());
      case "active" -> new DtlsTerms(theirs, false);
      case "passive" -> new DtlsTerms(theirs, true);
      default -> throw new SdpException(0, "the offer's a=setup:" + setup + " opens no handshake");
    };
  }

  /**
   * Reads the answer to our offer.
   *
   * @return null if we offered otherwise
   * @throws SdpException if the answer does not take what we insist on
   */
  static @Nullable DtlsTerms settle(
      SessionDescription remote, MediaDescription media, LocalMedia local) throws SdpException {
    if (!offers(local)) {
      return null;
    }
    List<Fingerprint> theirs = fingerprints(remote, media);
    if (theirs.isEmpty()) {
      throw new SdpException(
          0, "the answer has no certificate's fingerprint that this phone takes");
    }
    String setup = setup(remote, media);
    return switch (setup) {
      case "active" -> new DtlsTerms(theirs, false);
      case "passive" -> new DtlsTerms(theirs, true);
      default -> throw new SdpException(0, "the answer's a=setup:" + setup + " is no answer");
    };
  }

  private static List<Fingerprint> fingerprints(SessionDescription remote, MediaDescription media) {
    List<String> values = media.attributes("fingerprint");
    List<Fingerprint> known = new ArrayList<>();
    for (String value : values.isEmpty() ? remote.attributes("fingerprint") : values) {
      Fingerprint fingerprint = Fingerprint.parse(value);
      if (fingerprint != null) {
        known.add(fingerprint);
      }
    }
    return known;
  }

  /** Who says nothing begins (RFC 4145 4). */
  private static String setup(SessionDescription remote, MediaDescription media) {
    String own = media.attribute("setup");
    List<String> common = remote.attributes("setup");
    String setup = own != null ? own : common.isEmpty() ? "active" : common.getFirst();
    return setup.toLowerCase(Locale.ROOT);
  }
}
