package org.trucephone.firmware.handset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.LineView;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.keypad.Key;

class PanelServerTest {
  private static final class FakePanel implements Panel {
    final List<String> did = new CopyOnWriteArrayList<>();
    final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    final Framebuffer picture = new Framebuffer(4, 2);

    @Override
    public PhoneView view() {
      return new PhoneView(
          Instant.EPOCH,
          ZoneOffset.UTC,
          Phase.READY,
          "",
          List.of(
              new LineView(
                  1, "1001", "sip:1001@127.0.0.1", LineState.REGISTERED, null, null, 118, 0)),
          List.of(
              new CallView(
                  1,
                  1,
                  true,
                  CallPhase.REMOTE_HELD,
                  "600",
                  "Echo",
                  3,
                  new StreamFigures(
                      "G722",
                      150,
                      148,
                      0,
                      0,
                      2,
                      41,
                      0,
                      4.3,
                      0,
                      -1,
                      -1,
                      90,
                      0,
                      0,
                      "The sound was good.",
                      -1),
                  PhoneView.Secrecy.NONE,
                  null)),
          1,
          null,
          null,
          0,
          0,
          AudioPath.HANDSET,
          true,
          false,
          6,
          false,
          List.of(),
          List.of(),
          List.of(),
          new ProvisioningView(
              "tftp://127.0.0.1:6969/", "truce", List.of("truce.toml"), 2, null, false),
          new DeviceView("127.0.0.1", "001122334455", "0", "", ""),
          List.of(new KeyView(1, "1001", "own")),
          List.of());
    }

    @Override
    public List<String> text() {
      return List.of("14:05", "Grüße");
    }

    @Override
    public Framebuffer picture() {
      return picture;
    }

    @Override
    public LampState lamp(Lamp lamp) {
      return lamp == Lamp.MESSAGE
          ? new LampState(LampState.Colour.RED, LampState.Rhythm.SLOW)
          : LampState.OFF;
    }

    @Override
    public List<String> trace() {
      return List.of("→ REGISTER");
    }

    @Override
    public int microphone() {
      return 7;
    }

    @Override
    public boolean down(Key key) {
      String last = did.isEmpty() ? "" : did.getLast();
      return last.equals("down " + key.print());
    }

    @Override
    public void press(Key key) {
      did.add("down " + key.print());
    }

    @Override
    public void release(Key key) {
      did.add("up " + key.print());
    }

    @Override
    public void hook(boolean off) {
      did.add("hook " + off);
    }

    @Override
    public boolean fault(String part, boolean on) {
      did.add("fault " + part + " " + on);
      return part.equals("display");
    }

    @Override
    public List<String> unplugged() {
      return List.of();
    }

    @Override
    public AutoCloseable onChange(Consumer<String> listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }

    @Override
    public @Nullable Sound sound() {
      return null;
    }
  }

  private final FakePanel panel = new FakePanel();
  private final HttpClient client = HttpClient.newHttpClient();
  private PanelServer server;

  @BeforeEach
  void start() throws IOException {
    server = PanelServer.start("127.0.0.1", 0, panel);
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private int post(String path) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()).build()).statusCode();
  }

  @Test
  void aPressIsDownAndUp() throws Exception {
    assertEquals(204, post("/key/6"));
    assertEquals(204, post("/key/hash?action=press"));
    assertEquals(List.of("down 6", "up 6", "down hash", "up hash"), panel.did);
  }

  @Test
  void downUpHookAndFaults() throws Exception {
    assertEquals(204, post("/key/line8?action=down"));
    assertEquals(204, post("/key/line8?action=up"));
    assertEquals(204, post("/hook/off"));
    assertEquals(204, post("/hook/on"));
    assertEquals(204, post("/fault/display/on"));
    assertEquals(
        List.of("down line8", "up line8", "hook true", "hook false", "fault display true"),
        panel.did);
  }

  @ParameterizedTest
  @CsvSource({
    "/key/nine,404",
    "/key/6?action=hit,400",
    "/hook/up,404",
    "/fault/roof/on,404",
    "/fault/display/maybe,404",
    "/screen.png,404",
    "/audio/mic,409",
    "/key/..%2f..%2fetc,404"
  })
  void nonsenseIsRefused(String path, int status) throws Exception {
    assertEquals(status, post(path));
  }

  @Test
  void otherMethodsAndPathsAreRefused() throws Exception {
    assertEquals(405, send(request("/key/6").DELETE().build()).statusCode());
    assertEquals(404, send(request("/etc/passwd").build()).statusCode());
  }

  @Test
  void theStateIsAsTheContractSays() throws Exception {
    JsonObject state =
        JsonParser.object()
            .from(new String(send(request("/state.json").build()).body(), StandardCharsets.UTF_8));
    assertEquals("ready", state.getString("phase"));
    assertEquals("tftp://127.0.0.1:6969/", state.getObject("provisioning").getString("source"));
    JsonObject line = state.getArray("lines").getObject(0);
    assertEquals("registered", line.getString("state"));
    assertTrue(line.has("reason") && line.isNull("reason"));
    JsonObject call = state.getArray("calls").getObject(0);
    assertEquals("remote-held", call.getString("state"));
    assertEquals("out", call.getString("direction"));
    assertEquals("none", call.getString("secure"));
    assertEquals(148, call.getObject("rtp").getInt("received"));
    assertEquals(4.3, call.getObject("rtp").getDouble("mos"));
    assertEquals("slow", state.getObject("leds").getString("message"));
    assertEquals("own", state.getArray("keys").getObject(0).getString("lamp"));
    assertEquals("handset", state.getString("audio"));
    assertEquals("off", state.getString("hook"));
  }

  @Test
  void theScreenIsThePicturePixelForPixel() throws Exception {
    panel.picture.pixels()[5] = (short) 0xf81f;
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(send(request("/screen.png").build()).body()));
    assertEquals(4, image.getWidth());
    assertEquals(0xffff00ff, image.getRGB(1, 1));
    assertEquals(0xff000000, image.getRGB(0, 0));
    assertEquals(
        "14:05\nGrüße\n",
        new String(send(request("/screen.txt").build()).body(), StandardCharsets.UTF_8));
  }

  @Test
  void thePageComesWithItsParts() throws Exception {
    for (String path : List.of("/", "/page.css", "/page.js")) {
      assertEquals(200, send(request(path).build()).statusCode(), path);
    }
  }

  @Test
  void anotherSiteIsShutOut() throws Exception {
    HttpRequest foreign =
        request("/key/6")
            .header("Origin", "http://evil.example")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertEquals(403, send(foreign).statusCode());
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /state.json HTTP/1.1\r\nHost: evil.example\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String first =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      assertTrue(first.contains("403"), first);
    }
    assertEquals(List.of(), panel.did);
  }

  @Test
  void changesAreTold() throws Exception {
    HttpResponse<java.io.InputStream> events =
        client.send(request("/events").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
      assertEquals("event: state", lines.readLine());
      lines.readLine();
      lines.readLine();
      panel.listeners.forEach(listener -> listener.accept("screen"));
      assertEquals("event: screen", lines.readLine());
    }
  }
}
