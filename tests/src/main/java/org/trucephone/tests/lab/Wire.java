package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SIP over UDP and TCP on one port (RFC 3261 18). Received messages go to the lab's thread. */
final class Wire implements AutoCloseable {
  private static final int MAX_MESSAGE = 1 << 20;

  /**
   * Whom to send to.
   *
   * @param connection the TCP connection, or null for UDP
   */
  record Peer(InetSocketAddress address, @Nullable Socket connection) {
    boolean reliable() {
      return connection != null;
    }

    String transport() {
      return reliable() ? "TCP" : "UDP";
    }

    @Override
    public String toString() {
      return transport() + " " + address.getAddress().getHostAddress() + ":" + address.getPort();
    }
  }

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Loop loop;
  private final Faults faults;
  private final Consumer<String> log;
  private final BiConsumer<SipMessage, Peer> received;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();

  Wire(
      InetAddress host,
      int port,
      Loop loop,
      Faults faults,
      Consumer<String> log,
      BiConsumer<SipMessage, Peer> received)
      throws IOException {
    this.loop = loop;
    this.faults = faults;
    this.log = log;
    this.received = received;
    DatagramSocket boundUdp = null;
    ServerSocket boundTcp = null;
    // With port 0 the TCP port the UDP port suggests may be taken: then another pair is tried.
    for (int tries = port == 0 ? 20 : 1; boundTcp == null; tries--) {
      boundUdp = new DatagramSocket(new InetSocketAddress(host, port));
      try {
        boundTcp = new ServerSocket(boundUdp.getLocalPort(), 50, host);
      } catch (IOException e) {
        boundUdp.close();
        if (tries <= 1) {
          throw e;
        }
      }
    }
    this.udp = Objects.requireNonNull(boundUdp);
    this.tcp = boundTcp;
  }

  void start() {
    spawn("lab-sip-udp", this::readUdp);
    spawn("lab-sip-tcp", this::accept);
  }

  int port() {
    return udp.getLocalPort();
  }

  void send(SipMessage message, Peer to) {
    if (faults.isSilent()) {
      return;
    }
    log.accept("→ " + to + " " + message.summary());
    write(message.bytes(), to);
  }

  private void write(byte[] bytes, Peer to) {
    try {
      Socket connection = to.connection();
      if (connection == null) {
        udp.send(new DatagramPacket(bytes, bytes.length, to.address()));
      } else {
        synchronized (connection) {
          connection.getOutputStream().write(bytes);
        }
      }
    } catch (IOException e) {
      log.accept("could not send to " + to + ": " + e.getMessage());
    }
  }

  private void spawn(String name, Runnable body) {
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(body);
    threads.add(thread);
    thread.start();
  }

  private void readUdp() {
    byte[] buffer = new byte[65536];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
      } catch (IOException e) {
        continue; // closed, or the peer's port was: both end or pass by themselves
      }
      Peer from = new Peer((InetSocketAddress) packet.getSocketAddress(), null);
      if (packet.getLength() > 4) { // shorter: a keep-alive
        take(buffer, packet.getLength(), from);
      }
    }
  }

  private void accept() {
    while (!tcp.isClosed()) {
      try {
        Socket connection = tcp.accept();
        connections.add(connection);
        if (tcp.isClosed()) {
          connection.close();
        }
        connection.setTcpNoDelay(true);
        spawn("lab-sip-tcp-" + connection.getPort(), () -> readTcp(connection));
      } catch (IOException e) {
        log.accept(tcp.isClosed() ? "SIP TCP port closed" : "accept failed: " + e.getMessage());
      }
    }
  }

  private void readTcp(Socket connection) {
    Peer from = new Peer((InetSocketAddress) connection.getRemoteSocketAddress(), connection);
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      byte[] message = new byte[MAX_MESSAGE];
      int length = 0;
      int breaks = 0;
      for (int b = in.read(); b >= 0 && length < MAX_MESSAGE; b = in.read()) {
        if (length == 0 && (b == '\r' || b == '\n')) {
          // RFC 5626 3.5.1: two line ends are a ping, one line end the pong.
          if (++breaks == 4) {
            write("\r\n".getBytes(UTF_8), from);
            breaks = 0;
          }
          continue;
        }
        breaks = 0;
        message[length++] = (byte) b;
        if (b == '\n' && SipMessage.headerEnd(message, length) == length) {
          int body = contentLength(new String(message, 0, length, UTF_8));
          if (body < 0 || body > MAX_MESSAGE - length) {
            log.accept(from + " sent a wrong Content-Length: connection closed");
            return;
          }
          length += in.readNBytes(message, length, body);
          take(message, length, from);
          length = 0;
        }
      }
    } catch (IOException e) {
      log.accept(from + " lost: " + e.getMessage());
    } finally {
      connections.remove(connection);
      threads.remove(Thread.currentThread());
    }
  }

  private static int contentLength(String head) {
    for (String line : head.split("\r\n")) {
      if (line.matches("(?i)(content-length|l)\\s*:\\s*\\d{1,7}\\s*")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
      }
    }
    return 0;
  }

  private void take(byte[] bytes, int length, Peer from) {
    if (faults.loses()) {
      log.accept("(lost on purpose) from " + from);
      return;
    }
    if (faults.garbles()) {
      log.accept("(answered with garbage on purpose) to " + from);
      write("NOT/9.9 a SIP answer\r\n\u0000\u0001\u0002\r\n\r\n".getBytes(UTF_8), from);
      return;
    }
    SipMessage message = SipMessage.parse(bytes, length);
    if (message == null) {
      log.accept("← " + from + " " + length + " bytes that are no SIP");
      return;
    }
    log.accept("← " + from + " " + message.summary());
    loop.after(faults.delay(), () -> received.accept(message, from));
  }

  @Override
  public void close() {
    List<Thread> running = new ArrayList<>(threads);
    udp.close();
    try {
      tcp.close();
      for (Socket connection : connections) {
        connection.close();
      }
      for (Thread thread : running) {
        thread.join(5000);
      }
    } catch (IOException e) {
      log.accept("closing: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
