package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Child;
import org.trucephone.tests.harness.Namespaces;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.VendorTrees;

/**
 * A real dnsmasq on a cable of its own hands out one option; the handset, told nothing but {@code
 * --server auto}, comes up with its line from that alone.
 */
@Tag("interop")
@Timeout(120)
class DhcpTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern PAGE = Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/?");
  private static final String MAC = "001122334455";

  @TempDir static Path shared;
  private static Namespaces house;
  private static Child files;

  @TempDir Path folder;

  @BeforeAll
  static void makeTheHouse() throws IOException {
    try {
      house = Namespaces.make();
    } catch (IOException e) {
      Assumptions.abort("network namespaces cannot be made here: " + e.getMessage());
    }
    Path tree = Files.createDirectory(shared.resolve("tree"));
    for (String vendor : List.of("cisco-sep", "yealink", "snom", "aastra", "avaya", "polycom")) {
      Path own = Files.createDirectory(tree.resolve(vendor));
      for (Map.Entry<String, String> file : VendorTrees.of(vendor, 5070).entrySet()) {
        Files.writeString(own.resolve(file.getKey()), file.getValue());
      }
    }
    // Option 150 and the next server are addresses alone: their files stand at the root.
    for (Map.Entry<String, String> file : VendorTrees.of("cisco-sep", 5070).entrySet()) {
      Files.writeString(tree.resolve(file.getKey()), file.getValue());
    }
    files =
        house.server(
            shared.resolve("files.log"),
            java(
                "org.trucephone.provisioning.serve.Serve",
                tree.toString(),
                "--host",
                Namespaces.SERVER,
                "--tftp-port",
                "69",
                "--http-port",
                "80"));
    files.awaitOutput(Pattern.compile("tftp"), LIMIT);
  }

  @AfterAll
  static void takeItAway() {
    if (files != null) {
      files.close();
    }
    if (house != null) {
      house.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // name | dnsmasq's line | persona that was answered | its source
        "66, a URL | dhcp-option=66,\"http://10.77.0.1/yealink/\" | yealink | http://10.77.0.1/yealink/",
        "66, an address with a folder | dhcp-option=66,\"10.77.0.1/snom\" | snom | tftp://10.77.0.1/snom/",
        "66, a file | dhcp-option=66,\"http://10.77.0.1/polycom/000000000000.cfg\" | polycom | http://10.77.0.1/polycom/",
        "66 with 67 | dhcp-option=66,\"10.77.0.1\";dhcp-option=67,\"snom/snomD785-{mac}.htm\" | snom | tftp://10.77.0.1/snom/",
        "67, a URL | dhcp-option=67,\"http://10.77.0.1/snom/snomD785-{mac}.htm\" | snom | http://10.77.0.1/snom/",
        "150 | dhcp-option=150,10.77.0.1 | cisco | tftp://10.77.0.1/",
        "43, a URL | dhcp-option=43,\"http://10.77.0.1/aastra/\" | aastra | http://10.77.0.1/aastra/",
        "43, encapsulated for one make | dhcp-vendorclass=set:a,AastraIPPhone;dhcp-option=tag:a,vendor:AastraIPPhone,2,\"http://10.77.0.1/aastra/\" | aastra | http://10.77.0.1/aastra/",
        "125 | dhcp-option=vi-encap:9999,1,\"http://10.77.0.1/yealink/\" | yealink | http://10.77.0.1/yealink/",
        "159 | dhcp-option=159,\"http://10.77.0.1/polycom/\" | polycom | http://10.77.0.1/polycom/",
        "160 | dhcp-option=160,\"tftp://10.77.0.1/polycom/\" | polycom | tftp://10.77.0.1/polycom/",
        "242 | dhcp-option=242,\"HTTPSRVR=10.77.0.1,HTTPDIR=/avaya,L2QVLAN=0\" | avaya | http://10.77.0.1/avaya/",
        "boot file | dhcp-boot=snom/snomD785-001122334455.htm | snom | tftp://10.77.0.1/snom/",
      })
  void oneOptionIsEnough(String name, String lines, String persona, String source)
      throws IOException {
    try (Child dhcp = dnsmasq(lines);
        PhoneProcess phone = phone()) {
      JsonObject provisioning = provisioned(phone, dhcp);
      assertEquals(persona, provisioning.getString("persona"), provisioning.toString());
      assertEquals(source, provisioning.getString("source"), provisioning.toString());
      System.out.printf("figure: DHCP %s: %s%n", name, provisioning.getArray("files"));
    }
  }

  @Test
  void option120LeadsToTheSipServerThatTellsWhereTheSettingsAre() throws IOException {
    try (Child pnp = plugAndPlay();
        Child dhcp = dnsmasq("dhcp-option=120,10.77.0.1");
        PhoneProcess phone = phone()) {
      assertEquals(
          "http://10.77.0.1/snom/", provisioned(phone, dhcp).getString("source"), pnp.output());
      assertTrue(phone.log().contains("DHCP option 120"), phone.log());
    }
  }

  @Test
  void withoutAnyOptionAMulticastSubscribeFindsTheServer() throws IOException {
    try (Child pnp = plugAndPlay();
        Child dhcp = dnsmasq("dhcp-option=3");
        PhoneProcess phone = phone()) {
      assertEquals(
          "http://10.77.0.1/snom/", provisioned(phone, dhcp).getString("source"), pnp.output());
      assertTrue(phone.log().contains("plug and play"), phone.log());
    }
  }

  @Test
  void whereNobodySaysAnythingThePhoneSaysSo() throws IOException {
    try (PhoneProcess phone = phone()) {
      String page = page(phone);
      Await.until(
          "the sentence",
          LIMIT,
          () ->
              house
                  .get(page + "screen.txt")
                  .replaceAll("\\s+", " ")
                  .contains("names no provisioning server"),
          phone::log);
    }
  }

  @Test
  void aServerThatAlsoSpeaksHttpOn6970IsAskedThereFirst() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    for (Map.Entry<String, String> file : VendorTrees.of("cisco-sep", 5070).entrySet()) {
      Files.writeString(tree.resolve(file.getKey()), file.getValue());
    }
    try (Child web =
            house.server(
                folder.resolve("web.log"),
                java(
                    "org.trucephone.provisioning.serve.Serve",
                    tree.toString(),
                    "--host",
                    Namespaces.SERVER,
                    "--tftp-port",
                    "6970",
                    "--http-port",
                    "6970"));
        Child dhcp = dnsmasq("dhcp-option=150,10.77.0.1")) {
      web.awaitOutput(Pattern.compile("tftp"), LIMIT);
      try (PhoneProcess phone = phone()) {
        JsonObject provisioning = provisioned(phone, dhcp);
        assertEquals("cisco", provisioning.getString("persona"), provisioning.toString());
        assertEquals("tftp://10.77.0.1/", provisioning.getString("source"));
        web.awaitOutput(Pattern.compile("GET /SEP001122334455.cnf.xml: 200"), LIMIT);
      }
    }
  }

  @Test
  void theSwitchIsToldWhoWeAreAndItsVlanForPhonesIsShown() throws IOException {
    // Port "Gi1/0/7" of "sw1": voice is tagged, VLAN 100, priority 5, DSCP 46.
    String frame =
        "0180c200000e0050568a000188cc0207040050568a00010408054769312f302f3706020078"
            + "0a03737731fe080012bb020140c96e0000";
    try (Child port =
            house.server(
                folder.resolve("switch.log"),
                java("org.trucephone.tests.harness.SwitchPort", "cable", frame));
        PhoneProcess phone = phone()) {
      String page = page(phone);
      Await.until(
          "the VLAN",
          LIMIT,
          () ->
              house
                  .get(page + "state.json")
                  .contains("The switch sw1 (Gi1/0/7) has VLAN 100 for phones"),
          () -> phone.log() + port.output());
      port.awaitOutput(Pattern.compile("heard 0180c200000e.*fe070012bb01000303"), LIMIT);
    }
  }

  // --- fixtures ----------------------------------------------------------------------------

  private PhoneProcess phone() throws IOException {
    return PhoneProcess.within(
        house.onPhone(), folder, "--server", "auto", "--mac", MAC, "--bind", "0.0.0.0");
  }

  private static String page(PhoneProcess phone) {
    String page = phone.child().awaitOutput(PAGE, LIMIT).group();
    return page.endsWith("/") ? page : page + "/";
  }

  private static JsonObject provisioned(PhoneProcess phone, Child dhcp) {
    String page = page(phone);
    List<JsonObject> found = new ArrayList<>();
    Await.until(
        "settings from the server",
        LIMIT,
        () -> {
          try {
            JsonObject state = JsonParser.object().from(house.get(page + "state.json"));
            boolean has =
                !state.getArray("lines").isEmpty()
                    && state
                        .getArray("lines")
                        .getObject(0)
                        .getString("address")
                        .startsWith("sip:1001@");
            if (has) {
              found.add(state.getObject("provisioning"));
            }
            return has;
          } catch (JsonParserException e) {
            return false; // not up yet
          }
        },
        () -> phone.log() + "\n--- dnsmasq\n" + dhcp.output() + "\n--- files\n" + files.output());
    return found.getFirst();
  }

  private Child dnsmasq(String lines) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("dnsmasq", "--keep-in-foreground", "--log-facility=-", "--log-dhcp"));
    command.addAll(List.of("--conf-file=" + Files.createFile(folder.resolve("none.conf"))));
    command.addAll(List.of("--port=0", "--no-ping", "--interface=cable", "--user=root"));
    command.add("--dhcp-leasefile=" + folder.resolve("leases"));
    command.add("--dhcp-range=10.77.0.50,10.77.0.90,255.255.255.0,1h");
    for (String line : lines.split(";")) {
      command.add("--" + line.strip().replaceAll("\"", ""));
    }
    Child child = house.server(folder.resolve("dnsmasq.log"), command);
    child.awaitOutput(Pattern.compile("DHCP, IP range"), LIMIT);
    return child;
  }

  private Child plugAndPlay() throws IOException {
    Child child =
        house.server(
            folder.resolve("pnp.log"),
            java(
                "org.trucephone.tests.lab.PlugAndPlay",
                Namespaces.SERVER,
                "http://10.77.0.1/snom/snomD785-{mac}.htm"));
    child.awaitOutput(Pattern.compile("ready"), LIMIT);
    return child;
  }

  private static List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")));
    command.addAll(List.of(arguments));
    return command;
  }
}
