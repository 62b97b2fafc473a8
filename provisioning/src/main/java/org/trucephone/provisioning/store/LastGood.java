package org.trucephone.provisioning.store;

import java.util.List;
import java.util.Optional;
import org.trucephone.provisioning.fetch.FetchResult.Validators;

/**
 * A configuration that was found good, as it came from the server.
 *
 * @param source the server it is from, without credentials
 * @param persona the persona that was answered
 * @param mac the phone it is for, twelve lower-case hexadecimal digits
 * @param files in the order they are to be read
 */
public record LastGood(String source, String persona, String mac, List<StoredFile> files) {

  /**
   * One file.
   *
   * @param name as it was asked for, relative to the source
   * @param content its bytes; not to be changed
   * @param validators the server's name for this version
   */
  public record StoredFile(String name, byte[] content, Validators validators) {}

  public LastGood {
    files = List.copyOf(files);
  }

  /** {@return the file of this name, if it is part of it} */
  public Optional<StoredFile> file(String name) {
    return files.stream().filter(f -> f.name().equals(name)).findFirst();
  }
}
