package org.trucephone.firmware.sdp;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.ice.IceTerms;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.SrtpKey;

/**
 * What offer and answer settled.
 *
 * @param remoteHost where to send; {@code 0.0.0.0} is the old way to hold (RFC 2543)
 * @param remotePort RTP port
 * @param remoteRtcpPort the RTP port if they share it, else from {@code a=rtcp} (RFC 3605), else
 *     RTP port + 1
 * @param sendCodec encoding name we send
 * @param sendPayloadType its type
 * @param sendParameters the other side's {@code a=fmtp} for it, "" if it has none
 * @param receive payload type → encoding name of what may arrive
 * @param sendEvents telephone-event type the other side takes, -1 if none
 * @param receiveEvents telephone-event type that may arrive, -1 if none
 * @param ptimeMs packet time to send
 * @param local our direction
 * @param sendKey what we encrypt with, null for plain RTP or {@code dtls}
 * @param receiveKey what the other side encrypts with, null for plain RTP or {@code dtls}
 * @param dtls how keys are agreed on the media path, null if they are not
 * @param ice how a way to the other side is found, null if the address above is the way
 * @param mux whether RTCP shares the RTP port (RFC 5761)
 * @param remoteHolds whether the other side asked for a pause: it neither wants to hear nor gives
 */
public record Agreement(
    String remoteHost,
    int remotePort,
    int remoteRtcpPort,
    String sendCodec,
    int sendPayloadType,
    String sendParameters,
    Map<Integer, String> receive,
    int sendEvents,
    int receiveEvents,
    int ptimeMs,
    Direction local,
    @Nullable SrtpKey sendKey,
    @Nullable SrtpKey receiveKey,
    @Nullable DtlsTerms dtls,
    @Nullable IceTerms ice,
    boolean mux,
    boolean remoteHolds) {
  /** Keeps a copy. */
  public Agreement {
    receive = Map.copyOf(receive);
  }
}
