package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A TLS server with a certificate of its own making that answers 200 to every request. */
final class TlsServer implements AutoCloseable {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** First lines of the requests that came, with the protocol version in front. */
  final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();

  final Path authorities;
  private final SSLServerSocket socket;
  private volatile SSLSocket last;

  /**
   * @param names for keytool's SAN extension: {@code IP:127.0.0.1,URI:sip:pbx.example}
   * @param start for keytool's -startdate, such as {@code -10d}
   */
  TlsServer(Path folder, String names, String start, String protocol) throws Exception {
    Path store = folder.resolve("server.p12");
    authorities = Files.createDirectories(folder.resolve("trusted"));
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "server",
        "-dname",
        "CN=lab",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-ext",
        "SAN=" + names,
        "-startdate",
        start,
        "-validity",
        "5");
    keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "server",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-file",
        authorities.resolve("lab.pem").toString());
    socket =
        (SSLServerSocket)
            context(store)
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    socket.setEnabledProtocols(new String[] {protocol});
    Thread.ofVirtual().start(this::accept);
  }

  private static void keytool(String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private static SSLContext context(Path store) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        SSLSocket peer = (SSLSocket) socket.accept();
        last = peer;
        Thread.ofVirtual().start(() -> serve(peer));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SSLSocket peer) {
    StringBuilder text = new StringBuilder();
    try (peer) {
      InputStream in = peer.getInputStream();
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
        int end = text.indexOf("\r\n\r\n");
        if (end >= 0) {
          String message = text.substring(0, end).strip();
          text.setLength(0);
          if (message.contains("SIP/2.0") && !message.startsWith("SIP/2.0")) {
            requests.add(peer.getSession().getProtocol() + " " + message);
            peer.getOutputStream().write(answer(message).getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      requests.add("handshake failed: " + e.getMessage());
    }
  }

  private static String answer(String request) {
    String[] lines = request.split("\r\n");
    RawPeer.Message message =
        new RawPeer.Message(lines[0], List.of(lines).subList(1, lines.length), "");
    return RawPeer.response(
        message, "200 OK", "", "Contact: " + message.header("Contact"), "Expires: 60");
  }

  /** Sends to whoever connected last. */
  void send(String text) throws IOException {
    last.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Closes the newest connection. */
  void hangUp() throws IOException {
    last.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    SSLSocket peer = last;
    if (peer != null) {
      peer.close();
    }
  }
}
