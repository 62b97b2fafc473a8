package org.trucephone.firmware.media.quality;

/**
 * What a call was like and why, from its figures: the first cause that applies, worst first.
 *
 * @param cause what stands behind it
 * @param sentence for the person: what was wrong, whose it is, what to do
 */
public record Verdict(Cause cause, String sentence) {
  /** What a call's quality came from. */
  public enum Cause {
    NOTHING_YET,
    DEVICE_LOST,
    NO_SOUND_EITHER_WAY,
    NOTHING_HEARD,
    NOTHING_SENT,
    WRONG_KEY,
    OVERLOADED,
    OUTAGE,
    HEAVY_LOSS,
    LOSS_IN_BURSTS,
    LOSS,
    JITTER,
    FAR_END_LOSS,
    LONG_WAY,
    DEEP_BUFFER,
    CORRECTED,
    GOOD
  }

  /**
   * A call in numbers.
   *
   * @param seconds how long it has lasted
   * @param sent packets sent
   * @param received packets taken
   * @param refused packets of strangers, or that the key did not open
   * @param lost packets missing
   * @param late packets that came too late to be played
   * @param lossRuns gaps in the sequence: how often loss struck
   * @param correctedMs sound that error correction brought back
   * @param jitterMs variation of the packets' delay
   * @param delayMs receive delay: jitter buffer and device
   * @param roundTripMs the network's way there and back, -1 if unknown
   * @param farLostPercent what the other side misses of us, -1 if unknown
   * @param slowPeriods periods in which our own audio thread came too late
   * @param deviceLost whether the sound device is away
   * @param sends whether we are to send
   * @param receives whether we are to receive
   */
  public record Call(
      long seconds,
      long sent,
      long received,
      long refused,
      long lost,
      long late,
      long lossRuns,
      long correctedMs,
      int jitterMs,
      int delayMs,
      int roundTripMs,
      double farLostPercent,
      long slowPeriods,
      boolean deviceLost,
      boolean sends,
      boolean receives) {
    double lossPercent() {
      long expected = received + lost;
      return expected == 0 ? 0 : 100.0 * (lost + late) / expected;
    }

    double packetsInARun() {
      return lossRuns == 0 ? 0 : (double) lost / lossRuns;
    }

    double slowPercent() {
      return seconds == 0 ? 0 : (double) slowPeriods / seconds;
    }
  }

  /** {@return what to say of a call} */
  public static Verdict of(Call c) {
    if (c.deviceLost) {
      return say(
          Cause.DEVICE_LOST, "The sound device of this phone was lost: check its plug and cable.");
    }
    if (c.seconds < 3) {
      return say(Cause.NOTHING_YET, "The call was too short to judge its sound.");
    }
    boolean deaf = c.receives && c.received == 0;
    if (deaf && c.refused > 0) {
      return say(
          Cause.WRONG_KEY,
          "Sound arrived that does not belong to this call or does not fit its key: the server or"
              + " a router on the way changes it.");
    }
    boolean silent = c.sends && c.sent == 0;
    if (deaf && silent) {
      return say(
          Cause.NO_SOUND_EITHER_WAY,
          "No sound went either way: check the network cable and the server's firewall.");
    }
    if (deaf) {
      return say(
          Cause.NOTHING_HEARD,
          "Nothing was heard from the other side: a firewall or router keeps its sound away.");
    }
    if (silent) {
      return say(Cause.NOTHING_SENT, "Nothing could be sent: check this phone's network.");
    }
    if (c.slowPercent() >= 1) {
      return say(
          Cause.OVERLOADED, "This phone was too busy to play all sound in time: restart it.");
    }
    if (c.lossPercent() >= 30) {
      return say(
          Cause.OUTAGE,
          "The network carried only a part of the other side's sound: check cable,"
              + " switch and line.");
    }
    if (c.lossPercent() >= 1.0 && c.late > c.lost) {
      return say(
          Cause.JITTER,
          "Packets came too unevenly, by "
              + c.jitterMs
              + " ms: give voice priority in the network (DSCP EF).");
    }
    if (c.lossPercent() >= 5) {
      return say(
          Cause.HEAVY_LOSS,
          "The network lost " + percent(c.lossPercent()) + " of the sound: check cable and line.");
    }
    if (c.lossPercent() >= 1.0 && c.packetsInARun() >= 2.5) {
      return say(
          Cause.LOSS_IN_BURSTS,
          "The network dropped out now and then, "
              + Math.round(c.packetsInARun())
              + " packets at a time: Wi-Fi or a full line does that.");
    }
    if (c.lossPercent() >= 1.0 && c.correctedMs >= 20 * c.lost / 2) {
      return say(
          Cause.CORRECTED,
          "The network lost "
              + percent(c.lossPercent())
              + " of the sound; error correction brought back most of it.");
    }
    if (c.lossPercent() >= 1.0) {
      return say(
          Cause.LOSS,
          "The network lost "
              + percent(c.lossPercent())
              + " of the sound: small gaps were made up.");
    }
    if (c.farLostPercent >= 3) {
      return say(
          Cause.FAR_END_LOSS,
          "The other side missed "
              + percent(c.farLostPercent)
              + " of what was sent: the way from here to there loses packets.");
    }
    if (c.roundTripMs >= 400) {
      return say(
          Cause.LONG_WAY,
          "The way to the other side is long, " + c.roundTripMs + " ms there and back.");
    }
    if (c.delayMs >= 200) {
      return say(
          Cause.DEEP_BUFFER,
          "Sound was held back by "
              + c.delayMs
              + " ms because packets come unevenly: give voice priority in the network.");
    }
    return say(Cause.GOOD, "The sound was good.");
  }

  private static Verdict say(Cause cause, String sentence) {
    return new Verdict(cause, sentence);
  }

  private static String percent(double percent) {
    return Math.max(1, Math.round(percent)) + " %";
  }
}
