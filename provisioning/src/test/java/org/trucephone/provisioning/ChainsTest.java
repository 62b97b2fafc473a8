package org.trucephone.provisioning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.tftp.TftpServer;

/** Files that name others, from a server that has them, as each vendor's phone reads them. */
class ChainsTest {
  private static final String MAC = "001122334455";

  @TempDir Path data;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Provisioner provisioner = new Provisioner();
  private TftpServer tftp;

  @BeforeEach
  void start() throws IOException {
    tftp =
        TftpServer.start(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), files::get, line -> {});
  }

  @AfterEach
  void stop() {
    tftp.close();
    provisioner.close();
  }

  private void put(String name, String text) {
    files.put(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private Outcome provision(String persona) {
    URI server = URI.create("tftp://127.0.0.1:" + tftp.port() + "/");
    return provisioner.provision(new Request(server, MAC, persona, data, null));
  }

  private static Account first(Outcome outcome) {
    assertNotNull(outcome.settings(), outcome.problem());
    return outcome.settings().accounts().get(0);
  }

  @Test
  void aBootFileLeadsToItsIncludesInOrder() {
    put(
        "y000000000000.boot",
        """
        #!version:1.0.0.1
        include:config "common.cfg"
        [T46U]include:config "model.cfg"
        [T19]include:config "other.cfg"
        include:config "$mac.cfg"
        """);
    put("common.cfg", "#!version:1.0.0.1\naccount.1.sip_server.1.address = pbx.example.net\n");
    put("model.cfg", "#!version:1.0.0.1\naccount.1.label = model\naccount.1.display_name = x\n");
    put(
        MAC + ".cfg",
        "account.1.user_name = 201\naccount.1.password = pw\naccount.1.label = own\n");
    Outcome outcome = provision("yealink");
    assertNull(outcome.problem());
    assertEquals(
        List.of("y000000000000.boot", "common.cfg", "model.cfg", MAC + ".cfg"), outcome.files());
    assertEquals("own", first(outcome).labelOrUser());
    assertEquals("x", first(outcome).displayNameOr(""));
    assertEquals("pbx.example.net", first(outcome).hostOr(""));
  }

  @Test
  void aMasterFileLeadsToFilesOfWhichTheFirstWins() {
    put(
        "000000000000.cfg",
        "<APPLICATION APP_FILE_PATH=\"\" CONFIG_FILES=\"[PHONE_MAC_ADDRESS]-reg.cfg, site.cfg,gone.cfg\"/>");
    put(
        MAC + "-reg.cfg",
        "<a reg.1.address=\"201\" reg.1.auth.password=\"pw\" reg.1.label=\"own\"/>");
    put("site.cfg", "<a reg.1.label=\"all\" voIpProt.server.1.address=\"pbx.example.net\"/>");
    put(MAC + "-phone.cfg", "<a reg.1.displayName=\"changed here\"/>");
    Outcome outcome = provision("polycom");
    assertNull(outcome.problem());
    assertEquals("own", first(outcome).labelOrUser());
    assertEquals("changed here", first(outcome).displayNameOr(""));
    assertEquals("pbx.example.net", first(outcome).hostOr(""));
    assertTrue(
        outcome.findings().stream().map(Finding::text).anyMatch(t -> t.contains("gone.cfg")));
  }

  @Test
  void aListOfSettingFilesIsFollowed() {
    put("snomD785-001122334455.htm", "<setting-files><file url=\"own.xml\"/></setting-files>");
    put(
        "own.xml",
        "<settings><phone-settings><user_name idx=\"1\">201</user_name>"
            + "<user_pass idx=\"1\">pw</user_pass><user_host idx=\"1\">pbx.example.net</user_host>"
            + "</phone-settings></settings>");
    assertEquals("201", first(provision("snom")).userOr(""));
  }

  @Test
  void profileRulesAreFollowed() {
    put(
        "8851-3PCC.xml",
        "<flat-profile><Profile_Rule_B>/common.xml</Profile_Rule_B>"
            + "<Profile_Rule_C>/$MA.xml</Profile_Rule_C></flat-profile>");
    put("common.xml", "<flat-profile><Proxy_1_>pbx.example.net</Proxy_1_></flat-profile>");
    put(
        MAC + ".xml",
        "<flat-profile><User_ID_1_>201</User_ID_1_><Password_1_>pw</Password_1_></flat-profile>");
    Outcome outcome = provision("cisco");
    assertNull(outcome.problem());
    assertEquals("201", first(outcome).userOr(""));
    assertEquals("pbx.example.net", first(outcome).hostOr(""));
  }

  @Test
  void includesThatGoRoundEnd() {
    put(
        MAC + ".boot",
        "#!version:1.0.0.1\ninclude:config \"" + MAC + ".boot\"\ninclude:config \"b.boot\"\n");
    put(
        "b.boot",
        "#!version:1.0.0.1\ninclude:config \""
            + MAC
            + ".boot\"\naccount.1.user_name = 201\n"
            + "account.1.password = pw\naccount.1.sip_server.1.address = pbx.example.net\n");
    assertEquals("201", first(provision("yealink")).userOr(""));
  }

  @Test
  void autoFindsEachVendorsTree() {
    put(
        "cfg" + MAC + ".xml",
        "<gs_provision><config><P35>201</P35><P34>pw</P34><P47>h</P47></config></gs_provision>");
    Outcome outcome = provision("auto");
    assertNull(outcome.problem());
    assertEquals("grandstream", outcome.persona());
    Setting<String> user = first(outcome).user();
    assertEquals("201", Setting.value(user));
  }
}
