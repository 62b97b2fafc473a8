package org.trucephone.firmware.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.codec.AudioCodec;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.dsp.HalfBand;
import org.trucephone.firmware.media.rtp.RtpHeader;
import org.trucephone.firmware.media.rtp.TelephoneEvent;
import org.trucephone.firmware.media.srtp.SrtpSender;

/**
 * The sending half of a stream: gathers periods to packets, encodes, sends; puts digits in place of
 * speech. Audio thread, but for {@link #digit} and the counters.
 */
final class Sender {
  private static final int PERIOD = 160;

  /**
   * An event's length. Its end leaves one packet earlier on the wire: Asterisk takes what is
   * shorter there than 80 ms for a fault, makes a digit of its own of it, and may count two.
   */
  private static final int EVENT_MS = 120;

  private static final int PAUSE_MS = 60;

  /** Event durations tick as a=rtpmap says, 8000 times a second. */
  private static final int EVENT_TICKS = 8;

  /** A payload of so few bytes says that there is nothing to hear. */
  private static final int PAUSE_BYTES = 2;

  /** End packets are sent three times (RFC 4733 2.5.1.4). */
  private static final int ENDS = 3;

  private final DatagramChannel channel;
  private final int ssrc;
  private final AtomicBoolean unplugged;
  private final ArrayBlockingQueue<Character> digits = new ArrayBlockingQueue<>(64);
  private final HalfBand down = new HalfBand();
  private final short[] gathered = new short[6 * PERIOD];
  private final byte[] bytes = new byte[RtpHeader.LENGTH + 1400 + SrtpSender.OVERHEAD];
  private final ByteBuffer packet = ByteBuffer.allocateDirect(bytes.length);
  private int sequence;
  private int timestamp;
  private @Nullable AudioCodec codec;
  private int payloadType;
  private int eventType = -1;
  private int ptimeMs = 20;
  private int have;
  private boolean talking;

  // the event being sent
  private int event = -1;
  private int eventStart;
  private int eventMs;
  private int endsLeft;
  private int pauseMs;

  private volatile long packets;
  private volatile long octets;

  Sender(DatagramChannel channel, int ssrc, int sequence, int timestamp, AtomicBoolean unplugged) {
    this.channel = channel;
    this.ssrc = ssrc;
    this.unplugged = unplugged;
    this.sequence = sequence;
    this.timestamp = timestamp;
  }

  int ssrc() {
    return ssrc;
  }

  int timestamp() {
    return timestamp;
  }

  long packets() {
    return packets;
  }

  long octets() {
    return octets;
  }

  /** Queues a digit; one too many is dropped. Phone thread. */
  void digit(char digit) {
    if (TelephoneEvent.code(digit) >= 0) {
      digits.offer(digit);
    }
  }

  /** Takes a new plan; sequence, timestamps and SSRC go on. */
  void plan(StreamPlan plan) {
    AudioCodec now = codec;
    if (now == null || !now.name().equals(plan.sendCodec())) {
      codec = Codecs.create(plan.sendCodec()).orElse(null);
      have = 0;
    }
    if (codec != null) {
      codec.tune(plan.sendParameters());
    }
    payloadType = plan.sendPayloadType();
    eventType = plan.sendEventPayloadType();
    ptimeMs = plan.ptimeMs();
    talking = false;
  }

  /** Says how much of what we send the other side misses. */
  void lossPercent(int percent) {
    if (codec != null) {
      codec.lossPercent(percent);
    }
  }

  /** One period of 160 samples at 16 kHz. */
  void tick(short[] mouth, Target to) {
    AudioCodec now = codec;
    if (now == null || !to.plan().sends() || to.plan().remotePort() == 0) {
      timestamp += now == null ? 80 : now.clockHz() / 100;
      have = 0;
      talking = false;
      return;
    }
    int n = PERIOD;
    if (now.rateHz() == 8000) {
      down.down(mouth, 0, PERIOD / 2, gathered, have);
      n = PERIOD / 2;
    } else {
      System.arraycopy(mouth, 0, gathered, have, PERIOD);
    }
    have += n;
    if (have < ptimeMs * now.rateHz() / 1000) {
      return;
    }
    int ticks = ptimeMs * now.clockHz() / 1000;
    if (!digit(to)) {
      int length = now.encode(gathered, 0, have, bytes, RtpHeader.LENGTH);
      // A codec that pauses makes packets of two bytes at most (RFC 7587 3.1.3): they stay here.
      if (length > PAUSE_BYTES) {
        RtpHeader.write(bytes, 0, !talking, payloadType, sequence, timestamp, ssrc);
        send(to, length);
      }
      talking = length > PAUSE_BYTES;
    }
    timestamp += ticks;
    have = 0;
  }

  /** {@return whether an event (or the pause after it) took the packet's place} */
  private boolean digit(Target to) {
    if (event < 0) {
      if (pauseMs > 0) {
        pauseMs -= ptimeMs;
        return false;
      }
      Character next = eventType < 0 ? null : digits.poll();
      if (next == null) {
        return false;
      }
      event = TelephoneEvent.code(next);
      eventStart = timestamp;
      eventMs = 0;
      endsLeft = ENDS;
    }
    boolean first = eventMs == 0;
    eventMs += ptimeMs;
    boolean end = eventMs >= EVENT_MS;
    int duration = Math.min(0xffff, eventMs * EVENT_TICKS);
    do {
      TelephoneEvent.write(bytes, RtpHeader.LENGTH, event, end, duration);
      RtpHeader.write(bytes, 0, first, eventType, sequence, eventStart, ssrc);
      send(to, TelephoneEvent.LENGTH);
      first = false;
    } while (end && --endsLeft > 0);
    if (end) {
      event = -1;
      pauseMs = PAUSE_MS;
      talking = false;
    }
    return true;
  }

  private void send(Target to, int payload) {
    int length = RtpHeader.LENGTH + payload;
    Target.Lock lock = to.lock();
    if (lock != null) {
      length = lock.seal().seal(bytes, 0, length);
    }
    packet.clear();
    packet.put(bytes, 0, length).flip();
    sequence = sequence + 1 & 0xffff;
    if (unplugged.get()) {
      return;
    }
    try {
      channel.send(packet, to.rtp());
      packets++;
      octets += payload;
    } catch (IOException e) {
      // An ICMP error or no route: the other side counts it as loss; the next packet is tried.
    }
  }
}
