package org.trucephone.firmware.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.media.ice.IceAgent;
import org.trucephone.firmware.media.ice.IceTerms;

/** An {@link IceAgent} at work on a stream's RTP socket, with a virtual thread for what is due. */
final class IceLink {
  private static final int CHECKING_MS = 20;
  private static final int SETTLED_MS = 1000;

  private final int id;
  private final IceTerms terms;
  private final IceAgent agent;
  private final Runnable settled;
  private volatile @Nullable InetSocketAddress chosen;
  private volatile boolean closed;
  private @Nullable Thread thread;

  /**
   * @param host the other side's address of old; ways of its family are tried
   * @param settled told whenever {@link #chosen} changes; on a thread of the link or the receiver
   */
  IceLink(
      int id,
      IceTerms terms,
      InetAddress host,
      DatagramChannel channel,
      AtomicBoolean unplugged,
      Runnable settled) {
    this.id = id;
    this.terms = terms;
    this.settled = settled;
    this.agent =
        new IceAgent(
            terms,
            host,
            new SecureRandom(),
            (datagram, to) -> {
              if (closed || unplugged.get()) {
                return;
              }
              try {
                channel.send(ByteBuffer.wrap(datagram), to);
              } catch (IOException | IllegalArgumentException e) {
                // No route, or an ICMP error: this way fails, another may not.
              }
            });
  }

  /** Begins to check. */
  void start() {
    thread = Thread.ofVirtual().name("ice-" + id).start(this::run);
  }

  private void run() {
    boolean told = false;
    try {
      while (!closed) {
        synchronized (agent) {
          agent.tick(now());
        }
        if (!told && agent.failed()) {
          told = true;
          Logger.tag("media")
              .warn(
                  "stream={} ICE: no way to the other side answers; the address of old is used",
                  id);
        }
        Thread.sleep(chosen == null ? CHECKING_MS : SETTLED_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  /** Takes in a STUN datagram of the RTP port. Receiving thread. */
  void received(byte[] b, int length, InetSocketAddress from) {
    InetSocketAddress now;
    synchronized (agent) {
      agent.received(b, length, from, now());
      now = agent.chosen();
    }
    if (now != null && !now.equals(chosen)) {
      chosen = now;
      Logger.tag("media")
          .info(
              "stream={} ICE settles on {}:{}",
              id,
              now.getAddress().getHostAddress(),
              now.getPort());
      settled.run();
    }
  }

  /** {@return where to send, null until both sides settled on it} */
  @Nullable InetSocketAddress chosen() {
    return chosen;
  }

  /** {@return whether these terms are of the session under way} */
  boolean serves(IceTerms wanted) {
    return terms.goesOnWith(wanted);
  }

  /** Ends it. */
  void close() {
    closed = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
