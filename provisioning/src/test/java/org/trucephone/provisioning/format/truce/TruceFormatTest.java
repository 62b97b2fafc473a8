package org.trucephone.provisioning.format.truce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.provisioning.format.Fixtures;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.DtmfMode;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

class TruceFormatTest {
  private static final String NAME = "truce-001122334455.toml";

  private static ParsedFile parse(String text) {
    return Fixtures.parse(NAME, text);
  }

  @Test
  void everyTableIsRead() {
    ParsedFile file = parse(Fixtures.TOML);
    Settings s = file.settings();
    Account one = s.accounts().get(0);
    assertEquals(new Endpoint("2001:db8::5", 5070), Setting.value(one.registrar()));
    assertEquals(Transport.TCP, one.transportOr(Transport.UDP));
    assertEquals(Duration.ofMinutes(5), one.expiresOr(Duration.ZERO));
    Account two = s.accounts().get(1);
    assertEquals(Transport.UDP, two.transportOr(Transport.TCP));
    assertTrue(two.label().isEmpty());
    General g = s.general();
    assertEquals("DE", Setting.value(g.country()));
    assertEquals(603, Setting.value(g.rejectStatus()));
    assertEquals(100, Setting.value(g.vlan()));
    assertEquals(new Endpoint("log.example.net", 5514), Setting.value(g.syslog()));
    assertEquals(new Endpoint("stun.example.net", 0), Setting.value(g.stunServer()));
    assertEquals(new Endpoint("qm.example.net", 5015), Setting.value(g.rtcpMonitor()));
    assertEquals(List.of("G722", "PCMA"), Setting.value(g.codecs()));
    assertEquals(new PortRange(20000, 20100), Setting.value(g.rtpPorts()));
    assertEquals(DtmfMode.EVENTS_ALWAYS, Setting.value(g.dtmf()));
    assertEquals(2, Setting.value(g.ntp()).size());
    LineKey key = s.keys().get(0);
    assertEquals(4, key.index());
    assertEquals(KeyType.BLF, key.type());
    assertEquals("**203", key.pickup());
    assertEquals(1, key.line());
  }

  @Test
  void provenanceNamesTheLine() {
    Setting<String> user =
        parse("\n[line.1]\nuser = \"201\"\n").settings().accounts().get(0).user();
    assertEquals(NAME + ":3", user.provenance().place());
    assertEquals("line.1.user", user.provenance().statement());
  }

  @Test
  void anUnknownKeyIsTold() {
    List<Finding> findings = parse(Fixtures.TOML).findings();
    assertEquals(1, findings.size());
    assertEquals(Finding.Kind.UNKNOWN, findings.get(0).kind());
    assertTrue(findings.get(0).text().startsWith("media.colour "));
    assertEquals(25, findings.get(0).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "calls.reject_status = 404",
        "network.vlan = 5000",
        "media.rtp_ports = \"9\"",
        "media.codecs = [1]",
        "line.1.transport = \"carrier pigeon\"",
        "line.1.enabled = \"perhaps\"",
        "key.1.type = \"teleport\"",
        "time.servers = 5"
      })
  void aWrongValueIsLeftOutAndTold(String line) {
    ParsedFile file = parse(line);
    assertEquals(Finding.Kind.INVALID, file.findings().get(0).kind());
    assertEquals(1, file.findings().get(0).line());
    assertEquals(List.of(), file.assignments());
  }

  @Test
  void brokenTomlNamesTheLineAndKeepsWhatWasRead() {
    ParsedFile file = parse("[line.1]\nuser = \"201\"\npassword = \"x\n");
    assertTrue(file.cutOff());
    assertTrue(
        file.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.INVALID && f.line() == 3));
  }

  @Test
  void nestingIsBounded() {
    ParsedFile file = parse("a = " + "[".repeat(200_000));
    assertFalse(file.readable());
  }

  @Test
  void thePhonesFileWinsOverTheCommonOne() {
    ParsedFile common =
        Fixtures.parse("truce.toml", "[sip]\ntransport = \"tcp\"\n[line.1]\nlabel = \"Desk\"\n");
    ParsedFile own =
        parse("[line.1]\nuser = \"201\"\nlabel = \"Ann\"\nregistrar = \"pbx\"\npassword = \"x\"\n");
    Settings merged = Formats.merge(List.of(common, own));
    assertEquals("Ann", merged.accounts().get(0).labelOrUser());
    assertEquals(Transport.TCP, merged.accounts().get(0).transportOr(Transport.UDP));
    assertEquals(List.of(), merged.findings());
  }

  /** The page that documents the format lists every key, and its example is read whole. */
  @Test
  void theDocumentIsComplete() throws IOException {
    String page = Files.readString(Path.of("docs/truce-toml.md"), StandardCharsets.UTF_8);
    for (String key : TruceKeys.LINE.keySet()) {
      assertTrue(page.contains("`" + key + "`"), key);
    }
    for (String key : TruceKeys.GENERAL.keySet()) {
      String[] parts = key.split("\\.");
      assertTrue(page.contains("`" + parts[1] + "`") && page.contains("`[" + parts[0] + "]`"), key);
    }
    String example = page.substring(page.indexOf("```toml") + 8);
    ParsedFile file = parse(example.substring(0, example.indexOf("```")));
    assertEquals(List.of(), Formats.merge(List.of(file)).findings());
  }

  /** The schema names the keys the reader knows, no more and no less, and no other table. */
  @Test
  void theSchemaIsComplete() throws Exception {
    JsonObject schema =
        JsonParser.object()
            .from(Files.readString(Path.of("docs/truce.schema.json"), StandardCharsets.UTF_8));
    JsonObject kinds = schema.getObject("$defs");
    assertEquals(
        new TreeSet<>(TruceKeys.LINE.keySet()),
        new TreeSet<>(kinds.getObject("line").getObject("properties").keySet()));
    TreeSet<String> general = new TreeSet<>();
    JsonObject tables = schema.getObject("properties");
    for (String table : tables.keySet()) {
      JsonObject keys = tables.getObject(table).getObject("properties", new JsonObject());
      keys.keySet().forEach(key -> general.add(table + "." + key));
    }
    assertEquals(new TreeSet<>(TruceKeys.GENERAL.keySet()), general);
    TreeSet<String> types = new TreeSet<>();
    for (KeyType type : KeyType.values()) {
      if (type != KeyType.OTHER) {
        types.add(type.token());
      }
    }
    JsonArray named =
        kinds.getObject("key").getObject("properties").getObject("type").getArray("enum");
    assertEquals(types, new TreeSet<>(named.stream().map(String::valueOf).toList()));
  }

  /** What the schema's limits refuse, the reader refuses, and what they allow it takes. */
  @Test
  void theSchemasLimitsAreTheReaders() throws Exception {
    JsonObject tables =
        JsonParser.object()
            .from(Files.readString(Path.of("docs/truce.schema.json"), StandardCharsets.UTF_8))
            .getObject("properties");
    for (String table : tables.keySet()) {
      JsonObject keys = tables.getObject(table).getObject("properties", new JsonObject());
      for (String key : keys.keySet()) {
        JsonObject kind = keys.getObject(key);
        String name = table + "." + key;
        if (kind.has("maximum")) {
          assertTrue(taken(table, key, "" + kind.getInt("maximum")), name);
          assertTrue(!taken(table, key, "" + (kind.getInt("maximum") + 1)), name);
        }
        JsonArray words = kind.getArray("enum", new JsonArray());
        for (Object word : words) {
          assertTrue(taken(table, key, word instanceof String s ? '"' + s + '"' : "" + word), name);
        }
        assertTrue(words.isEmpty() || !taken(table, key, "\"nonsense\""), name);
      }
    }
  }

  private static boolean taken(String table, String key, String value) {
    return parse("[%s]\n%s = %s\n".formatted(table, key, value)).findings().isEmpty();
  }
}
