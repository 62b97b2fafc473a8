package org.trucephone.provisioning.format;

import java.util.List;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Secret;

/**
 * One grammar of configuration files. Stateless; never throws on bad input: what cannot be read
 * becomes findings of the {@link ParsedFile}.
 */
public interface ConfigFormat {

  /** {@return name printed by {@code explain}, {@code truce-toml}} */
  String name();

  /** {@return the persona whose phones read this format} */
  String persona();

  /**
   * Whether a file is written in this format.
   *
   * @param fileName last part of its path or URL
   * @param bytes its contents, whole
   */
  boolean recognises(String fileName, byte[] bytes);

  /**
   * Reads a file.
   *
   * @param source path or URL, for provenance and findings
   * @param bytes its contents, whole
   */
  ParsedFile parse(String source, byte[] bytes, ParseContext context);

  /**
   * Other files the phone reads because this one names them.
   *
   * @return their names or URLs as the phone asks for them, in the order they are read
   */
  default List<String> includes(byte[] bytes, ParseContext context) {
    return List.of();
  }

  /** {@return keys the file gives for files it names} */
  default List<Secret> keys(byte[] bytes) {
    return List.of();
  }

  /** {@return whether of several files that set a value the first one wins, not the last} */
  default boolean firstWins() {
    return false;
  }

  /**
   * What the vendor's phone concludes from the merged statements of all files, beyond what each
   * file says literally; in addition to {@code merged}.
   */
  default List<Assignment<?>> conclusions(List<Assignment<?>> merged) {
    return List.of();
  }
}
