package org.trucephone.firmware.media;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.trucephone.firmware.media.ice.IceCandidate;
import org.trucephone.firmware.media.stun.Stun;
import org.trucephone.firmware.media.stun.StunMessage;
import org.trucephone.firmware.media.stun.StunWriter;
import org.trucephone.hal.audio.PcmDevice;

/** A STUN server of the test's own tells what it likes. */
@Timeout(60)
class KnownSocketsTest {
  private static final InetSocketAddress OUTSIDE = new InetSocketAddress("203.0.113.7", 40123);

  private static final class Silence implements PcmDevice {
    @Override
    public int rateHz() {
      return 16000;
    }

    @Override
    public boolean read(short[] out) {
      return true;
    }

    @Override
    public void write(short[] in) {
      // not heard
    }

    @Override
    public int delaySamples() {
      return 0;
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  private enum Server {
    HONEST,
    SILENT,
    FORGED
  }

  private final List<Integer> askers = new CopyOnWriteArrayList<>();
  private DatagramSocket server;
  private MediaEngine engine;
  private volatile Server manner = Server.HONEST;

  private void start(Server how) throws IOException {
    manner = how;
    server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::serve);
    engine = new MediaEngine("127.0.0.1", 44000, 44998, new Silence(), event -> {});
    engine.stunServer("127.0.0.1", server.getLocalPort());
  }

  @AfterEach
  void stop() {
    engine.close();
    server.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
    while (!server.isClosed()) {
      try {
        server.receive(packet);
        StunMessage request = StunMessage.parse(packet.getData(), packet.getLength());
        byte[] id = request == null ? new byte[12] : request.id();
        if (manner == Server.FORGED) {
          id = Arrays.copyOf(new byte[] {1, 2, 3}, 12);
        }
        byte[] answer = new StunWriter(Stun.Kind.SUCCESS, id).mapped(OUTSIDE).plain();
        if (manner != Server.SILENT) {
          server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
        askers.add(packet.getPort());
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void await(String what, BooleanSupplier there) {
    long end = System.nanoTime() + 20_000_000_000L;
    while (!there.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.onSpinWait();
    }
  }

  @Test
  void theSocketAskedWithIsTheCallsOwn() throws IOException {
    start(Server.HONEST);
    await("a question", () -> !askers.isEmpty());
    int first = askers.getFirst();
    await("sockets that are known", () -> takes(first));
    // The next ones are asked for at once.
    await("the next question", () -> askers.stream().anyMatch(port -> port != first));
  }

  private boolean takes(int port) {
    try {
      boolean mine =
          engine.open(1) == port
              && IceCandidate.reflexive("203.0.113.7", 40123).equals(engine.reflexive(1));
      if (!mine) {
        engine.release(1);
      }
      return mine;
    } catch (MediaException e) {
      return false;
    }
  }

  @Test
  void aSilentServerHoldsNothingUp() throws IOException, MediaException {
    start(Server.SILENT);
    await("a question", () -> !askers.isEmpty());
    engine.open(1);
    assertNull(engine.reflexive(1));
  }

  @Test
  void anAnswerToAnotherQuestionIsNotBelieved() throws IOException, MediaException {
    start(Server.FORGED);
    await("the question repeated", () -> askers.size() >= 2);
    engine.open(1);
    assertNull(engine.reflexive(1));
  }
}
