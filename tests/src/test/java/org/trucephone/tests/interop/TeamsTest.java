package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.FakeGateway;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.OwnCertificate;
import org.trucephone.tests.harness.PhoneProcess;

/** A desk behind a gateway shaped like that of Teams: ready for it, certified for nothing. */
@Tag("interop")
@Timeout(180)
class TeamsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";
  private static final String DOMAIN = "sdg.example";

  @TempDir Path folder;
  private FakeGateway gateway;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;
  private volatile String account = FakeGateway.FIRST + ":first1";

  private byte[] settings() {
    String[] parts = account.split(":");
    return """
    [sip]
    transport = "tls"

    [media]
    security = "required"

    [line.1]
    user = "%s"
    password = "%s"
    domain = "%s"
    registrar = "127.0.0.1:%d"
    """
        .formatted(parts[0], parts[1], DOMAIN, gateway.port())
        .getBytes(StandardCharsets.UTF_8);
  }

  @BeforeEach
  void start() throws IOException {
    OwnCertificate certificate = OwnCertificate.make(folder);
    Path trusted = Files.createDirectories(folder.resolve("data").resolve("trusted"));
    Files.writeString(trusted.resolve("gateway.pem"), certificate.pem());
    gateway = new FakeGateway(DOMAIN, certificate.context(), "ann", "240719");
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> name.equals("truce-" + MAC + ".toml") ? settings() : null,
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.ready();
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    gateway.close();
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  private static JsonObject connected(JsonObject state) {
    return state.getArray("calls").stream()
        .map(JsonObject.class::cast)
        .filter(call -> call.getString("state").equals("connected"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void fromTheFirstAccountToTheUsersOwn() throws IOException {
    assertTrue(gateway.registeredAs(FakeGateway.FIRST), gateway.log());

    // A phone without a user is claimed by a code that is dialed as it stands.
    panel.dial("*55*483920");
    FakeCall claim = gateway.called("*55*483920");
    panel.awaitCall("connected", LIMIT);
    claim.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    account = "ann:240719";
    gateway.checkSync(FakeGateway.FIRST);
    Await.until("the user's own account", LIMIT, () -> gateway.registeredAs("ann"), gateway::log);
    Await.until(
        "the first account is left",
        LIMIT,
        () -> !gateway.registeredAs(FakeGateway.FIRST),
        gateway::log);
    panel.awaitReady(LIMIT);

    panel.dial("1002");
    FakeCall out = gateway.called("1002");
    panel.awaitCall("connected", LIMIT);
    assertEquals("srtp", connected(panel.state()).getString("secure"));
    panel.await(
        "sound that was decrypted",
        LIMIT,
        s -> connected(s).getObject("rtp").getInt("received") > 100);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "1", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> gateway.transfers().contains("1003"), gateway::log);
    out.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    SipText invite = gateway.ring("ann", "1002", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Dora", LIMIT);
    panel.hook(true);
    FakeCall in = gateway.answered(invite);
    panel.awaitCall("connected", LIMIT);
    panel.await("keys of the answer", LIMIT, s -> connected(s).getString("secure").equals("srtp"));
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    assertEquals(
        488, gateway.refusal(gateway.ringInTheClear("ann", "1009")).status(), gateway.log());
    assertEquals(List.of(), gateway.problems(), gateway.log());
  }
}
