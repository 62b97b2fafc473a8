package org.trucephone.firmware.media.jitter;

import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.codec.AudioCodec;
import org.trucephone.firmware.media.dsp.HalfBand;
import org.trucephone.firmware.media.rtp.RtpHeader;

/**
 * Turns packets that come when they like into 10 ms periods at 16 kHz that come when the ear needs
 * them.
 *
 * <p>Audio thread only; packets reach it through {@link PacketQueue}. The delay kept is what the
 * network's jitter asks for ({@link DelayEstimator}); it is changed by whole pitch periods. Missing
 * packets are made up ({@link Concealment}).
 */
public final class JitterBuffer {
  private static final int RATE = 16000;
  private static final int PERIOD = RATE / 100;
  private static final int SLOTS = 128;
  private static final int LARGEST_PAYLOAD = 960;
  private static final int FIFO = RATE;
  private static final int FIRST_TARGET_MS = 40;
  private static final int LEAST_TARGET_MS = 20;
  private static final int MOST_TARGET_MS = 400;

  /** A jump of more than this many packets is a new stream, not loss. */
  private static final int JUMP = 100;

  private final byte[][] payloads = new byte[SLOTS][LARGEST_PAYLOAD];
  private final int[] lengths = new int[SLOTS];
  private final int[] sequences = new int[SLOTS];
  private final int[] timestamps = new int[SLOTS];
  private final byte[] types = new byte[SLOTS];
  private final boolean[] filled = new boolean[SLOTS];
  private final short[] fifo = new short[FIFO];
  private final short[] decoded = new short[LARGEST_PAYLOAD * 2];
  private final short[] wide = new short[LARGEST_PAYLOAD * 4];
  private final AudioCodec[] codecs = new AudioCodec[128];
  private final HalfBand up = new HalfBand();
  private final DelayEstimator estimator = new DelayEstimator();
  private final Concealment concealment = new Concealment();
  private final Pitch pitch = new Pitch();

  private boolean started;
  private boolean playing;
  private int ssrc;
  private int next;
  private int highest;
  private int buffered;
  private int available;
  private int packetMs = 20;
  private int sinceChange;

  // figures
  private long received;
  private long late;
  private long duplicates;
  private long concealed;
  private long inserted;
  private long removed;
  private int lastType = -1;

  /** Says which codec decodes a payload type; null takes it away. */
  public void codec(int payloadType, @Nullable AudioCodec codec) {
    if (codec == null) {
      clearCodec(payloadType);
    } else {
      codecs[payloadType] = codec;
    }
  }

  @SuppressWarnings("NullAway") // an array slot without a codec is null; readers check
  private void clearCodec(int payloadType) {
    codecs[payloadType] = null;
  }

  private boolean decodes(int payloadType) {
    return codecs[payloadType] != null;
  }

  /** Takes in a valid RTP packet; one of an unknown payload type is left out. */
  public void insert(byte[] b, int at, int length, long nanos) {
    int type = RtpHeader.payloadType(b, at);
    int from = RtpHeader.payloadOffset(b, at, length);
    int size = RtpHeader.payloadLength(b, at, length);
    if (!decodes(type) || size <= 0 || size > LARGEST_PAYLOAD) {
      return;
    }
    int sequence = RtpHeader.sequence(b, at);
    int timestamp = RtpHeader.timestamp(b, at);
    if (!started || ssrc != RtpHeader.ssrc(b, at) || Math.abs(ahead(sequence, highest)) > JUMP) {
      restart(sequence, RtpHeader.ssrc(b, at));
    }
    AudioCodec codec = codecs[type];
    estimator.on(nanos / 1e6 - (timestamp - timestampBase(timestamp)) * 1000.0 / codec.clockHz());
    received++;
    lastType = type;
    int distance = ahead(sequence, next);
    if (distance < 0) {
      late++;
      return;
    }
    int slot = sequence % SLOTS;
    if (filled[slot]) {
      if (sequences[slot] == sequence) {
        duplicates++;
        return;
      }
      return; // further ahead than the buffer is long; the jump rule will catch up
    }
    System.arraycopy(b, at + from, payloads[slot], 0, size);
    lengths[slot] = size;
    sequences[slot] = sequence;
    timestamps[slot] = timestamp;
    types[slot] = (byte) type;
    filled[slot] = true;
    buffered++;
    packetMs = Math.clamp(codec.samples(size) * 1000 / codec.rateHz(), 10, 60);
    if (ahead(sequence, highest) > 0) {
      highest = sequence;
    }
  }

  private int baseTimestamp;

  private int timestampBase(int timestamp) {
    // Differences of 32-bit timestamps from the stream's first: exact across the wrap for 74 hours
    // at 8 kHz.
    if (!based) {
      based = true;
      baseTimestamp = timestamp;
    }
    return baseTimestamp;
  }

  private boolean based;

  private void restart(int sequence, int source) {
    started = true;
    ssrc = source;
    next = sequence;
    highest = sequence;
    buffered = 0;
    available = 0;
    playing = false;
    based = false;
    java.util.Arrays.fill(filled, false);
    estimator.reset();
  }

  /** Forgets what is buffered, as when a call is held; counters stay. */
  public void flush() {
    started = false;
    playing = false;
    buffered = 0;
    available = 0;
    java.util.Arrays.fill(filled, false);
  }

  /** Gives the next 10 ms. {@return whether they come from packets rather than silence} */
  public boolean pull(short[] out) {
    int target = targetMs();
    int inOrder = available * 1000 / RATE + run() * packetMs;
    int all = available * 1000 / RATE + span() * packetMs;
    PlayoutPolicy.Playout playout = PlayoutPolicy.decide(playing, inOrder, all, target);
    sinceChange++;
    switch (playout) {
      case WAIT -> {
        java.util.Arrays.fill(out, 0, PERIOD, (short) 0);
        return false;
      }
      case CONCEAL -> {
        if (available >= PERIOD) {
          break;
        }
        conceal(out);
        return true;
      }
      case NORMAL -> playing = true;
      case ACCELERATE -> {
        fill(2 * Pitch.LONGEST + PERIOD);
        if (sinceChange > 2) {
          shorten();
        }
      }
      case STRETCH -> {
        fill(PERIOD);
        if (sinceChange > 4) {
          lengthen();
        }
      }
    }
    fill(PERIOD);
    if (available < PERIOD) {
      conceal(out);
      return true;
    }
    take(out, PERIOD);
    concealment.played(out, 0, PERIOD);
    return true;
  }

  /**
   * Nothing to decode: a gap with packets behind it is made up packet by packet, an empty buffer
   * period by period.
   */
  private void conceal(short[] out) {
    if (concealment.made() > 10 * RATE) {
      // Ten seconds of nothing: the stream paused. Begin anew when it comes back.
      playing = false;
      java.util.Arrays.fill(out, 0, PERIOD, (short) 0);
      return;
    }
    int had = available;
    if (had > 0) {
      take(out, had);
      concealment.played(out, 0, had);
    }
    concealment.make(out, had, PERIOD - had);
    concealment.played(out, had, PERIOD - had);
    concealed += PERIOD - had;
  }

  private void fill(int samples) {
    while (available < samples && available < FIFO - wide.length) {
      int slot = next % SLOTS;
      if (filled[slot] && sequences[slot] == next) {
        decode(slot);
        next = next + 1 & 0xffff;
        continue;
      }
      if (buffered == 0 || available >= PERIOD) {
        return;
      }
      // A gap, and packets behind it: their time has come, the missing one's has gone.
      int samplesOfOne = packetMs * RATE / 1000;
      int n = Math.min(samplesOfOne, wide.length);
      concealment.make(wide, 0, n);
      concealment.played(wide, 0, n);
      append(wide, n);
      concealed += n;
      next = next + 1 & 0xffff;
    }
  }

  private void decode(int slot) {
    AudioCodec codec = codecs[types[slot]];
    filled[slot] = false;
    buffered--;
    if (codec == null) {
      return;
    }
    int n = codec.decode(payloads[slot], 0, lengths[slot], decoded, 0);
    short[] samples = decoded;
    if (codec.rateHz() == 8000) {
      up.up(decoded, 0, n, wide, 0);
      samples = wide;
      n *= 2;
    }
    concealment.merge(samples, 0, n);
    append(samples, n);
  }

  private void append(short[] samples, int n) {
    int fits = Math.min(n, FIFO - available);
    System.arraycopy(samples, 0, fifo, available, fits);
    available += fits;
  }

  private void take(short[] out, int n) {
    System.arraycopy(fifo, 0, out, 0, n);
    available -= n;
    System.arraycopy(fifo, n, fifo, 0, available);
  }

  /** Removes one pitch period where two in a row are alike, or quiet. */
  private void shorten() {
    if (available < 2 * Pitch.LONGEST + 64) {
      return;
    }
    int lag = pitch.find(fifo, 2 * Pitch.LONGEST, Pitch.LONGEST);
    if (pitch.correlation() < 0.6 && energy(0, 2 * lag) > 40_000) {
      return;
    }
    for (int i = 0; i < lag; i++) {
      fifo[i] = (short) ((fifo[i] * (lag - i) + fifo[lag + i] * i) / lag);
    }
    System.arraycopy(fifo, 2 * lag, fifo, lag, available - 2 * lag);
    available -= lag;
    removed += lag;
    sinceChange = 0;
  }

  /** Inserts one pitch period: A B becomes A M B, M fading from B to A. */
  private void lengthen() {
    if (available < 2 * Pitch.LONGEST || available + Pitch.LONGEST > FIFO) {
      return;
    }
    int lag = pitch.find(fifo, 2 * Pitch.LONGEST, Pitch.LONGEST);
    if (pitch.correlation() < 0.6 && energy(0, 2 * lag) > 40_000) {
      return;
    }
    System.arraycopy(fifo, lag, fifo, 2 * lag, available - lag);
    for (int i = 0; i < lag; i++) {
      fifo[lag + i] = (short) ((fifo[2 * lag + i] * (lag - i) + fifo[i] * i) / lag);
    }
    available += lag;
    inserted += lag;
    sinceChange = 0;
  }

  private long energy(int at, int n) {
    long sum = 0;
    for (int i = at; i < at + n; i++) {
      sum += (long) fifo[i] * fifo[i];
    }
    return sum / n;
  }

  private static int ahead(int sequence, int than) {
    return (short) (sequence - than);
  }

  /** {@return packets in order from the next one} */
  private int run() {
    int n = 0;
    while (n < buffered) {
      int sequence = next + n & 0xffff;
      int slot = sequence % SLOTS;
      if (!filled[slot] || sequences[slot] != sequence) {
        // A gap counts as playable when something lies behind it: it will be made up.
        return available >= PERIOD ? n : n + (buffered > n ? 1 : 0);
      }
      n++;
    }
    return n;
  }

  private int span() {
    return buffered == 0 ? 0 : ahead(highest, next) + 1;
  }

  /** {@return delay aimed at, in milliseconds} */
  public int targetMs() {
    if (received < 10) {
      return FIRST_TARGET_MS;
    }
    return Math.clamp(estimator.targetMs() + packetMs, LEAST_TARGET_MS, MOST_TARGET_MS);
  }

  /** {@return delay of what is buffered now, in milliseconds} */
  public int delayMs() {
    return available * 1000 / RATE + span() * packetMs;
  }

  /** {@return packets taken in, late ones too} */
  public long received() {
    return received;
  }

  /** {@return packets that came after their time} */
  public long late() {
    return late;
  }

  /** {@return packets that came twice} */
  public long duplicates() {
    return duplicates;
  }

  /** {@return samples made up, at 16 kHz} */
  public long concealedSamples() {
    return concealed;
  }

  /** {@return samples put in to gain delay} */
  public long insertedSamples() {
    return inserted;
  }

  /** {@return samples taken out to lose delay} */
  public long removedSamples() {
    return removed;
  }

  /** {@return the newest packet's payload type, -1 before the first} */
  public int lastPayloadType() {
    return lastType;
  }
}
