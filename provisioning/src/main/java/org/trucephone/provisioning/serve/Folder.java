package org.trucephone.provisioning.serve;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FileSource;

/** The files below one folder, and nothing outside of it, links included. Any thread. */
public final class Folder implements FileSource {
  private static final long LARGEST_BYTES = 256L << 20;

  private final Path root;

  /**
   * Serves what is below {@code folder}.
   *
   * @throws IOException when it is no folder
   */
  public Folder(Path folder) throws IOException {
    this.root = folder.toRealPath();
    if (!Files.isDirectory(root)) {
      throw new IOException(folder + " is no folder");
    }
  }

  @Override
  public byte @Nullable [] read(String name) throws IOException {
    Path file;
    try {
      // Leading slashes are common in TFTP requests and mean the top of the tree.
      file = root.resolve(name.replaceFirst("^/+", "")).normalize();
      file = file.startsWith(root) ? file.toRealPath() : root;
    } catch (InvalidPathException | FileSystemException e) {
      return null; // no such name, or a file where a folder is named
    }
    boolean served =
        file.startsWith(root)
            && Files.isRegularFile(file)
            && Files.isReadable(file)
            && Files.size(file) <= LARGEST_BYTES;
    return served ? Files.readAllBytes(file) : null;
  }
}
