package org.trucephone.firmware.sdp;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.srtp.CryptoLine;

/**
 * Our side of an audio session.
 *
 * @param host address others send RTP to
 * @param port RTP port; RTCP is the next
 * @param sessionId {@code o=} session id, constant for the dialog
 * @param version {@code o=} version, one more for each changed description
 * @param codecs encoding names in order of preference
 * @param wish direction we want
 * @param ptimeMs packet time we want to receive
 * @param protection what we want of encryption
 * @param keys a line for each suite we do, in order of preference, the same for the whole dialog
 * @param dtls our part in keys agreed on the media path, null where we cannot or need not
 * @param ice our part in finding a way through address translators, null where we need not
 */
public record LocalMedia(
    String host,
    int port,
    long sessionId,
    long version,
    List<String> codecs,
    Direction wish,
    int ptimeMs,
    Protection protection,
    List<CryptoLine> keys,
    @Nullable LocalDtls dtls,
    @Nullable LocalIce ice) {
  /** Keeps a copy. */
  public LocalMedia {
    codecs = List.copyOf(codecs);
    keys = List.copyOf(keys);
  }
}
