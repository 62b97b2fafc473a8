package org.trucephone.firmware.sip.jain;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Opens the stack's sockets: signalling marked CS3 (RFC 4594 3), a bounded wait for TCP, and word
 * when a TCP connection we opened is closed, which the stack keeps to itself. Loaded by name; the
 * stack's name leads to who wants to know.
 */
public final class PhoneNetwork implements NetworkLayer {
  /** DSCP CS3 in the upper six bits of the traffic class. */
  private static final int CS3 = 24 << 2;

  private static final int CONNECT_MS = 5000;

  /** Why connecting failed last on this thread: the stack reports only that it did. */
  private static final ThreadLocal<@Nullable IOException> FAILURE = new ThreadLocal<>();

  /**
   * The virtual handset's network plug: while it is out, datagrams are lost and connections fail.
   */
  private static final AtomicBoolean UNPLUGGED = new AtomicBoolean();

  private volatile @Nullable Consumer<InetSocketAddress> closed;
  private volatile @Nullable StackHooks hooks;
  private volatile int tlsPort;

  private final Set<Flow> open = ConcurrentHashMap.newKeySet();

  /** Called by the stack by reflection. */
  public PhoneNetwork() {}

  /** Pulls the virtual network plug, or puts it back. */
  static void unplugged(boolean out) {
    UNPLUGGED.set(out);
  }

  /** {@return why connecting failed on this thread, else {@code other}} */
  static Exception failure(Exception other) {
    IOException failure = FAILURE.get();
    FAILURE.remove();
    return failure == null ? other : failure;
  }

  /** Keeps why connecting fails on this thread. */
  static void failed(IOException why) {
    FAILURE.set(why);
  }

  @Override
  public void setSipStack(SipStackImpl stack) {
    StackHooks found = StackHooks.of(stack.getStackName());
    hooks = found;
    closed = found == null ? null : found.closed();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress bind)
      throws IOException {
    return new ServerSocket(port, backlog, bind);
  }

  @Override
  public Socket createSocket(InetAddress address, int port) throws IOException {
    return connect(address, port, null, 0);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress mine) throws IOException {
    return connect(address, port, mine, 0);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress mine, int myPort)
      throws IOException {
    return connect(address, port, mine, myPort);
  }

  /** Closes the connections to a server; each is told of as usual. */
  void hangUp(Target server) {
    for (Flow flow : open) {
      if (flow.getRemoteSocketAddress() instanceof InetSocketAddress remote
          && remote.getPort() == server.port()
          && remote.getAddress().getHostAddress().equals(server.host())) {
        try {
          flow.close();
        } catch (IOException e) {
          Logger.tag("sip").debug("closing {}: {}", server, e.getMessage());
        }
      }
    }
  }

  private Socket connect(InetAddress address, int port, @Nullable InetAddress mine, int myPort)
      throws IOException {
    Flow socket = new Flow(closed, open);
    try {
      if (UNPLUGGED.get()) {
        throw new NoRouteToHostException("The network is unplugged");
      }
      socket.setTcpNoDelay(true);
      socket.setTrafficClass(CS3);
      socket.setReuseAddress(true);
      if (mine != null && (myPort != 0 || !mine.isAnyLocalAddress())) {
        socket.bind(new InetSocketAddress(mine, myPort));
      }
      socket.connect(new InetSocketAddress(address, port), CONNECT_MS);
      open.add(socket);
      return socket;
    } catch (IOException e) {
      socket.close();
      FAILURE.set(e);
      throw e;
    }
  }

  @Override
  public DatagramSocket createDatagramSocket() throws SocketException {
    return marked(new Datagrams(0, null));
  }

  @Override
  public DatagramSocket createDatagramSocket(int port, InetAddress mine) throws SocketException {
    return marked(new Datagrams(port, mine));
  }

  private static DatagramSocket marked(DatagramSocket socket) throws SocketException {
    socket.setTrafficClass(CS3);
    return socket;
  }

  @Override
  public SSLServerSocket createSSLServerSocket(int port, int backlog, InetAddress bind)
      throws IOException {
    tlsPort = port;
    return new NoServer();
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port) throws IOException {
    return encrypted(fromOurPort(address, port, null), address, port);
  }

  @Override
  public SSLSocket createSSLSocket(InetAddress address, int port, InetAddress mine)
      throws IOException {
    return encrypted(fromOurPort(address, port, mine), address, port);
  }

  /**
   * Connects from the port our Contact names, so that a server that looks for a connection to that
   * address finds this one; from any port where that one is still taken.
   */
  private Socket fromOurPort(InetAddress address, int port, @Nullable InetAddress mine)
      throws IOException {
    try {
      InetAddress local = mine == null ? new InetSocketAddress(0).getAddress() : mine;
      return connect(address, port, local, tlsPort);
    } catch (BindException e) {
      FAILURE.remove();
    } catch (NoRouteToHostException e) {
      // "Cannot assign requested address": the last connection has not quite ended.
      if (!String.valueOf(e.getMessage()).contains("assign")) {
        throw e;
      }
      FAILURE.remove();
    }
    return connect(address, port, mine, 0);
  }

  /** Puts TLS over a connection; the stack shakes hands. */
  private SSLSocket encrypted(Socket plain, InetAddress address, int port) throws IOException {
    StackHooks known = hooks;
    if (known == null) {
      plain.close();
      throw new IOException("no stack");
    }
    Target target = new Target(address.getHostAddress(), port, "tls");
    List<String> names = known.names().apply(target.toString());
    String host = names.isEmpty() ? target.host() : names.getFirst();
    SSLSocket socket =
        (SSLSocket) known.trust().sockets(names).createSocket(plain, host, port, true);
    socket.setUseClientMode(true);
    socket.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return socket;
  }

  /** Loses everything while the network is unplugged. */
  private static final class Datagrams extends DatagramSocket {
    Datagrams(int port, @Nullable InetAddress mine) throws SocketException {
      super(new InetSocketAddress(mine, port));
    }

    @Override
    public void send(DatagramPacket packet) throws IOException {
      if (!UNPLUGGED.get()) {
        super.send(packet);
      }
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
      int room = packet.getLength();
      do {
        packet.setLength(room);
        super.receive(packet);
      } while (UNPLUGGED.get());
    }
  }

  /** A connection that says when it is gone. */
  private static final class Flow extends Socket {
    private final @Nullable Consumer<InetSocketAddress> closed;
    private final Set<Flow> open;
    private boolean told;

    Flow(@Nullable Consumer<InetSocketAddress> closed, Set<Flow> open) {
      this.closed = closed;
      this.open = open;
    }

    @Override
    public void close() throws IOException {
      boolean tell;
      synchronized (this) {
        tell = isConnected() && !told;
        told |= tell;
      }
      super.close();
      open.remove(this);
      if (tell && closed != null && getRemoteSocketAddress() instanceof InetSocketAddress remote) {
        closed.accept(remote);
      }
    }
  }
}
