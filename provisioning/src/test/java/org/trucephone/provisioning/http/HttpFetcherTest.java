package org.trucephone.provisioning.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.settings.Secret;

class HttpFetcherTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Credentials ANN = new Credentials("ann", new Secret("secret \"word\""));
  private static final HttpLimits SMALL =
      new HttpLimits(1000, Duration.ofSeconds(10), Duration.ofSeconds(20), 5);

  private final HttpFetcher fetcher = new HttpFetcher(SMALL);
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(ANY_PORT, 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    fetcher.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aFileIsFetchedOnceAndThenUnchanged() throws Exception {
    byte[] content = {1, 2, 3};
    Map<String, byte[]> files = Map.of("a/b c.xml", content, "empty", new byte[0]);
    try (HttpFileServer files1 = HttpFileServer.start(ANY_PORT, files::get, null, seen::add)) {
      URI uri = URI.create("http://127.0.0.1:%d/a/b%%20c.xml".formatted(files1.port()));
      FetchResult.Fetched first = fetched(fetcher.fetch(uri, Validators.NONE, null, "Truce"));
      assertArrayEquals(content, first.content());
      assertNotNull(first.validators().etag());
      assertEquals(
          new FetchResult.Unchanged(), fetcher.fetch(uri, first.validators(), null, "Truce"));
      assertEquals(0, fetched(fetch(uri.resolve("/empty"), null)).content().length);
      assertEquals(Kind.NOT_FOUND, failed(fetch(uri.resolve("/nothing"), null)).kind());
    }
  }

  @Test
  void basicCredentialsOpenTheFileServerAndWrongOnesDoNot() throws Exception {
    try (HttpFileServer files =
        HttpFileServer.start(ANY_PORT, _ -> new byte[] {5}, ANN, seen::add)) {
      URI uri = URI.create("http://127.0.0.1:%d/f".formatted(files.port()));
      assertEquals(1, fetched(fetch(uri, ANN)).content().length);
      URI named =
          URI.create("http://ann:secret%%20%%22word%%22@127.0.0.1:%d/f".formatted(files.port()));
      assertEquals(1, fetched(fetch(named, null)).content().length);
      FetchResult.Failed wrong = failed(fetch(uri, new Credentials("ann", new Secret("wr0ng"))));
      assertEquals(
          new FetchResult.Failed(
              Kind.UNAUTHORISED,
              "The provisioning server 127.0.0.1 does not accept the user name or password."),
          wrong);
      assertEquals(
          "The provisioning server 127.0.0.1 asks for a user name and password.",
          failed(fetch(uri, null)).sentence());
    }
  }

  @Test
  void digestIsPreferredAndTheStrongerAlgorithmFirst() {
    handle(
        "/f",
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          seen.add(String.valueOf(sent));
          if (sent == null) {
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            exchange
                .getResponseHeaders()
                .add("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
            exchange
                .getResponseHeaders()
                .add(
                    "WWW-Authenticate",
                    "Digest realm=\"r\", nonce=\"n\", qop=\"auth,auth-int\", algorithm=SHA-256");
            exchange.sendResponseHeaders(401, -1);
          } else {
            exchange.sendResponseHeaders(200, -1);
          }
        });
    fetched(fetch(at("/f"), ANN));
    assertEquals("null", seen.get(0));
    assertTrue(seen.get(1).startsWith("Digest username=\"ann\", realm=\"r\""), seen.get(1));
    assertTrue(seen.get(1).contains("algorithm=SHA-256"), seen.get(1));
    assertFalse(seen.get(1).contains("secret"), "the password itself never travels");
  }

  @Test
  void aStaleNonceIsAnsweredOnceMore() {
    handle(
        "/f",
        exchange -> {
          String sent = exchange.getRequestHeaders().getFirst("Authorization");
          if (sent != null && sent.contains("nonce=\"new\"")) {
            exchange.sendResponseHeaders(200, -1);
          } else {
            String challenge = sent == null ? "nonce=\"old\"" : "nonce=\"new\", stale=true";
            exchange
                .getResponseHeaders()
                .add("WWW-Authenticate", "Digest realm=\"r\", qop=\"auth\", " + challenge);
            exchange.sendResponseHeaders(401, -1);
          }
        });
    assertInstanceOf(FetchResult.Fetched.class, fetch(at("/f"), ANN));
  }

  @Test
  void redirectionsAreFollowedFiveTimes() {
    for (int i = 0; i < 7; i++) {
      int next = i + 1;
      handle("/hop" + i, exchange -> redirect(exchange, "/hop" + next));
    }
    handle("/hop7", exchange -> exchange.sendResponseHeaders(200, -1));
    assertInstanceOf(FetchResult.Fetched.class, fetch(at("/hop2"), null));
    FetchResult.Failed failed = failed(fetch(at("/hop0"), null));
    assertTrue(failed.sentence().contains("redirects in circles"), failed.sentence());
  }

  @Test
  void credentialsDoNotFollowARedirectionToAnotherHost() throws Exception {
    HttpServer other = HttpServer.create(ANY_PORT, 0);
    other.createContext(
        "/",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"trap\"");
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    other.start();
    try {
      handle(
          "/f",
          exchange ->
              redirect(exchange, "http://127.0.0.1:%d/f".formatted(other.getAddress().getPort())));
      assertEquals(Kind.UNAUTHORISED, failed(fetch(at("/f"), ANN)).kind());
      assertEquals(List.of("null"), seen);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void aRedirectionToAFileIsNotFollowed() {
    handle("/f", exchange -> redirect(exchange, "file:///etc/passwd"));
    assertEquals(Kind.PROTOCOL, failed(fetch(at("/f"), null)).kind());
  }

  @Test
  void whatIsTooLargeIsBrokenOffWhetherAnnouncedOrNot() {
    handle("/announced", exchange -> body(exchange, 1001, 1001));
    handle("/chunked", exchange -> body(exchange, 0, 50_000));
    handle("/fits", exchange -> body(exchange, 1000, 1000));
    assertEquals(Kind.TOO_LARGE, failed(fetch(at("/announced"), null)).kind());
    assertEquals(Kind.TOO_LARGE, failed(fetch(at("/chunked"), null)).kind());
    assertEquals(1000, fetched(fetch(at("/fits"), null)).content().length);
  }

  @Test
  void statusesBecomeKinds() {
    Map<Integer, Kind> table =
        Map.of(
            403, Kind.DENIED,
            404, Kind.NOT_FOUND,
            410, Kind.NOT_FOUND,
            418, Kind.PROTOCOL,
            500, Kind.SERVER_ERROR,
            503, Kind.SERVER_ERROR);
    table.forEach((status, kind) -> {
      handle("/" + status, exchange -> exchange.sendResponseHeaders(status, -1));
      assertEquals(kind, failed(fetch(at("/" + status), null)).kind(), "status " + status);
    });
  }

  @Test
  void anAnswerCutOffIsNoFile() throws Exception {
    try (ServerSocket raw = new ServerSocket()) {
      raw.bind(ANY_PORT);
      threads.submit(() -> {
        try (var one = raw.accept()) {
          one.getInputStream().read();
          one.getOutputStream()
              .write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<device>".getBytes());
        }
        return null;
      });
      URI uri = URI.create("http://127.0.0.1:%d/f".formatted(raw.getLocalPort()));
      FetchResult.Failed failed = failed(fetch(uri, null));
      assertEquals(Kind.PROTOCOL, failed.kind());
      assertTrue(failed.sentence().contains("broke off"), failed.sentence());
    }
  }

  @Test
  void aServerThatNeverAnswersEndsInATimeout() throws Exception {
    HttpLimits quick = new HttpLimits(10, Duration.ofSeconds(5), Duration.ofMillis(200), 5);
    try (ServerSocket mute = new ServerSocket();
        HttpFetcher impatient = new HttpFetcher(quick)) {
      mute.bind(ANY_PORT);
      URI uri = URI.create("http://127.0.0.1:%d/f".formatted(mute.getLocalPort()));
      assertEquals(
          Kind.TIMEOUT, failed(impatient.fetch(uri, Validators.NONE, null, "Truce")).kind());
    }
  }

  @Test
  void aClosedPortAndANameWithoutAddressAreTold() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(ANY_PORT);
      closed = socket.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:%d/f".formatted(closed));
    assertEquals(
        new FetchResult.Failed(
            Kind.REFUSED, "There is no web service at 127.0.0.1 port %d.".formatted(closed)),
        fetch(uri, null));
    assertEquals(
        Kind.UNREACHABLE, failed(fetch(URI.create("http://no-such-host.invalid/"), null)).kind());
  }

  @Test
  void theUserAgentIsThePersonasAndOtherSchemesAreRefused() {
    handle(
        "/f",
        exchange -> {
          seen.add(exchange.getRequestHeaders().getFirst("User-Agent"));
          exchange.sendResponseHeaders(200, -1);
        });
    fetched(fetcher.fetch(at("/f"), Validators.NONE, null, "Phone/1 (001122334455)"));
    assertEquals(List.of("Phone/1 (001122334455)"), seen);
    assertEquals(Kind.PROTOCOL, failed(fetch(URI.create("ftp://127.0.0.1/f"), null)).kind());
  }

  @Test
  void digestAnswersAreThoseOfTheStandard() {
    // RFC 7616 3.9.1
    Credentials mufasa = new Credentials("Mufasa", new Secret("Circle of Life"));
    String rest =
        ", realm=\"http-auth@example.org\", qop=\"auth, auth-int\","
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    for (String[] row :
        new String[][] {
          {"SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"},
          {"MD5", "8ca523f5e9506fed4657c9700eebdbec"}
        }) {
      Challenge challenge = Challenge.read(List.of("Digest algorithm=" + row[0] + rest)).getFirst();
      String header = DigestAnswer.header(challenge, mufasa, "GET", "/dir/index.html", cnonce);
      assertTrue(header.contains("response=\"" + row[1] + "\""), header);
      assertTrue(header.contains("opaque=\"FQhe/"), header);
    }
  }

  @Test
  void challengesAreReadHoweverTheyAreStrungTogether() {
    List<Challenge> all =
        Challenge.read(
            List.of(
                "Negotiate, Basic realm=\"a, b=\\\"c\\\"\", Digest realm=x,nonce=\"n==\",qop=auth"));
    assertEquals(List.of("negotiate", "basic", "digest"), names(all));
    assertEquals("a, b=\"c\"", all.get(1).parameter("realm"));
    assertEquals("n==", all.get(2).parameter("nonce"));
    assertTrue(all.get(2).offers("auth"));
    assertNull(all.get(0).parameter("realm"));
    assertEquals(List.of(), Challenge.read(List.of("=,,\"")));
  }

  // --- fixtures ----------------------------------------------------------------------------

  private static List<String> names(List<Challenge> all) {
    return all.stream().map(Challenge::scheme).toList();
  }

  private void handle(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void body(HttpExchange exchange, long announced, int sent) throws IOException {
    exchange.sendResponseHeaders(200, announced);
    exchange.getResponseBody().write(new byte[sent]);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private FetchResult fetch(URI uri, Credentials who) {
    return fetcher.fetch(uri, Validators.NONE, who, "Truce");
  }

  private static FetchResult.Fetched fetched(FetchResult result) {
    return assertInstanceOf(FetchResult.Fetched.class, result, String.valueOf(result));
  }

  private static FetchResult.Failed failed(FetchResult result) {
    return assertInstanceOf(FetchResult.Failed.class, result, String.valueOf(result));
  }
}
