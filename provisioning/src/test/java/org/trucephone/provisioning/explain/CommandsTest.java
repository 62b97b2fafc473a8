package org.trucephone.provisioning.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.format.Writers;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** The commands trace, diff and convert. */
class CommandsTest {
  private static final String WHOLE =
      """
      [phone]
      admin_password = "sw0rdfish"
      [calls]
      dial_timeout = 4
      [time]
      servers = ["ntp.example.net"]
      [network]
      vlan = 100
      [media]
      codecs = ["G722", "PCMA"]
      dtmf = "info"
      [line.1]
      user = "201"
      auth_user = "auth201"
      password = "sw0r<d>&\\"fish"
      display_name = "Ann & Bob"
      registrar = "pbx.example.net:5070"
      outbound_proxy = "edge.example.net:5062"
      transport = "tcp"
      expires = 300
      voicemail = "*98"
      [line.2]
      user = "202"
      password = "sw0rdfish"
      registrar = "pbx.example.net"
      """;

  @TempDir Path folder;

  private record Run(int status, String out, String err) {}

  private interface Command {
    int run(List<String> arguments, PrintStream out, PrintStream err);
  }

  private static Run run(Command command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        command.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  // --- seal --------------------------------------------------------------------------------

  @Test
  void whatSealWritesExplainOpensAndChecks() throws IOException {
    String keys = folder.resolve("keys").toString();
    Run made = run(Seal::run, "--keys", keys);
    assertEquals(0, made.status(), made.err());
    String key = made.out().replaceAll("(?s).*key = \"([^\"]*)\".*", "$1");
    String signer = made.out().replaceAll("(?s).*signer = \"([^\"]*)\".*", "$1");
    assertEquals(1, run(Seal::run, "--keys", keys).status(), "keys are not overwritten");

    Run sealed = run(Seal::run, "--with", keys, file("truce.toml", WHOLE));
    assertEquals(0, sealed.status(), sealed.err());
    assertFalse(sealed.out().contains("201"), sealed.out());
    String served = file("truce-001122334455.toml", sealed.out());
    Run open = run(Explain::run, "--json", "--key", key, "--signer", signer, served);
    assertEquals(0, open.status(), open.out());
    assertTrue(
        open.out()
            .contains("encrypted and one of the keys opens it; it is signed by the signer named"),
        open.out());
    assertTrue(open.out().contains("\"user\":\"201\""), open.out());
    Run other = run(Explain::run, "--json", "--key", key, "--signer", key, served);
    assertTrue(other.out().contains("is not signed by the signer named"), other.out());
    Run closed = run(Explain::run, "--json", served);
    assertEquals(1, closed.status());
    assertTrue(closed.out().contains("is encrypted and no key opens it"), closed.out());
  }

  // --- trace -------------------------------------------------------------------------------

  @Test
  void traceTellsTheChainAndWhyOneWins() throws IOException {
    String all = file("SIPDefault.cnf", "line1_name: shared\nsntp_server: ntp.example.net\n");
    String own = file("SIP001122334455.cnf", "line1_name: 201\n");
    Run run = run(Trace::run, "line.1.user", all, own);
    assertEquals(0, run.status(), run.err());
    List<String> lines = run.out().lines().toList();
    assertEquals("line 1 user", lines.get(0));
    assertTrue(lines.get(1).contains("SIPDefault.cnf:1  line1_name = shared  (loses: overridden"));
    assertTrue(lines.get(2).contains("line1_name = 201  (wins: the last one that sets it wins)"));
  }

  @Test
  void traceKnowsWhereTheFirstFileWins() throws IOException {
    String own = file("own.cfg", "<a reg.1.label=\"mine\"/>");
    String site = file("site.cfg", "<a reg.1.label=\"all\"/>");
    String out = run(Trace::run, "line.1.label", own, site).out();
    assertTrue(out.contains("own.cfg:1  reg.1.label = mine  (wins: the first file wins"), out);
    assertTrue(out.contains("site.cfg:1  reg.1.label = all  (loses"), out);
  }

  @Test
  void traceShowsPasswordsOnlyWhenAsked() throws Exception {
    String toml = file("truce-001122334455.toml", WHOLE);
    String masked = run(Trace::run, "password", toml).out();
    assertFalse(masked.contains("fish"), masked);
    assertTrue(run(Trace::run, "--secrets", "line.2.password", toml).out().contains("sw0rdfish"));
    JsonObject json =
        JsonParser.object().from(run(Trace::run, "--json", "line.2.password", toml).out());
    assertEquals("line 2 password", json.getString("field"));
    assertTrue(json.getArray("steps").getObject(0).getBoolean("wins"));
  }

  @Test
  void traceOfAKeyAndOfNothing() throws IOException {
    String cfg = file("001122334455.cfg", Fixtures.file("yealink/001122334455.cfg"));
    assertTrue(run(Trace::run, "key.2", cfg).out().contains("blf 203 Carl  (wins)"));
    Run none = run(Trace::run, "line.9.user", cfg);
    assertEquals(1, none.status());
    assertEquals("trace: No file sets line.9.user.", none.err().strip());
  }

  // --- diff --------------------------------------------------------------------------------

  @Test
  void diffComparesWhatThePhoneWouldDo() throws IOException {
    String toml = file("truce-001122334455.toml", "[line.1]\nuser = \"201\"\nlabel = \"x\"\n");
    String cfg = file("001122334455.cfg", "account.1.user_name = 201\naccount.1.label = y\n");
    Run run = run(Diff::run, toml, cfg);
    assertEquals(1, run.status());
    assertEquals("line 1 label: x → y", run.out().strip());
    assertEquals(0, run(Diff::run, toml, toml).status());
  }

  @Test
  void diffSeesThatPasswordsDifferAndShowsNone() throws IOException {
    String a = file("a.toml", "[line.1]\nuser = \"1\"\npassword = \"one1\"\n");
    String b = file("b.toml", "[line.1]\nuser = \"1\"\npassword = \"two2\"\n");
    assertEquals("line 1 password: ••• → •••", run(Diff::run, a, b).out().strip());
  }

  @Test
  void diffTakesFoldersForOnePhone() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    Files.writeString(tree.resolve("y000000000108.cfg"), "account.1.label = all\n#\n");
    Files.writeString(
        tree.resolve("001122334455.cfg"),
        "account.1.user_name = 201\naccount.1.password = pw\n"
            + "account.1.sip_server.1.address = pbx\n");
    String own =
        file("own.toml", "[line.1]\nuser = \"201\"\npassword = \"pw\"\nregistrar = \"pbx\"\n");
    Run run = run(Diff::run, "--mac", "001122334455", tree.toString(), own);
    assertEquals("line 1 label: all → (absent)", run.out().strip(), run.err());
    assertEquals(2, run(Diff::run, tree.toString(), own).status());
  }

  // --- convert -----------------------------------------------------------------------------

  static Stream<SettingsWriter> writers() {
    return Writers.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("writers")
  void whatIsWrittenReadsBackTheSame(SettingsWriter writer) {
    Settings settings = Fixtures.parse("truce-001122334455.toml", WHOLE).settings();
    String text = writer.write(settings);
    assertEquals(List.of(), Convert.lost(settings, writer, text), text);
    ParsedFile back =
        Formats.parse(
            writer.fileName("001122334455"),
            text.getBytes(StandardCharsets.UTF_8),
            ParseContext.NONE);
    assertEquals(writer.name(), back.format());
    Account a = back.settings().accounts().get(0);
    assertEquals("sw0r<d>&\"fish", a.passwordOrEmpty().reveal());
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(Duration.ofSeconds(300), a.expiresOr(Duration.ZERO));
    assertTrue(
        back.findings().stream().noneMatch(f -> f.kind().serious()), back.findings().toString());
  }

  @Test
  void ourOwnFormatHasAPlaceForEverythingOthersSay() {
    for (String name : Fixtures.files().keySet()) {
      Settings settings = Formats.merge(List.of(Fixtures.read(name)));
      SettingsWriter truce = Writers.named("truce-toml").orElseThrow();
      List<String> lost = Convert.lost(settings, truce, truce.write(settings));
      assertEquals(List.of(), lost, name);
    }
  }

  @Test
  void whatHasNoPlaceIsTold() throws IOException {
    String toml = file("truce-001122334455.toml", WHOLE + "[key.3]\ntype = \"redial\"\n");
    Run run = run(Convert::run, "--to", "polycom", toml);
    assertEquals(1, run.status());
    assertTrue(run.out().startsWith("<?xml"));
    assertEquals("convert: key 3 type has no place in polycom: it is left out.", run.err().strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|Say with --to which format to write: truce-toml",
        "--to nonsense x|Say with --to which format to write",
        "--to yealink --jsn x|There is no option --jsn.",
      })
  void convertRefusesWhatMakesNoSense(String line, String sentence) {
    Run run = run(Convert::run, line.split(" "));
    assertEquals(2, run.status());
    assertTrue(run.err().contains(sentence), run.err());
  }
}
