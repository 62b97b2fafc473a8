package org.trucephone.firmware.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.ice.IceTerms;

/** Ways through address translators: what SDP says of them (RFC 8839). RTCP shares the port. */
final class IceChoice {
  private static final int MOST_CANDIDATES = 24;

  private IceChoice() {}

  private static boolean offers(LocalMedia local) {
    return local.ice() != null && local.ice().offers();
  }

  /** {@return the lines of our offer} */
  static String offered(LocalMedia local) {
    if (!offers(local)) {
      return "";
    }
    return lines(local) + (DtlsChoice.offers(local) ? "" : "a=rtcp-mux\r\n");
  }

  /** {@return the lines of our answer} */
  static String answered(LocalMedia local) {
    return lines(local);
  }

  private static String lines(LocalMedia local) {
    LocalIce ice = local.ice();
    return ice == null
        ? ""
        : "a=ice-ufrag:"
            + ice.ours().fragment()
            + "\r\na=ice-pwd:"
            + ice.ours().password()
            + "\r\na=candidate:"
            + IceCandidate.host(local.host(), local.port()).value()
            + "\r\n"
            + reflexive(ice.reflexive(), local);
  }

  /** Where no translator is between, the address outside is our own: it is said once. */
  private static String reflexive(@Nullable IceCandidate outside, LocalMedia local) {
    return outside == null || outside.host().equals(local.host()) && outside.port() == local.port()
        ? ""
        : "a=candidate:%s raddr %s rport %d\r\n"
            .formatted(outside.value(), local.host(), local.port());
  }

  /**
   * Chooses for an answer.
   *
   * @return null where the offer has it not, or not as we do it
   */
  static @Nullable IceTerms answer(
      SessionDescription remote, MediaDescription media, LocalMedia local) {
    // A simple agent on the public network leaves the choice to us (RFC 8445 6.1.1).
    boolean lite = remote.attributes().stream().anyMatch("ice-lite"::equalsIgnoreCase);
    return media.has("rtcp-mux") ? terms(remote, media, local, lite) : null;
  }

  /**
   * {@return what the answer to our offer says, null if it does not take it, or we did not offer}
   */
  static @Nullable IceTerms settle(
      SessionDescription remote, MediaDescription media, LocalMedia local) {
    return offers(local) ? terms(remote, media, local, true) : null;
  }

  private static @Nullable IceTerms terms(
      SessionDescription remote, MediaDescription media, LocalMedia local, boolean controlling) {
    LocalIce ice = local.ice();
    String fragment = value(remote, media, "ice-ufrag");
    String password = value(remote, media, "ice-pwd");
    if (ice == null || fragment == null || password == null) {
      return null;
    }
    IceCredentials theirs = new IceCredentials(fragment, password);
    List<IceCandidate> candidates = new ArrayList<>();
    for (String value : media.attributes("candidate")) {
      IceCandidate candidate = IceCandidate.parse(value);
      if (candidate != null && candidates.size() < MOST_CANDIDATES) {
        candidates.add(candidate);
      }
    }
    if (!theirs.valid() || media.has("ice-mismatch") || mismatch(remote, media, candidates)) {
      return null;
    }
    return new IceTerms(ice.ours(), theirs, candidates, controlling);
  }

  /**
   * Somebody on the way changed the address and knew nothing of candidates (RFC 8839 4.2.5): the
   * address of old is the one to use.
   */
  private static boolean mismatch(
      SessionDescription remote, MediaDescription media, List<IceCandidate> candidates) {
    String host = remote.addressOf(media);
    return !candidates.isEmpty()
        && media.port() != 9 // more candidates are to follow (RFC 8840 4.1.1)
        && !"0.0.0.0".equals(host)
        && candidates.stream().noneMatch(c -> c.host().equals(host) && c.port() == media.port());
  }

  private static @Nullable String value(
      SessionDescription remote, MediaDescription media, String name) {
    String own = media.attribute(name);
    List<String> common = remote.attributes(name);
    return own != null ? own : common.isEmpty() ? null : common.getFirst();
  }
}
