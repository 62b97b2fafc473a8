package org.trucephone.provisioning.tftp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a {@link TftpTransfer} over a socket, on the calling thread. */
final class SocketLoop<R> {
  /** Largest block (RFC 2348) with its header, and room to notice a longer one. */
  private static final int LARGEST_DATAGRAM = 65464 + 4 + 1;

  private final TftpTransfer<R> transfer;
  private final DatagramSocket socket;
  private final DatagramPacket received;

  SocketLoop(TftpTransfer<R> transfer, DatagramSocket socket) {
    this.transfer = transfer;
    this.socket = socket;
    this.received = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
  }

  /** Sends the first packet. */
  @Nullable R start() throws IOException {
    return perform(transfer.start(nowMillis()));
  }

  /** {@return whether another turn makes sense} */
  boolean open() {
    return !transfer.over();
  }

  /**
   * Waits for one packet or the next deadline and lets the transfer act on it.
   *
   * @return the transfer's result when this turn brought it
   */
  @Nullable R turn() throws IOException {
    long wait = transfer.deadlineMillis() - nowMillis();
    if (wait <= 0) {
      return perform(transfer.onTime(nowMillis()));
    }
    try {
      socket.setSoTimeout((int) Math.min(wait, Integer.MAX_VALUE));
      received.setLength(LARGEST_DATAGRAM);
      socket.receive(received);
    } catch (SocketTimeoutException e) {
      return perform(transfer.onTime(nowMillis()));
    } catch (PortUnreachableException e) {
      return perform(transfer.onUnreachable());
    }
    return perform(
        transfer.onPacket(
            new TftpTransfer.Peer(received.getAddress().getHostAddress(), received.getPort()),
            received.getData(),
            received.getOffset(),
            received.getLength(),
            nowMillis()));
  }

  /** Tells the transfer that nothing listens at the other end. */
  @Nullable R unreachable() throws IOException {
    return perform(transfer.onUnreachable());
  }

  private @Nullable R perform(TftpTransfer.Step<R> step) throws IOException {
    for (TftpTransfer.Send send : step.sends()) {
      byte[] bytes = send.datagram();
      InetSocketAddress to =
          new InetSocketAddress(InetAddress.getByName(send.to().host()), send.to().port());
      socket.send(new DatagramPacket(bytes, bytes.length, to));
    }
    return step.result();
  }

  /** Monotonic, unlike the wall clock, which NTP sets while a phone starts. */
  private static long nowMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
