package org.trucephone.tests.harness;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Ports for programs that cannot take port 0. */
public final class Ports {
  private static final Set<Integer> GIVEN = new HashSet<>();

  private Ports() {}

  /** {@return a port of 127.0.0.1 free for UDP and TCP a moment ago, never the same twice} */
  public static synchronized int free() throws IOException {
    while (true) {
      try (ServerSocket tcp = new ServerSocket(0, 1, loopback())) {
        if (isFree(tcp.getLocalPort(), false) && GIVEN.add(tcp.getLocalPort())) {
          return tcp.getLocalPort();
        }
      }
    }
  }

  /** {@return the first of a run of ports given to nobody else, these offsets of which are free} */
  public static synchronized int base(int length, int... offsets) throws IOException {
    for (int base = 20_000; base < 32_000; base += length) {
      List<Integer> run = IntStream.range(base, base + length).boxed().toList();
      boolean fits = run.stream().noneMatch(GIVEN::contains);
      for (int offset : offsets) {
        fits = fits && isFree(base + offset, true);
      }
      if (fits) {
        GIVEN.addAll(run);
        return base;
      }
    }
    throw new IOException("no run of " + length + " ports is free between 20000 and 32000");
  }

  private static boolean isFree(int port, boolean tcpToo) {
    try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback(), port))) {
      if (tcpToo) {
        new ServerSocket(port, 1, loopback()).close();
      }
      return udp.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }
}
