package org.trucephone.provisioning.format;

import org.trucephone.provisioning.settings.Settings;

/** Writes a configuration in one vendor's format. Stateless. */
public interface SettingsWriter {

  /** {@return what {@code convert --to} calls it: the name of the format that reads it} */
  String name();

  /**
   * {@return the name a phone asks for the file with}
   *
   * @param mac twelve lower-case hexadecimal digits
   */
  String fileName(String mac);

  /**
   * Writes a configuration.
   *
   * <p>What the format has no words for is left out; reading the text back tells what that was.
   *
   * @return the file's text, passwords in clear
   */
  String write(Settings settings);
}
