package org.trucephone.firmware.update;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdaterTest {
  private static final LocalTime NOON = LocalTime.NOON;

  @TempDir Path folder;
  private final byte[] content = new byte[300_000];
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicBoolean inUse = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private final FakeSlots slots = new FakeSlots();
  private volatile Serving serving = this::whole;
  private HttpServer server;
  private Updater updater;

  private interface Serving {
    void serve(HttpExchange exchange, int from) throws IOException;
  }

  private final class FakeSlots implements Slots {
    volatile Bundle bundle = new Bundle("here", "2");
    volatile String refused;
    final AtomicBoolean installed = new AtomicBoolean();
    final AtomicBoolean rebooted = new AtomicBoolean();
    volatile byte[] seen = {};
    final AtomicReference<byte[]> stick = new AtomicReference<>();

    @Override
    public String compatible() {
      return "here";
    }

    @Override
    public String version() {
      return "1";
    }

    @Override
    public String image() {
      return "";
    }

    @Override
    public boolean brought() throws IOException {
      byte[] bytes = stick.getAndSet(null);
      if (bytes != null) {
        Files.write(place(), bytes);
      }
      return bytes != null;
    }

    @Override
    public List<String> notices() {
      return List.of();
    }

    @Override
    public String returned() {
      return null;
    }

    @Override
    public Bundle inspect(Path file) throws IOException {
      seen = Files.readAllBytes(file);
      if (refused != null) {
        throw new IOException(refused);
      }
      return bundle;
    }

    @Override
    public void install(Progress percent) {
      percent.at(50);
      installed.set(true);
    }

    @Override
    public Path place() {
      return folder.resolve("bundle.raucb");
    }

    @Override
    public void well() {
      told.add("well");
    }

    @Override
    public void reboot() {
      rebooted.set(true);
      told.add("rebooted");
    }
  }

  @BeforeEach
  void start() throws IOException {
    new Random(7).nextBytes(content);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("HEAD")) {
              exchange.getResponseHeaders().set("ETag", "\"e1\"");
              exchange.sendResponseHeaders(200, -1);
              return;
            }
            requests.incrementAndGet();
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from =
                range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
            serving.serve(exchange, from);
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    updater =
        new Updater(
            slots,
            inUse::get,
            () -> true,
            () -> NOON,
            words -> told.add(String.valueOf(words)),
            Duration.ofMillis(800),
            Duration.ofMillis(1));
    updater.start();
  }

  @AfterEach
  void stop() {
    updater.close();
    over.countDown();
    server.stop(0);
  }

  private void whole(HttpExchange exchange, int from) throws IOException {
    part(exchange, from, content.length);
  }

  private void part(HttpExchange exchange, int from, int to) throws IOException {
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    exchange.getResponseBody().write(content, from, to - from);
    exchange.getResponseBody().flush();
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/t.raucb");
  }

  private void await(String words) throws InterruptedException {
    StringBuilder all = new StringBuilder();
    while (true) {
      String next = told.poll(20, TimeUnit.SECONDS);
      if (next == null) {
        fail("never told \"" + words + "\", only:\n" + all);
      }
      all.append(next).append('\n');
      if (next.contains(words)) {
        return;
      }
    }
  }

  @Test
  void fetchesChecksInstallsStartsAgain() throws Exception {
    updater.wish(new Updater.Wish(address(), true, false));
    await("Fetching an update from 127.0.0.1");
    await("Checking the update");
    await("Installing update 2: 50 %");
    await("rebooted");
    assertArrayEquals(content, slots.seen);
    assertTrue(slots.installed.get());
  }

  @Test
  void goesOnWhereItWasCutOff() throws Exception {
    serving = (exchange, from) -> part(exchange, from, Math.min(content.length, from + 100_000));
    updater.wish(new Updater.Wish(address(), true, false));
    await("rebooted");
    assertArrayEquals(content, slots.seen);
    // What a server sent last before it hung up may be lost with the connection: a try more.
    assertTrue(requests.get() >= 3, "requests: " + requests.get());
  }

  @Test
  void aServerThatFallsSilentIsAskedAgain() throws Exception {
    serving =
        (exchange, from) -> {
          if (from > 0) {
            whole(exchange, from);
            return;
          }
          part(exchange, from, 1000);
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    updater.wish(new Updater.Wish(address(), true, false));
    await("rebooted");
    assertArrayEquals(content, slots.seen);
  }

  @Test
  void noCallIsCutShort() throws Exception {
    inUse.set(true);
    updater.wish(new Updater.Wish(address(), true, false));
    await("Update 2 waits for the end of the call.");
    assertFalse(slots.installed.get());
    inUse.set(false);
    await("rebooted");
  }

  @Test
  void whatTheSettingsNameIsFetchedOnceAndWaitsForTheNight() throws Exception {
    updater.wish(new Updater.Wish(address(), false, false));
    await("Update 2 is installed; the phone starts again when it is quiet.");
    assertTrue(slots.installed.get());
    assertFalse(slots.rebooted.get());
    assertEquals(1, requests.get());
  }

  @Test
  void theSameAgainIsNotFetchedAgain() throws Exception {
    slots.bundle = new Bundle("here", "1");
    updater.wish(new Updater.Wish(address(), false, false));
    await("null");
    assertEquals("The update is version 1, which this phone runs already.", updater.words());
    updater.wish(new Updater.Wish(address(), false, false));
    updater.wish(new Updater.Wish(address(), true, false));
    await("runs already");
    assertEquals(2, requests.get());
  }

  @Test
  void whatIsRefusedIsForgottenAndSaid() throws Exception {
    slots.refused = "The update is signed by someone this phone does not know.";
    updater.wish(new Updater.Wish(address(), true, false));
    await("signed by someone");
    assertFalse(Files.exists(slots.place()));
    assertFalse(slots.installed.get());
  }

  @Test
  void aServerWithoutItIsNamed() throws Exception {
    serving = (exchange, from) -> exchange.sendResponseHeaders(404, -1);
    updater.wish(new Updater.Wish(address(), true, false));
    await("127.0.0.1 answers 404 for the update.");
    assertEquals(1, requests.get());
  }

  @Test
  void whatIsBroughtOnAStickIsInstalled() throws Exception {
    slots.stick.set(content);
    await("Installing update 2: 50 %");
    await("rebooted");
    assertArrayEquals(content, slots.seen);
    assertEquals(0, requests.get());
  }

  @Test
  void aStickWithSomethingElseIsNamed() throws Exception {
    slots.refused = "The file is not an update for this phone.";
    slots.stick.set(content);
    await("USB stick: The file is not an update for this phone.");
    assertFalse(Files.exists(slots.place()));
  }
}
