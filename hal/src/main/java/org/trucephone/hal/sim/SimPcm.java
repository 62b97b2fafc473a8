package org.trucephone.hal.sim;

import java.util.Arrays;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.PcmDevice;

/**
 * Sound through a simulated codec: samples pass only as its registers allow.
 *
 * <pre>
 * SimSound.mic ─► × capture gain ─► read()
 *      └────────► × side tone ─┐
 * write() ─► 40 ms buffer ─► × playback gain ─► + ─► SimSound.ear, for each transducer
 * </pre>
 *
 * <p>Gains glide over one period, as the chip's soft stepping does. An unplugged codec gives
 * silence but never stops the audio clock. Mono, 16 kHz, 160 samples a period; one thread ({@link
 * #close} from any); allocates nothing per period.
 */
public final class SimPcm implements PcmDevice {
  private static final int RATE_HZ = 16_000;
  private static final int PERIOD = RATE_HZ / 100;
  private static final int BUFFERED_PERIODS = 4;
  private static final AudioPath[] PATHS = {
    AudioPath.HANDSET, AudioPath.HEADSET, AudioPath.SPEAKER
  };

  private final SimCodec codec;
  private final SimSound sound;
  private final SimPacer pacer;
  private final short[][] queue = new short[BUFFERED_PERIODS][PERIOD];
  private final short[] silence = new short[PERIOD];
  private final short[] mouth = new short[PERIOD];
  private final short[] ear = new short[PERIOD];
  private int queueHead;
  private int queued;
  private SimGains last = SimGains.SILENT;
  private volatile boolean closed;

  /** Takes the sound over and closes it. */
  public SimPcm(SimCodec codec, SimSound sound, SimPacer pacer) {
    this.codec = codec;
    this.sound = sound;
    this.pacer = pacer;
  }

  @Override
  public int rateHz() {
    return RATE_HZ;
  }

  @Override
  public boolean read(short[] captured) {
    if (closed) {
      Arrays.fill(captured, (short) 0);
      return false;
    }
    pacer.awaitPeriod();
    SimGains now = codec.gains();
    SimGains before = now == SimGains.SILENT ? now : last; // a chip without power does not glide
    sound.mic(mouth);
    capture(captured, before, now);
    play(before, now);
    last = now;
    return true;
  }

  @Override
  public void write(short[] playback) {
    if (queued < BUFFERED_PERIODS) { // a full buffer drops the newest, as an overrun does
      System.arraycopy(playback, 0, queue[(queueHead + queued) % BUFFERED_PERIODS], 0, PERIOD);
      queued++;
    }
  }

  @Override
  public int delaySamples() {
    return (queued + 1) * PERIOD;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      sound.close();
    }
  }

  private void capture(short[] captured, SimGains before, SimGains now) {
    float from = 0;
    float to = 0;
    for (AudioPath path : PATHS) { // one mouth speaks into every connected microphone
      from += before.capture(path);
      to += now.capture(path);
    }
    for (int i = 0; i < PERIOD; i++) {
      captured[i] = clip(mouth[i] * glide(from, to, i));
    }
  }

  private void play(SimGains before, SimGains now) {
    short[] samples = silence;
    if (queued > 0) {
      samples = queue[queueHead];
      queueHead = (queueHead + 1) % BUFFERED_PERIODS;
      queued--;
    }
    for (AudioPath path : PATHS) {
      float sideFrom = 0;
      float sideTo = 0;
      for (AudioPath microphone : PATHS) {
        sideFrom += before.sideTone(microphone, path);
        sideTo += now.sideTone(microphone, path);
      }
      float from = before.playback(path);
      float to = now.playback(path);
      for (int i = 0; i < PERIOD; i++) {
        ear[i] = clip(samples[i] * glide(from, to, i) + mouth[i] * glide(sideFrom, sideTo, i));
      }
      sound.ear(path, ear);
    }
    sound.periodHeard();
  }

  private static float glide(float from, float to, int sample) {
    return from + (to - from) * (sample + 1) / PERIOD;
  }

  private static short clip(float sample) {
    return (short) Math.clamp(Math.round(sample), Short.MIN_VALUE, Short.MAX_VALUE);
  }
}
