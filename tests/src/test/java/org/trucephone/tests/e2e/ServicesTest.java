package org.trucephone.tests.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.tftp.TftpServer;
import org.trucephone.tests.fake.FakeCucm;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;

/** The company's services on the display: a menu, people to call, a question, a broken page. */
@Timeout(120)
class ServicesTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String MAC = "001122334455";

  @TempDir Path folder;
  private FakeCucm cucm;
  private HttpServer web;
  private TftpServer files;
  private PhoneProcess phone;
  private HandsetClient panel;

  private static final Map<String, String> PAGES =
      Map.of(
          "/menu",
          """
          <CiscoIPPhoneMenu><Title>Company</Title><Prompt>Choose</Prompt>
          <MenuItem><Name>People</Name><URL>people?a=1&b=2</URL></MenuItem>
          <MenuItem><Name>Rooms</Name><URL>rooms</URL></MenuItem>
          <MenuItem><Name>Lost</Name><URL>lost</URL></MenuItem></CiscoIPPhoneMenu>
          """,
          "/people",
          """
          <CiscoIPPhoneDirectory><Title>People</Title>
          <DirectoryEntry><Name>Ann</Name><Telephone>2001</Telephone></DirectoryEntry>
          <DirectoryEntry><Name>Bob</Name><Telephone>2002</Telephone></DirectoryEntry>
          </CiscoIPPhoneDirectory>
          """,
          "/rooms",
          """
          <CiscoIPPhoneInput><Title>Rooms</Title><URL>room</URL><InputItem>
          <DisplayName>Which room?</DisplayName><QueryStringParam>n</QueryStringParam>
          <InputFlags>N</InputFlags></InputItem></CiscoIPPhoneInput>
          """,
          "/room?n=12",
          "<CiscoIPPhoneText><Title>Room 12</Title><Text>Free until noon</Text></CiscoIPPhoneText>",
          "/lost",
          "<html>gone</html>");

  @BeforeEach
  void start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    cucm = new FakeCucm("1001", "pw1001");
    web = HttpServer.create(anyPort, 0);
    web.createContext(
        "/",
        exchange -> {
          String asked = exchange.getRequestURI().toString();
          String page = PAGES.getOrDefault(asked, PAGES.get(exchange.getRequestURI().getPath()));
          byte[] body = String.valueOf(page).getBytes(UTF_8);
          exchange.sendResponseHeaders(page == null ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    web.start();
    byte[] file =
        """
        <device><deviceProtocol>SIP</deviceProtocol><sipProfile><sipLines>
        <line button="1" lineIndex="1"><featureID>9</featureID><proxy>127.0.0.1</proxy>
        <port>%d</port><name>1001</name><authName>1001</authName>
        <authPassword>pw1001</authPassword></line></sipLines></sipProfile>
        <servicesURL>http://127.0.0.1:%d/menu</servicesURL></device>
        """
            .formatted(cucm.port(), web.getAddress().getPort())
            .getBytes(UTF_8);
    files =
        TftpServer.start(
            anyPort, name -> name.equals("SEP" + MAC + ".cnf.xml") ? file : null, line -> {});
    phone =
        PhoneProcess.start(
            folder, "--server", "tftp://127.0.0.1:" + files.port() + "/", "--mac", MAC);
    panel = phone.ready();
  }

  @AfterEach
  void stop() throws IOException {
    phone.close();
    files.close();
    web.stop(0);
    cucm.close();
  }

  @Test
  void aPersonIsFoundInTheServicesAndCalled() {
    panel.press("menu");
    for (int i = 0; i < 12 && !panel.screen().contains("> Services of the company"); i++) {
      panel.press("down");
    }
    panel.press("ok");
    panel.awaitScreen("Company", LIMIT);
    panel.awaitScreen("Rooms", LIMIT);
    panel.press("down", "ok");
    panel.awaitScreen("Which room?", LIMIT);
    panel.press("1", "2", "soft1");
    panel.awaitScreen("Free until noon", LIMIT);
    panel.press("back", "back");
    panel.awaitScreen("Lost", LIMIT);
    panel.press("down", "down", "ok");
    panel.awaitScreen("no page this phone can show", LIMIT);
    panel.press("back", "ok");
    panel.awaitScreen("Bob", LIMIT);
    panel.press("down", "ok");
    cucm.called("2002");
    panel.awaitCall("connected", LIMIT);
    assertTrue(cucm.problems().isEmpty(), cucm.log());
  }
}
