package org.trucephone.tests.fake;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends every packet of sound back and counts them. */
final class Echo implements AutoCloseable {
  private final DatagramSocket socket;
  private final AtomicInteger packets = new AtomicInteger();

  Echo() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    Thread.ofPlatform().daemon().name("fake-rtp").start(this::run);
  }

  int port() {
    return socket.getLocalPort();
  }

  int packets() {
    return packets.get();
  }

  private void run() {
    byte[] buffer = new byte[2048];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        packets.incrementAndGet();
        socket.send(packet);
      } catch (IOException e) {
        // closed, or the phone hung up: the loop's condition tells
      }
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
