package org.trucephone.provisioning.tftp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.trucephone.provisioning.fetch.FileSource;
import org.trucephone.provisioning.fetch.Wording;

/**
 * A read-only TFTP server for trying configurations and for tests. Each transfer has a socket and a
 * virtual thread of its own.
 */
public final class TftpServer implements AutoCloseable {
  private static final int MOST_TRANSFERS = 64;
  private static final int LONGEST_REQUEST = 1024;

  /** A request in hand. A client may go on to the next file from the same port. */
  private record Asked(InetSocketAddress from, TftpPacket.Request request) {}

  private final DatagramSocket socket;
  private final FileSource files;
  private final TftpLimits limits;
  private final Consumer<String> log;
  private final Thread listener;
  private final Semaphore free = new Semaphore(MOST_TRANSFERS);
  private final Set<Asked> active = ConcurrentHashMap.newKeySet();

  private TftpServer(
      DatagramSocket socket, FileSource files, TftpLimits limits, Consumer<String> log) {
    this.socket = socket;
    this.files = files;
    this.limits = limits;
    this.log = log;
    this.listener = Thread.ofPlatform().daemon().name("tftp-server").unstarted(this::listen);
  }

  /**
   * Starts serving.
   *
   * @param at address to listen on; port 0 takes any free one
   * @param files what there is to read
   * @param log gets one line for each request when it is done; called from many threads
   * @throws IOException when the address cannot be listened on
   */
  public static TftpServer start(InetSocketAddress at, FileSource files, Consumer<String> log)
      throws IOException {
    return start(at, files, TftpLimits.USUAL, log);
  }

  /** As {@link #start(InetSocketAddress, FileSource, Consumer)}, with other waits and tries. */
  static TftpServer start(
      InetSocketAddress at, FileSource files, TftpLimits limits, Consumer<String> log)
      throws IOException {
    TftpServer server = new TftpServer(new DatagramSocket(at), files, limits, log);
    server.listener.start();
    return server;
  }

  /** {@return the UDP port requests go to} */
  public int port() {
    return socket.getLocalPort();
  }

  /** Takes no more requests and frees the port; transfers under way end by themselves. */
  @Override
  public void close() {
    socket.close();
    try {
      listener.join(); // the port is free once nobody reads from it any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(new byte[LONGEST_REQUEST], LONGEST_REQUEST);
      try {
        socket.receive(packet);
      } catch (IOException e) {
        continue; // closed, or an ICMP message about an earlier answer
      }
      InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
      TftpPacket decoded;
      try {
        decoded = TftpPacket.decode(packet.getData(), packet.getOffset(), packet.getLength());
      } catch (TftpPacket.MalformedException e) {
        continue;
      }
      // A request repeated by its client is answered by the transfer it already has.
      if (decoded instanceof TftpPacket.Request request) {
        Asked asked = new Asked(from, request);
        if (!active.add(asked)) {
          continue;
        }
        if (free.tryAcquire()) {
          Thread.ofVirtual().name("tftp-transfer").start(() -> serve(asked));
        } else {
          active.remove(asked); // it will ask again
        }
      }
    }
  }

  private void serve(Asked asked) {
    InetSocketAddress from = asked.from();
    TftpPacket.Request request = asked.request();
    String name = Wording.oneLine(request.file());
    String outcome;
    try (DatagramSocket own =
        new DatagramSocket(new InetSocketAddress(socket.getLocalAddress(), 0))) {
      outcome = answer(own, from, request);
    } catch (IOException e) {
      outcome = "failed: " + e.getMessage();
    } finally {
      active.remove(asked);
      free.release();
    }
    log.accept("tftp %s %s: %s".formatted(from.getAddress().getHostAddress(), name, outcome));
  }

  private String answer(DatagramSocket own, InetSocketAddress from, TftpPacket.Request request)
      throws IOException {
    if (request.write()) {
      return refuse(own, from, TftpPacket.ACCESS_VIOLATION, "this server is read-only");
    }
    boolean text = request.mode().equals("netascii");
    if (!text && !request.mode().equals("octet")) {
      return refuse(own, from, TftpPacket.ILLEGAL_OPERATION, "unknown mode");
    }
    byte[] content;
    try {
      content = files.read(request.file());
    } catch (IOException e) {
      return refuse(own, from, 0, "the file cannot be read");
    }
    if (content == null) {
      return refuse(own, from, TftpPacket.NO_FILE, "file not found");
    }
    TftpTransfer.Peer client =
        new TftpTransfer.Peer(from.getAddress().getHostAddress(), from.getPort());
    TftpSending sending =
        new TftpSending(
            client, request, text ? netascii(content) : content, limits, TftpSending.Wrap.TO_ZERO);
    SocketLoop<TftpSending.Outcome> loop = new SocketLoop<>(sending, own);
    TftpSending.Outcome outcome = loop.start();
    while (outcome == null) {
      outcome = loop.turn();
    }
    return outcome.text();
  }

  private static String refuse(DatagramSocket own, InetSocketAddress to, int code, String text)
      throws IOException {
    byte[] bytes = new TftpPacket.Fault(code, text).encode();
    own.send(new DatagramPacket(bytes, bytes.length, to));
    return text;
  }

  /** Line ends as RFC 764 wants them: LF becomes CR LF, a lone CR becomes CR NUL. */
  static byte[] netascii(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + content.length / 16);
    for (int i = 0; i < content.length; i++) {
      byte b = content[i];
      boolean pair = b == '\r' && i + 1 < content.length && content[i + 1] == '\n';
      if (pair) {
        i++;
      }
      if (b == '\n' || pair) {
        out.write('\r');
        out.write('\n');
      } else {
        out.write(b);
        if (b == '\r') {
          out.write(0);
        }
      }
    }
    return out.toByteArray();
  }
}
