package org.trucephone.firmware.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.ui.Screens;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

class AdminServerTest {
  @TempDir static Path folder;
  private static SSLContext tls;
  private static HttpClient client;

  private final List<String> done = new ArrayList<>();
  private AdminServer server;

  @BeforeAll
  static void keys() throws Exception {
    tls = new DeviceKeys(folder).tls("truce-001122334455");
    SSLContext any = SSLContext.getInstance("TLS");
    any.init(null, new TrustManager[] {Mockito.mock(X509ExtendedTrustManager.class)}, null);
    client = HttpClient.newBuilder().sslContext(any).build();
  }

  @AfterAll
  static void closeClient() {
    client.close();
  }

  @BeforeEach
  void serve() throws IOException {
    Administered phone =
        new Administered() {
          @Override
          public String updating() {
            return "";
          }

          @Override
          public void update(java.net.URI from, boolean older) {
            done.add("update " + from + " " + older);
          }

          @Override
          public org.trucephone.firmware.phone.PhoneView view() {
            return new Screens().line(LineState.REGISTERED, null).call(CallPhase.CONNECTED).view();
          }

          @Override
          public byte[] screen() {
            return new byte[] {1, 2, 3};
          }

          @Override
          public Settings settings() {
            Provenance from = new Provenance("SEP001122334455.cnf.xml", 17, "authPassword");
            return Settings.of(
                List.of(
                    new Assignment<>(Field.USER, 1, "10<b>01", from),
                    new Assignment<>(Field.PASSWORD, 1, new Secret("hunter2"), from)),
                List.of(),
                List.of());
          }

          @Override
          public List<Finding> findings() {
            return List.of(new Finding(Finding.Kind.UNKNOWN, "a.xml", 3, "<script> is odd"));
          }

          @Override
          public List<String> trace() {
            return List.of("REGISTER → 200");
          }

          @Override
          public void reprovision() {
            done.add("reprovision");
          }

          @Override
          public void restart() {
            done.add("restart");
          }

          @Override
          public void factoryReset() {
            done.add("reset");
          }
        };
    server =
        AdminServer.start(
            "127.0.0.1", 0, tls, "123456"::equals, phone, InstantSource.fixed(Instant.EPOCH));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<byte[]> send(String path, String form, String cookie) throws Exception {
    // The certificate speaks of the phone's name, the test of loopback.
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port() + path));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    if (form != null) {
      request
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private String login() throws Exception {
    HttpResponse<byte[]> in = send("/login", "pin=123456", null);
    assertEquals(303, in.statusCode());
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
    assertTrue(cookie.contains("Secure; HttpOnly; SameSite=Strict"), cookie);
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private String form(String cookie) throws Exception {
    Matcher m =
        Pattern.compile("name=form value=([0-9a-f]+)").matcher(text(send("/", null, cookie)));
    assertTrue(m.find());
    return m.group(1);
  }

  @Test
  void nothingIsSeenOrDoneWithoutLogin() throws Exception {
    for (String path : List.of("/settings", "/log", "/screen.png", "/report.zip", "/no")) {
      assertEquals(401, send(path, null, "__Host-truce=1234").statusCode(), path);
    }
    assertFalse(text(send("/", null, null)).contains("001122334455"));
    assertEquals(403, send("/do/restart", "form=x", null).statusCode());
    assertEquals(403, send("/login", "pin=000000", null).statusCode());
    assertEquals(List.of(), done);
  }

  @Test
  void settingsShowWhereTheyCameFromAndNoSecret() throws Exception {
    String cookie = login();
    String page = text(send("/settings", null, cookie));
    assertTrue(page.contains("SEP001122334455.cnf.xml:17"), page);
    assertTrue(page.contains("10&lt;b&gt;01"), page);
    assertTrue(page.contains("&lt;script&gt; is odd"), page);
    assertFalse(page.contains("hunter2"), page);
    assertTrue(page.contains("•••"), page);
  }

  @Test
  void aButtonNeedsItsForm() throws Exception {
    String cookie = login();
    assertEquals(403, send("/do/reprovision", "form=0", cookie).statusCode());
    assertEquals(List.of(), done);
    assertEquals(303, send("/do/reprovision", "form=" + form(cookie), cookie).statusCode());
    assertEquals(List.of("reprovision"), done);
  }

  @Test
  void noRestartDuringACall() throws Exception {
    String cookie = login();
    HttpResponse<byte[]> answer = send("/do/restart", "form=" + form(cookie), cookie);
    assertEquals(409, answer.statusCode());
    assertTrue(text(answer).contains("There is a call on this phone."));
    assertEquals(List.of(), done);
  }

  @Test
  void theReportHasAllButSecrets() throws Exception {
    String cookie = login();
    byte[] zip = send("/report.zip", null, cookie).body();
    List<String> names = new ArrayList<>();
    StringBuilder all = new StringBuilder();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
        all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertTrue(names.containsAll(List.of("state.txt", "settings.txt", "log.txt", "screen.png")));
    assertTrue(all.toString().contains("REGISTER → 200"));
    assertFalse(all.toString().contains("hunter2"));
    assertFalse(all.toString().contains("PIN 123456"));
  }

  @Test
  void theProcessMemoryIsReadAsLinuxTellsIt(@TempDir Path proc) throws IOException {
    Path status = proc.resolve("status");
    assertEquals(0, AdminServer.resident(status));
    Files.writeString(
        status, "Name:\tjava\nVmHWM:\t  99000 kB\nVmRSS:\t   81920 kB\nThreads:\t9\n");
    assertEquals(81920L * 1024, AdminServer.resident(status));
    Files.writeString(status, "VmRSS:\tmuch\n");
    assertEquals(0, AdminServer.resident(status));
  }

  @Test
  void metricsAreOpenAndEndAsTheyMust() throws Exception {
    HttpResponse<byte[]> answer = send("/metrics", null, null);
    String text = text(answer);
    assertTrue(answer.headers().firstValue("Content-Type").orElse("").contains("openmetrics"));
    assertTrue(text.contains("truce_line_registered{line=\"1\"} 1\n"), text);
    assertTrue(text.endsWith("# EOF\n"), text);
    assertFalse(text.contains("2002"), "no number dialled");
  }

  @Test
  void headersShutTheDoor() throws Exception {
    var headers = send("/", null, null).headers();
    assertTrue(
        headers.firstValue("Content-Security-Policy").orElse("").contains("default-src 'none'"));
    assertEquals("nosniff", headers.firstValue("X-Content-Type-Options").orElse(""));
  }

  @Test
  void longAndBrokenFormsAreJustWrong() throws Exception {
    assertEquals(403, send("/login", "pin=" + "1".repeat(10_000), null).statusCode());
    assertEquals(403, send("/login", "pin=%zz&&=&x", null).statusCode());
  }

  @Test
  void pinAndCertificateStay() throws Exception {
    DeviceKeys keys = new DeviceKeys(folder);
    assertEquals(keys.pin(), keys.pin());
    assertTrue(keys.pin().matches("[0-9]{6}"));
  }
}
