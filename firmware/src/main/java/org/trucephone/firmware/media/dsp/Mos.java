package org.trucephone.firmware.media.dsp;

/**
 * Listening quality from figures alone: the E-model (ITU-T G.107) with default values, Ie,eff for
 * random loss (G.113), reduced to what a phone can measure.
 */
public final class Mos {
  private Mos() {}

  /**
   * {@return estimated MOS-CQ, 1.0…4.5}
   *
   * @param wideband whether the codec carries 7 kHz; adds the G.107.1 advantage on the narrow-band
   *     scale, capped at 4.5
   * @param lossPercent packets lost or too late, in percent
   * @param oneWayDelayMs mouth to ear
   */
  public static double estimate(boolean wideband, double lossPercent, double oneWayDelayMs) {
    double bpl = wideband ? 10 : 25.1; // G.711 with concealment, G.113 appendix I
    double ie = lossPercent <= 0 ? 0 : 95 * lossPercent / (lossPercent + bpl);
    double id =
        0.024 * oneWayDelayMs + (oneWayDelayMs > 177.3 ? 0.11 * (oneWayDelayMs - 177.3) : 0);
    double r = Math.clamp(93.2 - id - ie + (wideband ? 5 : 0), 0, 100);
    double mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
    return Math.round(Math.clamp(mos, 1.0, 4.5) * 10) / 10.0;
  }
}
