package org.trucephone.firmware.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.dtls.DtlsException;
import org.trucephone.firmware.media.dtls.DtlsIdentity;
import org.trucephone.firmware.media.dtls.DtlsKeys;
import org.trucephone.firmware.media.dtls.DtlsLink;
import org.trucephone.firmware.media.dtls.DtlsSession;
import org.trucephone.firmware.media.srtp.DtlsTerms;

/**
 * A handshake over a stream's socket, on a virtual thread of its own: it agrees on keys, then
 * answers who missed the end of it. The receiving thread hands in what begins like DTLS.
 */
final class KeyAgreement implements DtlsLink {
  /** A flight with certificates is some six datagrams. */
  private static final int MOST_WAITING = 64;

  /** Who waits for ever looks up so often. */
  private static final int LONG_MS = 60_000;

  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int RECORD_HEADER = 13;

  /** Where a ClientHello's random begins in its datagram. */
  private static final int RANDOM = RECORD_HEADER + 12 + 2;

  private final DtlsTerms terms;
  private final DatagramChannel channel;
  private final InetSocketAddress described;
  private volatile InetSocketAddress to;
  private final AtomicBoolean unplugged;
  private final ArrayBlockingQueue<byte[]> arrived = new ArrayBlockingQueue<>(MOST_WAITING);
  private volatile @Nullable DtlsKeys keys;

  // the handshake's thread
  private boolean attending;
  private boolean over;
  private byte[] began = {};
  private byte @Nullable [] pending;
  private volatile boolean closed;

  KeyAgreement(
      DtlsTerms terms, DatagramChannel channel, InetSocketAddress to, AtomicBoolean unplugged) {
    this.terms = terms;
    this.channel = channel;
    this.described = to;
    this.to = to;
    this.unplugged = unplugged;
  }

  /** {@return whether a datagram is one of a handshake, by its first octet (RFC 7983 7)} */
  static boolean concerns(byte[] b, int length) {
    return length > 0 && b[0] >= 20 && b[0] <= 63;
  }

  /**
   * Begins.
   *
   * @param done told once, on the handshake's thread
   * @param failed told instead; neither after {@link #close}
   */
  void start(
      Supplier<@Nullable DtlsIdentity> identity, Runnable done, Consumer<DtlsException> failed) {
    Thread.ofVirtual().name("dtls-" + to.getPort()).start(() -> run(identity, done, failed));
  }

  private void run(
      Supplier<@Nullable DtlsIdentity> identity, Runnable done, Consumer<DtlsException> failed) {
    DtlsIdentity ours = identity.get();
    while (ours != null && !closed) { // nobody is promised a handshake without an identity
      try {
        attending = false;
        over = false;
        DtlsSession session = ours.agree(terms, this);
        attending = true;
        keys = session.keys();
        if (!closed) {
          done.run();
        }
        session.attend();
      } catch (DtlsException e) {
        if (keys == null) {
          if (!closed) {
            failed.accept(e);
          }
          return;
        }
        // Who begins anew and gets nowhere changes nothing: the keys that are there go on.
      }
      if (terms.active()) {
        return;
      }
    }
  }

  /**
   * A client may begin anew on the same ports (RFC 6347 4.2.8); some do after every change of a
   * call. {@return whether this is such a beginning, and not the one we know come twice}
   */
  private boolean beginsAnew(byte[] b) {
    // record: type, version, epoch …; message: type …, version, random
    if (terms.active()
        || b.length < RANDOM + 32
        || b[0] != HANDSHAKE
        || b[3] != 0
        || b[4] != 0
        || b[RECORD_HEADER] != CLIENT_HELLO) {
      return false;
    }
    byte[] random = Arrays.copyOfRange(b, RANDOM, RANDOM + 32);
    boolean known = Arrays.equals(random, began);
    began = random;
    return attending && !known;
  }

  /** {@return whether this is the association that these ends want} */
  boolean serves(DtlsTerms wanted, InetSocketAddress where) {
    return terms.equals(wanted) && described.equals(where);
  }

  /** Goes on towards an address that was found to work better than the one described. */
  void goTo(InetSocketAddress found) {
    to = found;
  }

  /** {@return what was agreed on, null until then} */
  @Nullable DtlsKeys keys() {
    return keys;
  }

  /** Takes in a datagram; one too many is lost, as on any network. Receiving thread. */
  void received(byte[] b, int length) {
    arrived.offer(Arrays.copyOf(b, length));
  }

  @Override
  public int receive(byte[] b, int at, int most, int waitMs) throws IOException {
    try {
      byte[] next = pending;
      pending = null;
      if (next == null && !closed) {
        next = arrived.poll(waitMs <= 0 ? LONG_MS : waitMs, TimeUnit.MILLISECONDS);
      }
      if (closed) {
        throw new IOException("the stream is closed");
      }
      if (next == null) {
        return -1;
      }
      if (beginsAnew(next)) {
        pending = next; // the next handshake's first
        over = true;
        throw new IOException("the other side begins anew");
      }
      int length = Math.min(most, next.length);
      System.arraycopy(next, 0, b, at, length);
      return length;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void send(byte[] b, int at, int length) {
    if (closed || over || unplugged.get()) {
      return;
    }
    try {
      channel.send(ByteBuffer.wrap(b, at, length), to);
    } catch (IOException e) {
      // An ICMP error or no route: the flight is sent again.
    }
  }

  /** Ends it; its thread goes. */
  void close() {
    closed = true;
    arrived.offer(new byte[0]); // wakes who waits
  }
}
