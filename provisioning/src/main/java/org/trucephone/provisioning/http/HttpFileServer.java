package org.trucephone.provisioning.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FileSource;
import org.trucephone.provisioning.fetch.Wording;

/**
 * A read-only web server for trying configurations and for tests: GET and HEAD, entity tags, and
 * Basic credentials if wanted.
 */
public final class HttpFileServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final FileSource files;
  private final @Nullable Credentials wanted;
  private final Consumer<String> log;

  private HttpFileServer(
      HttpServer server, FileSource files, @Nullable Credentials wanted, Consumer<String> log) {
    this.server = server;
    this.files = files;
    this.wanted = wanted;
    this.log = log;
  }

  /**
   * Starts serving.
   *
   * @param at address to listen on; port 0 takes any free one
   * @param files what there is to read
   * @param wanted whom to serve; null for anybody
   * @param log gets one line for each request; called from many threads
   * @throws IOException when the address cannot be listened on
   */
  public static HttpFileServer start(
      InetSocketAddress at, FileSource files, @Nullable Credentials wanted, Consumer<String> log)
      throws IOException {
    HttpServer http = HttpServer.create(at, 0);
    HttpFileServer server = new HttpFileServer(http, files, wanted, log);
    http.setExecutor(server.threads);
    http.createContext("/", server::handle);
    http.start();
    return server;
  }

  /** {@return the TCP port} */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int status = answer(exchange, path == null ? "" : path.replaceFirst("^/+", ""));
      log.accept(
          "http %s %s %s: %d"
              .formatted(
                  exchange.getRemoteAddress().getAddress().getHostAddress(),
                  exchange.getRequestMethod(),
                  Wording.oneLine(String.valueOf(path)),
                  status));
    }
  }

  private int answer(HttpExchange exchange, String name) throws IOException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      return empty(exchange, 405);
    }
    if (wanted != null && !allowed(exchange.getRequestHeaders().getFirst("Authorization"))) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"provisioning\"");
      return empty(exchange, 401);
    }
    byte[] content;
    try {
      content = files.read(name);
    } catch (IOException e) {
      return empty(exchange, 500);
    }
    if (content == null) {
      return empty(exchange, 404);
    }
    String etag = etag(content);
    exchange.getResponseHeaders().set("ETag", etag);
    if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      return empty(exchange, 304);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    if (method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
      return empty(exchange, 200);
    }
    // 0 means "chunked" to this server, -1 "no body".
    exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
    return 200;
  }

  private static int empty(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    return status;
  }

  private boolean allowed(@Nullable String authorization) {
    if (wanted == null || authorization == null || !authorization.startsWith("Basic ")) {
      return false;
    }
    String pair = wanted.user() + ":" + wanted.password().reveal();
    byte[] expected = Base64.getEncoder().encode(pair.getBytes(StandardCharsets.UTF_8));
    return MessageDigest.isEqual(
        expected, authorization.substring(6).strip().getBytes(StandardCharsets.UTF_8));
  }

  private static String etag(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
