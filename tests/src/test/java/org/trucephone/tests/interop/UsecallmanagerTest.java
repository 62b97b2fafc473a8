package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeCall;
import org.trucephone.tests.fake.FakeUsecallmanager;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/**
 * A desk on Asterisk with the usecallmanager patch: the file of Cisco's enterprise phones, lamps
 * and messages nobody asked for, keys by remote call control.
 */
@Tag("interop")
@Timeout(180)
class UsecallmanagerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";

  @TempDir Path folder;
  private final AtomicInteger fetched = new AtomicInteger();
  private FakeUsecallmanager server;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @AfterEach
  void stop() throws IOException {
    if (phone != null) {
      phone.close();
    }
    files.close();
    server.close();
  }

  private static String file(int port, int transport) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <device><deviceProtocol>SIP</deviceProtocol><devicePool><callManagerGroup><members>
    <member priority="0"><callManager><ports><sipPort>%1$d</sipPort></ports>
    <processNodeName>127.0.0.1</processNodeName></callManager></member></members>
    </callManagerGroup></devicePool><sipProfile><sipLines>
    <line button="1" lineIndex="1"><featureID>9</featureID><featureLabel>1001</featureLabel>
    <proxy>USECALLMANAGER</proxy><port>%1$d</port><name>1001</name><displayName>Ann</displayName>
    <authName>1001</authName><authPassword>pw1001</authPassword>
    <messagesNumber>8500</messagesNumber></line>
    <line button="2"><featureID>21</featureID><featureLabel>Carol</featureLabel>
    <speedDialNumber>200</speedDialNumber></line>
    </sipLines></sipProfile><vendorConfig><truceDialect>usecallmanager</truceDialect></vendorConfig>
    <transportLayerProtocol>%2$d</transportLayerProtocol></device>
    """
        .formatted(port, transport);
  }

  private void start(int transport) throws IOException {
    server = new FakeUsecallmanager("SEP" + MAC, "1001", "pw1001");
    byte[] file = file(server.port(), transport).getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name -> {
              if (!name.equals("SEP" + MAC + ".cnf.xml")) {
                return null;
              }
              fetched.incrementAndGet();
              return file;
            },
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.ready();
  }

  private String lamp() {
    for (Object key : panel.state().getArray("keys")) {
      if (((JsonObject) key).getInt("index") == 2) {
        return ((JsonObject) key).getString("lamp");
      }
    }
    return "";
  }

  private void awaitLamp(String wanted) {
    Await.until("lamp " + wanted, LIMIT, () -> lamp().equals(wanted), server::log);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 1})
  void aDayAtTheDesk(int transport) throws IOException {
    start(transport);
    Await.until("the start's alarm", LIMIT, () -> server.alarmed(), server::log);

    // Lamps and messages come unasked.
    server.lamp("200", "");
    awaitLamp("off");
    server.lamp("200", "ce:alerting");
    awaitLamp("ringing");
    server.brokenDialog("200", "confirmed");
    awaitLamp("busy");
    server.brokenDialog("200", "terminated");
    awaitLamp("off");
    server.bulk(true, 2, "2002");
    panel.await("two messages", LIMIT, s -> s.getInt("messages") == 2);
    SipText refused = server.ring("1001", "1002", "Dora");
    assertEquals(302, server.refusal(refused).status(), "forwarded by the server's wish");
    server.bulk(false, 0, "");
    panel.await("no messages", LIMIT, s -> s.getInt("messages") == 0);

    // A call out, held, taken up, parked by the server.
    panel.dial("2002");
    FakeCall out = server.called("2002");
    panel.awaitCall("connected", LIMIT);
    int before = server.heard();
    Await.until("sound", LIMIT, () -> server.heard() > before + 25, server::log);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    Await.until("taken up", LIMIT, () -> !out.phonesSdp().contains("a=sendonly"), server::log);
    park();
    panel.awaitScreen("Call park at 701", LIMIT);
    panel.awaitNoCall(LIMIT);
    assertEquals(1, server.parked());

    // A call in, answered because the server says so; transferred.
    SipText invite = server.ring("1001", "1002", "Emil");
    String tag = server.rings(invite);
    server.answer(server.call(invite), tag);
    FakeCall in = server.answered(invite);
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "2", "0", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> server.transfers().contains("2003"), server::log);
    in.awaitBye();
    panel.awaitNoCall(LIMIT);

    // What the person switches is published.
    panel.await("nothing more is told", LIMIT, s -> s.isNull("notice"));
    panel.press("menu");
    for (int i = 0; i < 12 && !panel.screen().contains("> Do not disturb"); i++) {
      panel.press("down");
    }
    panel.press("ok");
    Await.until("published", LIMIT, () -> server.published().equals("dnd"), server::log);
    panel.press("ok");
    Await.until("taken back", LIMIT, () -> server.published().equals("available"), server::log);
    panel.press("back");

    // A restart that is not for us is left alone, one that is fetches the file again.
    int had = fetched.get();
    server.control("restart", false);
    server.status("Still here");
    panel.awaitScreen("Still here", LIMIT);
    assertEquals(had, fetched.get());
    server.control("restart", true);
    Await.until("the file again", LIMIT, () -> fetched.get() > had, server::log);
    assertTrue(phone.child().alive(), phone.log());
    assertEquals(List.of(), server.problems(), server.log());
  }

  /** Presses soft keys until the one that parks is shown. */
  private void park() {
    for (int page = 0; page < 4 && !panel.screen().contains("Park"); page++) {
      panel.press("soft4");
    }
    String keys =
        panel.screen().lines().filter(line -> line.contains("Park")).findFirst().orElse("");
    int index = List.of(keys.split("\\|")).stream().map(String::strip).toList().indexOf("Park");
    assertTrue(index >= 0, panel.screen());
    panel.press("soft" + (index + 1));
  }
}
