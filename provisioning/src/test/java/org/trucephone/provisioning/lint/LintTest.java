package org.trucephone.provisioning.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LintTest {
  private static final String SECRET = "sw0rdfish";

  @TempDir Path tree;

  private record Run(int status, String out, String err) {}

  private static Run lint(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Lint.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void put(String name, String text) throws IOException {
    put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private void put(String name, byte[] bytes) throws IOException {
    Path file = tree.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** One phone as it should be. */
  @BeforeEach
  void aGoodPhone() throws IOException {
    put(
        "0011223344aa.cfg",
        """
        #!version:1.0.0.1
        account.1.enable = 1
        account.1.user_name = 200
        account.1.password = sw0rdfish
        account.1.sip_server.1.address = pbx.example.net
        """);
  }

  @Test
  void aGoodTreeHasNothingWrong() {
    Run run = lint(tree.toString());
    assertEquals(0, run.status(), run.out());
    assertEquals(
        "1 files, 1 phones: 0 findings, 0 of them may keep calls from working.", run.out().strip());
  }

  /** Plants twenty faults, each in a place of its own. */
  private void plant() throws IOException {
    put(
        "y000000000000.boot",
        "#!version:1.0.0.1\ninclude:config \"gone.cfg\"\ninclude:config \"$mac.cfg\"\n"); // 1
    put(
        "0011223344bb.cfg",
        """
        #!version:1.0.0.1
        account.1.user_name = 201
        account.1.sip_server.1.address = pbx.example.net
        linekey.2.type = 16
        linekey.3.type = 13
        linekey.3.value = 300
        linekey.3.line = 4
        sip.listen_port = many
        local_time.time_zone = +1
        local_time.time_zone = +2
        frobnicate.level = 7
        not a statement
        """); // 2 no password, 3 key without number, 4 key of no line, 5 bad number, 6 twice, 7, 8
    put(
        "0011223344cc.cfg",
        """
        #!version:1.0.0.1
        account.1.user_name = {$user_id}
        account.1.password = sw0rdfish
        account.1.sip_server.1.address = localhost
        account.2.user_name = 203
        account.2.password = 203
        account.2.sip_server.1.address = pbx.example.net
        account.2.sip_server.1.port = 506O
        """); // 9 template, 10 localhost, 11 guessable, 12 port
    put(
        "cfg0011223344dd.xml",
        "<gs_provision><mac>0011223344ee</mac><config>\n<P35>204</P35><P34>sw0rdfish</P34>\n"
            + "<P47>pbx.example.net</P47>\n<P237>http://pbx/?a=1&b=2</P237>\n</config></gs_provision>"); // 13, 14
    put("SEP0011223344FF.cnf.xml", "<html><body>404 Not Found</body></html>"); // 15
    put("sep001122334401.cnf.xml", "<device><deviceProtocol>SIP</deviceProtocol></device>"); // 16
    put(
        "SEP001122334402.cnf.xml",
        "<device>\n<deviceProtocol>SIP</deviceProtocol>\n<sipProfile><sipLines><line button=\"1\">"
            + "<name>205</name><authPassword>sw0rdfish</authPassword><proxy>pbx</proxy>\n<port>50"); // 17
    put("SIP001122334403.cnf", ""); // 18
    put(
        "SIP001122334404.cnf",
        "line1_name: 206\nline1_password: sw0rdfish\nproxy1_address: pbx\nline1_displayname: \"M\u00fcller\"\n"
            .getBytes(StandardCharsets.ISO_8859_1)); // 19
    put(
        "phone-001122334405.cfg.xml",
        "<settings><phone-settings><user_name idx=\"1\">207</user_name></phone-settings></settings>"); // 20
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y000000000000.boot:2: missing|gone.cfg",
        "0011223344bb.cfg:2: missing|no password",
        "0011223344bb.cfg:4: invalid|Key 2 (blf) has no number",
        "0011223344bb.cfg:5: invalid|line 4, which is not configured",
        "0011223344bb.cfg:8: invalid|many",
        "0011223344bb.cfg:9: overridden|set again in line 10",
        "0011223344bb.cfg:11: unknown|frobnicate.level",
        "0011223344bb.cfg:12: recovered|skipped",
        "0011223344cc.cfg:2: unrendered|did not fill it in",
        "0011223344cc.cfg:4: invalid|the phone itself",
        "0011223344cc.cfg:6: secret-exposed|is its user name",
        "0011223344cc.cfg:7: invalid|506O",
        "cfg0011223344dd.xml:1: invalid|another phone's",
        "cfg0011223344dd.xml:4: recovered|&",
        "SEP0011223344FF.cnf.xml:1: invalid|web page",
        "sep001122334401.cnf.xml:1: invalid|SEP001122334401.cnf.xml",
        "SEP001122334402.cnf.xml:4: recovered|cut off",
        "SIP001122334403.cnf:1: invalid|empty",
        "SIP001122334404.cnf:1: recovered|Windows-1252",
        "phone-001122334405.cfg.xml:1: unreadable|No phone asks for",
      })
  void eachPlantedFaultIsFound(String start, String words) throws IOException {
    plant();
    Run run = lint(tree.toString());
    assertEquals(1, run.status());
    assertTrue(
        run.out().lines().anyMatch(l -> l.startsWith(start) && l.contains(words)),
        start + " … " + words + "\n" + run.out());
    assertFalse(run.out().contains(SECRET));
  }

  @Test
  void onePhoneAloneIsLookedAtWhenItIsNamed() throws IOException {
    plant();
    String good = lint("--mac", "00:11:22:33:44:aa", tree.toString()).out();
    assertFalse(good.contains("has no password"), good);
    Run none = lint("--mac", "00:11:22:33:44:99", tree.toString());
    assertTrue(none.out().contains("There is no file for the phone 001122334499"), none.out());
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    plant();
    Run run = lint("--json", tree.toString());
    assertTrue(run.out().lines().allMatch(l -> l.startsWith("{") && l.endsWith("}")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jsn .|There is no option --jsn.",
        "--mac 12 .|“12” is not a MAC address",
        "--persona martian .|There is no persona martian",
        "--mac|The option --mac needs a value",
        "a b|Name one folder",
        "/nowhere/at/all|is no folder",
      })
  void wrongCommandLinesAreRefusedWithAHint(String line, String sentence) {
    Run run = lint(line.split(" "));
    assertEquals(2, run.status());
    assertTrue(run.err().contains(sentence), run.err());
    assertEquals("", run.out());
  }
}
