package org.trucephone.firmware.sdp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.ice.IceTerms;
import org.trucephone.firmware.media.srtp.DtlsTerms;

/**
 * Offer/answer for one audio stream (RFC 3264).
 *
 * <p>As answerer we take the offerer's first format that we speak and keep its payload type
 * numbers. Media we do not do is refused with port 0, in its place.
 */
public final class OfferAnswer {
  private static final int EVENT_TYPE = 101;
  private static final Set<String> PROFILES =
      Set.of(
          "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF", "UDP/TLS/RTP/SAVP", "UDP/TLS/RTP/SAVPF");

  private OfferAnswer() {}

  /** An answer to send, and what it settles. */
  public record Answered(String sdp, Agreement agreement) {}

  /** {@return our offer} */
  public static String offer(LocalMedia local) {
    StringBuilder formats = new StringBuilder();
    StringBuilder maps = new StringBuilder();
    for (AudioFormat format : ours(local)) {
      formats.append(' ').append(format.payloadType());
      maps.append(map(format.payloadType(), format));
    }
    formats.append(' ').append(EVENT_TYPE);
    return head(local)
        + "m=audio "
        + local.port()
        + " "
        + CryptoChoice.profile(local)
        + formats
        + "\r\n"
        + maps
        + events(EVENT_TYPE)
        + CryptoChoice.offered(local)
        + DtlsChoice.offered(local)
        + IceChoice.offered(local)
        + "a=ptime:"
        + local.ptimeMs()
        + "\r\n"
        + "a=rtcp:"
        + (local.port() + 1)
        + "\r\n"
        + "a="
        + local.wish().attribute()
        + "\r\n";
  }

  /**
   * Answers an offer.
   *
   * @throws SdpException if the offer cannot be read or has no audio we speak (answer 488)
   */
  public static Answered answer(String offer, LocalMedia local) throws SdpException {
    SessionDescription remote = SessionDescription.parse(offer);
    MediaDescription chosen = null;
    Picked picked = null;
    CryptoChoice crypto = null;
    DtlsTerms dtls = null;
    IceTerms ice = null;
    StringBuilder body = new StringBuilder();
    for (MediaDescription media : remote.media()) {
      Picked candidate = chosen == null ? pick(remote, media, local) : null;
      if (candidate == null) {
        body.append("m=").append(media.media()).append(" 0 ").append(media.protocol());
        body.append(' ').append(String.join(" ", media.formats())).append("\r\n");
        continue;
      }
      chosen = media;
      picked = candidate;
      dtls = DtlsChoice.answer(remote, media, local);
      crypto = dtls == null ? CryptoChoice.answer(media, local) : null;
      body.append("m=audio ").append(local.port()).append(' ').append(media.protocol());
      body.append(' ').append(candidate.payloadType);
      if (candidate.eventType >= 0) {
        body.append(' ').append(candidate.eventType);
      }
      body.append("\r\n").append(map(candidate.payloadType, candidate.format));
      if (candidate.eventType >= 0) {
        body.append(events(candidate.eventType));
      }
      if (crypto != null) {
        body.append("a=crypto:").append(crypto.ours().value()).append("\r\n");
      }
      if (dtls != null) {
        body.append(DtlsChoice.answered(local, dtls));
      }
      ice = IceChoice.answer(remote, media, local);
      if (ice != null) {
        body.append(IceChoice.answered(local));
      }
      if (media.has("rtcp-mux")) {
        body.append("a=rtcp-mux\r\n");
      }
      body.append("a=ptime:").append(local.ptimeMs()).append("\r\n");
      body.append("a=rtcp:").append(local.port() + 1).append("\r\n");
      body.append("a=").append(direction(remote, media, local).attribute()).append("\r\n");
    }
    if (chosen == null || picked == null) {
      throw new SdpException(0, "the offer has no audio format in common with " + local.codecs());
    }
    Map<Integer, String> receive = Map.of(picked.payloadType, picked.format.name());
    return new Answered(
        head(local) + body,
        agreement(remote, chosen, picked, receive, picked.eventType, crypto, dtls, ice, local));
  }

  /**
   * Settles our offer with the other side's answer.
   *
   * @throws SdpException if the answer cannot be read or takes none of our formats (hang up)
   */
  public static Agreement settle(String answer, LocalMedia local) throws SdpException {
    SessionDescription remote = SessionDescription.parse(answer);
    for (MediaDescription media : remote.media()) {
      Picked picked = pick(remote, media, local);
      if (picked == null) {
        continue;
      }
      // An answerer may send any format it listed, and some send what we offered (RFC 3264 6.1, 7).
      Map<Integer, String> receive = new LinkedHashMap<>();
      for (AudioFormat format : ours(local)) {
        receive.put(format.payloadType(), format.name());
      }
      receive.put(picked.payloadType, picked.format.name());
      DtlsTerms dtls = DtlsChoice.settle(remote, media, local);
      CryptoChoice crypto = dtls == null ? CryptoChoice.settle(media, local) : null;
      IceTerms ice = IceChoice.settle(remote, media, local);
      return agreement(remote, media, picked, receive, EVENT_TYPE, crypto, dtls, ice, local);
    }
    throw new SdpException(0, "the answer takes none of our audio formats");
  }

  private static Agreement agreement(
      SessionDescription remote,
      MediaDescription media,
      Picked picked,
      Map<Integer, String> receive,
      int receiveEvents,
      @Nullable CryptoChoice crypto,
      @Nullable DtlsTerms dtls,
      @Nullable IceTerms ice,
      LocalMedia local)
      throws SdpException {
    String host = remote.addressOf(media);
    if (host == null) {
      throw new SdpException(0, "no connection address");
    }
    Direction theirs = remote.directionOf(media);
    boolean zero = host.equals("0.0.0.0");
    return new Agreement(
        host,
        media.port(),
        rtcpPort(media),
        picked.format.name(),
        picked.payloadType,
        media.parameters(picked.payloadType),
        receive,
        picked.eventType,
        receiveEvents,
        ptime(media, local),
        direction(remote, media, local),
        crypto == null ? null : crypto.sendKey(),
        crypto == null ? null : crypto.receiveKey(),
        dtls,
        ice,
        media.has("rtcp-mux"),
        zero || !theirs.receives());
  }

  private static Direction direction(
      SessionDescription remote, MediaDescription media, LocalMedia local) {
    Direction theirs = remote.directionOf(media);
    if ("0.0.0.0".equals(remote.addressOf(media))) {
      theirs = theirs.and(Direction.SENDONLY);
    }
    return local.wish().and(theirs.reversed());
  }

  private record Picked(AudioFormat format, int payloadType, int eventType) {}

  private static @Nullable Picked pick(
      SessionDescription remote, MediaDescription media, LocalMedia local) {
    if (!media.media().equalsIgnoreCase("audio")
        || media.port() == 0
        || !PROFILES.contains(media.protocol().toUpperCase(Locale.ROOT))
        || remote.addressOf(media) == null) {
      return null;
    }
    Picked found = null;
    int event = -1;
    for (String text : media.formats()) {
      if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > 127) {
        continue;
      }
      int type = Integer.parseInt(text);
      String name = media.encoding(type);
      if (name == null) {
        continue;
      }
      int clock = media.clockHz(type);
      if (name.equals(AudioFormat.TELEPHONE_EVENT) && clock == 8000 && event < 0) {
        event = type;
      } else if (found == null) {
        AudioFormat format = AudioFormat.of(name, clock);
        found =
            format == null || !ours(local).contains(format) ? null : new Picked(format, type, -1);
      }
    }
    return found == null ? null : new Picked(found.format, found.payloadType, event);
  }

  private static List<AudioFormat> ours(LocalMedia local) {
    List<AudioFormat> ours = new ArrayList<>();
    for (String name : local.codecs()) {
      for (AudioFormat format : AudioFormat.ALL) {
        if (format.name().equalsIgnoreCase(name)) {
          ours.add(format);
        }
      }
    }
    return ours;
  }

  private static int rtcpPort(MediaDescription media) {
    if (media.has("rtcp-mux")) {
      return media.port();
    }
    String rtcp = media.attribute("rtcp");
    if (rtcp != null) {
      String port = rtcp.split("\\s+", 2)[0];
      if (port.matches("[0-9]{1,5}") && Integer.parseInt(port) <= 65535) {
        return Integer.parseInt(port);
      }
    }
    return media.port() + 1;
  }

  private static int ptime(MediaDescription media, LocalMedia local) {
    String wanted = media.attribute("ptime");
    int ptime = local.ptimeMs();
    if (wanted != null && wanted.matches("[0-9]{1,3}")) {
      ptime = Integer.parseInt(wanted);
    }
    String most = media.attribute("maxptime");
    if (most != null && most.matches("[0-9]{1,3}")) {
      ptime = Math.min(ptime, Integer.parseInt(most));
    }
    return Math.clamp(ptime / 10 * 10, 10, 60);
  }

  private static String head(LocalMedia local) {
    String family = local.host().indexOf(':') >= 0 ? "IP6" : "IP4";
    return "v=0\r\n"
        + "o=- "
        + local.sessionId()
        + " "
        + local.version()
        + " IN "
        + family
        + " "
        + local.host()
        + "\r\n"
        + "s=-\r\n"
        + "c=IN "
        + family
        + " "
        + local.host()
        + "\r\n"
        + "t=0 0\r\n";
  }

  private static String map(int type, AudioFormat format) {
    String map = "a=rtpmap:" + type + " " + format.map() + "\r\n";
    return format.parameters().isEmpty()
        ? map
        : map + "a=fmtp:" + type + " " + format.parameters() + "\r\n";
  }

  private static String events(int type) {
    return "a=rtpmap:" + type + " telephone-event/8000\r\na=fmtp:" + type + " 0-16\r\n";
  }
}
