package org.trucephone.firmware.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G.729 by libbcg729: what it carries, makes up, survives. */
class G729Test {
  private static final int PACKET = 160;

  private final byte[] bytes = new byte[100];
  private final short[] out = new short[4000];

  @BeforeEach
  void present() {
    assumeTrue(G729Library.present(), "libbcg729 is not on this machine");
  }

  private static short[] voice(int from) {
    short[] pcm = new short[PACKET];
    for (int i = 0; i < PACKET; i++) {
      double s = (from + i) / 8000.0;
      double sum = 0;
      for (int k = 1; k < 10; k++) {
        sum += Math.sin(2 * Math.PI * 140 * k * s) / k;
      }
      pcm[i] = (short) (5000 * sum);
    }
    return pcm;
  }

  private static double power(short[] x, int at, int n) {
    double sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += (double) x[i] * x[i];
    }
    return sum / n;
  }

  @Test
  void speechComesBackAtItsLevel() {
    G729 encoder = new G729();
    G729 decoder = new G729();
    double sent = 0;
    double heard = 0;
    for (int k = 0; k < 100; k++) {
      short[] pcm = voice(k * PACKET);
      assertEquals(20, encoder.encode(pcm, 0, PACKET, bytes, 7));
      assertEquals(PACKET, decoder.samples(bytes, 7, 20));
      assertEquals(PACKET, decoder.decode(bytes, 7, 20, out, 3));
      if (k > 10) {
        sent += power(pcm, 0, PACKET);
        heard += power(out, 3, PACKET);
      }
    }
    assertEquals(1, heard / sent, 0.3);
  }

  @Test
  void silenceIsUnderstoodAndNonsenseIsNone() {
    G729 codec = new G729();
    assertEquals(PACKET, codec.samples(new byte[12], 0, 12));
    assertEquals(PACKET, codec.decode(new byte[12], 0, 12, out, 0));
    assertEquals(0, codec.samples(new byte[13], 0, 13));
    Random random = new Random(1);
    for (int k = 0; k < 2000; k++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      Arrays.fill(out, (short) 0);
      assertTrue(codec.decode(noise, 0, noise.length, out, 0) <= 480);
    }
  }
}
