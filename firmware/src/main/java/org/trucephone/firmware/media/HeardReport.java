package org.trucephone.firmware.media;

import org.trucephone.firmware.media.jitter.JitterBuffer;
import org.trucephone.firmware.media.quality.EModel;
import org.trucephone.firmware.media.rtp.LossRuns;
import org.trucephone.firmware.media.rtp.VoipMetrics;

/** What we heard of the far talker, as VoIP metrics (RFC 3611). Audio thread. */
final class HeardReport {
  /** The share of a sound card of 40 ms, which holds half of it on average, in the delay told. */
  private static final int DEVICE_MS = 40;

  private static final int PACKET_MS = 20;
  private final LossRuns runs = new LossRuns();
  private final VoipMetrics told = new VoipMetrics();

  /** A packet of speech came. */
  void came(int sequence) {
    runs.came(sequence);
  }

  /**
   * Appends the extended report to a compound packet.
   *
   * @return octets appended
   */
  int write(
      byte[] b,
      int at,
      int reporter,
      int about,
      String codec,
      long received,
      long lost,
      long late,
      int bufferMs,
      int roundTripMs) {
    long expected = Math.max(1, received + lost);
    told.ssrc = about;
    told.lossRate = (int) Math.min(255, lost * 256 / expected);
    told.discardRate = (int) Math.min(255, late * 256 / expected);
    told.burstDensity = runs.burstDensity();
    told.gapDensity = runs.gapDensity();
    told.burstMs = PACKET_MS * Math.min(3000, runs.burstLength());
    told.gapMs = PACKET_MS * Math.min(3000, runs.gapLength());
    told.roundTripMs = Math.max(0, roundTripMs);
    told.endSystemMs = bufferMs + DEVICE_MS;
    double loss = 100.0 * (lost + late) / expected;
    double listening = EModel.rating(codec, loss, 1, 0);
    double talking =
        EModel.rating(codec, loss, 1, told.endSystemMs + Math.max(0, roundTripMs) / 2.0);
    told.rating = (int) Math.round(talking);
    told.mosListening = (int) Math.round(10 * EModel.mos(listening));
    told.mosConversation = (int) Math.round(10 * EModel.mos(talking));
    told.bufferMs = bufferMs;
    told.bufferMaxMs = JitterBuffer.MOST_TARGET_MS;
    return told.write(b, at, reporter);
  }
}
