package org.trucephone.firmware.media;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.ice.IceTerms;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.SrtpKey;

/**
 * What offer and answer agreed for one audio stream.
 *
 * @param remoteHost address from {@code c=}; 0.0.0.0 means hold
 * @param remotePort RTP port from {@code m=}
 * @param remoteRtcpPort from {@code a=rtcp} or port + 1
 * @param sendCodec encoding name we send: {@code G722}, {@code PCMA}, {@code PCMU}
 * @param sendPayloadType its payload type
 * @param sendParameters the other side's {@code a=fmtp} for it, "" if it has none
 * @param receive payload type → encoding name of all we accept
 * @param sendEventPayloadType telephone-event type the other side takes, or -1
 * @param receiveEventPayloadType telephone-event type we accept, or -1
 * @param ptimeMs packet time we send, 10…60
 * @param sendKey what to encrypt with, null for plain RTP
 * @param receiveKey what arrives is encrypted with, null for plain RTP
 * @param dtls how keys are agreed on the media path, null if the two above are the keys
 * @param ice how a way to the other side is found, null if the address above is the way
 * @param mux whether RTCP comes on the RTP port (RFC 5761)
 * @param sends whether we send audio
 * @param receives whether we expect audio
 */
public record StreamPlan(
    String remoteHost,
    int remotePort,
    int remoteRtcpPort,
    String sendCodec,
    int sendPayloadType,
    String sendParameters,
    Map<Integer, String> receive,
    int sendEventPayloadType,
    int receiveEventPayloadType,
    int ptimeMs,
    @Nullable SrtpKey sendKey,
    @Nullable SrtpKey receiveKey,
    @Nullable DtlsTerms dtls,
    @Nullable IceTerms ice,
    boolean mux,
    boolean sends,
    boolean receives) {

  /** {@return the same, neither sending nor receiving} */
  StreamPlan paused() {
    return new StreamPlan(
        remoteHost,
        remotePort,
        remoteRtcpPort,
        sendCodec,
        sendPayloadType,
        sendParameters,
        receive,
        sendEventPayloadType,
        receiveEventPayloadType,
        ptimeMs,
        sendKey,
        receiveKey,
        dtls,
        ice,
        mux,
        false,
        false);
  }
}
