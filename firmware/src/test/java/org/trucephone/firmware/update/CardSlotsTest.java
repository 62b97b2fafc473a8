package org.trucephone.firmware.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CardSlotsTest {
  @TempDir Path root;

  @BeforeEach
  void folders() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("data/truce/update"));
  }

  @Test
  void theSystemIsNamedByItsHash() throws IOException {
    CardSlots slots = new CardSlots(root);
    assertEquals("", slots.image());
    Files.writeString(root.resolve("etc/truce-image"), "0123456789abcdef".repeat(4) + "\n");
    assertEquals("0123456789abcdef".repeat(4), slots.image());
    Files.writeString(root.resolve("etc/truce-image"), "no hash\n");
    assertEquals("", slots.image());
  }

  @Test
  void aStickThatCouldNotBeReadIsToldOnce() throws IOException {
    CardSlots slots = new CardSlots(root);
    Files.writeString(root.resolve("data/truce/update/stick.failed"), "The card is full.\n");
    IOException why = assertThrows(IOException.class, slots::brought);
    assertEquals("The card is full.", why.getMessage());
    assertFalse(slots.brought());
  }

  @Test
  void aStickIsTakenOnce() throws IOException {
    CardSlots slots = new CardSlots(root);
    assertFalse(slots.brought());
    Files.writeString(root.resolve("data/truce/update/stick.raucb"), "bundle");
    assertTrue(slots.brought());
    assertEquals("bundle", Files.readString(slots.place()));
    assertFalse(slots.brought());
  }
}
