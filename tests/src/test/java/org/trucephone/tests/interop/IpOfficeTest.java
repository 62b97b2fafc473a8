package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import org.trucephone.tests.fake.FakeIpOffice;
import org.trucephone.tests.fake.SipText;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/** A desk on Avaya's IP Office, set up by the file its maker's phones fetch. */
@Tag("interop")
@Timeout(180)
class IpOfficeTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String DOMAIN = "office.example";

  @TempDir Path folder;
  private FakeIpOffice office;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void start() throws IOException {
    office = new FakeIpOffice(DOMAIN, "201", "2580");
    byte[] settings =
        """
        SET SIPDOMAIN %1$s
        SET SIP_CONTROLLER_LIST 127.0.0.1:%2$d;transport=tcp
        SET FORCE_SIP_EXTENSION 201
        SET FORCE_SIP_USERNAME 201
        SET FORCE_SIP_PASSWORD 2580
        SET MSGNUM *17
        SET BLF_LIST_URI sip:%3$s@%1$s
        SET PHONEKEY "Key=2;Type=feature;Name=blf;attr1=202;Label=Carol"
        SET PHONEKEY "Key=3;Type=feature;Name=autodial;attr1=*38*1#;Label=Take back"
        """
            .formatted(DOMAIN, office.port(), FakeIpOffice.LIST)
            .getBytes(StandardCharsets.UTF_8);
    byte[] upgrade = "GET 46xxsettings.txt\n".getBytes(StandardCharsets.UTF_8);
    files =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            name ->
                switch (name) {
                  case "J100Supgrade.txt" -> upgrade;
                  case "46xxsettings.txt" -> settings;
                  default -> null;
                },
            line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", "001122334455");
    panel = phone.ready();
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    office.close();
  }

  private void awaitLamp(String wanted) {
    panel.await(
        "lamp " + wanted,
        LIMIT,
        s ->
            s.getArray("keys").stream()
                .map(JsonObject.class::cast)
                .anyMatch(k -> k.getInt("index") == 2 && k.getString("lamp").equals(wanted)));
  }

  private void hangUp() {
    panel.hook(false);
    panel.await("the handset is back", LIMIT, s -> s.getString("hook").equals("on"));
  }

  @Test
  void aDayAtTheDesk() throws IOException {
    panel.await("the message light", LIMIT, s -> s.getInt("messages") == 3);
    Await.until("the list of lamps", LIMIT, office::watched, office::log);
    office.lamp("202", "early");
    awaitLamp("ringing");
    office.lamp("202", "confirmed");
    awaitLamp("busy");
    office.lamp("202", "terminated");
    awaitLamp("off");

    // Out, moved between the phones, held, handed on.
    panel.dial("202");
    FakeCall out = office.called("202");
    panel.awaitCall("connected", LIMIT);
    int before = office.heard();
    Await.until("sound", LIMIT, () -> office.heard() > before + 25, office::log);
    office.moveMedia(out, "sendrecv");
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    panel.press("transfer", "2", "0", "3", "transfer");
    Await.until("a transfer", LIMIT, () -> office.transfers().contains("203"), office::log);
    out.awaitBye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    SipText invite = office.ring("201", "204", "Dora");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Dora", LIMIT);
    panel.hook(true);
    FakeCall in = office.answered(invite);
    panel.awaitCall("connected", LIMIT);
    in.bye();
    panel.awaitNoCall(LIMIT);
    hangUp();

    // A parked call is taken back by a key whose short code ends in the sign that else ends
    // dialing.
    panel.press("line3");
    Await.until("the short code", LIMIT, () -> office.codes().contains("*38*1#"), office::log);
    panel.awaitCall("connected", LIMIT);
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    hangUp();

    office.messages(false);
    panel.await("the message light goes out", LIMIT, s -> s.getInt("messages") == 0);
    assertEquals(List.of(), office.problems(), office.log());
  }
}
