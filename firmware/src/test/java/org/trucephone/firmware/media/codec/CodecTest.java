package org.trucephone.firmware.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.zip.CRC32;
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

  /** Every sample takes the code whose decision values (G.711 tables 1a to 2b) it lies between. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everySampleTakesTheCodeOfItsInterval(boolean alaw) {
    G711 codec = new G711(alaw);
    short[] pcm = new short[65536];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (i - 32768);
    }
    byte[] codes = new byte[65536];
    codec.encode(pcm, 0, pcm.length, codes, 0);
    for (int i = 0; i < pcm.length; i++) {
      boolean negative = pcm[i] < 0;
      int magnitude = negative ? alaw ? ~pcm[i] : -pcm[i] : pcm[i];
      int n = 0;
      while (n < 127 && magnitude >= decision(n + 1, alaw)) {
        n++;
      }
      int code = alaw ? (n | (negative ? 0 : 0x80)) ^ 0x55 : ~(n | (negative ? 0x80 : 0)) & 0xff;
      assertEquals(code, codes[i] & 0xff, "sample " + pcm[i]);
    }
  }

  /** {@return the lowest 16-bit magnitude of interval {@code n}} */
  private static int decision(int n, boolean alaw) {
    int segment = n / 16;
    int place = n % 16;
    if (alaw) {
      return segment == 0 ? 16 * place : (256 << segment - 1) + (place * 16 << segment - 1);
    }
    return n == 0 ? 0 : (128 << segment) + (place * 8 << segment) - 132;
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

  /**
   * The ITU's test vectors are not to be had; an independent implementation (a widely used DSP
   * library) gave the same bytes and samples for this signal, which sweeps, steps and clips.
   */
  @Test
  void g722AgreesWithAnIndependentImplementation() {
    int n = 32_000;
    short[] pcm = new short[n];
    int seed = 12345;
    for (int i = 0; i < n; i++) {
      seed = seed * 1103515245 + 12345;
      int saw = (i * (40 + i / 200) % 4000 - 2000) * 5;
      pcm[i] = (short) Math.clamp(saw + (long) (seed >> 16) * (i / 4000 % 8) / 16, -32768, 32767);
    }
    byte[] bytes = new byte[n / 2];
    assertEquals(n / 2, new G722().encode(pcm, 0, n, bytes, 0));
    CRC32 crc = new CRC32();
    crc.update(bytes);
    assertEquals(0x4344fe36L, crc.getValue());
    short[] out = new short[n];
    assertEquals(n, new G722().decode(bytes, 0, bytes.length, out, 0));
    crc.reset();
    for (short sample : out) {
      crc.update(sample & 0xff);
      crc.update(sample >> 8 & 0xff);
    }
    assertEquals(0x6b935e4aL, crc.getValue());
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
    var names = new java.util.ArrayList<>(Codecs.names());
    assertEquals(Codecs.missing().isEmpty(), names.remove("OPUS"));
    assertEquals(G729Library.present(), names.remove("G729"));
    assertEquals(java.util.List.of("G722", "PCMA", "PCMU"), names);
    assertTrue(Codecs.create("g722").isPresent() && Codecs.create("G726").isEmpty());
  }
}
