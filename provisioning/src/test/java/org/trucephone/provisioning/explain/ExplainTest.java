package org.trucephone.provisioning.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.provisioning.fetch.FileSource;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.http.HttpFileServer;
import org.trucephone.provisioning.tftp.TftpServer;

class ExplainTest {
  @TempDir Path folder;

  private record Run(int status, String out, String err) {
    JsonObject json(int line) throws JsonParserException {
      return JsonParser.object().from(out.lines().toList().get(line));
    }
  }

  private static Run explain(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Explain.run(
            List.of(arguments),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private List<String> all() throws IOException {
    List<String> files = new ArrayList<>();
    for (var fixture : Fixtures.ALL.entrySet()) {
      files.add(file(fixture.getKey(), fixture.getValue()));
    }
    return files;
  }

  @Test
  void jsonSaysWhatTheFileSays() throws Exception {
    Run run = explain("--json", file("SEP001122334455.cnf.xml", Fixtures.SEP));
    assertEquals(0, run.status());
    JsonObject json = run.json(0);
    assertEquals("cisco-sep", json.getString("format"));
    JsonObject line = json.getArray("lines").getObject(0);
    assertEquals(1, line.getInt("index"));
    assertTrue(line.getBoolean("enabled"));
    assertEquals("one.example.net", line.getObject("registrar").getString("host"));
    assertEquals(5060, line.getObject("registrar").getInt("port"));
    assertEquals("tcp", line.getString("transport"));
    assertEquals("•••", line.getString("password"));
    assertEquals("*98", line.getString("voicemail"));
    JsonObject second = json.getArray("lines").getObject(1);
    assertNull(second.get("authUser"));
    assertEquals("506O", second.getObject("registrar").getString("port"));
    JsonObject key = json.getArray("keys").getObject(0);
    assertEquals("blf", key.getString("type"));
    assertEquals(3, key.getInt("index"));
    JsonObject settings = json.getObject("settings");
    assertEquals(300, settings.getInt("registerExpires"));
    assertEquals("•••", settings.getString("adminPassword"));
    assertEquals(2, settings.getArray("ntp").size());
    JsonObject statements = json.getObject("statements");
    assertEquals(
        statements.getInt("total"),
        statements.getInt("mapped")
            + statements.getInt("approximated")
            + statements.getInt("ignored")
            + statements.getInt("unknown"));
    assertEquals(2, statements.getInt("unknown"));
  }

  @Test
  void secretsShowOnlyWhenAskedFor() throws Exception {
    List<String> files = all();
    for (String form : List.of("--json", "--mac=no")) {
      List<String> arguments = new ArrayList<>(files);
      if (form.equals("--json")) {
        arguments.add(0, form);
      }
      Run run = explain(arguments.toArray(String[]::new));
      assertEquals(0, run.status(), run.err());
      assertFalse(run.out().contains(Fixtures.SECRET));
      arguments.add(0, "--secrets");
      assertTrue(explain(arguments.toArray(String[]::new)).out().contains(Fixtures.SECRET));
    }
  }

  @Test
  void oneLineForEachArgumentInOrder() throws Exception {
    Run run =
        explain(
            "--json",
            file("SIPDefault.cnf", Fixtures.CNF_DEFAULT),
            folder.resolve("nothing").toString(),
            folder.toString(),
            file("a.bin", "\0\1\2\3\4\5\6\7\0\1\2\3\4"));
    assertEquals(1, run.status());
    assertEquals(4, run.out().lines().count());
    assertEquals("cisco-cnf", run.json(0).getString("format"));
    for (int i = 1; i < 4; i++) {
      assertEquals("unknown", run.json(i).getString("format"));
      assertEquals(1, run.json(i).getArray("findings").size());
      assertFalse(run.out().contains("Exception"));
    }
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--jsn x          | There is no option --jsn.",
        "--persona martian x | There is no persona martian, only auto, ",
        "--mac 12 x       | “12” is not a MAC address such as 00:11:22:33:44:55.",
        "--model          | The option --model needs a value after it.",
        "--json           | Name at least one file or URL to explain.",
      })
  void wrongCommandLinesAreRefusedWithAHint(String line, String sentence) {
    Run run = explain(line.split(" "));
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("explain: " + sentence), run.err());
    assertTrue(run.err().strip().endsWith("(provisioning/explain --help lists the options)"));
    assertEquals("", run.out());
  }

  @Test
  void helpListsTheOptions() {
    Run run = explain("--help");
    assertEquals(0, run.status());
    for (String option : List.of("--json", "--secrets", "--persona", "--model", "--mac")) {
      assertTrue(run.out().contains(option));
    }
  }

  @Test
  void thePersonaChoosesTheFormats() throws Exception {
    String file = file("SEP001122334455.cnf.xml", Fixtures.SEP);
    assertEquals(0, explain("--persona", "cisco", file).status());
    assertEquals(1, explain("--persona", "truce", file).status());
  }

  @Test
  void textShowsStatementsOverridesAndTheWhole() throws Exception {
    String common = file("SIPDefault.cnf", Fixtures.CNF_DEFAULT);
    String own = file("SIP001122334455.cnf", Fixtures.CNF_PHONE + "line1_shortname: Bob\n");
    Run run = explain(common, own);
    assertTrue(run.out().contains("timer_register_expires = 180  →  registerExpires 180 s"));
    assertTrue(run.out().contains("line1_shortname = Ann  →  line 1 label Ann  [line 13 wins]"));
    assertTrue(
        run.out().contains("! overridden (line 5): line1_shortname is set again in line 13"));
    assertTrue(run.out().contains("line 2: 202, registrar pbx.example.net:5160"));
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() throws Exception {
    Run run = explain(file("SIPDefault.cnf", "phone_label: \"\u001b[31mred\"\n"));
    assertFalse(run.out().contains("\u001b"));
  }

  @Test
  void aPasswordInAUrlDoesNotShow() throws Exception {
    Run run = explain("--json", "http://ann:hunter2@127.0.0.1:1/f", "ftp://ann:hunter2@h/f");
    assertEquals(1, run.status());
    assertFalse(run.out().contains("hunter2"));
    assertEquals("http://ann:•••@127.0.0.1:1/f", run.json(0).getString("file"));
  }

  @Test
  void urlsAreFetchedAndFailuresTold() throws Exception {
    FileSource files =
        name ->
            name.endsWith("SIPDefault.cnf")
                ? Fixtures.CNF_DEFAULT.getBytes(StandardCharsets.UTF_8)
                : null;
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (HttpFileServer http = HttpFileServer.start(any, files, null, line -> {});
        TftpServer tftp = TftpServer.start(any, files, line -> {})) {
      for (String base :
          List.of("http://127.0.0.1:" + http.port(), "tftp://127.0.0.1:" + tftp.port())) {
        Run run = explain("--json", base + "/SIPDefault.cnf", base + "/absent.cnf");
        assertEquals(1, run.status());
        assertEquals("cisco-cnf", run.json(0).getString("format"));
        assertEquals("unknown", run.json(1).getString("format"));
        assertEquals("unreadable", run.json(1).getArray("findings").getObject(0).getString("kind"));
      }
    }
    for (String bad : List.of("ftp://h/f", "http://[/", "tftp://h", "http:///f")) {
      assertEquals(1, explain(bad).status());
    }
  }
}
