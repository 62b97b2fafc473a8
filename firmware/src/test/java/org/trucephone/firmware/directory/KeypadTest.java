package org.trucephone.firmware.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.history.Contact;

final class KeypadTest {
  @Test
  void namesBecomeDigitsWithoutTheirMarks() {
    assertEquals("685537", Keypad.digitsOf("Müller"));
    assertTrue(Keypad.spells("685", "Anna Müller"));
    assertFalse(Keypad.spells("855", "Anna Müller"));
  }

  @Test
  void digitsBecomeNoMoreBeginningsThanAllowed() {
    assertEquals(List.of("a", "b", "c"), Keypad.beginnings("2", 81));
    assertEquals(81, Keypad.beginnings("222222", 81).size());
    assertEquals(List.of(), Keypad.beginnings("12", 81));
  }

  @Test
  void numbersAreTheSameHoweverWritten() {
    assertTrue(Keypad.same("+1 (555) 010-2345", "5550102345"));
    assertTrue(Keypad.same("1001", "1001"));
    assertFalse(Keypad.same("1001", "21001"));
    assertFalse(Keypad.same("", ""));
  }

  @Test
  void searchesNarrowWhileTheServersAreAsked() {
    Finds finds = new Finds();
    finds.begin("26");
    finds.add("26", new Contact("Zoe Anders", "1003"));
    finds.add("26", new Contact("Anna Meyer", "1001"));
    finds.add("26", new Contact("Anna M.", "1001"));
    assertEquals(
        List.of(new Contact("Anna Meyer", "1001"), new Contact("Zoe Anders", "1003")),
        finds.of("26"));
    finds.begin("2662");
    assertEquals(List.of(new Contact("Anna Meyer", "1001")), finds.of("2662"));
  }

  @Test
  void anAddressSaysWhatIsWrongWithItButNoPassword() throws Exception {
    DirectoryAddress catalog = DirectoryAddress.of("ldaps://gc.corp.example:3269");
    assertEquals(3269, catalog.port());
    assertEquals("", catalog.base());
    DirectoryAddress plain = DirectoryAddress.of("ldap://ad.corp.example/DC=corp,DC=example");
    assertTrue(plain.startTls());
    assertEquals("DC=corp,DC=example", plain.base());
    assertFalse(DirectoryAddress.of("ldap://h/DC=x?starttls=no").startTls());
    DirectoryException e =
        assertThrows(DirectoryException.class, () -> DirectoryAddress.of("ftp://me:s3cret@h/"));
    assertFalse(e.getMessage().contains("s3cret"));
  }
}
