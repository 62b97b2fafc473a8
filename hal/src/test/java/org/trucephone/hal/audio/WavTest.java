package org.trucephone.hal.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WavTest {
  @TempDir Path folder;

  private static byte[] good() {
    byte[] bytes = Arrays.copyOf(Wav.header(8000, 4), Wav.HEADER_BYTES + 4);
    bytes[44] = 0x34;
    bytes[45] = 0x12;
    bytes[46] = (byte) 0xff;
    bytes[47] = (byte) 0xff;
    return bytes;
  }

  private static String refusal(byte[] bytes) {
    return assertThrows(AudioException.class, () -> Wav.parse(bytes)).getMessage();
  }

  @Test
  void whatIsWrittenIsRead() throws IOException, AudioException {
    short[] samples = {0, 1, -1, Short.MAX_VALUE, Short.MIN_VALUE};
    Path file = folder.resolve("a.wav");
    new Wav(16_000, samples).write(file);
    Wav back = Wav.read(file);
    assertEquals(16_000, back.rateHz());
    assertArrayEquals(samples, back.samples());
  }

  @Test
  void stereoIsMixedAndUnknownChunksAreSkipped() throws AudioException {
    ByteBuffer out = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = Wav.header(44_100, 8);
    out.put(header, 0, 36);
    out.put("LIST".getBytes(java.nio.charset.StandardCharsets.US_ASCII)).putInt(3);
    out.put(new byte[] {1, 2, 3, 0}); // odd length, padded
    out.put(header, 36, 8);
    out.putShort((short) 100).putShort((short) 300).putShort((short) -4).putShort((short) 2);
    byte[] bytes = Arrays.copyOf(out.array(), out.position());
    bytes[22] = 2;
    assertArrayEquals(new short[] {200, -1}, Wav.parse(bytes).samples());
  }

  @Test
  void aRecordingWhoseLengthWasNeverFilledInIsStillRead() throws AudioException {
    byte[] bytes = good();
    Arrays.fill(bytes, 40, 44, (byte) 0);
    assertArrayEquals(new short[] {0x1234, -1}, Wav.parse(bytes).samples());
    Arrays.fill(bytes, 40, 44, (byte) 0xff);
    assertArrayEquals(new short[] {0x1234, -1}, Wav.parse(bytes).samples());
  }

  @Test
  void whatCannotBeReadIsRefusedWithOffsetAndReason() {
    assertEquals("at byte 0 it is not a RIFF WAVE file.", refusal(new byte[0]));
    byte[] bits = good();
    bits[34] = 8;
    assertEquals("at byte 12 it is format 1 with 8 bits; save it as 16 bit PCM.", refusal(bits));
    byte[] compressed = good();
    compressed[20] = 7;
    assertTrue(refusal(compressed).contains("format 7"));
    byte[] channels = good();
    channels[22] = 0;
    assertTrue(refusal(channels).contains("0 channels"));
    byte[] rate = good();
    Arrays.fill(rate, 24, 28, (byte) 0xff);
    assertTrue(refusal(rate).contains("sample rate is -1"));
    byte[] order = good();
    order[12] = 'x';
    assertEquals("at byte 36 samples come before the format.", refusal(order));
    byte[] huge = good();
    Arrays.fill(huge, 16, 20, (byte) 0xff);
    assertEquals("at byte 12 the format chunk is cut short.", refusal(huge));
    assertEquals("at byte 36 there are no samples.", refusal(Arrays.copyOf(good(), 36)));
  }

  @Test
  void aMissingFileIsOneSentenceWithItsName() {
    Path missing = folder.resolve("none.wav");
    AudioException told = assertThrows(AudioException.class, () -> Wav.read(missing));
    assertEquals(
        "The sound file " + missing + " does not exist; check the name and its permissions.",
        told.getMessage());
    assertThrows(AudioException.class, () -> Wav.read(folder));
  }

  /** Damaged files are refused or read, never anything else; the seed is fixed. */
  @Test
  void damagedFilesNeverDoAnythingButRefuse() throws IOException {
    Random random = new Random(3104);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      try {
        assertTrue(Wav.parse(cut).samples().length <= 2);
      } catch (AudioException refused) {
        assertTrue(refused.getMessage().startsWith("at byte "));
      }
    }
    Files.write(folder.resolve("bad.wav"), new byte[] {1, 2, 3});
    AudioException named =
        assertThrows(AudioException.class, () -> Wav.read(folder.resolve("bad.wav")));
    assertTrue(named.getMessage().contains("bad.wav"));
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 44_100, 48_000})
  void aToneKeepsPitchLevelAndLengthWhenResampled(int fromHz) {
    short[] in = new short[fromHz];
    for (int i = 0; i < in.length; i++) {
      in[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * 1000 * i / fromHz));
    }
    short[] out = Resampling.convert(in, fromHz, 16_000);
    assertEquals(16_000, out.length);
    double worst = 0;
    for (int i = 200; i < out.length - 200; i++) {
      double wanted = 10_000 * Math.sin(2 * Math.PI * 1000 * i / 16_000);
      worst = Math.max(worst, Math.abs(out[i] - wanted));
    }
    assertTrue(worst < 100, "worst error " + worst); // −40 dB
  }

  @Test
  void whatATelephoneCannotCarryIsFilteredOutNotFoldedBack() {
    short[] in = new short[48_000];
    for (int i = 0; i < in.length; i++) {
      in[i] = (short) Math.round(10_000 * Math.sin(2 * Math.PI * 10_500 * i / 48_000));
    }
    short[] out = Resampling.convert(in, 48_000, 16_000);
    int loudest = 0;
    for (int i = 200; i < out.length - 200; i++) {
      loudest = Math.max(loudest, Math.abs(out[i]));
    }
    assertTrue(loudest < 100, "10.5 kHz came back at " + loudest);
  }
}
