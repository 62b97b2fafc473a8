package org.trucephone.tests.harness;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** The virtual handset's panel, used as a person would: keys, hook, screen, state. */
public final class HandsetClient implements AutoCloseable {
  private static final Duration ONE_REQUEST = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI page;

  /**
   * Talks to one panel.
   *
   * @param page its address, such as {@code http://127.0.0.1:8080/}
   */
  public HandsetClient(URI page) {
    this.page = page;
  }

  /** {@return where the page is} */
  public URI page() {
    return page;
  }

  /** {@return the phone's state as the panel tells it} */
  public JsonObject state() {
    String text = get("state.json");
    try {
      return JsonParser.object().from(text);
    } catch (JsonParserException e) {
      throw new AssertionError("state.json is not JSON: " + text, e);
    }
  }

  /** {@return the screen as text} */
  public String screen() {
    return get("screen.txt");
  }

  /** {@return the picture, PNG} */
  public byte[] picture() {
    return send(request("screen.png").GET().build(), BodyHandlers.ofByteArray()).body();
  }

  /** Presses keys one after the other, such as {@code "6", "hash"}. */
  public void press(String... keys) {
    for (String key : keys) {
      post("key/" + key);
    }
  }

  /** Dials a number: its digits, then #. */
  public void dial(String number) {
    for (char c : number.toCharArray()) {
      press(c == '*' ? "star" : c == '#' ? "hash" : String.valueOf(c));
    }
    press("hash");
  }

  /** Lifts the handset or puts it back. */
  public void hook(boolean off) {
    post(off ? "hook/off" : "hook/on");
  }

  /** Unplugs or plugs a part: display, keypad, codec, network. */
  public void fault(String part, boolean on) {
    post("fault/" + part + (on ? "/on" : "/off"));
  }

  /** Waits until the state fits, and tells how long that took. */
  public Duration await(String what, Duration limit, Predicate<JsonObject> fits) {
    return Await.until(
        what, limit, () -> fits.test(state()), () -> state() + "\nscreen:\n" + screen());
  }

  /** Waits until the screen has this text. */
  public Duration awaitScreen(String text, Duration limit) {
    return Await.until(
        "the screen says \"" + text + "\"",
        limit,
        () -> flat(screen()).contains(text),
        () -> "screen:\n" + screen() + "\n" + state());
  }

  /** Waits until a call is in this state, such as {@code connected}. */
  public Duration awaitCall(String wanted, Duration limit) {
    return await(
        "a call is " + wanted,
        limit,
        s -> s.getArray("calls").stream().anyMatch(c -> stateOf(c).equals(wanted)));
  }

  /** Waits until no call is left but ended ones. */
  public Duration awaitNoCall(Duration limit) {
    return await(
        "no call is left",
        limit,
        s -> s.getArray("calls").stream().allMatch(c -> stateOf(c).equals("ended")));
  }

  /** Waits until the phone is ready: its first line is registered. */
  public Duration awaitReady(Duration limit) {
    return await(
        "the first line is registered",
        limit,
        s -> !s.getArray("lines").isEmpty() && line(s, 0).getString("state").equals("registered"));
  }

  /** {@return a figure of the first call's RTP, such as {@code received}} */
  public int rtp(String figure) {
    JsonArray calls = state().getArray("calls");
    JsonObject rtp = calls.isEmpty() ? null : calls.getObject(0).getObject("rtp");
    return rtp == null ? 0 : rtp.getInt(figure);
  }

  /** {@return a line of the state, 0 first} */
  public static JsonObject line(JsonObject state, int index) {
    return state.getArray("lines").getObject(index);
  }

  private static String stateOf(Object call) {
    return ((JsonObject) call).getString("state");
  }

  /** Wrapped sentences become one line again. */
  private static String flat(String screen) {
    return screen.replaceAll("\\s+", " ");
  }

  private String get(String path) {
    return send(request(path).GET().build(), BodyHandlers.ofString()).body();
  }

  private void post(String path) {
    send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(page.resolve("/" + path)).timeout(ONE_REQUEST);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      HttpResponse<T> answer = http.send(request, handler);
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(request + " got " + answer.statusCode() + ": " + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(request + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
