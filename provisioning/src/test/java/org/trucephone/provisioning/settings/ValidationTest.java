package org.trucephone.provisioning.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidationTest {
  private static final Provenance HERE = new Provenance("phone.xml", 7, "x");

  private static List<Finding> check(Assignment<?>... extra) {
    List<Assignment<?>> all = new ArrayList<>();
    all.add(new Assignment<>(Field.USER, 1, "1001", HERE));
    all.add(new Assignment<>(Field.PASSWORD, 1, new Secret("s3cret"), HERE));
    all.add(new Assignment<>(Field.REGISTRAR, 1, new Endpoint("pbx.example.com", 5060), HERE));
    all.addAll(List.of(extra));
    return Validation.check(Settings.of(all, List.of(), List.of()), HERE);
  }

  @Test
  void aWholeAccountIsFine() {
    assertEquals(List.of(), check());
  }

  @Test
  void noAccountNamesFileAndLine() {
    List<Finding> found = Validation.check(Settings.empty(), HERE);
    assertEquals(1, found.size());
    assertEquals(Finding.Kind.MISSING, found.get(0).kind());
    assertEquals("phone.xml", found.get(0).file());
    assertEquals(7, found.get(0).line());
  }

  @Test
  void aPortThatIsNoNumberIsQuoted() {
    Finding f =
        check(new Assignment<>(Field.REGISTRAR, 1, new Endpoint("pbx", 0, "506O"), HERE)).get(0);
    assertEquals(Finding.Kind.INVALID, f.kind());
    assertEquals(
        "Line 1 registrar port “506O” is not a number from 1 to 65535: correct it.", f.text());
  }

  @Test
  void missingPartsAreEachNamed() {
    List<Finding> found =
        check(
            new Assignment<>(Field.REGISTRAR, 1, null, HERE),
            new Assignment<>(Field.PASSWORD, 1, null, HERE));
    assertEquals(2, found.size());
    assertTrue(found.get(0).text().contains("no registrar"));
    assertTrue(found.get(1).text().contains("no password"));
  }

  @Test
  void aLineSwitchedOffIsNotChecked() {
    List<Finding> found =
        check(
            new Assignment<>(Field.USER, 2, "off", HERE),
            new Assignment<>(Field.ENABLED, 2, false, HERE));
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{$account.1.user_id}",
        "${EXT}",
        "{{ user }}",
        "#EXT NUM#",
        "YOUR_PBX_IP",
        "[x.x.x.x]",
        "EXTENSION_HERE",
        "changeme",
        "{% user %}"
      })
  void templateTextIsFound(String text) {
    Finding f = check(new Assignment<>(Field.USER, 1, text, HERE)).get(0);
    assertEquals(Finding.Kind.UNRENDERED, f.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1001", "*97", "#31#", "anna.yourk", "user+1", "a{b", "100%"})
  void ordinaryTextIsNot(String text) {
    assertEquals(List.of(), check(new Assignment<>(Field.USER, 1, text, HERE)));
  }

  @Test
  void aTemplatesPasswordIsNotQuoted() {
    Finding f =
        check(new Assignment<>(Field.PASSWORD, 1, new Secret("${PASS_hunter2}"), HERE)).get(0);
    assertEquals(Finding.Kind.UNRENDERED, f.kind());
    assertFalse(f.text().contains("hunter2"));
  }

  @Test
  void aHostWithASlashIsRefused() {
    Finding f =
        check(new Assignment<>(Field.REGISTRAR, 1, new Endpoint("http://pbx/", 0), HERE)).get(0);
    assertEquals(Finding.Kind.INVALID, f.kind());
  }
}
