package org.trucephone.provisioning.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a file server takes its files from. Called from many threads at once. */
@FunctionalInterface
public interface FileSource {
  /**
   * Reads one file.
   *
   * @param name as requested, with {@code /} between folders; not to be trusted
   * @return its content, or null when there is no such file or it may not be read
   * @throws IOException when the file is there but reading it failed
   */
  byte @Nullable [] read(String name) throws IOException;
}
