package org.trucephone.firmware.directory.format.snom;

import java.util.Set;
import org.trucephone.firmware.directory.book.PhoneBookFormat;

/** Snom's phone book. */
public final class SnomPhoneBook {
  public static final PhoneBookFormat FORMAT =
      new PhoneBookFormat(
          "snom",
          Set.of("snomipphonedirectory", "tbook"),
          Set.of("directoryentry", "item"),
          Set.of("name", "first_name", "last_name"),
          Set.of("telephone", "number", "mobile_number"));

  private SnomPhoneBook() {}
}
