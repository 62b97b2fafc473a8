package org.trucephone.provisioning.lint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.trucephone.provisioning.format.Formats;

/** The files below a folder by the names a server gives them: {@code sub/name}. Reads each once. */
public final class Tree {
  private static final int MOST_FILES = 50_000;

  private final Map<String, Path> paths = new TreeMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();

  /**
   * Lists a folder; links out of it are not followed.
   *
   * @throws IOException when it cannot be listed
   */
  public Tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, 12)) {
      all.filter(Files::isRegularFile)
          .limit(MOST_FILES)
          .forEach(p -> paths.put(folder.relativize(p).toString().replace('\\', '/'), p));
    } catch (UncheckedIOException e) {
      throw new IOException(
          e.getCause() == null ? "it cannot be listed" : e.getCause().getMessage(), e);
    }
  }

  /** {@return every name, sorted} */
  public List<String> names() {
    return List.copyOf(paths.keySet());
  }

  /** {@return a file's bytes, one more than the most a configuration may have at most} */
  public Optional<byte[]> bytes(String name) {
    Path path = paths.get(name);
    if (path == null) {
      return Optional.empty();
    }
    return Optional.of(
        contents.computeIfAbsent(
            name,
            n -> {
              try (InputStream in = Files.newInputStream(path)) {
                return in.readNBytes(Formats.MAX_BYTES + 1);
              } catch (IOException _) {
                return new byte[0];
              }
            }));
  }

  /** {@return the name in this tree of what a file names: of a URL, its path} */
  public static String local(String wanted) {
    String path = wanted;
    int host = wanted.indexOf("://");
    if (host >= 0) {
      int slash = wanted.indexOf('/', host + 3);
      path = slash < 0 ? "" : wanted.substring(slash);
    }
    int query = path.indexOf('?');
    return (query < 0 ? path : path.substring(0, query)).replaceFirst("^/+", "");
  }
}
