package org.trucephone.firmware.sdp;

import java.util.List;

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
 */
public record LocalMedia(
    String host,
    int port,
    long sessionId,
    long version,
    List<String> codecs,
    Direction wish,
    int ptimeMs) {
  /** Keeps a copy. */
  public LocalMedia {
    codecs = List.copyOf(codecs);
  }
}
