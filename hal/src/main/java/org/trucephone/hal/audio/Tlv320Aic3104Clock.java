package org.trucephone.hal.audio;

import org.trucephone.hal.bus.BusException;

/**
 * PLL setting that makes fS(ref) = 48 kHz from MCLK: {@code MCLK · (j + d/10000) / (2048 · p)},
 * with R = 1.
 *
 * <p>Source: SLAS510G section 10.3.3.1 "Audio Clock Generation".
 *
 * @param p divider, 1…8
 * @param j multiplier's integer part
 * @param d multiplier's fraction in 1/10000
 * @param rateCode register 2's code of fS(ref)/rate: 0 is 1, then halves (1 is 1.5 … 10 is 6)
 */
record Tlv320Aic3104Clock(int p, int j, int d, int rateCode) {
  private static final long REFERENCE_HZ = 48_000;

  static Tlv320Aic3104Clock of(long mclkHz, int rateHz) throws BusException {
    long halves = rateHz > 0 ? 2 * REFERENCE_HZ / rateHz : 0;
    if (halves < 2 || halves > 12 || halves * rateHz != 2 * REFERENCE_HZ) {
      throw new BusException(
          BusException.Kind.OTHER,
          "The TLV320AIC3104 cannot run at "
              + rateHz
              + " samples a second; use 8000, 16000 or 48000.");
    }
    for (int p = 1; p <= 8; p++) {
      long scaled = Math.round(REFERENCE_HZ * 2048.0 * p * 10_000 / mclkHz);
      int j = (int) (scaled / 10_000);
      int d = (int) (scaled % 10_000);
      long input = mclkHz / p;
      boolean allowed =
          d == 0
              ? input >= 512_000 && input <= 20_000_000 && j >= 4 && j <= 55
              : input >= 10_000_000 && input <= 20_000_000 && j >= 4 && j <= 11;
      if (allowed) {
        return new Tlv320Aic3104Clock(p, j, d, (int) halves - 2);
      }
    }
    throw new BusException(
        BusException.Kind.OTHER,
        "The TLV320AIC3104 cannot make its clocks from an MCLK of "
            + mclkHz
            + " Hz; correct mclk in the board file (12288000 is usual).");
  }
}
