package org.trucephone.provisioning.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  private static <T> Assignment<T> set(Field<T> field, int index, T value, int line) {
    return new Assignment<>(field, index, value, new Provenance("f.cnf", line, field.name()));
  }

  @Test
  void laterStatementWinsAndSaysOverWhat() {
    Settings s =
        Settings.of(
            List.of(set(Field.USER, 1, "a", 3), set(Field.USER, 1, "b", 9)), List.of(), List.of());
    Setting<String> user = s.accounts().get(0).user();
    assertEquals("b", user.value());
    assertEquals("f.cnf:9", user.provenance().place());
    assertEquals("the later statement wins over f.cnf:3", user.provenance().rule());
  }

  @Test
  void absentEmptyAndSetStayApart() {
    Settings s =
        Settings.of(
            List.of(set(Field.USER, 1, "a", 1), set(Field.LABEL, 1, null, 2)),
            List.of(),
            List.of());
    Account a = s.accounts().get(0);
    assertNull(a.displayName());
    assertNotNull(a.label());
    assertTrue(a.label().isEmpty());
    assertEquals("a", a.labelOrUser());
  }

  @Test
  void whatHoldsForAllLinesGoesWhereALineIsSilent() {
    Settings s =
        Settings.of(
            List.of(
                set(Field.ALL_TRANSPORT, 0, Transport.TCP, 1),
                set(Field.USER, 1, "a", 2),
                set(Field.USER, 2, "b", 3),
                set(Field.TRANSPORT, 2, Transport.TLS, 4)),
            List.of(),
            List.of());
    assertEquals(Transport.TCP, s.accounts().get(0).transportOr(Transport.UDP));
    assertEquals(Transport.TLS, s.accounts().get(1).transportOr(Transport.UDP));
  }

  @Test
  void emptyingAFieldMakesNoAccount() {
    Settings s = Settings.of(List.of(set(Field.USER, 4, null, 1)), List.of(), List.of());
    assertTrue(s.accounts().isEmpty());
  }

  @Test
  void noKeyTakesALinesPlace() {
    Provenance p = new Provenance("f", 1, "k");
    Settings s =
        Settings.of(
            List.of(),
            List.of(
                new LineKey(1, KeyType.LINE, "", "", 1, "", p),
                new LineKey(1, KeyType.BLF, "20", "", 0, "", p),
                new LineKey(2, KeyType.BLF, "21", "", 0, "", p),
                new LineKey(2, KeyType.SPEED_DIAL, "22", "", 0, "", p)),
            List.of());
    assertEquals(
        List.of(KeyType.LINE, KeyType.SPEED_DIAL), s.keys().stream().map(LineKey::type).toList());
  }

  @Test
  void plainValuesFallBack() {
    Account a =
        Settings.of(
                List.of(
                    set(Field.USER, 1, "1001", 1),
                    set(Field.REGISTRAR, 1, new Endpoint("pbx", 0), 2)),
                List.of(),
                List.of())
            .accounts()
            .get(0);
    assertEquals("1001", a.authUserOrUser());
    assertEquals("pbx", a.domainOrHost());
    assertEquals(5060, a.portOr(5060));
    assertTrue(a.passwordOrEmpty().isEmpty());
    assertTrue(a.usable());
  }

  @Test
  void secretsNeverPrint() {
    Settings s =
        Settings.of(
            List.of(
                set(Field.USER, 1, "1001", 1), set(Field.PASSWORD, 1, new Secret("hunter2"), 2)),
            List.of(),
            List.of());
    assertFalse(s.toString().contains("hunter2"));
    assertEquals(new Secret("hunter2"), s.accounts().get(0).passwordOrEmpty());
    assertNotEquals(new Secret("hunter3"), s.accounts().get(0).passwordOrEmpty());
  }
}
