package org.trucephone.firmware.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QualityTest {
  /** G.107 annex B's scale. */
  @ParameterizedTest
  @CsvSource({
    "93.2,4.4",
    "90,4.3",
    "80,4.0",
    "70,3.6",
    "60,3.1",
    "50,2.6",
    "0,1.0",
    "-5,1.0",
    "100,4.5"
  })
  void ratingBecomesOpinion(double rating, double mos) {
    assertEquals(mos, EModel.mos(rating), 0.05);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "100,0", "200,2.6", "400,22.6"})
  void delayImpairsFromAHundredMillisecondsOn(double ms, double impairment) {
    assertEquals(impairment, EModel.delay(ms), 2.0);
  }

  @Test
  void lossImpairsAndBurstsMoreSo() {
    double clean = EModel.rating("PCMU", 0, 1, 50);
    assertEquals(93.2, clean, 1e-9);
    // Ie,eff = 95·5/(5 + 25.1)
    assertEquals(93.2 - 475 / 30.1, EModel.rating("PCMU", 5, 1, 50), 1e-9);
    assertTrue(EModel.rating("PCMU", 5, 4, 50) < EModel.rating("PCMU", 5, 1, 50));
    assertEquals(93.2 - 11, EModel.rating("g729", 0, 1, 50), 1e-9);
    assertEquals(0, EModel.rating("PCMU", 100, 50, 5000), 1e-9);
  }

  /** The truth table: one row a cause, each figure just past its mark. */
  @ParameterizedTest
  @CsvSource({
    // seconds, sent, received, refused, lost, late, runs, corrected, jitter, delay, trip, far,
    // slow, away, sends, receives
    "60,3000,3000,0,0,0,0,0,2,60,20,0,0,false,true,true,GOOD",
    "2,100,100,0,0,0,0,0,2,60,20,0,0,false,true,true,NOTHING_YET",
    "60,3000,3000,0,0,0,0,0,2,60,20,0,0,true,true,true,DEVICE_LOST",
    "60,0,0,0,0,0,0,0,0,0,-1,-1,0,false,true,true,NO_SOUND_EITHER_WAY",
    "60,3000,0,0,0,0,0,0,0,0,-1,-1,0,false,true,true,NOTHING_HEARD",
    "60,0,3000,0,0,0,0,0,2,60,-1,-1,0,false,true,true,NOTHING_SENT",
    "60,3000,0,900,0,0,0,0,0,0,-1,-1,0,false,true,true,WRONG_KEY",
    "60,3000,3000,0,0,0,0,0,2,60,20,0,60,false,true,true,OVERLOADED",
    "60,3000,2000,0,1000,0,9,0,2,60,20,0,0,false,true,true,OUTAGE",
    "60,3000,2800,0,200,0,190,0,2,60,20,0,0,false,true,true,HEAVY_LOSS",
    "60,3000,2940,0,60,0,15,0,2,60,20,0,0,false,true,true,LOSS_IN_BURSTS",
    "60,3000,2940,0,60,0,58,0,2,60,20,0,0,false,true,true,LOSS",
    "60,3000,2940,0,60,0,58,1100,2,60,20,0,0,false,true,true,CORRECTED",
    "60,3000,3000,0,0,100,0,0,90,60,20,0,0,false,true,true,JITTER",
    "60,3000,3000,0,0,0,0,0,2,60,20,3,0,false,true,true,FAR_END_LOSS",
    "60,3000,3000,0,0,0,0,0,2,60,400,0,0,false,true,true,LONG_WAY",
    "60,3000,3000,0,0,0,0,0,60,200,20,0,0,false,true,true,DEEP_BUFFER",
    "60,0,0,0,0,0,0,0,0,0,-1,-1,0,false,false,false,GOOD",
    "60,0,3000,0,0,0,0,0,0,40,-1,-1,0,false,false,true,GOOD"
  })
  void theCauseIsNamed(
      long seconds,
      long sent,
      long received,
      long refused,
      long lost,
      long late,
      long runs,
      long corrected,
      int jitter,
      int delay,
      int trip,
      double far,
      long slow,
      boolean away,
      boolean sends,
      boolean receives,
      Verdict.Cause cause) {
    Verdict verdict =
        Verdict.of(
            new Verdict.Call(
                seconds, sent, received, refused, lost, late, runs, corrected, jitter, delay, trip,
                far, slow, away, sends, receives));
    assertEquals(cause, verdict.cause());
    assertTrue(verdict.sentence().endsWith("."), verdict.sentence());
    assertFalse(verdict.sentence().contains("NaN"));
  }
}
