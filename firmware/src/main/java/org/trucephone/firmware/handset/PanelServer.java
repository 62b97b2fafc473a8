package org.trucephone.firmware.handset;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.hal.keypad.Key;

/**
 * The panel over HTTP: the page, the screen, the state, the keys. Loopback by default; a page of
 * another site can neither read nor press, as Host and Origin are checked.
 */
public final class PanelServer implements AutoCloseable {
  private static final int LARGEST_BODY = 64 * 1024;
  private static final long PRESS_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(900);

  /** A keypad that is unplugged never notices. */
  private static final long NOTICED_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long BEAT_SECONDS = 15;

  private final HttpServer server;
  private final ExecutorService executor;
  private final Panel panel;
  private final String host;
  private final ReentrantLock finger = new ReentrantLock();
  private volatile boolean closed;

  /** Serves {@code panel}; port 0 takes a free one. */
  public static PanelServer start(String host, int port, Panel panel) throws IOException {
    return new PanelServer(host, port, panel);
  }

  private PanelServer(String host, int port, Panel panel) throws IOException {
    this.panel = panel;
    this.host = host;
    server = HttpServer.create(new InetSocketAddress(host, port), 50);
    executor = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("panel-", 0).factory());
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
  }

  /** {@return the address served on} */
  public String host() {
    return host;
  }

  /** {@return the port served on} */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!ours(exchange)) {
        text(exchange, 403, "This panel answers its own page only.");
        return;
      }
      String path = exchange.getRequestURI().getPath();
      switch (exchange.getRequestMethod()) {
        case "GET", "HEAD" -> get(exchange, path);
        case "POST" -> post(exchange, path);
        default -> text(exchange, 405, "Use GET or POST.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The browser went away.
    } catch (RuntimeException e) {
      Logger.tag("panel").error(e, "A request failed");
    }
  }

  /**
   * {@return whether the request names us as host, and comes from our page or from no page at all}
   */
  private boolean ours(HttpExchange exchange) {
    String named = exchange.getRequestHeaders().getFirst("Host");
    String origin = exchange.getRequestHeaders().getFirst("Origin");
    if (named == null || !known(named)) {
      return false;
    }
    return origin == null || origin.equals("http://" + named);
  }

  private boolean known(String named) {
    String suffix = ":" + port();
    String plain =
        named.endsWith(suffix) ? named.substring(0, named.length() - suffix.length()) : named;
    return plain.equals(host)
        || plain.equals("localhost")
        || plain.equals("[::1]")
        || plain.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  }

  private void get(HttpExchange exchange, String path) throws IOException, InterruptedException {
    switch (path) {
      case "/" -> resource(exchange, "page.html", "text/html; charset=utf-8");
      case "/page.css" -> resource(exchange, "page.css", "text/css; charset=utf-8");
      case "/page.js" -> resource(exchange, "page.js", "text/javascript; charset=utf-8");
      case "/screen.png" -> send(exchange, 200, "image/png", Png.encode(panel.picture()));
      case "/screen.txt" -> text(exchange, 200, String.join("\n", panel.text()) + "\n");
      case "/state.json" ->
          send(
              exchange,
              200,
              "application/json",
              StateJson.of(panel).getBytes(StandardCharsets.UTF_8));
      case "/events" -> events(exchange);
      case "/audio/speaker" -> speaker(exchange);
      default -> text(exchange, 404, "There is no " + printable(path) + " here. The page is at /.");
    }
  }

  private void post(HttpExchange exchange, String path) throws IOException, InterruptedException {
    List<String> parts = List.of(path.substring(1).split("/", -1));
    if (parts.size() == 2 && parts.getFirst().equals("key")) {
      key(exchange, parts.get(1));
    } else if (path.equals("/hook/off") || path.equals("/hook/on")) {
      panel.hook(path.endsWith("off"));
      done(exchange);
    } else if (parts.size() == 3
        && parts.getFirst().equals("fault")
        && List.of("on", "off").contains(parts.get(2))) {
      if (panel.fault(parts.get(1), parts.get(2).equals("on"))) {
        done(exchange);
      } else {
        text(
            exchange,
            404,
            "There is no part "
                + printable(parts.get(1))
                + ": use display, keypad, codec or network.");
      }
    } else if (path.equals("/audio/mic")) {
      microphone(exchange);
    } else {
      text(exchange, 404, "There is no " + printable(path) + " to post to.");
    }
  }

  private void key(HttpExchange exchange, String name) throws IOException, InterruptedException {
    Optional<Key> key = Key.named(name);
    if (key.isEmpty()) {
      text(exchange, 404, "There is no key " + printable(name) + ".");
      return;
    }
    String query = exchange.getRequestURI().getQuery();
    String action = query != null && query.startsWith("action=") ? query.substring(7) : "press";
    switch (action) {
      case "press" -> press(key.get(), PRESS_NANOS);
      case "long" -> press(key.get(), LONG_NANOS);
      case "down" -> panel.press(key.get());
      case "up" -> panel.release(key.get());
      default -> {
        text(exchange, 400, "An action is press, long, down or up.");
        return;
      }
    }
    done(exchange);
  }

  /**
   * One finger: held until the phone has noticed, as a person would, then let go until it has
   * noticed that; the next press waits.
   */
  private void press(Key key, long nanos) throws InterruptedException {
    finger.lockInterruptibly();
    try {
      panel.press(key);
      LockSupport.parkNanos(nanos);
      await(key, true);
      panel.release(key);
      await(key, false);
      LockSupport.parkNanos(GAP_NANOS);
    } finally {
      finger.unlock();
    }
  }

  private void await(Key key, boolean down) {
    long giveUp = System.nanoTime() + NOTICED_NANOS;
    while (panel.down(key) != down && giveUp - System.nanoTime() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private void events(HttpExchange exchange) throws IOException, InterruptedException {
    BlockingQueue<String> queue = new ArrayBlockingQueue<>(64);
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    try (AutoCloseable watch = panel.onChange(queue::offer);
        OutputStream out = exchange.getResponseBody()) {
      out.write("event: state\ndata: \n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (!closed) {
        String event = queue.poll(BEAT_SECONDS, TimeUnit.SECONDS);
        String line = event == null ? ": still here\n\n" : "event: " + event + "\ndata: \n\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a watch does not end", e);
    }
  }

  private void microphone(HttpExchange exchange) throws IOException {
    Panel.Sound sound = panel.sound();
    if (sound == null) {
      text(exchange, 409, "Sound does not go through the browser: start with --audio browser.");
      return;
    }
    try (InputStream in = exchange.getRequestBody()) {
      byte[] pcm = in.readNBytes(LARGEST_BODY + 1);
      if (pcm.length > LARGEST_BODY || pcm.length % 2 != 0) {
        text(exchange, 400, "Send 16-bit samples, at most 64 KiB at a time.");
        return;
      }
      sound.microphone(pcm);
    }
    done(exchange);
  }

  private void speaker(HttpExchange exchange) throws IOException, InterruptedException {
    Panel.Sound sound = panel.sound();
    if (sound == null) {
      text(exchange, 409, "Sound does not go through the browser: start with --audio browser.");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    try (Panel.Speaker speaker = sound.speaker();
        OutputStream out = exchange.getResponseBody()) {
      while (!closed) {
        out.write(speaker.take(1000));
        out.flush();
      }
    }
  }

  private static void resource(HttpExchange exchange, String name, String type) throws IOException {
    try (@Nullable InputStream in = PanelServer.class.getResourceAsStream(name)) {
      if (in == null) {
        text(exchange, 404, name + " is not in this build.");
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Security-Policy",
              "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'");
      send(exchange, 200, type, in.readAllBytes());
    }
  }

  private static void done(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(204, -1);
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length == 0 ? -1 : body.length);
    if (!head && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String printable(String path) {
    String plain = path.replaceAll("[^\\p{Alnum}/._-]", "?");
    return plain.length() > 60 ? plain.substring(0, 60) + "…" : plain;
  }
}
