package org.trucephone.firmware.media.quality;

import java.util.Locale;

/**
 * The E-model (ITU-T G.107) with its default values, reduced to what a phone can measure: delay,
 * loss, codec. Codecs' values are those of G.113 appendix I.
 */
public final class EModel {
  /** The rating of a call that nothing impairs. */
  private static final double BEST = 93.2;

  private EModel() {}

  /**
   * {@return the rating R, 0…93.2}
   *
   * @param codec encoding name; one unknown is taken for G.711
   * @param lossPercent packets lost or too late, in percent
   * @param burstRatio mean length of a loss over what chance would give; 1 for random loss
   * @param oneWayMs delay from mouth to ear
   */
  public static double rating(
      String codec, double lossPercent, double burstRatio, double oneWayMs) {
    double impairment = codecImpairment(codec);
    double loss = Math.clamp(lossPercent, 0, 100);
    double lost = (95 - impairment) * loss / (loss / Math.max(1, burstRatio) + robustness(codec));
    return Math.clamp(BEST - delay(oneWayMs) - impairment - lost, 0, BEST);
  }

  /** {@return G.107's Idd: nothing up to 100 ms} */
  static double delay(double oneWayMs) {
    if (!(oneWayMs > 100)) {
      return 0;
    }
    double x = Math.log(oneWayMs / 100) / Math.log(2);
    return 25 * (sixth(x) - 3 * sixth(x / 3) + 2);
  }

  private static double sixth(double x) {
    return Math.pow(1 + Math.pow(x, 6), 1.0 / 6);
  }

  private static double codecImpairment(String codec) {
    return codec.toUpperCase(Locale.ROOT).equals("G729") ? 11 : 0;
  }

  private static double robustness(String codec) {
    return switch (codec.toUpperCase(Locale.ROOT)) {
      case "G722" -> 10;
      case "G729" -> 19;
      default -> 25.1; // G.711 with concealment; Opus is no worse
    };
  }

  /** {@return the mean opinion score of a rating, 1.0…4.5, to a tenth (G.107 annex B)} */
  public static double mos(double rating) {
    double r = Math.clamp(rating, 0, 100);
    double mos = 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6;
    return Math.round(Math.clamp(mos, 1, 4.5) * 10) / 10.0;
  }
}
