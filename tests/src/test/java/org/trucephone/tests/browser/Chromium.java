package org.trucephone.tests.browser;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Child;

/**
 * A real Chromium without a window, with one page, steered over its DevTools protocol: mouse and
 * keys go through the browser's own input, as a person's do.
 */
final class Chromium implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern LISTENS =
      Pattern.compile("DevTools listening on ws://(127\\.0\\.0\\.1:[0-9]+)/");

  private final Child child;
  private final HttpClient http = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /** Starts it with its profile in the folder and opens the page. */
  Chromium(Path folder, URI page) throws IOException, InterruptedException {
    child =
        Child.start(
            folder.resolve("chromium.log"),
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + Files.createDirectory(folder.resolve("profile")),
                "--window-size=1366,768",
                "--remote-debugging-port=0",
                "about:blank"));
    try {
      String host = child.awaitOutput(LISTENS, LIMIT).group(1);
      socket = connect(URI.create("http://" + host + "/json/new?about:blank"));
      call("Runtime.enable", Map.of());
      call("Log.enable", Map.of());
      call("Page.enable", Map.of());
      call(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", 1366, "height", 768, "deviceScaleFactor", 1, "mobile", false));
      call("Page.navigate", Map.of("url", page.toString()));
      awaitTrue("document.readyState == 'complete' && location.href != 'about:blank'");
    } catch (IOException | InterruptedException | AssertionError e) {
      child.close();
      throw e;
    }
  }

  private WebSocket connect(URI target) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(target).PUT(HttpRequest.BodyPublishers.noBody()).build();
    String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    URI page = URI.create(parse(answer).getString("webSocketDebuggerUrl"));
    return http.newWebSocketBuilder().buildAsync(page, new Listener()).join();
  }

  /** {@return what the expression gives in the page} */
  Object evaluate(String expression) {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer.getObject("exceptionDetails"));
    }
    return answer.getObject("result").get("value");
  }

  /** Waits until the expression is true in the page. */
  void awaitTrue(String expression) {
    Await.until(
        expression,
        LIMIT,
        () -> Boolean.TRUE.equals(evaluate(expression)),
        () -> evaluate("document.body && document.body.innerText") + "\n" + complaints);
  }

  /** Moves the mouse to the middle of the first such element and clicks. */
  void click(String selector) {
    String box = "document.querySelector('" + selector + "').getBoundingClientRect()";
    Number x = (Number) evaluate("{const b = " + box + "; b.x + b.width / 2}");
    Number y = (Number) evaluate("{const b = " + box + "; b.y + b.height / 2}");
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      boolean moved = type.equals("mouseMoved");
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              x,
              "y",
              y,
              "clickCount",
              moved ? 0 : 1,
              "button",
              moved ? "none" : "left",
              "buttons",
              type.equals("mousePressed") ? 1 : 0));
    }
  }

  /**
   * Presses a key of the computer's keyboard and lets it go.
   *
   * @param key its DOM name, such as {@code "6"}, {@code "#"} or {@code "Escape"}
   */
  void type(String key, String code, int keyCode) {
    for (String type : List.of("keyDown", "keyUp")) {
      boolean prints = key.length() == 1 && type.equals("keyDown");
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type,
              "key", key,
              "code", code,
              "text", prints ? key : "",
              "windowsVirtualKeyCode", keyCode));
    }
  }

  /** Writes a picture of the page, PNG. */
  void screenshot(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    String data = call("Page.captureScreenshot", Map.of("format", "png")).getString("data");
    Files.write(file, Base64.getDecoder().decode(data));
  }

  /** {@return errors of the page's scripts and refusals by its security policy} */
  List<String> complaints() {
    return complaints;
  }

  private JsonObject call(String method, Map<String, Object> parameters) {
    int id = lastId.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    open.put(id, answer);
    JsonObject request = new JsonObject();
    request.put("id", id);
    request.put("method", method);
    request.put("params", new JsonObject(parameters));
    socket.sendText(JsonWriter.string(request), true).join();
    JsonObject got = answer.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    if (got.has("error")) {
      throw new AssertionError(method + ": " + got.getObject("error"));
    }
    return got.getObject("result");
  }

  private static JsonObject parse(String text) {
    try {
      return JsonParser.object().from(text);
    } catch (JsonParserException e) {
      throw new AssertionError("not JSON: " + text, e);
    }
  }

  private void take(JsonObject message) {
    CompletableFuture<JsonObject> waiting = open.remove(message.getInt("id"));
    if (waiting != null) {
      waiting.complete(message);
      return;
    }
    JsonObject params = message.getObject("params", new JsonObject());
    boolean error =
        params.getObject("entry", new JsonObject()).getString("level", "").equals("error");
    if (error || "Runtime.exceptionThrown".equals(message.getString("method"))) {
      complaints.add(params.toString());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(parse(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      open.values().forEach(waiting -> waiting.completeExceptionally(error));
    }
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    child.close();
  }
}
