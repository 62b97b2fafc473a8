package org.trucephone.provisioning.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writes files so that after a power cut there is the whole old content or the whole new one: write
 * to a second file, flush it to the disk, rename it over the first, flush the folder.
 *
 * <p>Files can be read by the phone's own user only (mode 0600, new folders 0700). One thread at a
 * time per path.
 */
public final class AtomicFile {
  private static final Set<PosixFilePermission> OWNER_FILE =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");

  private AtomicFile() {}

  /**
   * Replaces the file's content; makes its folder when there is none.
   *
   * @throws IOException when the disk is full or gone; the old content is then untouched
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null) {
      throw new IOException(file + " is no file");
    }
    createFolders(folder);
    Path temporary = folder.resolve(target.getFileName() + ".new");
    Files.deleteIfExists(temporary); // left by a cut, perhaps with another mode
    try {
      try (FileChannel channel = create(temporary, folder)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    flushFolder(folder);
  }

  /** Makes a folder and those above it, for this user only; one that exists keeps its mode. */
  public static void createFolders(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (posix(folder)) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_FOLDER));
    } else {
      Files.createDirectories(folder);
    }
  }

  private static FileChannel create(Path file, Path folder) throws IOException {
    Set<StandardOpenOption> how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return posix(folder)
        ? FileChannel.open(file, how, PosixFilePermissions.asFileAttribute(OWNER_FILE))
        : FileChannel.open(file, how);
  }

  /** The rename itself is on the disk only when the folder is. */
  private static void flushFolder(Path folder) throws IOException {
    if (posix(folder)) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
