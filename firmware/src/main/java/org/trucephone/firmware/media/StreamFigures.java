package org.trucephone.firmware.media;

/**
 * Counters of a stream since it was opened.
 *
 * @param codec encoding name being received, else sent
 * @param sent RTP packets sent
 * @param received RTP packets accepted
 * @param strangers RTP packets dropped because they came from elsewhere
 * @param lost packets missing so far (RFC 3550 6.4.1)
 * @param jitterMs interarrival jitter
 * @param delayMs receive delay: jitter buffer plus device
 * @param concealedSamples samples made up, at 16 kHz
 * @param mos estimated listening quality 1.0…4.5 from loss, delay and codec
 * @param digitsReceived telephone-events received
 * @param roundTripMs from RTCP, -1 if unknown
 * @param remoteLost packets the other side says it missed, -1 if unknown
 * @param rating the E-model's R, 0…93
 * @param late packets that came too late to be played
 * @param correctedSamples samples that error correction brought back, at 16 kHz
 * @param verdict one sentence on the call's sound and its cause
 * @param remoteMos MOS of the conversation as the other side reports it (RFC 3611), -1 if unknown
 */
public record StreamFigures(
    String codec,
    long sent,
    long received,
    long strangers,
    long lost,
    int jitterMs,
    int delayMs,
    long concealedSamples,
    double mos,
    long digitsReceived,
    int roundTripMs,
    long remoteLost,
    int rating,
    long late,
    long correctedSamples,
    String verdict,
    double remoteMos) {}
