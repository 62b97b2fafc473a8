package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A few lines of SIP over a bare UDP socket; every wait has a deadline. */
final class RawPhone implements AutoCloseable {
  private static final long DEADLINE_NANOS = 10_000_000_000L;

  final DatagramSocket sip;
  final DatagramSocket rtp;
  final String user;
  private final int server;
  private final List<SipMessage> waiting = new ArrayList<>();
  private int branch;
  int cseq;
  String digest = "";
  String tag = "phone1";
  String callId;

  RawPhone(String user, int server) throws IOException {
    this.user = user;
    this.server = server;
    this.callId = "call-" + user;
    sip = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    rtp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  String request(String method, String number, String toTag, String extra, String body) {
    String uri = "sip:" + number + "@127.0.0.1:" + server;
    return request(method, uri, number, toTag, extra, body);
  }

  String request(
      String method, String uri, String number, String toTag, String extra, String body) {
    String type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
    return method
        + " "
        + uri
        + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
        + sip.getLocalPort()
        + ";branch=z9hG4bK"
        + user
        + branch
        + ";rport\r\nMax-Forwards: 70\r\nFrom: <sip:"
        + user
        + "@127.0.0.1>;tag="
        + tag
        + "\r\nTo: <sip:"
        + number
        + "@127.0.0.1>"
        + (toTag.isEmpty() ? "" : ";tag=" + toTag)
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + cseq
        + " "
        + method
        + "\r\nContact: "
        + contact()
        + "\r\n"
        + type
        + extra
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  String contact() {
    return "<sip:" + user + "@127.0.0.1:" + sip.getLocalPort() + ">";
  }

  void next() {
    branch++;
    cseq++;
  }

  void send(String message) throws IOException {
    byte[] bytes = message.getBytes(UTF_8);
    sip.send(
        new DatagramPacket(
            bytes, bytes.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), server)));
  }

  /** Sends a new request and waits for a final answer. */
  SipMessage ask(String method, String number, String extra) throws IOException {
    next();
    send(request(method, number, "", extra, ""));
    return await(m -> m.status() >= 200 && m.method().equals(method) && m.cseq() == cseq);
  }

  SipMessage await(Predicate<SipMessage> wanted) throws IOException {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    byte[] buffer = new byte[65536];
    while (true) {
      for (SipMessage m : waiting) {
        if (wanted.test(m)) {
          waiting.remove(m);
          return m;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("no such message; there were " + waiting);
      }
      sip.setSoTimeout((int) Math.max(1, left));
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      sip.receive(packet);
      SipMessage m = SipMessage.parse(buffer, packet.getLength());
      if (m != null) {
        waiting.add(m);
      }
    }
  }

  /** The credentials for a challenge, with a count. */
  String credentials(SipMessage challenge, String method, String uri, String password, int count) {
    boolean proxy = challenge.status() == 407;
    String asked = challenge.text(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
    String algorithm = field(asked, "algorithm");
    String nonce = field(asked, "nonce");
    String realm = field(asked, "realm");
    String nc = "%08x".formatted(count);
    String ha1 = hash(algorithm, user + ":" + realm + ":" + password);
    String ha2 = hash(algorithm, method + ":" + uri);
    String response = hash(algorithm, ha1 + ":" + nonce + ":" + nc + ":c0ffee:auth:" + ha2);
    return (proxy ? "Proxy-Authorization" : "Authorization")
        + ": Digest username=\""
        + user
        + "\", realm=\""
        + realm
        + "\", nonce=\""
        + nonce
        + "\", uri=\""
        + uri
        + "\", response=\""
        + response
        + "\", algorithm="
        + algorithm
        + ", cnonce=\"c0ffee\", qop=auth, nc="
        + nc
        + "\r\n";
  }

  /** Registers with this password and gives the last answer back. */
  SipMessage register(String password, int expires) throws IOException {
    String more = "Expires: " + expires + "\r\n";
    SipMessage first = ask("REGISTER", user, more);
    String uri = "sip:" + user + "@127.0.0.1:" + server;
    return first.status() != 401
        ? first
        : ask("REGISTER", user, more + credentials(first, "REGISTER", uri, password, 1));
  }

  /** Sends an INVITE through its 407; answers to the second are left to be awaited. */
  void invite(String number, String password) throws IOException {
    next();
    String uri = "sip:" + number + "@127.0.0.1:" + server;
    send(request("INVITE", number, "", "", sdp("sendrecv")));
    SipMessage challenge = await(m -> m.status() == 407 && m.cseq() == cseq);
    send(request("ACK", number, SipMessage.parameter(challenge.text("To"), "tag"), "", ""));
    next();
    send(
        request(
            "INVITE",
            number,
            "",
            credentials(challenge, "INVITE", uri, password, 1),
            sdp("sendrecv")));
  }

  /** Acknowledges an answer: a refusal in its transaction, a 2xx in one of its own. */
  void ack(SipMessage answer, String number) throws IOException {
    if (answer.status() < 300) {
      branch++;
    }
    String toTag = SipMessage.parameter(answer.text("To"), "tag");
    send(request("ACK", number, toTag, "", ""));
  }

  /** Answers a request. */
  void answer(SipMessage request, int status, String body) throws IOException {
    SipMessage m = SipMessage.response(request, status, "Answer");
    if (SipMessage.parameter(request.text("To"), "tag") == null) {
      m.set("To", request.text("To") + ";tag=" + tag);
    }
    request.all("Record-Route").forEach(r -> m.add("Record-Route", r));
    m.add("Contact", contact());
    send((body.isEmpty() ? m : m.body("application/sdp", body)).toString());
  }

  String sdp(String direction) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio "
        + rtp.getLocalPort()
        + " RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na="
        + direction
        + "\r\n";
  }

  void sendRtp(int port, int payloadType, int sequence, byte[] payload) throws IOException {
    ByteBuffer b = ByteBuffer.allocate(12 + payload.length);
    b.put((byte) 0x80).put((byte) payloadType).putShort((short) sequence).putInt(sequence * 160);
    b.putInt(42).put(payload);
    rtp.send(
        new DatagramPacket(
            b.array(),
            b.capacity(),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
  }

  byte[] receiveRtp() throws IOException {
    rtp.setSoTimeout(10_000);
    DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
    rtp.receive(packet);
    return java.util.Arrays.copyOf(packet.getData(), packet.getLength());
  }

  static String field(String header, String name) {
    Matcher m = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(header);
    return m.find() ? m.group(1) : "";
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    sip.close();
    rtp.close();
  }
}
