package org.trucephone.provisioning.tftp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.PortUnreachableException;
import java.net.UnknownHostException;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;

/** Reads files from TFTP servers. Blocks; any thread, best a virtual one. */
public final class TftpClient {
  /** Where TFTP servers listen. */
  public static final int PORT = 69;

  /** How long an ICMP message for {@link #nobodyListens} may take. */
  private static final int KNOCK_MILLIS = 300;

  private final TftpLimits limits;

  /** A client that keeps to these limits. */
  public TftpClient(TftpLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one file. Returns at the latest after the limits' longest duration.
   *
   * @param host name or numeric address
   * @param port UDP port of the server
   * @param file name as the server knows it, without a leading slash
   */
  public FetchResult fetch(String host, int port, String file) {
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      return new FetchResult.Failed(
          Kind.UNREACHABLE, "The provisioning server's name %s has no address.".formatted(host));
    }
    DatagramSocket socket = null;
    try {
      socket = new DatagramSocket();
      TftpReading reading =
          new TftpReading(new TftpTransfer.Peer(address.getHostAddress(), port), file, limits);
      SocketLoop<FetchResult> loop = new SocketLoop<>(reading, socket);
      FetchResult result = loop.start();
      boolean knocked = false;
      while (result == null) {
        result = loop.turn();
        if (result == null && reading.unansweredTwice() && !knocked) {
          knocked = true;
          result = nobodyListens(address, port) ? loop.unreachable() : null;
        }
      }
      if (loop.open()) {
        linger(loop, socket);
        socket = null;
      }
      return result;
    } catch (IOException e) {
      return new FetchResult.Failed(
          Kind.LOCAL,
          "The network does not let %s be reached: %s.".formatted(host, e.getMessage()));
    } finally {
      if (socket != null) {
        socket.close();
      }
    }
  }

  /** Stays for a while to repeat the last ACK should it have been lost; nobody waits for it. */
  private static void linger(SocketLoop<FetchResult> loop, DatagramSocket socket) {
    Thread.ofVirtual()
        .name("tftp-linger")
        .start(() -> {
          try (socket) {
            FetchResult late = null;
            while (loop.open() && late == null) {
              late = loop.turn();
            }
          } catch (IOException e) {
            // The file is in hand; the server will find out by itself.
          }
        });
  }

  /**
   * Asks the network whether the port is closed. ICMP errors reach connected sockets only, and the
   * transfer's own socket cannot be connected: the server answers from another port. The packet
   * sent is an ERROR, which a server must not answer (RFC 1350 7).
   */
  private static boolean nobodyListens(InetAddress address, int port) {
    byte[] knock = new TftpPacket.Fault(0, "").encode();
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(address, port);
      socket.setSoTimeout(KNOCK_MILLIS);
      socket.send(new DatagramPacket(knock, knock.length));
      socket.receive(new DatagramPacket(new byte[4], 4));
      return false;
    } catch (PortUnreachableException e) {
      return true;
    } catch (IOException e) {
      return false; // silence, or no news: the transfer's own time-out decides
    }
  }
}
