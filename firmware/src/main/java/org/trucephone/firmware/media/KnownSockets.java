package org.trucephone.firmware.media;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.media.stun.Stun;
import org.trucephone.firmware.media.stun.StunMessage;
import org.trucephone.firmware.media.stun.StunWriter;

/**
 * Keeps the next call's sockets ready, with the address a STUN server sees them at: an offer never
 * waits for that server (RFC 8445 5.1.1.2, done before the call). The address is asked for anew
 * before a translator forgets it. A server that is silent costs a call nothing but its candidate.
 */
final class KnownSockets implements AutoCloseable {
  /** Translators keep a way open for 30 s at least (RFC 8445 11 counts on 15). */
  private static final long AGAIN_SECONDS = 15;

  private static final int TRIES = 3;
  private static final int ANSWER_MS = 500;

  /**
   * Two sockets on one port and the next.
   *
   * @param outside the first one's address as seen by the server, null if that is not known
   */
  record Pair(
      DatagramChannel rtp, DatagramChannel rtcp, int port, @Nullable InetSocketAddress outside) {
    void close() {
      try {
        rtp.close();
        rtcp.close();
      } catch (IOException e) {
        Logger.tag("media").debug("closing a socket: {}", e.getMessage());
      }
    }
  }

  private final Supplier<@Nullable Pair> opener;
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private String host = "";
  private int port;
  private @Nullable Pair spare;
  private boolean told;
  private volatile boolean closed;
  private boolean runs;

  /**
   * @param opener opens the next two sockets; gives null if none are free
   */
  KnownSockets(Supplier<@Nullable Pair> opener) {
    this.opener = opener;
  }

  /** Changes the server; takes effect as soon as an exchange with the old one is over. */
  void configured(String wanted, int itsPort) {
    Thread.ofVirtual().name("stun-settings").start(() -> change(wanted, itsPort));
  }

  private void change(String wanted, int itsPort) {
    lock.lock();
    try {
      if (wanted.equals(host) && itsPort == port) {
        return;
      }
      host = wanted;
      port = itsPort;
      told = false;
      drop();
      if (!runs && !host.isEmpty() && !closed) {
        runs = true;
        Thread.ofVirtual().name("stun").start(this::run);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    Pair old = spare;
    spare = null;
    if (old != null) {
      old.close();
    }
  }

  /** {@return sockets whose address outside is known, or null: any others will do, at once} */
  @Nullable Pair take() {
    if (!lock.tryLock()) {
      return null; // an exchange is under way
    }
    try {
      Pair ready = spare;
      if (ready == null || ready.outside() == null) {
        return null;
      }
      spare = null;
      changed.signalAll();
      return ready;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    lock.lock();
    try {
      while (!closed && !host.isEmpty()) {
        if (spare == null) {
          spare = opener.get();
        }
        Pair now = spare;
        if (now != null) {
          spare = new Pair(now.rtp(), now.rtcp(), now.port(), outside(now.rtp().socket()));
        }
        if (!changed.await(AGAIN_SECONDS, TimeUnit.SECONDS)) {
          Logger.tag("media").trace("asking {} again", host);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      runs = false;
      drop();
      lock.unlock();
    }
  }

  private @Nullable InetSocketAddress outside(DatagramSocket socket) {
    String why = "does not answer";
    try {
      InetSocketAddress server = new InetSocketAddress(InetAddress.getByName(host), port);
      for (int tries = 0; tries < TRIES; tries++) {
        InetSocketAddress seen = ask(socket, server);
        if (seen != null) {
          told = false;
          return seen;
        }
      }
    } catch (IOException e) {
      why = "cannot be asked (" + e.getMessage() + ")";
    }
    if (!told) {
      told = true;
      Logger.tag("media")
          .warn(
              "The STUN server {}:{} {}: calls offer no address outside. See media.stun_server.",
              host,
              port,
              why);
    }
    return null;
  }

  private @Nullable InetSocketAddress ask(DatagramSocket socket, InetSocketAddress server)
      throws IOException {
    byte[] id = new byte[12];
    random.nextBytes(id);
    byte[] request = new StunWriter(Stun.Kind.REQUEST, id).plain();
    socket.send(new DatagramPacket(request, request.length, server));
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MS);
    DatagramPacket got = new DatagramPacket(new byte[1500], 1500);
    try {
      for (long left = ANSWER_MS; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
        socket.setSoTimeout((int) left);
        socket.receive(got);
        StunMessage answer = StunMessage.parse(got.getData(), got.getLength());
        if (answer != null
            && got.getSocketAddress().equals(server)
            && answer.kind() == Stun.Kind.SUCCESS
            && answer.answers(id)) {
          return answer.mapped();
        }
      }
    } catch (SocketTimeoutException e) {
      return null;
    }
    return null;
  }

  @Override
  public void close() {
    closed = true;
    Thread.ofVirtual().name("stun-settings").start(() -> change("", 0));
  }
}
