package org.trucephone.firmware.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.dtls.Dtls;
import org.trucephone.firmware.media.dtls.DtlsIdentity;
import org.trucephone.firmware.media.echo.MouthProcessor;
import org.trucephone.firmware.media.echo.SpeexCanceller;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;
import org.trucephone.firmware.media.tone.ToneGenerator;
import org.trucephone.firmware.media.tone.ToneSpec;
import org.trucephone.firmware.media.tone.ToneTable;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.audio.RealTime;

/**
 * Media: the {@code audio} thread and the streams.
 *
 * <pre>
 *  PcmDevice.read ─► mute ─► focused stream's Sender ─► network
 *  network ─► each stream's JitterBuffer ─► the focused one ─┐
 *  tones, bell, beep, digit feedback ────────────────────────┴─ mix ─► PcmDevice.write
 * </pre>
 */
public final class MediaEngine implements MediaPort {
  private static final int RATE = 16000;
  private static final int PERIOD = RATE / 100;
  private static final int MOST_VOICES = 4;

  /** Below the kernel's own threads for interrupts, which are at 50. */
  private static final int PRIORITY = 40;

  private static final long PERIOD_NANOS = 10_000_000;

  private final String bind;
  private final int firstPort;
  private final int lastPort;
  private final Listener listener;
  private final SecureRandom random = new SecureRandom();
  private final short[] mouth = new short[PERIOD];
  private final short[] silence = new short[PERIOD];
  private final short[] ear = new short[PERIOD];
  private final short[] mix = new short[PERIOD];
  private final Mixer mixer = new Mixer(PERIOD, MOST_VOICES);
  private final ToneGenerator tones = new ToneGenerator(RATE);
  private final ToneGenerator beeper = new ToneGenerator(RATE);

  private final AtomicBoolean unplugged = new AtomicBoolean();
  private final RtcpMonitor monitor = new RtcpMonitor();
  private final KnownSockets known = new KnownSockets(this::nextPair);
  private volatile long periods;
  private volatile PcmDevice device;
  private volatile @Nullable MouthProcessor cleaner;
  private volatile RtpStream[] streams = {};
  private volatile int focus = -1;
  private volatile int[] party = {};
  private volatile boolean muted;
  private volatile ToneTable country = ToneTable.of("");
  private volatile @Nullable ToneSpec wanted;
  private volatile @Nullable ToneSpec wantedBeep;
  private volatile int level;
  private volatile boolean stopped;
  private @Nullable Thread thread;
  private @Nullable DtlsIdentity identity;

  // audio thread
  private @Nullable ToneSpec playing;
  private @Nullable ToneSpec beeping;
  private int beepLeft;
  private volatile boolean lost;
  private long due;
  private int nextPort;

  /**
   * @param bind address RTP listens on
   * @param firstPort first port of the range
   * @param lastPort last port of the range
   */
  public MediaEngine(
      String bind, int firstPort, int lastPort, PcmDevice device, Listener listener) {
    this.bind = bind;
    this.firstPort = firstPort + (firstPort & 1);
    this.lastPort = lastPort;
    this.nextPort = this.firstPort;
    this.device = device;
    this.listener = listener;
    this.cleaner = cleaner(device);
  }

  private static @Nullable MouthProcessor cleaner(PcmDevice device) {
    if (!device.acoustic() || device.rateHz() != RATE) {
      return null;
    }
    try {
      return new MouthProcessor(new SpeexCanceller(RATE), PERIOD);
    } catch (UnsupportedOperationException e) {
      Logger.tag("media").warn("{}", e.getMessage());
      return null;
    }
  }

  /** Starts the audio thread. */
  public void start() {
    Codecs.missing().forEach(sentence -> Logger.tag("media").warn("{}", sentence));
    thread =
        Thread.ofPlatform().name("audio").priority(Thread.MAX_PRIORITY).daemon().start(this::run);
  }

  @Override
  public List<CryptoLine> keys() {
    List<CryptoLine> lines = new ArrayList<>();
    for (SrtpSuite suite : SrtpSuite.values()) {
      byte[] key = new byte[suite.keyLength()];
      byte[] salt = new byte[suite.saltLength()];
      random.nextBytes(key);
      random.nextBytes(salt);
      lines.add(new CryptoLine(lines.size() + 1, new SrtpKey(suite, key, salt)));
    }
    return lines;
  }

  @Override
  public IceCredentials ice() {
    return IceCredentials.fresh(random);
  }

  @Override
  public @Nullable Fingerprint fingerprint() {
    DtlsIdentity made = identity();
    return made == null ? null : made.fingerprint();
  }

  /** Nothing of the library is loaded before somebody asks. */
  private synchronized @Nullable DtlsIdentity identity() {
    if (identity == null && Dtls.present()) {
      try {
        identity = Dtls.identity(random);
      } catch (IOException e) {
        Logger.tag("media").warn("no certificate for DTLS: {}", e.getMessage());
      }
    }
    return identity;
  }

  @Override
  public void country(String code) {
    country = ToneTable.of(code);
  }

  /** Pulls the virtual handset's network plug ({@code true}), or puts it back. */
  public void unplugged(boolean out) {
    unplugged.set(out);
  }

  /** {@return periods of 10 ms since the start; any thread} */
  public long periods() {
    return periods;
  }

  private void run() {
    if (!RealTime.take(PRIORITY)) {
      Logger.tag("media").debug("the audio thread runs without real-time priority");
    }
    Rehearsal rehearsal = Rehearsal.begin();
    while (!stopped) {
      tick();
      if (rehearsal != null && (streams.length > 0 || !rehearsal.tick(System.nanoTime()))) {
        rehearsal.close();
        rehearsal = null;
      }
      periods = periods + 1;
    }
    if (rehearsal != null) {
      rehearsal.close();
    }
  }

  /** One period; the audio thread's whole work. Tests call it instead of starting the thread. */
  void tick() {
    PcmDevice pcm = device;
    boolean read = pcm.read(mouth);
    if (!read) {
      Arrays.fill(mouth, (short) 0);
      if (!lost) {
        lost = true;
        listener.on(
            new MediaEvent.SoundLost("The sound device is not answering. Calls go on in silence."));
      }
      pace();
    } else if (lost) {
      lost = false;
      due = 0;
    }
    MouthProcessor clean = cleaner;
    if (clean != null && read) {
      clean.captured(mouth, pcm.delaySamples());
    }
    meter();
    if (muted) {
      Arrays.fill(mouth, (short) 0);
    }
    Arrays.fill(mix, (short) 0);
    long now = System.nanoTime();
    int[] members = party;
    if (members.length > 0) {
      confer(members, now);
    } else {
      int heard = focus;
      for (RtpStream stream : streams) {
        boolean focused = stream.id == heard;
        stream.tick(focused ? mouth : silence, now);
        if (stream.pull(ear) && focused) {
          System.arraycopy(ear, 0, mix, 0, PERIOD);
        }
      }
    }
    sounds();
    pcm.write(mix);
    if (clean != null) {
      clean.played(mix);
    }
  }

  /** A conference's period: hear everybody first, then send each what the others said. */
  private void confer(int[] members, long now) {
    RtpStream[] all = streams;
    mixer.begin(mouth);
    for (RtpStream stream : all) {
      boolean heard = stream.pull(ear);
      stream.voice = member(members, stream.id) ? mixer.add(heard ? ear : silence) : -1;
    }
    for (RtpStream stream : all) {
      stream.tick(stream.voice < 0 ? silence : mixer.forVoice(stream.voice), now);
    }
    System.arraycopy(mixer.forEar(mouth), 0, mix, 0, PERIOD);
  }

  private static boolean member(int[] members, int stream) {
    for (int member : members) {
      if (member == stream) {
        return true;
      }
    }
    return false;
  }

  private void sounds() {
    ToneSpec tone = wanted;
    if (tone != playing) {
      playing = tone;
      tones.play(tone);
    }
    if (tones.sounding()) {
      tones.mix(mix, PERIOD);
    }
    ToneSpec beep = wantedBeep;
    if (beep != beeping) {
      beeping = beep;
      beeper.play(beep);
      beepLeft = 20;
    }
    if (beepLeft > 0 && --beepLeft == 0) {
      beeper.play(null);
    }
    if (beeper.sounding()) {
      beeper.mix(mix, PERIOD);
    }
  }

  private void meter() {
    int peak = 0;
    for (short sample : mouth) {
      peak = Math.max(peak, Math.abs(sample));
    }
    // 0 at −60 dBFS and below, 100 at full scale
    int now =
        peak == 0 ? 0 : (int) Math.clamp(100 + 20 * Math.log10(peak / 32768.0) * 100 / 60, 0, 100);
    level = Math.max(now, level - 2);
  }

  /** A lost device paces nothing: the engine keeps the time itself, so that streams live on. */
  private void pace() {
    long now = System.nanoTime();
    due = due == 0 || now - due > 10 * PERIOD_NANOS ? now + PERIOD_NANOS : due + PERIOD_NANOS;
    while (due - System.nanoTime() > 0 && !stopped) {
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  @Override
  public int open(int stream) throws MediaException {
    for (RtpStream open : streams) {
      if (open.id == stream) {
        return open.port;
      }
    }
    monitor.lookUp();
    KnownSockets.Pair sockets = known.take();
    if (sockets == null) {
      sockets = nextPair();
    }
    if (sockets != null) {
      RtpStream[] more = Arrays.copyOf(streams, streams.length + 1);
      more[streams.length] =
          new RtpStream(
              stream,
              sockets,
              random.nextInt(),
              random.nextInt(0x8000),
              random.nextInt(),
              listener,
              unplugged,
              monitor,
              this::identity);
      streams = more;
      return sockets.port();
    }
    throw new MediaException(
        "No free port for sound between "
            + firstPort
            + " and "
            + lastPort
            + ". End a call, or widen --rtp-ports.");
  }

  /** {@return the next free sockets of the range, or null} Called on two threads. */
  private synchronized KnownSockets.@Nullable Pair nextPair() {
    int pairs = (lastPort - firstPort + 1) / 2;
    for (int i = 0; i < pairs; i++) {
      int port = nextPort;
      nextPort = nextPort + 3 > lastPort ? firstPort : nextPort + 2;
      KnownSockets.Pair opened = tryOpen(port);
      if (opened != null) {
        return opened;
      }
    }
    return null;
  }

  private KnownSockets.@Nullable Pair tryOpen(int port) {
    DatagramChannel rtp = null;
    DatagramChannel rtcp = null;
    try {
      rtp = DatagramChannel.open();
      rtp.bind(new InetSocketAddress(bind, port));
      rtcp = DatagramChannel.open();
      rtcp.bind(new InetSocketAddress(bind, port + 1));
      return new KnownSockets.Pair(rtp, rtcp, port, null);
    } catch (IOException e) {
      close(rtp);
      close(rtcp);
      return null;
    }
  }

  private static void close(@Nullable DatagramChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        Logger.tag("media").debug("closing a socket: {}", e.getMessage());
      }
    }
  }

  private @Nullable RtpStream find(int stream) {
    for (RtpStream open : streams) {
      if (open.id == stream) {
        return open;
      }
    }
    return null;
  }

  @Override
  public void apply(int stream, StreamPlan plan) {
    RtpStream open = find(stream);
    if (open != null) {
      open.apply(plan);
    }
  }

  @Override
  public void focus(@Nullable Integer stream) {
    focus = stream == null ? -1 : stream;
  }

  @Override
  public void stunServer(String host, int port) {
    known.configured(host, port);
  }

  @Override
  public @Nullable IceCandidate reflexive(int stream) {
    RtpStream open = find(stream);
    InetSocketAddress outside = open == null ? null : open.outside;
    return outside == null
        ? null
        : IceCandidate.reflexive(outside.getAddress().getHostAddress(), outside.getPort());
  }

  @Override
  public void monitor(String host, int port) {
    monitor.configured(host, port);
  }

  @Override
  public void conference(List<Integer> wanted) {
    party = wanted.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public void sendDigit(int stream, char digit) {
    RtpStream open = find(stream);
    if (open != null) {
      open.digit(digit);
      ToneSpec feedback = ToneTable.digit(digit);
      if (feedback != null) {
        wantedBeep = feedback;
      }
    }
  }

  @Override
  public void play(Tone tone) {
    ToneTable table = country;
    wanted =
        switch (tone) {
          case DIAL -> table.dial();
          case STUTTER_DIAL -> table.stutter();
          case RING_BACK -> table.ringBack();
          case BUSY -> table.busy();
          case CONGESTION -> table.congestion();
          case RING, RING_OUTSIDE, RING_THREE, RING_FOUR, RING_FIVE ->
              ToneTable.bell(tone.ordinal() - Tone.RING.ordinal() + 1);
        };
  }

  @Override
  public void beep() {
    wantedBeep = ToneTable.waiting();
  }

  @Override
  public void silence() {
    wanted = null;
  }

  @Override
  public void mute(boolean mute) {
    muted = mute;
  }

  @Override
  public @Nullable StreamFigures figures(int stream) {
    RtpStream open = find(stream);
    return open == null ? null : open.figures(device.delaySamples() * 1000 / RATE, lost);
  }

  @Override
  public void release(int stream) {
    RtpStream open = find(stream);
    if (open == null) {
      return;
    }
    StreamFigures last = open.figures(device.delaySamples() * 1000 / RATE, lost);
    Logger.tag("media").info("stream={} R={} {}", stream, last.rating(), last.verdict());
    streams = Arrays.stream(streams).filter(s -> s != open).toArray(RtpStream[]::new);
    open.close();
  }

  @Override
  public int microphoneLevel() {
    return level;
  }

  @Override
  public List<String> codecs() {
    return Codecs.names();
  }

  @Override
  public void device(PcmDevice other) {
    device = other;
    cleaner = cleaner(other); // the audio thread may be in the old one: it is left to itself
  }

  @Override
  public void close() {
    known.close();
    stopped = true;
    Thread audio = thread;
    if (audio != null) {
      try {
        audio.join(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (RtpStream stream : streams) {
      stream.close();
    }
    streams = new RtpStream[0];
  }
}
