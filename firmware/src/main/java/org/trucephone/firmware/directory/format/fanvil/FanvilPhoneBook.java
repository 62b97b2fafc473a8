package org.trucephone.firmware.directory.format.fanvil;

import java.util.Set;
import org.trucephone.firmware.directory.book.PhoneBookFormat;

/** Fanvil's phone book. */
public final class FanvilPhoneBook {
  public static final PhoneBookFormat FORMAT =
      new PhoneBookFormat(
          "fanvil",
          Set.of("fanvilipphonedirectory", "phonebook"),
          Set.of("directoryentry", "contact"),
          Set.of("name"),
          Set.of("telephone", "mobile", "other"));

  private FanvilPhoneBook() {}
}
