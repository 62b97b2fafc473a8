package org.trucephone.firmware.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.update.Updater;

/**
 * The administrator's page over HTTPS. Everything but {@code /metrics} needs a login by PIN; what
 * changes something needs the form's own token too. Bodies are bounded.
 */
public final class AdminServer implements AutoCloseable {
  /** What Linux tells of this process (proc(5)). */
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final int LARGEST_FORM = 4096;
  private static final String COOKIE = "__Host-truce";

  private final HttpsServer server;
  private final ExecutorService executor;
  private final Administered phone;
  private final Sessions sessions;
  private final InstantSource clock;
  private final long started;

  /**
   * Serves; port 0 takes a free one.
   *
   * @param pin tells the right PIN
   */
  public static AdminServer start(
      String host,
      int port,
      SSLContext tls,
      Predicate<String> pin,
      Administered phone,
      InstantSource clock)
      throws IOException {
    return new AdminServer(host, port, tls, pin, phone, clock);
  }

  private AdminServer(
      String host,
      int port,
      SSLContext tls,
      Predicate<String> pin,
      Administered phone,
      InstantSource clock)
      throws IOException {
    this.phone = phone;
    this.clock = clock;
    this.started = clock.millis();
    this.sessions = new Sessions(pin, new SecureRandom());
    server = HttpsServer.create(new InetSocketAddress(host, port), 20);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("admin-", 0).factory());
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** {@return the port served on} */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "GET", "HEAD" -> get(exchange, path);
        case "POST" -> post(exchange, path);
        default -> html(exchange, 405, AdminPages.message("Not so", "Use GET or POST.", null));
      }
    } catch (IOException e) {
      // The browser went away.
    } catch (RuntimeException e) {
      Logger.tag("admin").error(e, "A request failed");
    }
  }

  private void get(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/admin.css")) {
      css(exchange);
      return;
    }
    if (path.equals("/metrics")) {
      send(exchange, 200, Metrics.TYPE, metrics().getBytes(StandardCharsets.UTF_8));
      return;
    }
    Sessions.Session session = session(exchange);
    if (session == null) {
      html(exchange, path.equals("/") || path.equals("/login") ? 200 : 401, AdminPages.login(null));
      return;
    }
    switch (path) {
      case "/", "/login" ->
          html(exchange, 200, AdminPages.status(phone.view(), phone.updating(), session));
      case "/settings" ->
          html(
              exchange,
              200,
              AdminPages.settings(phone.view(), phone.settings(), phone.findings(), session));
      case "/log" -> html(exchange, 200, AdminPages.log(Log.lines(), phone.trace(), session));
      case "/screen.png" -> send(exchange, 200, "image/png", phone.screen());
      case "/report.zip" -> {
        exchange
            .getResponseHeaders()
            .set("Content-Disposition", "attachment; filename=\"truce-report.zip\"");
        byte[] zip = ProblemReport.of(phone, Log.lines(), metrics());
        send(exchange, 200, "application/zip", zip);
      }
      default -> html(exchange, 404, AdminPages.message("Not here", "No such page.", session));
    }
  }

  private String metrics() {
    Runtime runtime = Runtime.getRuntime();
    long uptime = Math.max(0, clock.millis() - started) / 1000;
    long heap = runtime.totalMemory() - runtime.freeMemory();
    return Metrics.of(phone.view(), uptime, heap, resident(STATUS));
  }

  /**
   * {@return bytes of this process in RAM as Linux's {@code status} file tells; 0 if it does not}
   */
  static long resident(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .filter(digits -> !digits.isEmpty() && digits.length() < 16)
          .mapToLong(kib -> Long.parseLong(kib) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0; // not on Linux
    }
  }

  private void post(HttpExchange exchange, String path) throws IOException {
    Map<String, String> form = form(exchange);
    if (path.equals("/login")) {
      login(exchange, form.getOrDefault("pin", ""));
      return;
    }
    Sessions.Session session = session(exchange);
    if (session == null || !Sessions.same(session.form(), form.getOrDefault("form", ""))) {
      html(exchange, 403, AdminPages.login("Log in again, then press the button once more."));
      return;
    }
    switch (path) {
      case "/logout" -> {
        sessions.logout(session);
        redirect(exchange, "/");
      }
      case "/do/reprovision" -> {
        phone.reprovision();
        redirect(exchange, "/settings");
      }
      case "/do/update" -> {
        URI from = Updater.named(form.getOrDefault("from", "").strip());
        if (from == null) {
          String sentence = "Give an address like https://server/truce.raucb";
          html(exchange, 400, AdminPages.message("Update", sentence, session));
          return;
        }
        Logger.tag("admin").info("update asked for on the page: {}", from.getHost());
        phone.update(from, form.getOrDefault("older", "").equals("yes"));
        redirect(exchange, "/");
      }
      case "/do/restart" -> {
        if (talking()) {
          busy(exchange, session);
          return;
        }
        Logger.tag("admin").info("restart asked for on the page");
        html(exchange, 200, AdminPages.message("Restart", "The phone starts again.", null));
        phone.restart();
      }
      case "/do/factory-reset" -> {
        if (talking()) {
          busy(exchange, session);
        } else if (!form.getOrDefault("sure", "").equals("yes")) {
          String sentence = "Tick the box beside the button first: all settings go.";
          html(exchange, 400, AdminPages.message("Factory reset", sentence, session));
        } else {
          Logger.tag("admin").info("factory reset asked for on the page");
          String sentence = "The phone forgets everything and starts again.";
          html(exchange, 200, AdminPages.message("Factory reset", sentence, null));
          phone.factoryReset();
        }
      }
      default -> html(exchange, 404, AdminPages.message("Not here", "No such thing.", session));
    }
  }

  private boolean talking() {
    return phone.view().calls().stream().anyMatch(call -> call.state() != CallPhase.ENDED);
  }

  private static void busy(HttpExchange exchange, Sessions.Session session) throws IOException {
    String sentence = "There is a call on this phone. Try again when it is over.";
    html(exchange, 409, AdminPages.message("Not now", sentence, session));
  }

  private void login(HttpExchange exchange, String pin) throws IOException {
    String from = exchange.getRemoteAddress().getAddress().getHostAddress();
    switch (sessions.login(pin, from, clock.instant())) {
      case Sessions.Answer.In in -> {
        exchange
            .getResponseHeaders()
            .add(
                "Set-Cookie",
                COOKIE
                    + "="
                    + in.session().cookie()
                    + "; Path=/; Secure; HttpOnly; SameSite=Strict");
        redirect(exchange, "/");
      }
      case Sessions.Answer.Wrong _ -> {
        Logger.tag("admin").warn("wrong PIN from {}", from);
        html(exchange, 403, AdminPages.login("That is not the PIN."));
      }
      case Sessions.Answer.Wait wait -> {
        String sentence = "Too many wrong tries. Try again in " + wait.seconds() + " s.";
        html(exchange, 429, AdminPages.login(sentence));
      }
    }
  }

  private Sessions.@Nullable Session session(HttpExchange exchange) {
    List<String> headers = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
    for (String header : headers) {
      for (String cookie : header.split(";", -1)) {
        String plain = cookie.strip();
        if (plain.startsWith(COOKIE + "=")) {
          return sessions.of(plain.substring(COOKIE.length() + 1), clock.instant());
        }
      }
    }
    return null;
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    Map<String, String> form = new HashMap<>();
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(LARGEST_FORM + 1);
      if (body.length > LARGEST_FORM) {
        return form;
      }
      for (String pair : new String(body, StandardCharsets.UTF_8).split("&", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          try {
            form.put(
                pair.substring(0, equals),
                URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
          } catch (IllegalArgumentException e) {
            // A broken escape: as if the field were not there.
          }
        }
      }
    }
    return form;
  }

  private static void css(HttpExchange exchange) throws IOException {
    try (@Nullable InputStream in = AdminServer.class.getResourceAsStream("admin.css")) {
      byte[] body = in == null ? new byte[0] : in.readAllBytes();
      send(exchange, 200, "text/css; charset=utf-8", body);
    }
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    send(exchange, 303, "text/plain", new byte[0]);
  }

  private static void html(HttpExchange exchange, int status, String page) throws IOException {
    send(exchange, status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Strict-Transport-Security", "max-age=31536000");
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors 'none'");
    boolean none = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
    exchange.sendResponseHeaders(status, none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
  }
}
