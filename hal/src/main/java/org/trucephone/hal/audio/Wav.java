package org.trucephone.hal.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A sound file in memory: PCM, signed 16 bit, mixed to mono.
 *
 * <p>Format: RIFF WAVE, "Multimedia Programming Interface and Data Specifications 1.0" (1991)
 * chapter 3; format tag 1, or 0xFFFE whose sub-format is 1.
 *
 * @param rateHz samples a second, 1000…192000
 * @param samples mono
 */
public record Wav(int rateHz, short[] samples) {
  /** Bytes before the samples in the files we write. */
  public static final int HEADER_BYTES = 44;

  /** About an hour at 16 kHz; a longer file is refused before it is read. */
  private static final long MAX_BYTES = 128L << 20;

  private static final int FORMAT_PCM = 1;
  private static final int FORMAT_EXTENSIBLE = 0xfffe;

  /**
   * Reads a file.
   *
   * @throws AudioException in one sentence with the file's name, if it is missing, unreadable or
   *     not such a file
   */
  public static Wav read(Path file) throws AudioException {
    byte[] bytes;
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new AudioException(
            "The sound file " + file + " is too large: " + size + " bytes; use a shorter one.");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new AudioException(
          "The sound file "
              + file
              + (Files.exists(file) ? " cannot be read" : " does not exist")
              + "; check the name and its permissions.");
    }
    try {
      return parse(bytes);
    } catch (AudioException e) {
      throw new AudioException("The sound file " + file + " cannot be used: " + e.getMessage());
    }
  }

  /**
   * Reads a file's content.
   *
   * @throws AudioException naming the byte offset and the reason
   */
  public static Wav parse(byte[] bytes) throws AudioException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (!tag(in, 0, "RIFF") || !tag(in, 8, "WAVE")) {
      throw bad(0, "it is not a RIFF WAVE file");
    }
    int channels = 0;
    int rateHz = 0;
    int at = 12;
    while (at + 8 <= bytes.length) {
      long length = Integer.toUnsignedLong(in.getInt(at + 4));
      int body = at + 8;
      int there = bytes.length - body;
      if (tag(in, at, "fmt ")) {
        if (length < 16 || length > there) {
          throw bad(at, "the format chunk is cut short");
        }
        channels = in.getShort(body + 2) & 0xffff;
        rateHz = in.getInt(body + 4);
        check(in, at, length, channels, rateHz);
      } else if (tag(in, at, "data")) {
        if (channels == 0) {
          throw bad(at, "samples come before the format");
        }
        // A recorder that was killed, or one that streams, leaves a length that is too large or 0.
        int usable = (int) (length == 0 ? there : Math.min(length, there));
        return new Wav(rateHz, mono(in, body, usable / (2 * channels), channels));
      }
      if (length > there) {
        throw bad(at, "a chunk of " + length + " bytes is longer than the file");
      }
      at = (int) Math.min(bytes.length, body + length + (length & 1));
    }
    throw bad(at, channels == 0 ? "the format chunk is missing" : "there are no samples");
  }

  /** Writes a file that {@link #read} reads. */
  public void write(Path file) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + 2 * samples.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put(header(rateHz, 2L * samples.length));
    for (short sample : samples) {
      out.putShort(sample);
    }
    Files.write(file, out.array());
  }

  /** {@return the header of a mono 16 bit file with {@code dataBytes} of samples} */
  public static byte[] header(int rateHz, long dataBytes) {
    ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) Math.min(dataBytes, 0xffffffffL - HEADER_BYTES);
    put(out, "RIFF");
    out.putInt(length + HEADER_BYTES - 8);
    put(out, "WAVE");
    put(out, "fmt ");
    out.putInt(16);
    out.putShort((short) FORMAT_PCM).putShort((short) 1);
    out.putInt(rateHz).putInt(rateHz * 2);
    out.putShort((short) 2).putShort((short) 16);
    put(out, "data");
    out.putInt(length);
    return out.array();
  }

  private static void check(ByteBuffer in, int at, long length, int channels, int rateHz)
      throws AudioException {
    int body = at + 8;
    int format = in.getShort(body) & 0xffff;
    if (format == FORMAT_EXTENSIBLE && length >= 26) {
      format = in.getShort(body + 24) & 0xffff;
    }
    int bits = in.getShort(body + 14) & 0xffff;
    if (format != FORMAT_PCM || bits != 16) {
      throw bad(at, "it is format " + format + " with " + bits + " bits; save it as 16 bit PCM");
    }
    if (channels < 1 || channels > 8) {
      throw bad(at, "it has " + channels + " channels; save it as mono or stereo");
    }
    if (rateHz < 1000 || rateHz > 192_000) {
      throw bad(at, "its sample rate is " + rateHz + " Hz; save it as 16000 Hz");
    }
  }

  private static short[] mono(ByteBuffer in, int from, int frames, int channels) {
    short[] mixed = new short[frames];
    int at = from;
    for (int frame = 0; frame < frames; frame++) {
      int sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        sum += in.getShort(at);
        at += 2;
      }
      mixed[frame] = (short) (sum / channels);
    }
    return mixed;
  }

  private static boolean tag(ByteBuffer in, int at, String name) {
    if (at + 4 > in.limit()) {
      return false;
    }
    for (int i = 0; i < 4; i++) {
      if (in.get(at + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static void put(ByteBuffer out, String name) {
    for (int i = 0; i < 4; i++) {
      out.put((byte) name.charAt(i));
    }
  }

  private static AudioException bad(int offset, String reason) {
    return new AudioException("at byte " + offset + " " + reason + ".");
  }
}
