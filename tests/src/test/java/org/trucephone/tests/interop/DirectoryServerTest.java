package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Slapd;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabCall;
import org.trucephone.tests.lab.LabOptions;

/** A desk whose company keeps its people on a real OpenLDAP server. */
@Tag("interop")
@Timeout(120)
class DirectoryServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private static String person(String first, String last, String number) {
    return """
    dn: cn=%1$s %2$s,%4$s
    objectClass: inetOrgPerson
    cn: %1$s %2$s
    sn: %2$s
    givenName: %1$s
    displayName: %1$s %2$s
    telephoneNumber: %3$s

    """
        .formatted(first, last, number, Slapd.BASE);
  }

  private Slapd server() throws IOException {
    Path ldif = folder.resolve("people.ldif");
    Files.writeString(ldif, person("Anna", "Meyer", "699") + person("Ben", "Zhou", "600"));
    return Slapd.start(Files.createDirectory(folder.resolve("slapd")), ldif, "s3cret");
  }

  private PhoneProcess phone(Lab lab, String directory, String password) throws IOException {
    String name = "truce-" + lab.options().mac() + ".toml";
    String settings =
        new String(lab.file(name), StandardCharsets.UTF_8)
            .replaceFirst(
                "(?m)^\\[phone\\]\n",
                "[phone]\ndirectory_url = \"%s\"\ndirectory_user = \"cn=phones,%s\"\ndirectory_password = \"%s\"\n"
                    .formatted(directory, Slapd.BASE, password));
    lab.serveFile(name, settings.getBytes(StandardCharsets.UTF_8));
    return PhoneProcess.start(
        folder, "--server", lab.tftpUrl(), "--mac", lab.options().mac(), "--audio", "null");
  }

  @Test
  void peopleAreFoundByTheirKeysAndCallersByTheirNumber() throws IOException {
    try (Slapd server = server();
        Lab lab = Lab.start(LabOptions.standard().serving(LabOptions.Files.TOML, "udp"));
        PhoneProcess phone = phone(lab, server.address(), "s3cret")) {
      HandsetClient panel = phone.ready();
      panel.press("6", "3", "9", "3"); // Meye…
      panel.awaitScreen("Anna Meyer", LIMIT);
      panel.press("end");

      // The server knows who has the number, the caller says no name.
      LabCall call = lab.call("1001", "699", "699");
      panel.awaitCall("ringing-in", LIMIT);
      panel.awaitScreen("Anna Meyer", LIMIT);
      panel.press("end");
      call.await(LabCall.State.ENDED, LIMIT);
    }
  }

  @Test
  void aWrongPasswordIsSaidAndNothingElseSuffers() throws IOException {
    try (Slapd server = server();
        Lab lab = Lab.start(LabOptions.standard().serving(LabOptions.Files.TOML, "udp"));
        PhoneProcess phone = phone(lab, server.address(), "wr0ng")) {
      HandsetClient panel = phone.ready();
      panel.press("6", "3", "9", "3");
      phone
          .child()
          .awaitOutput(
              java.util.regex.Pattern.compile("refused the user name or the password"), LIMIT);
      assertFalse(phone.log().contains("wr0ng"));
      panel.press("end");
      panel.dial("600");
      panel.awaitCall("connected", LIMIT);
    }
  }
}
