package org.trucephone.tests.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The lab's end of one voice stream (RFC 3550, RFC 4733). Its own thread receives; a clock shared
 * by all streams sends a packet each 20 ms. Guarded by its own lock.
 */
final class Media implements AutoCloseable {
  private static final int SAMPLES = 160;
  private static final int DTMF_PACKETS = 5;
  private static final String DIGITS = "0123456789*#ABCD";

  private final Faults faults;
  private final Runnable changed;
  private final DatagramSocket rtp;
  private final DatagramSocket rtcp;
  private final Thread receiver;
  private final ScheduledFuture<?> clock;
  private final int ssrc = ThreadLocalRandom.current().nextInt();
  private final StringBuilder digits = new StringBuilder();
  private final StringBuilder toPress = new StringBuilder();
  private @Nullable InetSocketAddress remote;
  private Sdp.Format format = Sdp.OFFERED.get(1);
  private int events = -1;
  private boolean sends;
  private boolean echoes;
  private int toneHz;
  private double phase;
  private int sequence = ThreadLocalRandom.current().nextInt(65536);
  private int timestamp = ThreadLocalRandom.current().nextInt();
  private int echoOffset;
  private boolean echoing;
  private int eventStep;
  private int lastEventTime;
  private boolean eventSeen;
  private long received;
  private long sent;
  private byte[] lastPayload = new byte[0];

  Media(InetAddress host, ScheduledExecutorService ticks, Faults faults, Runnable changed)
      throws IOException {
    this.faults = faults;
    this.changed = changed;
    DatagramSocket even = null;
    DatagramSocket odd = null;
    for (int tries = 50; odd == null; tries--) {
      even = new DatagramSocket(new InetSocketAddress(host, 0));
      try {
        odd =
            even.getLocalPort() % 2 == 0
                ? new DatagramSocket(new InetSocketAddress(host, even.getLocalPort() + 1))
                : null;
      } catch (IOException e) {
        if (tries <= 1) {
          even.close();
          throw e;
        }
      }
      if (odd == null) {
        even.close();
      }
    }
    this.rtp = Objects.requireNonNull(even);
    this.rtcp = odd;
    receiver = Thread.ofPlatform().daemon().name("lab-rtp-" + port()).unstarted(this::receive);
    receiver.start();
    clock = ticks.scheduleAtFixedRate(this::tick, 20, 20, TimeUnit.MILLISECONDS);
  }

  int port() {
    return rtp.getLocalPort();
  }

  /** Sends there from now on, in this format. */
  synchronized void agree(InetSocketAddress to, Sdp.Format chosen, int eventPayload, boolean send) {
    remote = to;
    format = chosen;
    events = eventPayload;
    sends = send;
  }

  synchronized void sends(boolean on) {
    sends = on;
  }

  /** Sends back what comes. */
  synchronized void echo() {
    echoes = true;
  }

  /**
   * Sends a tone in G.711; 0 is silence.
   *
   * @param hertz its frequency
   */
  synchronized void tone(int hertz) {
    toneHz = hertz;
  }

  synchronized void press(String keys) {
    toPress.append(keys);
  }

  synchronized long received() {
    return received;
  }

  synchronized long sent() {
    return sent;
  }

  synchronized String digits() {
    return digits.toString();
  }

  synchronized String codec() {
    return format.name();
  }

  synchronized byte[] lastPayload() {
    return lastPayload.clone();
  }

  private void receive() {
    byte[] buffer = new byte[2048];
    while (!rtp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        rtp.receive(packet);
        take(buffer, packet.getLength());
        changed.run();
      } catch (IOException e) {
        // Closed, or nobody listens at the other end yet: the loop's condition tells which.
        continue;
      }
    }
  }

  private synchronized void take(byte[] b, int length) throws IOException {
    int header = length < 12 || (b[0] & 0xC0) != 0x80 ? 0 : 12 + 4 * (b[0] & 15);
    if (header == 0 || length < header) {
      return; // no RTP
    }
    received++;
    int payloadType = b[1] & 127;
    int time = ByteBuffer.wrap(b).getInt(4);
    byte[] payload = Arrays.copyOfRange(b, header, length);
    boolean event = payloadType == events;
    if (event) {
      takeEvent(payload, time);
    } else if (payloadType == format.payload()) {
      lastPayload = payload;
    }
    if (echoes && sends && (event || payloadType == format.payload())) {
      if (!echoing) {
        echoOffset = timestamp - time;
        echoing = true;
      }
      send(payloadType, (b[1] & 128) != 0, time + echoOffset, payload);
    }
  }

  private void takeEvent(byte[] payload, int time) {
    int code = payload.length < 4 ? -1 : payload[0] & 255;
    if (code >= 0 && code < DIGITS.length() && !(eventSeen && time == lastEventTime)) {
      eventSeen = true;
      lastEventTime = time;
      digits.append(DIGITS.charAt(code));
    }
  }

  private synchronized void tick() {
    if (echoes || remote == null) {
      return;
    }
    try {
      if (sends && events >= 0 && !toPress.isEmpty()) {
        tickEvent();
      } else if (sends && toneHz > 0) {
        send(format.payload(), false, timestamp, frame());
      }
    } catch (IOException e) {
      // The other end is gone; its BYE or the test's deadline says so.
      remote = null;
    }
    timestamp += SAMPLES;
  }

  /** One packet of a key press: growing duration, three times the end (RFC 4733 2.5.1.4). */
  private void tickEvent() throws IOException {
    int step = eventStep++;
    int begin = timestamp - step * SAMPLES;
    int duration = Math.min(step + 1, DTMF_PACKETS) * SAMPLES;
    boolean end = step >= DTMF_PACKETS;
    if (step < DTMF_PACKETS + 3) {
      byte[] event = {
        (byte) DIGITS.indexOf(Character.toUpperCase(toPress.charAt(0))),
        (byte) (end ? 0x8A : 0x0A),
        (byte) (duration >> 8),
        (byte) duration
      };
      send(events, step == 0, begin, event);
    } else if (step >= DTMF_PACKETS + 6) {
      toPress.deleteCharAt(0);
      eventStep = 0;
    }
  }

  private byte[] frame() {
    byte[] frame = new byte[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      int sample = (int) Math.round(8000 * Math.sin(phase));
      phase = (phase + 2 * Math.PI * toneHz / 8000) % (2 * Math.PI);
      frame[i] = format.name().equals("PCMA") ? G711.a(sample) : G711.mu(sample);
    }
    return frame;
  }

  private void send(int payloadType, boolean marker, int time, byte[] payload) throws IOException {
    if (remote == null) {
      return;
    }
    ByteBuffer packet = ByteBuffer.allocate(12 + payload.length);
    packet.put((byte) 0x80).put((byte) (payloadType | (marker ? 128 : 0)));
    packet.putShort((short) sequence++).putInt(time).putInt(ssrc).put(payload);
    if (!faults.losesVoice(sequence)) {
      rtp.send(new DatagramPacket(packet.array(), packet.capacity(), remote));
    }
    sent++;
  }

  @Override
  public void close() {
    clock.cancel(false);
    rtp.close();
    rtcp.close();
    try {
      receiver.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
