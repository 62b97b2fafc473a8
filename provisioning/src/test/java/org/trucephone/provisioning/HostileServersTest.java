package org.trucephone.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.tftp.TftpClient;
import org.trucephone.provisioning.tftp.TftpLimits;

/** Whatever a web server does to the phone: a sentence, and the last good settings stay. */
class HostileServersTest {
  private static final String MAC = "001122334455";
  private static final String FILE = "/truce-001122334455.toml";
  private static final String TOML =
      """
      [line.1]
      user = "1001"
      password = "s3cret"
      registrar = "127.0.0.1:5060"
      """;

  @TempDir Path data;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Provisioner provisioner =
      new Provisioner(
          new TftpClient(TftpLimits.USUAL),
          new HttpFetcher(
              new HttpLimits(4 << 20, Duration.ofSeconds(5), Duration.ofMillis(400), 5)));
  private HttpServer server;
  private volatile Answer answer = HostileServersTest::good;

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(task -> Thread.ofVirtual().start(task));
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            answer.to(exchange);
          }
        });
    server.start();
    Outcome outcome = provision("truce");
    assertNull(outcome.problem());
    provisioner.proven(request("truce"));
  }

  @AfterEach
  void stop() {
    ended.countDown();
    provisioner.close();
    server.stop(0);
  }

  @Test
  void aLoginPageInPlaceOfTheFileIsNamedAsSuch() {
    answer =
        exchange ->
            send(
                exchange,
                "<!DOCTYPE html><html><head><title>Sign in</title></head>"
                    + "<body><form action=login><input name=user></form></body></html>");
    Outcome outcome = keepsLastGood("truce");
    assertTrue(outcome.problem().contains("web page"), outcome.problem());
  }

  @Test
  void aLoginPageForEveryNameIsNamedAsSuchWhateverIsAskedFor() {
    answer = exchange -> send(exchange, "<html><body>Please log in</body></html>");
    Outcome outcome = keepsLastGood("auto");
    assertTrue(outcome.problem().contains("web page"), outcome.problem());
  }

  @Test
  void aServerThatStallsAfterAHundredBytesIsGivenUp() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 4000);
          OutputStream out = exchange.getResponseBody();
          out.write(new byte[100]);
          out.flush();
          awaitEnd();
        };
    Outcome outcome = keepsLastGood("truce");
    assertTrue(outcome.problem().contains("takes too long"), outcome.problem());
  }

  @Test
  void aRedirectionInCirclesIsSaid() {
    answer =
        exchange -> {
          exchange.getResponseHeaders().set("Location", exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(302, -1);
        };
    assertTrue(keepsLastGood("truce").problem().contains("in circles"));
  }

  @Test
  void aServerWithAFaultOfItsOwnIsSaid() {
    answer = exchange -> exchange.sendResponseHeaders(500, -1);
    assertTrue(keepsLastGood("truce").problem().contains("(500)"));
  }

  @Test
  void aFileOfSixtyFourMegabytesIsBrokenOff() {
    answer =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[1 << 16];
          try {
            for (int i = 0; i < 1024; i++) {
              exchange.getResponseBody().write(block);
            }
          } catch (IOException e) {
            // the phone hung up, as it should
          }
        };
    assertTrue(keepsLastGood("truce").problem().contains("larger than"));
  }

  @Test
  void aServerThatWantsAPasswordGetsItByBasicAndSaysWhenItIsWrong() throws Exception {
    String right = "Basic " + Base64.getEncoder().encodeToString("phone:open".getBytes(UTF));
    answer =
        exchange -> {
          if (right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, TOML.replace("1001", "1002"));
          } else {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"phones\"");
            exchange.sendResponseHeaders(401, -1);
          }
        };
    assertTrue(keepsLastGood("truce").problem().contains("asks for a user name"));
    int port = server.getAddress().getPort();
    URI with = URI.create("http://phone:open@127.0.0.1:%d/".formatted(port));
    Outcome in = provisioner.provision(new Request(with, MAC, "truce", data, null));
    assertNull(in.problem());
    assertEquals("1002", user(in));
    URI wrong = URI.create("http://phone:shut@127.0.0.1:%d/".formatted(port));
    Outcome out = provisioner.provision(new Request(wrong, MAC, "truce", data, null));
    assertTrue(out.problem().contains("does not accept"), out.problem());
    assertTrue(!out.problem().contains("shut"), "the password is not repeated");
    assertEquals("1002", user(out), "the last good settings stay");
  }

  @Test
  void aRedirectionToTheRealPlaceIsFollowed() {
    answer =
        exchange -> {
          if (exchange.getRequestURI().getPath().startsWith("/real/")) {
            send(exchange, TOML.replace("1001", "1003"));
          } else {
            String to = "/real" + exchange.getRequestURI().getPath();
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(307, -1);
          }
        };
    Outcome outcome = provision("truce");
    assertNull(outcome.problem());
    assertEquals("1003", user(outcome));
  }

  @Test
  void aTemplateNobodyFilledInIsSaidAndNotUsed() {
    answer =
        exchange -> send(exchange, TOML.replace("1001", "{{ user }}").replace("s3cret", "{{pw}}"));
    Outcome outcome = keepsLastGood("truce");
    assertTrue(outcome.problem().contains("truce"), outcome.problem());
  }

  // --- fixtures ----------------------------------------------------------------------------

  private static final java.nio.charset.Charset UTF = StandardCharsets.UTF_8;

  private static void good(HttpExchange exchange) throws IOException {
    if (exchange.getRequestURI().getPath().equals(FILE)) {
      send(exchange, TOML);
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
  }

  private static void send(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(UTF);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Request request(String persona) {
    URI at = URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    return new Request(at, MAC, persona, data, null);
  }

  private Outcome provision(String persona) {
    return provisioner.provision(request(persona));
  }

  private Outcome keepsLastGood(String persona) {
    Outcome outcome = provision(persona);
    assertNotNull(outcome.problem());
    assertTrue(outcome.fromLastGood());
    assertEquals("1001", user(outcome));
    return outcome;
  }

  private static String user(Outcome outcome) {
    assertNotNull(outcome.settings(), outcome.problem());
    Account first = outcome.settings().usableAccounts().getFirst();
    return first.userOr("");
  }
}
