package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server or phone played by the test: plain text over UDP, so that nothing of ours checks itself.
 */
final class RawPeer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Set<String> seen = new HashSet<>();
  private int port;
  private @Nullable Message held;

  /** A message as text. */
  record Message(String first, List<String> headers, String body) {
    String header(String name) {
      List<String> all = all(name);
      return all.isEmpty() ? "" : all.getFirst();
    }

    List<String> all(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      List<String> found = new ArrayList<>();
      for (String line : headers) {
        if (line.toLowerCase(Locale.ROOT).startsWith(start)) {
          found.add(line.substring(start.length()).strip());
        }
      }
      return found;
    }

    String method() {
      return first.split(" ")[0];
    }

    int status() {
      assertTrue(first.startsWith("SIP/2.0 "), first);
      return Integer.parseInt(first.split(" ")[1]);
    }

    /** {@return a parameter, quotation marks taken off; "" if absent} */
    String parameter(String header, String name) {
      for (String part : header(header).split("[,;]\\s*|^Digest ")) {
        if (part.strip().startsWith(name + "=")) {
          return part.strip().substring(name.length() + 1).replace("\"", "");
        }
      }
      return "";
    }
  }

  RawPeer() throws IOException {
    socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0));
    socket.setSoTimeout(20_000);
  }

  int port() {
    return socket.getLocalPort();
  }

  /** {@return whether any message comes within so many milliseconds} */
  boolean answered(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      next();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  /** {@return whether a message comes within so many milliseconds; it is not taken} */
  boolean waits(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      held = next();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(20_000);
    }
  }

  /** {@return the next message that is no repetition} */
  Message next() throws IOException {
    Message known = held;
    if (known != null) {
      held = null;
      return known;
    }
    while (true) {
      Message message = any();
      if (seen.add(message.first() + message.header("Via") + message.header("CSeq"))) {
        return message;
      }
    }
  }

  /** {@return the next request of a method; others before it are left out} */
  Message next(String method) throws IOException {
    Message message = next();
    while (!message.method().equals(method)) {
      message = next();
    }
    return message;
  }

  /** {@return the next response to a method with a final status} */
  Message answer(String method) throws IOException {
    Message message = next();
    while (!message.first().startsWith("SIP/2.0")
        || !message.header("CSeq").endsWith(method)
        || message.status() < 200) {
      message = next();
    }
    return message;
  }

  /** {@return the next message, repetitions included} */
  Message any() throws IOException {
    byte[] buffer = new byte[65536];
    while (true) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      socket.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        port = packet.getPort();
        int end = text.indexOf("\r\n\r\n");
        List<String> lines = List.of(text.substring(0, end).split("\r\n"));
        return new Message(
            lines.getFirst(), lines.subList(1, lines.size()), text.substring(end + 4));
      }
    }
  }

  /** Sends to the phone that was heard last. */
  void send(String text) throws IOException {
    send(text, port);
  }

  void send(String text, int to) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8), to);
  }

  void send(byte[] bytes, int to) throws IOException {
    socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), to));
  }

  /** Answers a request; {@code more} holds whole header lines. */
  void reply(Message request, String status, String body, String... more) throws IOException {
    send(response(request, status, body, more));
  }

  static String response(Message request, String status, String body, String... more) {
    StringBuilder text = new StringBuilder("SIP/2.0 " + status + "\r\n");
    for (String line : request.headers()) {
      String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
      switch (name) {
        case "via", "from", "call-id", "cseq" -> text.append(line).append("\r\n");
        case "to" ->
            text.append(line)
                .append(line.contains("tag=") || status.startsWith("100") ? "" : ";tag=peer")
                .append("\r\n");
        default -> {}
      }
    }
    for (String line : more) {
      text.append(line).append("\r\n");
    }
    return finished(text, body);
  }

  static String finished(StringBuilder text, String body) {
    if (!body.isEmpty() && text.indexOf("Content-Type") < 0) {
      text.append("Content-Type: application/sdp\r\n");
    }
    return text.append("Content-Length: ")
        .append(body.getBytes(StandardCharsets.UTF_8).length)
        .append("\r\n\r\n")
        .append(body)
        .toString();
  }

  /** {@return a request of this peer} */
  String request(
      String method,
      String uri,
      String callId,
      int cseq,
      String toTag,
      String body,
      String... more) {
    StringBuilder text =
        new StringBuilder(method + " " + uri + " SIP/2.0\r\n")
            .append(
                "Via: SIP/2.0/UDP 127.0.0.1:"
                    + port()
                    + ";branch=z9hG4bK"
                    + callId.replaceAll("\\W", "")
                    + method)
            .append(cseq + ";rport\r\n")
            .append("From: \"Peer\" <sip:peer@127.0.0.1>;tag=peer\r\n")
            .append("To: <" + uri + ">" + (toTag.isEmpty() ? "" : ";tag=" + toTag) + "\r\n")
            .append("Call-ID: " + callId + "\r\nCSeq: " + cseq + " " + method + "\r\n");
    String given = String.join("\r\n", more);
    if (!given.contains("Max-Forwards")) {
      text.append("Max-Forwards: 70\r\n");
    }
    if (!given.contains("Contact")) {
      text.append("Contact: <sip:peer@127.0.0.1:" + port() + ">\r\n");
    }
    for (String line : more) {
      text.append(line).append("\r\n");
    }
    return finished(text, body);
  }

  @Override
  public void close() {
    socket.close();
  }
}
