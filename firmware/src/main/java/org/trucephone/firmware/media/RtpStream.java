package org.trucephone.firmware.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.media.codec.AudioCodec;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.dtls.DtlsIdentity;
import org.trucephone.firmware.media.jitter.JitterBuffer;
import org.trucephone.firmware.media.jitter.PacketQueue;
import org.trucephone.firmware.media.quality.EModel;
import org.trucephone.firmware.media.quality.Verdict;
import org.trucephone.firmware.media.rtp.Rtcp;
import org.trucephone.firmware.media.rtp.RtpHeader;
import org.trucephone.firmware.media.rtp.SequenceTracker;
import org.trucephone.firmware.media.rtp.TelephoneEvent;
import org.trucephone.firmware.media.rtp.VoipMetrics;

/**
 * One audio stream: its two sockets, its receiving threads, its jitter buffer, its sender.
 *
 * <pre>
 *  socket ─ rtp-rx thread ─► PacketQueue ─► audio thread: JitterBuffer ─► 10 ms to the ear
 *  10 ms from the mouth ─► audio thread: Sender ─► socket
 * </pre>
 *
 * <p>The phone thread hands in plans and reads figures; both are volatile snapshots. Only {@link
 * #tick} and {@link #pull} run on the audio thread, and they allocate nothing while the plan stays.
 */
final class RtpStream implements PacketQueue.Sink {
  private static final int LARGEST = 1500;

  /** Periods of 10 ms without a packet after which the person is told. */
  private static final int SILENT_TICKS = 500;

  /** A period that comes so long after the last may be heard: the device holds 40 ms. */
  private static final long SLOW_NANOS = 40_000_000;

  /** Periods between RTCP reports. */
  private static final int REPORT_TICKS = 500;

  final int id;
  final int port;

  /** The RTP socket's address as seen from outside, if that is known. */
  final @Nullable InetSocketAddress outside;

  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final MediaPort.Listener listener;
  private final AtomicBoolean unplugged;
  private final RtcpMonitor monitor;
  private final PacketQueue queue = new PacketQueue(LARGEST);
  private final JitterBuffer jitter = new JitterBuffer();
  private final SequenceTracker tracker = new SequenceTracker(8000);
  private final HeardReport heard = new HeardReport();
  private final TelephoneEvent.Receiver events = new TelephoneEvent.Receiver();
  private final Sender sender;
  private final AtomicLong strangers = new AtomicLong();
  private final byte[] cname;
  private final ByteBuffer report = ByteBuffer.allocateDirect(768);
  private final byte[] reportBytes = new byte[768];
  private final Peer peer;
  private volatile boolean closed;

  // audio thread
  /** Its number in the conference's mixer in this period. */
  int voice;

  private @Nullable Target applied;
  private int source;
  private int sinceMedia;
  private int sinceReport;
  private boolean told;

  /** RTP clock by payload type, 0 for what is no speech. */
  private final int[] clocks = new int[128];

  private volatile int remoteLossPercent;

  // figures, written by one thread each
  private volatile long received;
  private volatile long lost;
  private volatile int jitterMs;
  private volatile int delayMs;
  private volatile long concealed;
  private volatile long corrected;
  private volatile long late;
  private volatile long gaps;
  private volatile long ticks;
  private volatile long slowPeriods;
  private long tickBefore;
  private volatile long digits;
  private volatile String codec = "";
  private volatile int roundTripMs = -1;
  private volatile long remoteLost = -1;
  private volatile double remoteMos = -1;
  private volatile int remoteSr;
  private volatile long remoteSrNanos;

  RtpStream(
      int id,
      KnownSockets.Pair sockets,
      int ssrc,
      int sequence,
      int timestamp,
      MediaPort.Listener listener,
      AtomicBoolean unplugged,
      RtcpMonitor monitor,
      Supplier<@Nullable DtlsIdentity> identity) {
    this.id = id;
    this.port = sockets.port();
    this.rtp = sockets.rtp();
    this.rtcp = sockets.rtcp();
    this.outside = sockets.outside();
    this.listener = listener;
    this.unplugged = unplugged;
    this.monitor = monitor;
    this.peer = new Peer(id, rtp, rtcp, listener, unplugged, identity);
    this.sender = new Sender(rtp, ssrc, sequence, timestamp, unplugged);
    this.cname = Rtcp.cname(Integer.toHexString(ssrc) + "@truce");
    Thread.ofPlatform().daemon().name("rtp-rx-" + port).start(this::receiveRtp);
    Thread.ofPlatform().daemon().name("rtcp-rx-" + port).start(this::receiveRtcp);
  }

  // ------------------------------------------------------------------------------------------------ phone thread

  void apply(StreamPlan plan) {
    peer.apply(plan);
  }

  void digit(char digit) {
    sender.digit(digit);
  }

  StreamFigures figures(int deviceDelayMs, boolean deviceLost) {
    Target now = peer.target();
    long expected = received + lost;
    double loss = expected == 0 ? 0 : 100.0 * (lost + late) / expected;
    String name = codec.isEmpty() && now != null ? now.plan().sendCodec() : codec;
    int delay = delayMs + deviceDelayMs;
    double burst = gaps == 0 ? 1 : Math.max(1, (double) lost / gaps * (1 - loss / 100));
    double rating = EModel.rating(name, loss, burst, delay + Math.max(0, roundTripMs) / 2.0);
    Verdict verdict =
        Verdict.of(
            new Verdict.Call(
                ticks / 100,
                sender.packets(),
                received,
                strangers.get(),
                lost,
                late,
                gaps,
                corrected / 16,
                jitterMs,
                delay,
                roundTripMs,
                remoteLost < 0 ? -1 : remoteLossPercent,
                slowPeriods,
                deviceLost,
                now != null && now.plan().sends(),
                now != null && now.plan().receives()));
    return new StreamFigures(
        name,
        sender.packets(),
        received,
        strangers.get(),
        lost,
        jitterMs,
        delay,
        concealed,
        EModel.mos(rating),
        digits,
        roundTripMs,
        remoteLost,
        (int) Math.round(rating),
        late,
        corrected,
        verdict.sentence(),
        remoteMos);
  }

  void close() {
    closed = true;
    peer.close();
    Target last = peer.target();
    if (last != null && sender.packets() > 0) {
      sendReport(last, true, false);
    }
    closeQuietly(rtp);
    closeQuietly(rtcp);
  }

  private static void closeQuietly(DatagramChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      Logger.tag("media").debug("closing a socket: {}", e.getMessage());
    }
  }

  // ------------------------------------------------------------------------------------------------ audio thread

  /**
   * One period.
   *
   * @param mouth 160 samples to send, silence if this stream has not the focus
   */
  void tick(short[] mouth, long nanos) {
    Target now = peer.target();
    ticks++;
    if (tickBefore != 0 && nanos - tickBefore > SLOW_NANOS) {
      slowPeriods++;
    }
    tickBefore = nanos;
    if (now != applied) {
      replan(now);
    }
    queue.drain(this);
    if (now == null || closed) {
      return;
    }
    sender.lossPercent(remoteLossPercent);
    sender.tick(mouth, now);
    StreamPlan plan = now.plan();
    if (plan.receives()) {
      if (++sinceMedia == SILENT_TICKS) {
        told = true;
        listener.on(new MediaEvent.NoMedia(id, SILENT_TICKS / 100, plan.remoteHost()));
      }
    } else {
      sinceMedia = 0;
    }
    if (++sinceReport >= REPORT_TICKS) {
      sinceReport = 0;
      sendReport(now, false, true);
    }
    received = tracker.received();
    lost = tracker.lost();
    jitterMs = tracker.jitterMs();
    delayMs = jitter.delayMs();
    concealed = jitter.concealedSamples();
    corrected = jitter.correctedSamples();
    late = jitter.late();
    gaps = tracker.gaps();
  }

  /** The next 10 ms for the ear. {@return false if there is nothing to hear} */
  boolean pull(short[] ear) {
    Target now = applied;
    return now != null && now.plan().receives() && jitter.pull(ear);
  }

  private void replan(@Nullable Target now) {
    Target before = applied;
    applied = now;
    if (now == null) {
      return;
    }
    if (before == null || !before.plan().receive().equals(now.plan().receive())) {
      for (int type = 0; type < 128; type++) {
        jitter.codec(type, null);
        clocks[type] = 0;
      }
      now.plan().receive().forEach(this::decoder);
    }
    if (!now.plan().receives()) {
      jitter.flush();
    }
    sender.plan(now.plan());
  }

  private void decoder(int type, String name) {
    AudioCodec made = Codecs.create(name).orElse(null);
    jitter.codec(type, made);
    clocks[type] = made == null ? 0 : made.clockHz();
  }

  @Override
  public void packet(byte[] b, int at, int length, long nanos) {
    Target now = applied;
    if (now == null) {
      return;
    }
    source = RtpHeader.ssrc(b, at);
    int type = RtpHeader.payloadType(b, at);
    if (clocks[type] > 0) {
      tracker.clock(clocks[type]);
    }
    tracker.on(source, RtpHeader.sequence(b, at), RtpHeader.timestamp(b, at), nanos);
    heard.came(RtpHeader.sequence(b, at));
    if (told) {
      told = false;
      listener.on(new MediaEvent.MediaArrives(id));
    }
    sinceMedia = 0;
    if (type == now.plan().receiveEventPayloadType()) {
      int from = RtpHeader.payloadOffset(b, at, length);
      char digit =
          events.on(
              b, at + from, RtpHeader.payloadLength(b, at, length), RtpHeader.timestamp(b, at));
      if (digit != 0) {
        digits++;
        listener.on(new MediaEvent.DigitReceived(id, digit));
      }
      return;
    }
    jitter.insert(b, at, length, nanos);
    String name = now.plan().receive().get(type);
    if (name != null && !name.equals(codec)) {
      codec = name;
    }
  }

  private void sendReport(Target to, boolean bye, boolean onAudioThread) {
    long millis = System.currentTimeMillis();
    long ntp = (millis / 1000 + 2_208_988_800L) << 32 | (millis % 1000 << 32) / 1000;
    int since =
        remoteSr == 0 ? 0 : (int) ((System.nanoTime() - remoteSrNanos) * 65536 / 1_000_000_000L);
    byte[] bytes = onAudioThread ? reportBytes : new byte[768];
    ByteBuffer buffer = onAudioThread ? report : ByteBuffer.allocate(768);
    int length =
        Rtcp.write(
            bytes,
            0,
            sender.ssrc(),
            ntp,
            sender.timestamp(),
            sender.packets(),
            sender.octets(),
            source,
            tracker,
            remoteSr,
            since,
            cname,
            bye);
    if (onAudioThread && received > 0) {
      length +=
          heard.write(
              bytes,
              length,
              sender.ssrc(),
              source,
              codec,
              received,
              lost,
              late,
              delayMs,
              roundTripMs);
    }
    if (to.silentReports()) {
      return;
    }
    InetSocketAddress watcher = monitor.address();
    if (watcher != null) {
      send(rtcp, buffer, bytes, length, watcher);
    }
    if (to.reports() != null) {
      length = to.reports().seal().sealReport(bytes, 0, length);
    }
    send(to.plan().mux() ? rtp : rtcp, buffer, bytes, length, to.rtcp());
  }

  private void send(
      DatagramChannel way, ByteBuffer buffer, byte[] bytes, int length, InetSocketAddress to) {
    buffer.clear();
    buffer.put(bytes, 0, length).flip();
    if (unplugged.get()) {
      return;
    }
    try {
      way.send(buffer, to);
    } catch (IOException | UnsupportedAddressTypeException e) { // a monitor of the other family
      Logger.tag("media").debug("stream={} RTCP: {}", id, e.getMessage());
    }
  }

  // ------------------------------------------------------------------------------------------------ receiving threads

  private void receiveRtp() {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST + 1);
    byte[] bytes = buffer.array();
    while (!closed) {
      try {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) rtp.receive(buffer);
        Target now = peer.target();
        if (from == null || now == null || unplugged.get()) {
          continue;
        }
        if (peer.check(bytes, buffer.position(), from)) {
          continue;
        }
        if (!from.getAddress().equals(now.host())) {
          strangers.incrementAndGet();
          continue;
        }
        int length = buffer.position();
        if (peer.handshake(bytes, length)) {
          continue;
        }
        if (now.plan().mux() && Rtcp.concerns(bytes, length)) {
          openReport(now, bytes, length);
          continue;
        }
        if (now.silent()) {
          strangers.incrementAndGet();
          continue;
        }
        if (now.lock() != null) {
          length = now.lock().open().open(bytes, 0, length);
          if (length < 0) {
            strangers.incrementAndGet();
            continue;
          }
        }
        if (RtpHeader.valid(bytes, 0, length)) {
          queue.offer(bytes, 0, length, System.nanoTime());
        }
      } catch (IOException e) {
        if (!rtp.isOpen()) {
          return;
        }
        // An ICMP error of an earlier send: nothing to do, the next packet may be fine.
      }
    }
  }

  private void receiveRtcp() {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    byte[] bytes = buffer.array();
    while (!closed) {
      try {
        buffer.clear();
        InetSocketAddress from = (InetSocketAddress) rtcp.receive(buffer);
        Target now = peer.target();
        if (from == null || now == null || !from.getAddress().equals(now.host())) {
          continue;
        }
        int length = buffer.position();
        if (!peer.handshakeOfReports(bytes, length)) {
          openReport(now, bytes, length);
        }
      } catch (IOException e) {
        if (!rtcp.isOpen()) {
          return;
        }
      }
    }
  }

  private void openReport(Target now, byte[] bytes, int length) {
    int plain = now.silentReports() ? -1 : length;
    if (plain > 0 && now.reports() != null) {
      plain = now.reports().open().openReport(bytes, 0, length);
    }
    if (plain > 0) {
      report(bytes, plain);
    }
  }

  private void report(byte[] bytes, int length) {
    Rtcp.Received got = new Rtcp.Received();
    if (!Rtcp.read(bytes, 0, length, sender.ssrc(), got)) {
      return;
    }
    VoipMetrics metrics = VoipMetrics.read(bytes, 0, length, sender.ssrc());
    if (metrics != null && metrics.mosConversation != VoipMetrics.UNKNOWN) {
      remoteMos = metrics.mosConversation / 10.0;
    }
    if (got.ntpMiddle != 0) {
      remoteSr = got.ntpMiddle;
      remoteSrNanos = System.nanoTime();
    }
    if (got.aboutUs) {
      remoteLost = Math.max(0, got.lost);
      remoteLossPercent = (got.fraction * 100 + 255) / 256;
      if (got.lastSr != 0) {
        long millis = System.currentTimeMillis();
        long ntp = (millis / 1000 + 2_208_988_800L) << 32 | (millis % 1000 << 32) / 1000;
        int middle = (int) (ntp >>> 16);
        long trip = (middle - got.lastSr - got.delaySinceLastSr) * 1000L / 65536; // RFC 3550 6.4.1
        roundTripMs = Math.clamp(trip, 0, 10_000);
      }
    }
  }
}
