package org.trucephone.tests.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.harness.Await;

/**
 * A telephone system on UDP and TCP that a test writes the behaviour of. What the phone does wrong
 * is kept in {@link #problems}; a test ends by asking for it to be empty.
 */
abstract class FakeServer implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(15);

  /** Where a message came from and answers go. */
  record Peer(InetSocketAddress address, @Nullable Socket tcp) {}

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final List<Socket> connections = new ArrayList<>();
  private final List<SipText> received = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final boolean tls;
  private final Set<String> seen = new HashSet<>();
  private final Echo echo = new Echo();
  private int lastNumber;

  FakeServer() throws IOException {
    this(null);
  }

  /**
   * @param tls whose connections are the only ones; null for UDP and TCP
   */
  FakeServer(@Nullable SSLContext tls) throws IOException {
    this.tls = tls != null;
    InetAddress here = InetAddress.getByName("127.0.0.1");
    DatagramSocket datagrams = null;
    ServerSocket stream = null;
    for (int tries = 20; stream == null; tries--) {
      datagrams = new DatagramSocket(new InetSocketAddress(here, 0));
      try {
        int port = datagrams.getLocalPort();
        stream =
            tls == null
                ? new ServerSocket(port, 8, here)
                : tls.getServerSocketFactory().createServerSocket(port, 8, here);
      } catch (IOException e) {
        datagrams.close();
        if (tries == 0) {
          throw e;
        }
      }
    }
    udp = datagrams;
    tcp = stream;
  }

  /** Begins to listen; called once the heir is ready. */
  final void start() {
    Thread.ofPlatform().daemon().name("fake-udp").start(this::readUdp);
    Thread.ofPlatform().daemon().name("fake-tcp").start(this::accept);
  }

  /** {@return the port it listens on} */
  public final int port() {
    return udp.getLocalPort();
  }

  /** Takes one message; called by one thread at a time. */
  abstract void take(SipText message, Peer from);

  /** Takes note of a connection. {@return whether it may stay} */
  boolean connected(Socket connection, int open) {
    return true;
  }

  // ---- what tests ask

  /** Writes down what the phone did wrong. */
  final void problem(String what) {
    synchronized (this) {
      problems.add(what);
      log.add("! " + what);
    }
  }

  /** {@return what the phone did wrong so far} */
  public final synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** {@return everything that went to and fro, for a failing test's message} */
  public final synchronized String log() {
    return String.join("\n", log);
  }

  /** {@return the requests of a method that came, repetitions left out} */
  public final synchronized List<SipText> requests(String method) {
    return received.stream().filter(m -> m.isRequest() && m.method().equals(method)).toList();
  }

  /** {@return the first message like that, which must come} */
  final SipText await(String what, Predicate<SipText> like) {
    Await.until(what, LIMIT, () -> find(like) != null, this::log);
    SipText found = find(like);
    if (found == null) {
      throw new AssertionError(what + " is gone");
    }
    return found;
  }

  private synchronized @Nullable SipText find(Predicate<SipText> like) {
    return received.stream().filter(like).findFirst().orElse(null);
  }

  /** {@return the final answer to a request of ours} */
  final SipText answer(SipText request) {
    return await(
        "an answer to " + request.method(),
        m ->
            !m.isRequest()
                && m.header("CSeq").equals(request.header("CSeq"))
                && m.header("Call-ID").equals(request.header("Call-ID"))
                && m.status() >= 200);
  }

  // ---- sending

  final synchronized int number() {
    return ++lastNumber;
  }

  final String here() {
    return "127.0.0.1:" + port();
  }

  /** {@return a session of this server's, at which every packet comes back to its sender} */
  final String sdp(int version, String direction, String codecs) {
    return "v=0\r\no=FakeSystem 77 "
        + version
        + " IN IP4 127.0.0.1\r\ns=SIP Call\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + echo.port()
        + " RTP/AVP "
        + codecs
        + "\r\na=rtpmap:0 PCMU/8000\r\na=ptime:20\r\na=rtpmap:101 telephone-event/8000\r\n"
        + "a=fmtp:101 0-15\r\na="
        + direction
        + "\r\n";
  }

  /** {@return a session of ours as this system writes it} */
  String dressed(FakeCall call, String sdp) {
    return sdp;
  }

  /** {@return what a contact of ours says of its connection} */
  final String transport(Peer to) {
    return to.tcp() == null ? "" : tls ? ";transport=tls" : ";transport=tcp";
  }

  /** {@return packets of sound that have come so far} */
  public final int heard() {
    return echo.packets();
  }

  /** Puts in the Via of a request of ours. */
  final SipText via(SipText request, Peer to) {
    String transport = to.tcp() == null ? "UDP" : tls ? "TLS" : "TCP";
    return request
        .add("Via", "SIP/2.0/" + transport + " " + here() + ";branch=z9hG4bKfake" + number())
        .add("Max-Forwards", "70");
  }

  /** Puts the last touch to a message, such as a signature; called by one thread at a time. */
  SipText finished(SipText message) {
    return message;
  }

  final void send(SipText message, Peer to) {
    byte[] bytes;
    synchronized (this) {
      bytes = finished(message).bytes();
      log.add("→ " + message);
    }
    try {
      Socket connection = to.tcp();
      if (connection == null) {
        udp.send(new DatagramPacket(bytes, bytes.length, to.address()));
      } else {
        synchronized (connection) {
          connection.getOutputStream().write(bytes);
        }
      }
    } catch (IOException e) {
      problem("could not send: " + e.getMessage());
    }
  }

  // ---- receiving

  private void readUdp() {
    byte[] buffer = new byte[65536];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
      } catch (IOException e) {
        continue; // closed, or the port of the phone was: the loop's condition tells
      }
      deliver(
          Arrays.copyOf(buffer, packet.getLength()),
          new Peer((InetSocketAddress) packet.getSocketAddress(), null));
    }
  }

  private void accept() {
    while (!tcp.isClosed()) {
      try {
        Socket connection = tcp.accept();
        int open;
        synchronized (this) {
          connections.removeIf(Socket::isClosed);
          connections.add(connection);
          open = connections.size();
        }
        if (connected(connection, open)) {
          Thread.ofPlatform().daemon().name("fake-tcp-in").start(() -> read(connection));
        } else {
          connection.close();
        }
      } catch (IOException e) {
        synchronized (this) {
          log.add("· " + e.getMessage());
        }
      }
    }
  }

  private void read(Socket connection) {
    Peer from = new Peer((InetSocketAddress) connection.getRemoteSocketAddress(), connection);
    try (connection) {
      InputStream in = connection.getInputStream();
      byte[] bytes = new byte[1 << 17];
      int length = 0;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes, length, bytes.length - length)) {
        length += n;
        length = cut(bytes, length, from);
      }
    } catch (IOException e) {
      synchronized (this) {
        log.add("· connection ended: " + e.getMessage());
      }
    }
  }

  /** Takes out what is whole. {@return how many octets are left} */
  private int cut(byte[] bytes, int length, Peer from) {
    int left = length;
    while (left > 0) {
      int blank = 0;
      while (blank < left && (bytes[blank] == '\r' || bytes[blank] == '\n')) {
        blank++;
      }
      System.arraycopy(bytes, blank, bytes, 0, left - blank);
      left -= blank;
      int end = SipText.headEnd(bytes, left);
      if (end < 0) {
        return left;
      }
      SipText head = SipText.parse(Arrays.copyOf(bytes, end));
      String size = head.header("Content-Length");
      int whole = end + (size.isEmpty() ? 0 : Integer.parseInt(size));
      if (left < whole) {
        return left;
      }
      deliver(Arrays.copyOf(bytes, whole), from);
      System.arraycopy(bytes, whole, bytes, 0, left - whole);
      left -= whole;
    }
    return left;
  }

  private void deliver(byte[] bytes, Peer from) {
    if (new String(bytes, UTF_8).isBlank()) {
      return; // two line ends keep the connection open
    }
    synchronized (this) {
      SipText message = SipText.parse(bytes);
      log.add("← " + message);
      String key =
          message.header("Via") + message.header("CSeq") + message.toString().split(" ")[1];
      if (!seen.add(key)) {
        return; // said again over UDP
      }
      received.add(message);
      take(message, from);
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
    echo.close();
    synchronized (this) {
      for (Socket connection : connections) {
        connection.close();
      }
    }
  }
}
