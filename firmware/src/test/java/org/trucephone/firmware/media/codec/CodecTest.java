package org.trucephone.firmware.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
  @Test
  void ulawDecodesAsTheRecommendationsTableSays() {
    assertEquals(-32124, G711.expandUlaw(0x00));
    assertEquals(32124, G711.expandUlaw(0x80));
    assertEquals(0, G711.expandUlaw(0xff));
    assertEquals(0, G711.expandUlaw(0x7f));
    assertEquals(8, G711.expandUlaw(0xfe));
    assertEquals(-15996, G711.expandUlaw(0x10));
  }

  @Test
  void alawDecodesAsTheRecommendationsTableSays() {
    assertEquals(-5504, G711.expandAlaw(0x00));
    assertEquals(-8, G711.expandAlaw(0x55));
    assertEquals(8, G711.expandAlaw(0xd5));
    assertEquals(32256, G711.expandAlaw(0xaa));
    assertEquals(-32256, G711.expandAlaw(0x2a));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyCodeSurvivesTheWayThereAndBack(boolean alaw) {
    G711 codec = new G711(alaw);
    short[] pcm = new short[1];
    byte[] code = new byte[1];
    for (int i = 0; i < 256; i++) {
      codec.decode(new byte[] {(byte) i}, 0, 1, pcm, 0);
      codec.encode(pcm, 0, 1, code, 0);
      short[] again = new short[1];
      codec.decode(code, 0, 1, again, 0);
      assertEquals(pcm[0], again[0], "code " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everySampleIsWithinHalfAStepOfItsCode(boolean alaw) {
    G711 codec = new G711(alaw);
    short[] back = new short[1];
    byte[] code = new byte[1];
    for (int sample = -32768; sample <= 32767; sample++) {
      codec.encode(new short[] {(short) sample}, 0, 1, code, 0);
      codec.decode(code, 0, 1, back, 0);
      int step = Math.max(16, Integer.highestOneBit(Math.abs(sample) + 132) / 16);
      assertTrue(Math.abs(back[0] - sample) <= step, sample + " became " + back[0]);
    }
  }

  private static double snr(AudioCodec codec, AudioCodec decoder, double[] signal, int delay) {
    int n = signal.length;
    short[] in = new short[n];
    for (int i = 0; i < n; i++) {
      in[i] = (short) Math.round(signal[i]);
    }
    byte[] bytes = new byte[n];
    int length = codec.encode(in, 0, n, bytes, 0);
    short[] out = new short[n];
    assertEquals(n, decoder.decode(bytes, 0, length, out, 0));
    double power = 0;
    double error = 0;
    for (int i = n / 4; i < n - delay; i++) {
      power += (double) in[i] * in[i];
      double e = in[i] - out[i + delay];
      error += e * e;
    }
    return 10 * Math.log10(power / Math.max(error, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 440, 1000, 2000, 3000})
  void g722GivesAToneBackAfterItsTwentyTwoSamples(int hz) {
    double[] tone = new double[16000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = 8000 * Math.sin(2 * Math.PI * hz * i / 16000);
    }
    double snr = snr(new G722(), new G722(), tone, 22);
    assertTrue(snr > 20, hz + " Hz came back with " + snr + " dB");
  }

  @Test
  void g722CarriesTheUpperBand() {
    double[] tone = new double[16000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = 4000 * Math.sin(2 * Math.PI * 6000 * i / 16000);
    }
    double snr = snr(new G722(), new G722(), tone, 22);
    assertTrue(snr > 6, "6 kHz came back with " + snr + " dB");
  }

  @Test
  void g722DecodesAnythingWithoutHarm() {
    Random random = new Random(1);
    byte[] noise = new byte[100_000];
    random.nextBytes(noise);
    short[] out = new short[200_000];
    assertEquals(200_000, new G722().decode(noise, 0, noise.length, out, 0));
  }

  @Test
  void theListNamesThemBestFirst() {
    assertEquals(java.util.List.of("G722", "PCMA", "PCMU"), Codecs.names());
    assertTrue(Codecs.create("g722").isPresent() && Codecs.create("G729").isEmpty());
  }
}
