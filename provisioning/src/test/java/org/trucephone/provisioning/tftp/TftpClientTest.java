package org.trucephone.provisioning.tftp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;

class TftpClientTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  private final TftpClient client = new TftpClient(TftpLimits.USUAL);

  @Test
  void manyPhonesFetchAtOnce() throws Exception {
    byte[] content = new byte[300_000];
    new SplittableRandom(1).nextBytes(content);
    Map<String, byte[]> files = Map.of("dir/big", content, "empty", new byte[0]);
    try (TftpServer server = TftpServer.start(ANY_PORT, files::get, _ -> {});
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<FetchResult>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(threads.submit(() -> client.fetch("127.0.0.1", server.port(), "dir/big")));
      }
      for (Future<FetchResult> one : all) {
        FetchResult.Fetched fetched = assertInstanceOf(FetchResult.Fetched.class, one.get());
        assertArrayEquals(content, fetched.content());
      }
      FetchResult.Fetched empty =
          assertInstanceOf(
              FetchResult.Fetched.class, client.fetch("127.0.0.1", server.port(), "empty"));
      assertEquals(0, empty.content().length);
    }
  }

  @Test
  void aMissingFileIsSaid() throws Exception {
    try (TftpServer server = TftpServer.start(ANY_PORT, _ -> null, _ -> {})) {
      assertEquals(
          new FetchResult.Failed(
              Kind.NOT_FOUND, "The provisioning server 127.0.0.1 has no file x.cnf (TFTP)."),
          client.fetch("127.0.0.1", server.port(), "x.cnf"));
    }
  }

  @Test
  void aSilentServerEndsInATimeout() throws Exception {
    TftpLimits quick = new TftpLimits(512, 1000, 5, 10, 2, 1000);
    try (DatagramSocket mute = new DatagramSocket(ANY_PORT)) {
      FetchResult.Failed failed =
          assertInstanceOf(
              FetchResult.Failed.class,
              new TftpClient(quick).fetch("127.0.0.1", mute.getLocalPort(), "f"));
      assertEquals(Kind.TIMEOUT, failed.kind());
    }
  }

  @Test
  void aClosedPortIsRefused() throws Exception {
    int closed;
    try (DatagramSocket socket = new DatagramSocket(ANY_PORT)) {
      closed = socket.getLocalPort();
    }
    TftpLimits quick = new TftpLimits(512, 1000, 50, 100, 4, 10_000);
    FetchResult.Failed failed =
        assertInstanceOf(
            FetchResult.Failed.class, new TftpClient(quick).fetch("127.0.0.1", closed, "f"));
    assertEquals(Kind.REFUSED, failed.kind());
  }

  @Test
  void aNameWithoutAddressIsUnreachable() {
    FetchResult.Failed failed =
        assertInstanceOf(FetchResult.Failed.class, client.fetch("no-such-host.invalid", 69, "f"));
    assertEquals(Kind.UNREACHABLE, failed.kind());
    assertTrue(failed.sentence().contains("no-such-host.invalid"));
  }

  @Test
  void writingIsRefused() throws Exception {
    try (TftpServer server = TftpServer.start(ANY_PORT, _ -> new byte[1], _ -> {});
        DatagramSocket socket = new DatagramSocket(ANY_PORT)) {
      assertEquals(
          2, exchange(socket, server, new TftpPacket.Request(true, "f", "octet", Map.of())).code());
      assertEquals(
          4, exchange(socket, server, new TftpPacket.Request(false, "f", "mail", Map.of())).code());
    }
  }

  @Test
  void netasciiChangesLineEndsOnly() {
    byte[] text = "a\nb\r\nc\rd".getBytes(StandardCharsets.US_ASCII);
    assertEquals(
        "a\r\nb\r\nc\r\0d", new String(TftpServer.netascii(text), StandardCharsets.US_ASCII));
  }

  private static TftpPacket.Fault exchange(
      DatagramSocket socket, TftpServer server, TftpPacket.Request request) throws Exception {
    byte[] bytes = request.encode();
    socket.setSoTimeout(10_000);
    socket.send(
        new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), server.port()));
    DatagramPacket answer = new DatagramPacket(new byte[600], 600);
    socket.receive(answer);
    return (TftpPacket.Fault) TftpPacket.decode(answer.getData(), 0, answer.getLength());
  }
}
