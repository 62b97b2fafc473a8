package org.trucephone.provisioning.tftp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transfer as a machine: packets and the time go in, packets and an outcome come out.
 *
 * <p>{@link TftpReading} is the client's side of a read, {@link TftpSending} the server's. Neither
 * has a socket, a thread or a clock; one thread at a time may use an instance. Times are
 * milliseconds since any fixed moment and never go back.
 *
 * @param <R> what the transfer comes to
 */
public sealed interface TftpTransfer<R> permits TftpReading, TftpSending {

  /**
   * The other end: a transfer identifier with the host it belongs to (RFC 1350 4).
   *
   * @param host numeric address
   * @param port UDP port, 1 to 65535
   */
  record Peer(String host, int port) {}

  /** A datagram to send. */
  record Send(Peer to, byte[] datagram) {}

  /**
   * What to do now.
   *
   * @param sends datagrams to send, in order
   * @param result what the transfer came to; given once, null before and after
   */
  record Step<R>(List<Send> sends, @Nullable R result) {
    public Step {
      sends = List.copyOf(sends);
    }
  }

  /** Begins: the first datagram. To be called once, before anything else. */
  Step<R> start(long nowMillis);

  /**
   * A datagram arrived.
   *
   * @param from where it came from
   * @param bytes holds it at {@code [offset, offset + length)}
   */
  Step<R> onPacket(Peer from, byte[] bytes, int offset, int length, long nowMillis);

  /** The time {@link #deadlineMillis()} named has come; harmless before that. */
  Step<R> onTime(long nowMillis);

  /** The network reported that nothing listens at the other end. */
  Step<R> onUnreachable();

  /** {@return when {@link #onTime} wants to be called; {@code Long.MAX_VALUE} once it is over} */
  long deadlineMillis();

  /** {@return whether nothing more is to be sent or received: the socket may go} */
  boolean over();
}
