package org.trucephone.firmware.sip.jain;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;

/**
 * What every part of signalling shares: the stack, the thread {@code sip-out} in which all state
 * lives, the accounts, the trace, the listener.
 */
final class Core {
  final SipOptions options;
  final Locations locations;
  final Trace trace = new Trace();
  private final SipPort.Listener listener;
  private final ScheduledThreadPoolExecutor out;
  private volatile @Nullable Wire wire;
  private volatile boolean closed;

  private static final int MOST_SERVERS = 256;
  private final Set<String> servers = ConcurrentHashMap.newKeySet();

  /** By index; replaced as a whole. */
  private Map<Integer, Access> accounts = new TreeMap<>();

  Core(SipOptions options, SipPort.Listener listener) {
    this.options = options;
    this.locations = new Locations(this, options.dns(), options.bindHost().indexOf(':') >= 0);
    this.listener = listener;
    out =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread thread = new Thread(work, "sip-out");
              thread.setDaemon(true);
              return thread;
            });
    out.setRemoveOnCancelPolicy(true);
    out.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void wire(Wire opened) {
    wire = opened;
  }

  Wire wire() {
    Wire open = wire;
    if (open == null) {
      throw new IllegalStateException("the stack is not open");
    }
    return open;
  }

  // ---- the thread

  /** Runs {@code work} on {@code sip-out} after all that was posted before. */
  void post(Work work) {
    try {
      out.execute(() -> guarded(work));
    } catch (RejectedExecutionException e) {
      Logger.tag("sip").debug("closing: work left out");
    }
  }

  /** Runs {@code work} on {@code sip-out} later. {@return what cancels it} */
  Future<?> later(Duration delay, Work work) {
    try {
      return out.schedule(() -> guarded(work), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(null);
    }
  }

  /** Runs {@code work} on {@code sip-out} again and again. */
  void every(Duration period, Work work) {
    long millis = period.toMillis();
    out.scheduleWithFixedDelay(() -> guarded(work), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Work on {@code sip-out}. */
  @FunctionalInterface
  interface Work {
    /** Does it; whatever it throws is logged. */
    void run() throws Exception;
  }

  /** The one place that catches everything: one bad message must not end signalling. */
  void guarded(Work work) {
    try {
      work.run();
    } catch (Throwable e) {
      if (!closed) {
        trace.add("! " + e);
        Logger.tag("sip").error(e, "signalling failed on one message and goes on");
      }
    }
  }

  void emit(SipEvent event) {
    if (!closed) {
      listener.on(event);
    }
  }

  /** Stops the thread where no stack came to be. */
  void abandon() {
    closed = true;
    out.shutdownNow();
  }

  /** Stops the thread, then the stack. */
  void close() {
    closed = true;
    out.shutdown();
    try {
      if (!out.awaitTermination(2, TimeUnit.SECONDS)) {
        out.shutdownNow();
      }
    } catch (InterruptedException e) {
      out.shutdownNow();
      Thread.currentThread().interrupt();
    }
    wire().close();
  }

  // ---- accounts

  Collection<Access> accounts() {
    return Collections.unmodifiableCollection(accounts.values());
  }

  /** An account's server was found at this address. */
  void server(Access access, String address) {
    access.servers.add(address);
    if (servers.size() < MOST_SERVERS) {
      servers.add(address);
    }
  }

  /** By address and port of a TLS server, the names its certificate may bear. */
  private final Map<String, List<String>> names = new ConcurrentHashMap<>();

  /** A server is about to be reached that was looked for under this name. */
  void named(Target target, Access access, String host) {
    if (target.transport().equals("tls") && names.size() < MOST_SERVERS) {
      boolean ours = access.servers.contains(target.host());
      names.put(target.toString(), ours ? access.names() : List.of(host));
    }
  }

  /** {@return the names the certificate of a TLS server may bear; any thread} */
  List<String> names(String target) {
    return names.getOrDefault(target, List.of());
  }

  /** {@return whether some account's server was found at this address; any thread} */
  boolean isServer(String address) {
    return servers.contains(address);
  }

  @Nullable Access account(int index) {
    return accounts.get(index);
  }

  void accounts(Map<Integer, Access> next) {
    accounts = next;
  }

  // ---- addresses

  static @Nullable InetAddress literal(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** {@return our address on the interface that leads to {@code address}} */
  String localHostTowards(String address) {
    InetAddress bound = literal(options.bindHost());
    if (bound != null && !bound.isAnyLocalAddress()) {
      return bound.getHostAddress();
    }
    InetAddress remote = literal(address);
    if (remote == null) {
      return "127.0.0.1";
    }
    // Connecting a datagram socket sends nothing; it asks the kernel for the route.
    try (DatagramSocket probe = new DatagramSocket()) {
      probe.connect(new InetSocketAddress(remote, 9));
      InetAddress mine = probe.getLocalAddress();
      return mine.isAnyLocalAddress() ? "127.0.0.1" : mine.getHostAddress();
    } catch (IOException | java.io.UncheckedIOException e) {
      Logger.tag("sip").debug("no route to {}: {}", address, e.getMessage());
      return "127.0.0.1";
    }
  }
}
