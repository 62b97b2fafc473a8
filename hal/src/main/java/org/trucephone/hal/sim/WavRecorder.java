package org.trucephone.hal.sim;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.trucephone.hal.audio.AudioException;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.Wav;

/**
 * Ears that write what they hear to a sound file: mono, 16 bit, 16 kHz, the sum of all transducers.
 * Its microphone is silent.
 *
 * <p>The header is brought up to date each second, so the file can be read even if the process was
 * killed. A disk that fails ends the recording, not the call; {@link #failure} says so.
 */
public final class WavRecorder implements SimSound {
  private static final int RATE_HZ = 16_000;

  private final Path path;
  private final RandomAccessFile file;
  private final int[] sum = new int[RATE_HZ / 100];
  private final byte[] bytes = new byte[2 * sum.length];
  private final byte[] number = new byte[4];
  private long dataBytes;
  private int sinceHeader;
  private volatile @Nullable String failure;
  private boolean closed;

  /**
   * Creates or overwrites the file.
   *
   * @throws AudioException in one sentence if it cannot be written
   */
  public WavRecorder(Path path) throws AudioException {
    this.path = path;
    try {
      file = new RandomAccessFile(path.toFile(), "rw");
      file.setLength(0);
      file.write(Wav.header(RATE_HZ, 0));
    } catch (IOException e) {
      throw new AudioException(
          "The recording "
              + path
              + " cannot be written; check that its folder exists and may be written to.");
    }
  }

  /** {@return why the recording ended early, as a sentence; null while it is well} */
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public void mic(short[] period) {
    Arrays.fill(period, (short) 0);
  }

  @Override
  public void ear(AudioPath transducer, short[] period) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += period[i];
    }
  }

  @Override
  public synchronized void periodHeard() {
    for (int i = 0; i < sum.length; i++) {
      int sample = Math.clamp(sum[i], Short.MIN_VALUE, Short.MAX_VALUE);
      bytes[2 * i] = (byte) sample;
      bytes[2 * i + 1] = (byte) (sample >> 8);
      sum[i] = 0;
    }
    if (closed || failure != null) {
      return;
    }
    try {
      file.write(bytes);
      dataBytes += bytes.length;
      if (++sinceHeader == 100) {
        sinceHeader = 0;
        writeLengths();
      }
    } catch (IOException e) {
      failed();
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      writeLengths();
    } catch (IOException e) {
      failed();
    }
  }

  /** Both length fields: RIFF at byte 4, data at byte 40. */
  private void writeLengths() throws IOException {
    writeInt(4, dataBytes + Wav.HEADER_BYTES - 8);
    writeInt(40, dataBytes);
    file.seek(Wav.HEADER_BYTES + dataBytes);
  }

  private void writeInt(int at, long value) throws IOException {
    for (int i = 0; i < 4; i++) {
      number[i] = (byte) (value >> (8 * i));
    }
    file.seek(at);
    file.write(number);
  }

  private void failed() {
    failure = "The recording " + path + " ended early: the disk is full or gone.";
  }
}
