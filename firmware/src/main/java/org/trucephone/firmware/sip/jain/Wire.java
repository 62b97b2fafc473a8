package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.ListeningPointExt;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.address.AddressFactory;
import javax.sip.header.HeaderFactory;
import javax.sip.message.MessageFactory;
import org.tinylog.Logger;

/** The stack, its listening points and its factories. */
final class Wire {
  private static final String GOV = "gov.nist.javax.sip.";
  private static final AtomicInteger STACKS = new AtomicInteger();
  private static final int TRIES = 20;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The stack prepares its loggers in static fields, which two stacks must not do at once. */
  private static final Object OPENING = new Object();

  final String name;
  final String bindHost;
  final int port;
  final SipProvider provider;
  final AddressFactory addresses;
  final HeaderFactory headers;
  final MessageFactory messages;
  private final SipStack stack;

  /** Threads the stack cannot do without. */
  private volatile List<Thread> threads = List.of();

  private Wire(String name, SipOptions options, SipListener listener)
      throws SipException,
          InvalidArgumentException,
          ObjectInUseException,
          TooManyListenersException,
          IOException {
    this.name = name;
    this.bindHost = options.bindHost();
    this.port = options.port() == 0 ? freePort(bindHost) : options.port();
    SipFactory factory = SipFactory.getInstance();
    factory.setPathName("gov.nist");
    stack = factory.createSipStack(properties(name));
    try {
      addresses = factory.createAddressFactory();
      headers = factory.createHeaderFactory();
      messages = factory.createMessageFactory();
      ListeningPoint udp = stack.createListeningPoint(bindHost, port, ListeningPoint.UDP);
      ListeningPoint tcp = stack.createListeningPoint(bindHost, port, ListeningPoint.TCP);
      provider = stack.createSipProvider(udp);
      provider.addListeningPoint(tcp);
      provider.addListeningPoint(
          stack.createListeningPoint(bindHost, port("tls"), ListeningPoint.TLS));
      provider.addSipListener(listener);
      stack.start();
    } catch (SipException | InvalidArgumentException | TooManyListenersException e) {
      stack.stop();
      throw e;
    }
    threads = vital();
  }

  /** {@return the port others see us at over a transport} */
  int port(String transport) {
    return transport.equalsIgnoreCase("tls") ? (port < 65535 ? port + 1 : port - 1) : port;
  }

  /** Opens a stack; {@code listener} hears on the stack's threads. */
  static Wire open(String name, SipOptions options, SipListener listener) throws SipOpenException {
    int tries = options.port() == 0 ? TRIES : 1;
    Exception last = new IOException("no port tried");
    for (int i = 0; i < tries; i++) {
      try {
        synchronized (OPENING) {
          return new Wire(name + (i == 0 ? "" : "-" + i), options, listener);
        }
      } catch (SipException
          | InvalidArgumentException
          | TooManyListenersException
          | IOException e) {
        last = e;
      }
    }
    throw new SipOpenException(
        "SIP cannot listen on "
            + options.bindHost()
            + " port "
            + options.port()
            + ": another program may use the port. Choose another with --sip-port.",
        last);
  }

  /** {@return a name no other stack of this process has; stacks are found by name} */
  static String freshName() {
    return "truce-" + STACKS.incrementAndGet();
  }

  private static Properties properties(String name) {
    Properties p = new Properties();
    p.setProperty("javax.sip.STACK_NAME", name);
    p.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "on");
    p.setProperty("javax.sip.ROUTER_PATH", PhoneRouter.class.getName());
    p.setProperty(GOV + "STACK_LOGGER", StackLog.class.getName());
    p.setProperty(GOV + "SERVER_LOGGER", MessageLog.class.getName());
    p.setProperty(GOV + "TRACE_LEVEL", "0");
    p.setProperty(GOV + "NETWORK_LAYER", PhoneNetwork.class.getName());
    p.setProperty(GOV + "SIP_MESSAGE_VALVE", MessageValve.class.getName());
    p.setProperty(GOV + "MESSAGE_PARSER_FACTORY", PhoneParsers.class.getName());
    p.setProperty(
        GOV + "TIMER_CLASS_NAME", "gov.nist.javax.sip.stack.timers.ScheduledExecutorSipTimer");
    // Some servers' bodies have 52 kB; PhoneParsers bounds the head, whose lists cost most time.
    p.setProperty(GOV + "MAX_MESSAGE_SIZE", "131072");
    p.setProperty(GOV + "THREAD_POOL_SIZE", "1");
    p.setProperty(GOV + "REENTRANT_LISTENER", "true");
    // Our listener decides about forked and early requests, not the stack.
    p.setProperty(GOV + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
    p.setProperty(GOV + "DELIVER_UNSOLICITED_NOTIFY", "true");
    p.setProperty(GOV + "CACHE_CLIENT_CONNECTIONS", "true");
    p.setProperty(GOV + "CACHE_SERVER_CONNECTIONS", "true");
    p.setProperty(GOV + "RELEASE_REFERENCES_STRATEGY", "Normal");
    // Without these the stack asks for protocols no Java of today speaks.
    p.setProperty(GOV + "TLS_CLIENT_PROTOCOLS", "TLSv1.3,TLSv1.2");
    p.setProperty(
        GOV + "ENABLED_CIPHER_SUITES",
        "TLS_AES_128_GCM_SHA256,TLS_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,"
            + "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
    p.setProperty(GOV + "SSL_HANDSHAKE_TIMEOUT", "5000");
    p.setProperty(GOV + "MAX_FORK_TIME_SECONDS", "32");
    p.setProperty(GOV + "EARLY_DIALOG_TIMEOUT_SECONDS", "240");
    return p;
  }

  private static int freePort(String host) throws IOException {
    IOException last = new IOException("no port free for UDP and TCP");
    for (int i = 0; i < TRIES; i++) {
      try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getByName(host));
          DatagramSocket _ =
              new DatagramSocket(
                  new InetSocketAddress(InetAddress.getByName(host), tcp.getLocalPort()))) {
        return tcp.getLocalPort();
      } catch (UnknownHostException e) {
        throw e;
      } catch (IOException e) {
        last = e;
      }
    }
    throw last;
  }

  /** Fills octets with what no one can guess. */
  static void chance(byte[] octets) {
    RANDOM.nextBytes(octets);
  }

  /** {@return text no one can guess, safe in every SIP header} */
  static String token() {
    byte[] bytes = new byte[10];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** {@return whether the threads that read UDP live; they end on an Error and never come back} */
  boolean alive() {
    return !threads.isEmpty() && threads.stream().allMatch(Thread::isAlive);
  }

  private List<Thread> vital() {
    Thread[] all = new Thread[Thread.activeCount() + 64];
    int count = Thread.enumerate(all);
    List<Thread> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String thread = all[i].getName();
      if (thread.startsWith("MessageProcessorThread-UDP") && thread.endsWith("/" + port)
          || thread.startsWith(name + "-UDPMessageChannelThread")) {
        found.add(all[i]);
      }
    }
    return found;
  }

  /** Closes the UDP listening point; its port is free a moment later, not at once. */
  void closeUdp() throws ObjectInUseException {
    ListeningPoint old = provider.getListeningPoint(ListeningPoint.UDP);
    if (old != null) {
      provider.removeListeningPoint(old);
      stack.deleteListeningPoint(old);
    }
  }

  /** Opens the UDP listening point again. */
  void openUdp() throws SipException, InvalidArgumentException {
    provider.addListeningPoint(stack.createListeningPoint(bindHost, port, ListeningPoint.UDP));
    threads = vital();
  }

  /** Sends two line ends to a server. */
  void heartbeat(Target server) throws IOException {
    if (provider.getListeningPoint(server.transport()) instanceof ListeningPointExt point) {
      point.sendHeartbeat(server.host(), server.port());
    }
  }

  /** Closes the connections to a server. */
  void hangUp(Target server) {
    if (((SipStackImpl) stack).getNetworkLayer() instanceof PhoneNetwork network) {
      network.hangUp(server);
    }
  }

  /** Stops the stack and closes its sockets. */
  void close() {
    StackHooks.remove(name);
    for (ListeningPoint point : provider.getListeningPoints()) {
      try {
        provider.removeListeningPoint(point);
        stack.deleteListeningPoint(point);
      } catch (ObjectInUseException | RuntimeException e) {
        // The library falls over its own feet when it is stopped before its thread began; the
        // socket is closed by then.
        Logger.tag("sip").debug("closing a listening point: {}", e.getMessage());
      }
    }
    // The sockets are closed; the rest of stop() sleeps a second, which nobody has to wait for.
    Thread.ofVirtual().name("sip-stop").start(this::stop);
  }

  private void stop() {
    try {
      stack.stop();
    } catch (RuntimeException e) {
      Logger.tag("sip").debug("stopping the stack: {}", e.getMessage());
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
