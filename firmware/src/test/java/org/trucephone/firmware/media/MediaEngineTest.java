package org.trucephone.firmware.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.media.codec.Codecs;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.ice.IceCredentials;
import org.trucephone.firmware.media.ice.IceTerms;
import org.trucephone.firmware.media.rtp.Rtcp;
import org.trucephone.firmware.media.srtp.CryptoLine;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;
import org.trucephone.hal.audio.PcmDevice;

/** Two engines over loopback; their audio threads are stepped by the test. */
class MediaEngineTest {
  /** A mouth that hums, an ear that remembers. */
  private static final class Ear implements PcmDevice {
    private final int hz;
    private final short[] heard = new short[16000 * 60];
    private int played;
    private int captured;
    private boolean lost;

    Ear(int hz) {
      this.hz = hz;
    }

    @Override
    public int rateHz() {
      return 16000;
    }

    @Override
    public boolean read(short[] out) {
      for (int i = 0; i < out.length; i++, captured++) {
        out[i] = hz == 0 ? 0 : (short) (8000 * Math.sin(2 * Math.PI * hz * captured / 16000));
      }
      return !lost;
    }

    @Override
    public void write(short[] in) {
      if (played + in.length <= heard.length) {
        System.arraycopy(in, 0, heard, played, in.length);
      }
      played += in.length;
    }

    double tone(double f) {
      int from = Math.max(0, played - 16000);
      double re = 0;
      double im = 0;
      for (int i = from; i < played; i++) {
        re += heard[i] * Math.cos(2 * Math.PI * f * i / 16000);
        im += heard[i] * Math.sin(2 * Math.PI * f * i / 16000);
      }
      return 2 * Math.hypot(re, im) / Math.max(1, played - from);
    }

    @Override
    public int delaySamples() {
      return 0;
    }

    @Override
    public void close() {}
  }

  private final Ear hummer = new Ear(600);
  private final Ear listener = new Ear(0);
  private final List<MediaEvent> events = new CopyOnWriteArrayList<>();
  private MediaEngine a;
  private MediaEngine b;

  @BeforeEach
  void engines() {
    a = new MediaEngine("127.0.0.1", 42000, 42998, hummer, event -> {});
    b = new MediaEngine("127.0.0.1", 43000, 43998, listener, events::add);
  }

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  private static StreamPlan plan(
      int port, String codec, int type, boolean sends, boolean receives) {
    return plan(port, codec, type, sends, receives, null, null);
  }

  private static StreamPlan plan(
      int port,
      String codec,
      int type,
      boolean sends,
      boolean receives,
      SrtpKey sendKey,
      SrtpKey receiveKey) {
    return new StreamPlan(
        "127.0.0.1",
        port,
        port + 1,
        codec,
        type,
        "useinbandfec=1",
        Map.of(type, codec),
        101,
        101,
        20,
        sendKey,
        receiveKey,
        null,
        null,
        false,
        sends,
        receives);
  }

  private int portA;
  private int portB;

  private void connect(String codec, int type) throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    a.apply(1, plan(portB, codec, type, true, true));
    b.apply(1, plan(portA, codec, type, true, true));
    a.focus(1);
    b.focus(1);
  }

  /**
   * Steps both; loopback delivery takes a moment, so each pair of steps waits until what was sent
   * has come.
   */
  private void step(int periods) {
    for (int i = 0; i < periods; i++) {
      a.tick();
      b.tick();
      LockSupport.parkNanos(200_000);
    }
  }

  private void await(BooleanSupplier what, String name) {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!what.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, name);
      step(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"PCMU,0", "PCMA,8", "G722,9"})
  void aHumAtOneEndIsHeardAtTheOther(String codec, int type) throws MediaException {
    connect(codec, type);
    await(() -> listener.tone(600) > 6000, "the hum with " + codec);
    await(() -> b.figures(1).received() > 10 && a.figures(1).received() > 10, "packets both ways");
    StreamFigures figures = b.figures(1);
    assertNotNull(figures);
    assertEquals(codec, figures.codec());
    assertTrue(figures.received() > 10 && figures.sent() > 10);
  }

  @ParameterizedTest
  @EnumSource
  void encryptedBothWaysItIsHeardAllTheSame(SrtpSuite suite) throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    SrtpKey keyA = key(a, suite);
    SrtpKey keyB = key(b, suite);
    a.apply(1, plan(portB, "PCMA", 8, true, true, keyA, keyB));
    b.apply(1, plan(portA, "PCMA", 8, true, true, keyB, keyA));
    a.focus(1);
    b.focus(1);
    await(() -> listener.tone(600) > 6000, "the hum with " + suite);
    // A hold and its end keep key and counters.
    a.apply(1, plan(portB, "PCMA", 8, false, true, keyA, keyB));
    step(20);
    a.apply(1, plan(portB, "PCMA", 8, true, true, keyA, keyB));
    long before = b.figures(1).received();
    await(() -> b.figures(1).received() > before + 20, "packets after a hold");
    assertEquals(0, b.figures(1).strangers());
  }

  @Test
  void eachSideTellsHowItHearsTheOther() throws MediaException {
    connect("PCMA", 8);
    a.focus(1);
    step(600); // a report every five seconds
    await(() -> a.figures(1).remoteMos() > 3.5, "metrics of a good call");
  }

  @Test
  void aMonitorGetsThePlainReportsOfAnEncryptedCall() throws Exception {
    try (DatagramSocket monitor = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      monitor.setSoTimeout(10_000);
      a.monitor("localhost", monitor.getLocalPort());
      portA = a.open(1);
      portB = b.open(1);
      SrtpKey keyA = key(a, SrtpSuite.AES_CM_128_HMAC_SHA1_80);
      SrtpKey keyB = key(b, SrtpSuite.AES_CM_128_HMAC_SHA1_80);
      a.apply(1, plan(portB, "PCMA", 8, true, true, keyA, keyB));
      b.apply(1, plan(portA, "PCMA", 8, true, true, keyB, keyA));
      a.focus(1);
      await(() -> a.figures(1).received() > 10, "packets");
      step(600); // a report every five seconds
      DatagramPacket copy = new DatagramPacket(new byte[1500], 1500);
      monitor.receive(copy);
      Rtcp.Received read = new Rtcp.Received();
      assertEquals(Rtcp.SR, copy.getData()[1] & 0xff);
      assertTrue(Rtcp.read(copy.getData(), 0, copy.getLength(), 0, read));
      // SR, SDES with the name in the clear, the metrics; no tag of SRTCP behind.
      String text = new String(copy.getData(), 0, copy.getLength(), StandardCharsets.ISO_8859_1);
      assertTrue(text.contains("@truce"), text);
      int end = 0;
      while (end < copy.getLength()) {
        end += 4 * (((copy.getData()[end + 2] & 0xff) << 8 | copy.getData()[end + 3] & 0xff) + 1);
      }
      assertEquals(copy.getLength(), end);
      await(() -> a.figures(1).remoteLost() == 0, "the other side gets its own as ever");
    }
  }

  @Test
  void plainPacketsStayOutOfAnEncryptedCall() throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    SrtpKey key = key(b, SrtpSuite.AES_CM_128_HMAC_SHA1_80);
    a.apply(1, plan(portB, "PCMA", 8, true, true));
    b.apply(1, plan(portA, "PCMA", 8, true, true, key, key));
    a.focus(1);
    b.focus(1);
    await(() -> b.figures(1).strangers() > 10, "packets counted as strangers");
    assertEquals(0, b.figures(1).received());
  }

  private static StreamPlan dtls(int port, Fingerprint theirs, boolean active, boolean mux) {
    return new StreamPlan(
        "127.0.0.1",
        port,
        mux ? port : port + 1,
        "PCMA",
        8,
        "",
        Map.of(8, "PCMA"),
        101,
        101,
        20,
        null,
        null,
        new DtlsTerms(List.of(theirs), active),
        null,
        mux,
        true,
        true);
  }

  /** Speech and reports, on one port or two. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keysAreAgreedOnTheMediaPath(boolean mux) throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    a.apply(1, dtls(portB, b.fingerprint(), true, mux));
    b.apply(1, dtls(portA, a.fingerprint(), false, mux));
    a.focus(1);
    b.focus(1);
    await(() -> events.contains(new MediaEvent.Secured(1)), "keys");
    await(() -> listener.tone(600) > 6000, "the hum");
    // Who ends the handshake first may be early with some packets.
    long early = b.figures(1).strangers();
    await(() -> a.figures(1).remoteMos() > 3.5, "reports of a good call");
    // The same plan again, as after a hold, is no new handshake.
    a.apply(1, dtls(portB, b.fingerprint(), true, mux));
    long before = b.figures(1).received();
    await(() -> b.figures(1).received() > before + 20, "packets after a hold");
    assertEquals(early, b.figures(1).strangers());
    assertEquals(1, events.stream().filter(MediaEvent.Secured.class::isInstance).count());
  }

  @Test
  void toAStrangerNothingIsSaidAndNothingOfHisIsHeard() throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    Fingerprint another = Fingerprint.of(new byte[] {1});
    a.apply(1, dtls(portB, b.fingerprint(), true, true));
    b.apply(1, dtls(portA, another, false, true));
    a.focus(1);
    b.focus(1);
    await(() -> events.contains(new MediaEvent.NotSecured(1, true)), "a stranger is told of");
    step(50);
    assertEquals(0, b.figures(1).sent());
    assertEquals(0, b.figures(1).received());
  }

  @Test
  void plainPacketsBeforeTheKeysStayOut() throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    a.apply(1, plan(portB, "PCMA", 8, true, true));
    b.apply(1, dtls(portA, Fingerprint.of(new byte[] {1}), false, true));
    a.focus(1);
    await(() -> b.figures(1).strangers() > 10, "packets counted as strangers");
    assertEquals(0, b.figures(1).received());
    assertEquals(0, b.figures(1).sent());
  }

  private static StreamPlan ice(
      int described, int real, IceCredentials ours, IceCredentials theirs, boolean controls) {
    StreamPlan p = plan(described, "PCMA", 8, true, true);
    IceCandidate named = IceCandidate.host("127.0.0.1", real);
    return new StreamPlan(
        p.remoteHost(),
        p.remotePort(),
        p.remotePort(),
        p.sendCodec(),
        p.sendPayloadType(),
        p.sendParameters(),
        p.receive(),
        101,
        101,
        20,
        null,
        null,
        null,
        new IceTerms(ours, theirs, List.of(named), controls),
        true,
        true,
        true);
  }

  /** Descriptions name a port where nobody listens; only the checked way leads anywhere. */
  @Test
  void speechTakesTheWayThatChecksFound() throws MediaException {
    portA = a.open(1);
    portB = b.open(1);
    IceCredentials ofA = a.ice();
    IceCredentials ofB = b.ice();
    a.apply(1, ice(9, portB, ofA, ofB, true));
    b.apply(1, ice(9, portA, ofB, ofA, false));
    a.focus(1);
    b.focus(1);
    await(() -> listener.tone(600) > 6000, "the hum");
    await(() -> a.figures(1).remoteMos() > 3.5, "reports on the same way");
    // The same plan again, as after a hold, begins nothing anew.
    a.apply(1, ice(9, portB, ofA, ofB, true));
    long before = b.figures(1).received();
    await(() -> b.figures(1).received() > before + 20, "packets after a hold");
    assertEquals(0, b.figures(1).strangers());
  }

  private static SrtpKey key(MediaEngine engine, SrtpSuite suite) {
    return engine.keys().stream()
        .map(CryptoLine::key)
        .filter(key -> key.suite() == suite)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void digitsArriveOnceEach() throws MediaException {
    connect("PCMA", 8);
    step(10);
    for (char digit : "12#".toCharArray()) {
      a.sendDigit(1, digit);
    }
    await(() -> events.size() >= 3, "three digits");
    step(100);
    assertEquals(
        List.of(
            new MediaEvent.DigitReceived(1, '1'),
            new MediaEvent.DigitReceived(1, '2'),
            new MediaEvent.DigitReceived(1, '#')),
        events);
  }

  @Test
  void aStreamThatDoesNotSendIsSilentOnTheWire() throws MediaException {
    connect("PCMA", 8);
    step(20);
    a.apply(1, plan(portB, "PCMA", 8, false, false));
    step(5);
    long sent = a.figures(1).sent();
    step(50);
    assertEquals(sent, a.figures(1).sent());
    a.apply(1, plan(portB, "PCMA", 8, true, true));
    step(50);
    assertTrue(a.figures(1).sent() > sent + 20);
  }

  @Test
  void missingMediaIsToldOnceAndSoIsItsReturn() throws MediaException {
    connect("PCMA", 8);
    for (int i = 0; i < 1200; i++) {
      b.tick();
    }
    assertEquals(List.of(new MediaEvent.NoMedia(1, 5, "127.0.0.1")), events);
    await(() -> events.size() > 1, "its return");
    assertEquals(new MediaEvent.MediaArrives(1), events.get(1));
  }

  @Test
  void strangersAndGarbageAreDropped() throws MediaException, IOException {
    connect("PCMA", 8);
    try (DatagramSocket stranger = new DatagramSocket(new InetSocketAddress("127.0.0.2", 0));
        DatagramSocket friend = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      byte[] rtp = new byte[172];
      rtp[0] = (byte) 0x80;
      rtp[1] = 8;
      InetAddress to = InetAddress.getByName("127.0.0.1");
      for (int i = 0; i < 20; i++) {
        stranger.send(new DatagramPacket(rtp, rtp.length, to, portB));
        friend.send(new DatagramPacket(new byte[] {1, 2, 3, (byte) i}, 4, to, portB));
        friend.send(new DatagramPacket(new byte[] {1, 2, 3, (byte) i}, 4, to, portB + 1));
      }
    }
    await(() -> b.figures(1).strangers() == 20, "twenty strangers");
    await(() -> listener.tone(600) > 6000, "the hum all the same");
  }

  @Test
  void noFreePortIsASentence() throws MediaException {
    try (MediaEngine narrow = new MediaEngine("127.0.0.1", 44100, 44103, new Ear(0), event -> {})) {
      narrow.open(1);
      narrow.open(2);
      MediaException refused = assertThrows(MediaException.class, () -> narrow.open(3));
      assertTrue(
          refused.getMessage().startsWith("No free port for sound between 44100 and 44103."));
      narrow.release(1);
      await(() -> opens(narrow), "the port to be free again");
    }
  }

  private static boolean opens(MediaEngine engine) {
    try {
      engine.open(3);
      return true;
    } catch (MediaException stillClosing) {
      return false;
    }
  }

  @Test
  void tonesAreHeardAndEnd() {
    b.country("DE");
    b.play(MediaPort.Tone.DIAL);
    step(100);
    assertTrue(listener.tone(425) > 3000);
    b.silence();
    step(110);
    assertTrue(listener.tone(425) < 1);
  }

  @Test
  void aLostDeviceIsToldOnce() {
    listener.lost = true;
    b.tick();
    b.tick();
    assertEquals(1, events.size());
  }

  @ParameterizedTest
  @CsvSource({"PCMA,8", "OPUS,111"})
  void theAudioTickAllocatesNothing(String codec, int type) throws MediaException {
    assumeTrue(Codecs.names().contains(codec), "no library for " + codec);
    connect(codec, type);
    await(() -> listener.tone(600) > 6000, "the hum");
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().threadId();
    long allocated = Long.MAX_VALUE;
    for (int round = 0; round < 5 && allocated > 0; round++) { // the first rounds warm up
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 10_000; i++) {
        a.tick();
        b.tick();
        LockSupport.parkNanos(
            20_000); // the receiving threads keep up: no media missing, no event told
      }
      allocated = threads.getThreadAllocatedBytes(thread) - before;
    }
    assertEquals(0, allocated);
  }

  @Test
  void mutedNothingIsHeardThere() throws MediaException {
    connect("PCMU", 0);
    await(() -> listener.tone(600) > 6000, "the hum");
    a.mute(true);
    step(130);
    assertTrue(listener.tone(600) < 300);
  }
}
