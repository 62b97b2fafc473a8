package org.trucephone.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.fetch.FetchResult.Validators;

class StoreTest {
  @TempDir Path data;

  @Test
  void aFileIsReplacedWholeAndOnlyItsOwnerReadsIt() throws Exception {
    Path file = data.resolve("a/b/history");
    AtomicFile.write(file, bytes("one"));
    AtomicFile.write(file, bytes("two, and longer"));
    assertEquals("two, and longer", Files.readString(file));
    assertEquals("rw-------", mode(file));
    assertEquals("rwx------", mode(file.getParent()));
    assertEquals(List.of("history"), names(file.getParent()));
  }

  @Test
  void whatACutLeftBehindDoesNotStandInTheWay() throws Exception {
    Path left = data.resolve("f.new");
    Files.writeString(left, "half a fi");
    Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-r--r--"));
    AtomicFile.write(data.resolve("f"), bytes("whole"));
    assertEquals("whole", Files.readString(data.resolve("f")));
    assertEquals("rw-------", mode(data.resolve("f")));
  }

  @Test
  void aFileThatCannotBeWrittenLeavesTheOldOne() throws Exception {
    Path folder = Files.createDirectory(data.resolve("target"));
    Files.writeString(folder.resolve("inside"), "x");
    assertThrows(IOException.class, () -> AtomicFile.write(folder, bytes("new")));
    assertEquals(List.of("target"), names(data));
    assertEquals("x", Files.readString(folder.resolve("inside")));
  }

  @Test
  void aConfigurationComesBackAsItWasSaved() throws Exception {
    LastGoodStore store = new LastGoodStore(data.resolve("provisioning"));
    assertEquals(new LastGoodStore.Loaded(null, List.of()), store.load());
    store.save(good("first"));
    LastGoodStore.Loaded loaded = store.load();
    assertNotNull(loaded.value());
    assertEquals("tftp://10.0.0.5/", loaded.value().source());
    assertEquals("some", loaded.value().persona());
    assertEquals("001122334455", loaded.value().mac());
    LastGood.StoredFile file = loaded.value().file("phone.cnf").orElseThrow();
    assertArrayEquals(bytes("first"), file.content());
    assertEquals(new Validators("\"tag\"", null), file.validators());
    assertEquals(List.of(), loaded.problems());
    assertEquals("rw-------", mode(data.resolve("provisioning/last-good")));
  }

  @Test
  void everyTornOrDamagedStoreFallsBackToItsPredecessor() throws Exception {
    LastGoodStore store = new LastGoodStore(data);
    store.save(good("older"));
    store.save(good("newer"));
    Path current = data.resolve("last-good");
    byte[] whole = Files.readAllBytes(current);
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(current, Arrays.copyOf(whole, cut));
      assertFallsBack(store, "cut at " + cut);
    }
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 0x10;
      Files.write(current, flipped);
      assertFallsBack(store, "bit flipped at " + at);
    }
    Files.delete(current);
    assertEquals("older", contentOf(store.load()));
  }

  @Test
  void savingOverADamagedStoreKeepsTheWholePredecessor() throws Exception {
    LastGoodStore store = new LastGoodStore(data);
    store.save(good("1"));
    store.save(good("2"));
    Files.writeString(data.resolve("last-good"), "garbage");
    store.save(good("3"));
    assertEquals("3", contentOf(store.load()));
    Files.delete(data.resolve("last-good"));
    assertEquals("1", contentOf(store.load()));
  }

  @Test
  void twoDamagedCopiesAreNothingAndAreBothTold() throws Exception {
    Files.writeString(data.resolve("last-good"), "garbage");
    Files.createDirectory(data.resolve("last-good.previous"));
    LastGoodStore.Loaded loaded = new LastGoodStore(data).load();
    assertNull(loaded.value());
    assertEquals(2, loaded.problems().size(), loaded.problems().toString());
    assertTrue(loaded.problems().getFirst().contains("damaged"));
  }

  private static void assertFallsBack(LastGoodStore store, String what) {
    LastGoodStore.Loaded loaded = store.load();
    assertEquals("older", contentOf(loaded), what);
    assertEquals(1, loaded.problems().size(), what);
  }

  private static String contentOf(LastGoodStore.Loaded loaded) {
    return new String(
        loaded.value().file("phone.cnf").orElseThrow().content(), StandardCharsets.UTF_8);
  }

  private static LastGood good(String content) {
    return new LastGood(
        "tftp://10.0.0.5/",
        "some",
        "001122334455",
        List.of(
            new LastGood.StoredFile("common.cnf", new byte[0], Validators.NONE),
            new LastGood.StoredFile("phone.cnf", bytes(content), new Validators("\"tag\"", null))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> names(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
