package org.trucephone.firmware.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.firmware.history.Memory.Volumes;

class MemoryStoreTest {
  @TempDir Path folder;

  private static Memory memory(String number) {
    return new Memory(
            List.of(),
            List.of(new Contact("Anna \"Annie\" Berger", "2002")),
            0,
            new Volumes(1, 2, 3, 4))
        .plus(
            new HistoryEntry(
                Instant.ofEpochSecond(1_800_000_000),
                HistoryEntry.Kind.MISSED,
                number,
                "Zoë\u0000",
                2,
                Duration.ofSeconds(7)));
  }

  @Test
  void whatWasStoredComesBack() throws IOException {
    new MemoryStore(folder).save(memory("600"));
    assertEquals(memory("600"), new MemoryStore(folder).load());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("memory.json"))));
  }

  @Test
  void aNewPhoneIsEmpty() {
    assertEquals(Memory.EMPTY, new MemoryStore(folder.resolve("none")).load());
  }

  @Test
  void aTornFileGivesTheGenerationBeforeItWhereverItIsCut() throws IOException {
    MemoryStore store = new MemoryStore(folder);
    store.save(memory("1"));
    store.save(memory("2"));
    byte[] whole = Files.readAllBytes(folder.resolve("memory.json"));
    for (int length = 0; length < whole.length - 1; length++) {
      Files.write(folder.resolve("memory.json"), Arrays.copyOf(whole, length));
      assertEquals(memory("1"), store.load(), "cut at " + length);
    }
  }

  @Test
  void aTornFileNeverReplacesTheGoodGeneration() throws IOException {
    MemoryStore store = new MemoryStore(folder);
    store.save(memory("1"));
    store.save(memory("2"));
    Files.writeString(folder.resolve("memory.json"), "{\"history\":[{");
    store.save(memory("3"));
    Files.writeString(folder.resolve("memory.json"), "");
    assertEquals(memory("1"), store.load());
  }

  @Test
  void wrongTypesInsideAreNoReasonNotToStart() throws IOException {
    Files.writeString(
        folder.resolve("memory.json"), "{\"history\":[{\"kind\":\"SOLD\"}],\"volumes\":7}");
    assertEquals(Memory.EMPTY, new MemoryStore(folder).load());
  }

  @Test
  void aHugeFileIsLeftAlone() throws IOException {
    byte[] huge = new byte[5 << 20];
    Arrays.fill(huge, (byte) ' ');
    byte[] start = "{\"missed\":3}".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, huge, 0, start.length);
    Files.write(folder.resolve("memory.json"), huge);
    assertEquals(Memory.EMPTY, new MemoryStore(folder).load());
  }

  @Test
  void theLogKeepsTheNewestHundred() {
    Memory memory = Memory.EMPTY;
    for (int i = 0; i < 150; i++) {
      memory =
          memory.plus(
              new HistoryEntry(
                  Instant.ofEpochSecond(i),
                  HistoryEntry.Kind.DIALLED,
                  "" + i,
                  "",
                  1,
                  Duration.ZERO));
    }
    assertEquals(Memory.MOST, memory.history().size());
    assertEquals("149", memory.lastDialled());
  }
}
