package org.trucephone.provisioning.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult.Validators;

/**
 * The last good configuration in a folder, and the one before it should the disk damage the last.
 *
 * <pre>
 *  "TRUCE-LAST-GOOD-1\n"
 *  source persona mac         each: length (4 bytes), UTF-8
 *  number of files (4 bytes)
 *  name etag last-modified content    per file; length -1 is absent
 *  SHA-256 of everything before (32 bytes)
 * </pre>
 *
 * <p>Holds passwords: mode 0600. One thread at a time.
 */
public final class LastGoodStore {
  private static final byte[] MAGIC = "TRUCE-LAST-GOOD-1\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int MOST_FILES = 64;
  private static final long LARGEST_BYTES = 64L << 20;

  private final Path current;
  private final Path previous;
  private final Path proven;
  private final Path refused;

  /**
   * A configuration that was taken back.
   *
   * @param fingerprint of its files
   * @param reason one sentence
   */
  public record Refused(String fingerprint, String reason) {}

  /**
   * Reads what was stored.
   *
   * @param value the newest configuration that is whole; null when there is none
   * @param problems one sentence for each damaged or unreadable copy
   */
  public record Loaded(@Nullable LastGood value, List<String> problems) {
    public Loaded {
      problems = List.copyOf(problems);
    }
  }

  /** A store in {@code folder}, which need not exist yet. */
  public LastGoodStore(Path folder) {
    this.current = folder.resolve("last-good");
    this.previous = folder.resolve("last-good.previous");
    this.proven = folder.resolve("last-good.proven");
    this.refused = folder.resolve("refused");
  }

  /**
   * Notes that a line registered with the last good configuration.
   *
   * @throws IOException when the disk does not take it
   */
  public void prove() throws IOException {
    byte[] now;
    try {
      now = read(current);
    } catch (NoSuchFileException e) {
      return; // nothing was good enough to be stored
    }
    boolean noted = Files.exists(proven) && Arrays.equals(now, read(proven));
    if (!noted && decode(now).isPresent()) {
      AtomicFile.write(proven, now);
    }
  }

  /** {@return the last configuration a line registered with; null when there is none whole} */
  public @Nullable LastGood proven() {
    try {
      return decode(read(proven)).orElse(null);
    } catch (IOException e) {
      return null; // never proven, or lost: nothing to go back to
    }
  }

  /**
   * Notes a configuration that is not to be tried again until its files change.
   *
   * @throws IOException when the disk does not take it
   */
  public void refuse(Refused what) throws IOException {
    String text = what.fingerprint() + "\n" + what.reason() + "\n";
    AtomicFile.write(refused, text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return the configuration taken back, or null} */
  public @Nullable Refused refused() {
    try {
      List<String> lines = Files.readAllLines(refused, StandardCharsets.UTF_8);
      return lines.size() < 2 ? null : new Refused(lines.get(0), lines.get(1));
    } catch (IOException e) {
      return null; // none, or damaged: it is tried again, no more
    }
  }

  /** Lets what was taken back be tried again. */
  public void reconsider() throws IOException {
    Files.deleteIfExists(refused);
  }

  /** {@return the same for the same files, whatever the server says of their age} */
  public static String fingerprint(LastGood of) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      putText(out, of.persona());
      for (LastGood.StoredFile file : of.files()) {
        putText(out, file.name());
        put(out, file.content());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory takes every byte", e);
    }
    return HexFormat.of().formatHex(hash(bytes.toByteArray(), bytes.size()));
  }

  /** {@return the newest whole configuration, with what is wrong with newer ones} */
  public Loaded load() {
    List<String> problems = new ArrayList<>();
    for (Path file : List.of(current, previous)) {
      try {
        Optional<LastGood> whole = decode(read(file));
        if (whole.isPresent()) {
          return new Loaded(whole.get(), problems);
        }
        problems.add("The stored configuration %s is damaged and was left aside.".formatted(file));
      } catch (NoSuchFileException e) {
        // never stored
      } catch (IOException e) {
        problems.add(
            "The stored configuration %s cannot be read: %s.".formatted(file, e.getMessage()));
      }
    }
    return new Loaded(null, problems);
  }

  /**
   * Stores a configuration as the last good one; the one so far becomes its predecessor.
   *
   * @throws IOException when the disk does not take it; what was stored before is still there
   */
  public void save(LastGood good) throws IOException {
    try {
      byte[] old = read(current);
      // A damaged file must not push a whole predecessor out.
      if (decode(old).isPresent()) {
        AtomicFile.write(previous, old);
      }
    } catch (NoSuchFileException e) {
      // the first one
    }
    AtomicFile.write(current, encode(good));
  }

  private static byte[] read(Path file) throws IOException {
    if (Files.size(file) > LARGEST_BYTES) {
      throw new IOException("it is larger than any configuration");
    }
    return Files.readAllBytes(file);
  }

  private static byte[] encode(LastGood good) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(MAGIC);
    putText(out, good.source());
    putText(out, good.persona());
    putText(out, good.mac());
    out.writeInt(good.files().size());
    for (LastGood.StoredFile file : good.files()) {
      putText(out, file.name());
      putText(out, file.validators().etag());
      putText(out, file.validators().lastModified());
      put(out, file.content());
    }
    out.write(hash(bytes.toByteArray(), bytes.size()));
    return bytes.toByteArray();
  }

  private static Optional<LastGood> decode(byte[] bytes) {
    int length = bytes.length - HASH_BYTES;
    boolean whole =
        length >= MAGIC.length
            && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
            && Arrays.equals(hash(bytes, length), Arrays.copyOfRange(bytes, length, bytes.length));
    if (!whole) {
      return Optional.empty();
    }
    try {
      DataInputStream in =
          new DataInputStream(new ByteArrayInputStream(bytes, MAGIC.length, length - MAGIC.length));
      String source = text(in);
      String persona = text(in);
      String mac = text(in);
      int count = in.readInt();
      if (count < 0 || count > MOST_FILES) {
        return Optional.empty();
      }
      List<LastGood.StoredFile> files = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String name = text(in);
        Validators validators = new Validators(optionalText(in), optionalText(in));
        byte[] content = take(in);
        files.add(
            new LastGood.StoredFile(name, content == null ? new byte[0] : content, validators));
      }
      return Optional.of(new LastGood(source, persona, mac, files));
    } catch (IOException e) {
      return Optional.empty(); // the hash fits but the shape does not: written by another version
    }
  }

  private static void putText(DataOutputStream out, @Nullable String text) throws IOException {
    put(out, text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    String text = optionalText(in);
    if (text == null) {
      throw new IOException("text missing");
    }
    return text;
  }

  private static @Nullable String optionalText(DataInputStream in) throws IOException {
    byte[] bytes = take(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte @Nullable [] take(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == -1) {
      return null;
    }
    if (length < 0 || length > in.available()) {
      throw new IOException("length " + length);
    }
    return in.readNBytes(length);
  }

  private static byte[] hash(byte[] bytes, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, 0, length);
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
