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
  private static final int LARGEST_PAYLOAD = 1500;

  /** 120 ms at the widest rate decoded, as {@code short}s. */
  private static final int MOST_SAMPLES = RATE * 120 / 1000;

  private static final int FIFO = RATE;
  private static final int FIRST_TARGET_MS = 40;
  private static final int LEAST_TARGET_MS = 20;

  /** The most that the buffer waits for late packets. */
  public static final int MOST_TARGET_MS = 400;

  /** A jump of more than this many packets is a new stream, not loss. */
  private static final int JUMP = 100;

  /** After ten seconds of nothing the stream has paused. */
  private static final int PAUSE = 10 * RATE;

  /** Periods over which the level is smoothed: longer than jitter, shorter than a storm. */
  private static final int LEVEL_PERIODS = 16;

  /** Samples made up in a row after which an empty buffer says nothing of the delay any more. */
  private static final int GAP = RATE / 10;

  /** Gaps of up to so many packets are made up from both sides. */
  private static final int BRIDGED = 6;

  /** A loss is forgotten over about 500 packets. */
  private static final double LOSS_FORGET = 1.0 / 500;

  private static final double LOSS_WEIGHT = 1000 * LOSS_FORGET;

  /** Loss, in 1/1000, from which on a packet is kept to see the other side of a gap. */
  private static final double LOSSY = 3;

  /** Loss, in 1/1000, below which that packet is given back. */
  private static final double SOUND = 0.5;

  /** How alike two pitch periods must be for one to be taken out or put in. */
  private static final double ALIKE = 0.7;

  private final byte[][] payloads = new byte[SLOTS][LARGEST_PAYLOAD];
  private final int[] lengths = new int[SLOTS];
  private final int[] sequences = new int[SLOTS];
  private final int[] timestamps = new int[SLOTS];
  private final byte[] types = new byte[SLOTS];
  private final boolean[] filled = new boolean[SLOTS];
  private final short[] fifo = new short[FIFO];
  private final short[] decoded = new short[MOST_SAMPLES];
  private final short[] wide = new short[2 * MOST_SAMPLES];
  private final AudioCodec[] codecs = new AudioCodec[128];
  private final HalfBand up = new HalfBand();
  private final DelayEstimator estimator = new DelayEstimator();
  private final Concealment concealment = new Concealment();
  private final TimeStretch stretch = new TimeStretch();
  private final Surplus surplus = new Surplus();

  private boolean started;
  private boolean playing;
  private int ssrc;
  private int next;
  private int highest;
  private int buffered;
  private int available;
  private int packetMs = 20;
  private int sinceChange;
  private double level;
  private int wished;
  private PlayoutPolicy.Playout before = PlayoutPolicy.Playout.WAIT;
  private double lossPermille;
  private boolean lossy;

  /** The gap being made up is longer than what a look ahead helps with. */
  private boolean outage;

  private boolean based;
  private int baseTimestamp;
  private int suspect = -1;

  /** Timestamp of the next packet to decode, as the last one had it. */
  private int expected;

  private boolean expecting;

  /** Samples made up while the buffer was empty; a gap that shows later is shorter by them. */
  private int owed;

  // figures
  private long received;
  private long late;
  private long duplicates;
  private long concealed;
  private long corrected;
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
    AudioCodec codec = codecs[type];
    int holds = codec.samples(b, at + from, size);
    if (holds == 0) {
      return;
    }
    int sequence = RtpHeader.sequence(b, at);
    int timestamp = RtpHeader.timestamp(b, at);
    received++;
    lastType = type;
    if (!started || ssrc != RtpHeader.ssrc(b, at)) {
      restart(sequence, RtpHeader.ssrc(b, at));
    } else if (Math.abs(ahead(sequence, highest)) > JUMP) {
      if (sequence != suspect) {
        // One stray packet is no new stream; two in a row are (RFC 3550 A.1).
        suspect = sequence + 1 & 0xffff;
        return;
      }
      restart(sequence, ssrc);
    }
    estimator.on(nanos / 1e6 - (timestamp - timestampBase(timestamp)) * 1000.0 / codec.clockHz());
    if (ahead(sequence, next) >= SLOTS) {
      restart(sequence, ssrc); // nobody pulled for long: what is new counts
    }
    int distance = ahead(sequence, next);
    if (distance < 0) {
      late++;
      return;
    }
    int slot = sequence % SLOTS;
    if (filled[slot]) {
      duplicates++;
      return;
    }
    System.arraycopy(b, at + from, payloads[slot], 0, size);
    lengths[slot] = size;
    sequences[slot] = sequence;
    timestamps[slot] = timestamp;
    types[slot] = (byte) type;
    filled[slot] = true;
    buffered++;
    packetMs = Math.clamp(holds * 1000 / codec.rateHz(), 10, 60);
    if (ahead(sequence, highest) > 0) {
      highest = sequence;
    }
  }

  private int timestampBase(int timestamp) {
    // Differences of 32-bit timestamps from the stream's first: exact across the wrap for 74 hours
    // at 8 kHz.
    if (!based) {
      based = true;
      baseTimestamp = timestamp;
    }
    return baseTimestamp;
  }

  private void restart(int sequence, int source) {
    started = true;
    ssrc = source;
    next = sequence;
    highest = sequence;
    suspect = -1;
    based = false;
    empty();
    estimator.reset();
  }

  private void empty() {
    playing = false;
    expecting = false;
    owed = 0;
    buffered = 0;
    available = 0;
    java.util.Arrays.fill(filled, false);
  }

  /** Forgets what is buffered, as when a call is held; counters stay. */
  public void flush() {
    started = false;
    empty();
  }

  /** Gives the next 10 ms. {@return whether they come from packets rather than silence} */
  public boolean pull(short[] out) {
    int target = targetMs();
    int inOrder = available * 1000 / RATE + run() * packetMs;
    int all = delayMs();
    int wanted = target - packetMs / 2; // the level lies half a packet lower than where it peaks
    if (concealment.made() < GAP) {
      level = playing ? level + (all - level) / LEVEL_PERIODS : all;
    }
    sinceChange++;
    PlayoutPolicy.Playout playout =
        PlayoutPolicy.decide(playing, inOrder, all, level, wanted, target);
    surplus.is(level - wanted);
    wished = playout == before ? wished + 1 : 0;
    before = playout;
    switch (playout) {
      case WAIT -> {
        java.util.Arrays.fill(out, 0, PERIOD, (short) 0);
        return false;
      }
      case CONCEAL -> {
        return conceal(out);
      }
      case NORMAL -> {
        if (!playing) {
          begin(target);
        }
      }
      case ACCELERATE -> {
        fill(TimeStretch.NEEDS + PERIOD);
        if (sinceChange > 2) {
          double alike = surplus.urgent() ? alike(level - wanted) : Surplus.NEVER;
          changed(-stretch.shorten(fifo, available, alike, surplus.hush()));
        }
      }
      case STRETCH -> {
        fill(TimeStretch.NEEDS);
        if (sinceChange > 4 && owed == 0) {
          changed(stretch.lengthen(fifo, available, alike(wanted - level), surplus.hush()));
        }
      }
    }
    fill(PERIOD);
    if (available < PERIOD) {
      return conceal(out);
    }
    surplus.heard(fifo, PERIOD);
    take(out, PERIOD);
    return true;
  }

  /** Playout begins: what is older than the delay wanted is not played any more. */
  private void begin(int target) {
    playing = true;
    while (span() * packetMs > target + packetMs) {
      int slot = next % SLOTS;
      if (filled[slot] && sequences[slot] == next) {
        filled[slot] = false;
        buffered--;
      }
      next = next + 1 & 0xffff;
      expecting = false;
    }
    level = span() * packetMs;
  }

  /** The longer a change is wished for, and the larger, the less alike two periods need to be. */
  private double alike(double wrongByMs) {
    return ALIKE - wished / 100.0 - wrongByMs / 200;
  }

  private void changed(int samples) {
    if (samples != 0) {
      available += samples;
      level += samples * 1000.0 / RATE;
      inserted += Math.max(0, samples);
      removed += Math.max(0, -samples);
      sinceChange = 0;
    }
  }

  /** The buffer is empty: the rest of this period is made up. */
  private boolean conceal(short[] out) {
    if (concealment.made() > PAUSE) {
      // The stream paused. Begin anew when it comes back.
      playing = false;
      java.util.Arrays.fill(out, 0, PERIOD, (short) 0);
      return false;
    }
    int had = available;
    take(out, had);
    concealment.make(out, had, PERIOD - had);
    owed += PERIOD - had;
    concealed += PERIOD - had;
    return true;
  }

  private void fill(int samples) {
    while (available < samples && available < FIFO - wide.length) {
      int slot = next % SLOTS;
      if (filled[slot] && sequences[slot] == next) {
        play(slot);
      } else if (buffered == 0 || available >= PERIOD) {
        return;
      } else {
        bridge();
      }
    }
  }

  /**
   * The next packet is missing and others lie behind it: its time has come, so it is made up, from
   * both sides. How long it was, the timestamps say: sequence numbers count events and comfort
   * noise too. What was made up for it already is not made up again.
   */
  private void bridge() {
    int missing = 1;
    int slot = (next + 1) % SLOTS;
    while (!filled[slot]) {
      missing++;
      slot = (next + missing) % SLOTS;
    }
    int most = missing * packetMs * RATE / 1000;
    AudioCodec codec = codecs[types[slot]];
    int ticks = timestamps[slot] - expected;
    long gap = expecting && codec != null ? (long) ticks * RATE / codec.clockHz() : most;
    outage |= missing > BRIDGED;
    if (!outage && gap == most) { // neither digits, nor a pause, nor an outage
      lossPermille += LOSS_WEIGHT * missing;
    }
    int n =
        Math.clamp(gap - owed, 0, Math.min(most, MOST_SAMPLES)); // six packets of 60 ms are more
    if (codec == null || missing > BRIDGED) {
      n /= missing;
      concealment.make(wide, 0, n);
      append(wide, n);
      concealed += n;
      expected += ticks / missing;
      owed = Math.max(0, owed - Math.clamp(gap / missing - n, 0, owed));
      next = next + 1 & 0xffff;
      return;
    }
    int after = 0;
    int copied = 0;
    if (n > 0 && codec.rateHz() == RATE && codec.corrects(payloads[slot], 0, lengths[slot])) {
      copied = codec.correct(payloads[slot], 0, lengths[slot], packetMs * RATE / 1000, wide, 0);
      after = Math.min(n, copied); // its beginning may have been made up already
      System.arraycopy(wide, copied - after, wide, 0, after);
      copied = after;
      corrected += copied;
    }
    after += decode(slot, wide, after, true);
    n -= copied;
    if (n > 0) {
      concealment.bridge(decoded, 0, n, wide, after);
      append(decoded, n);
      concealed += n;
    } else {
      concealment.merge(wide, 0, after);
    }
    concealment.remember(wide, 0, after);
    append(wide, after);
    next = next + missing + 1 & 0xffff;
  }

  private void play(int slot) {
    int n = decode(slot, wide, 0, concealment.made() > 0);
    concealment.merge(wide, 0, n);
    concealment.remember(wide, 0, n);
    append(wide, n);
    next = next + 1 & 0xffff;
  }

  /** {@return samples at 16 kHz, written to {@code out}} */
  private int decode(int slot, short[] out, int at, boolean gap) {
    AudioCodec codec = codecs[types[slot]];
    filled[slot] = false;
    buffered--;
    owed = 0;
    outage = false;
    expecting = codec != null;
    lossPermille -= lossPermille * LOSS_FORGET;
    lossy = lossPermille > (lossy ? SOUND : LOSSY);
    if (codec == null) {
      return 0;
    }
    int n = codec.decode(payloads[slot], 0, lengths[slot], decoded, 0);
    expected = timestamps[slot] + (int) ((long) n * codec.clockHz() / codec.rateHz());
    if (codec.rateHz() == 8000) {
      if (gap) {
        up.prime(decoded, 0, n);
      }
      up.up(decoded, 0, n, out, at);
      return n * 2;
    }
    System.arraycopy(decoded, 0, out, at, n);
    return n;
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
    if (estimator.packets() < 10) {
      return FIRST_TARGET_MS;
    }
    int ahead = lossy ? packetMs * 3 / 2 : 0;
    return Math.clamp(estimator.targetMs() + packetMs + ahead, LEAST_TARGET_MS, MOST_TARGET_MS);
  }

  /** {@return delay of what is buffered now, in milliseconds} */
  public int delayMs() {
    int ms = available * 1000 / RATE + span() * packetMs;
    return playing ? Math.max(0, ms - owed * 1000 / RATE) : ms;
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

  /** {@return samples that error correction brought back, at 16 kHz} */
  public long correctedSamples() {
    return corrected;
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
