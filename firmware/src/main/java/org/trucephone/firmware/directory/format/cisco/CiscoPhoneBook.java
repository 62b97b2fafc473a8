package org.trucephone.firmware.directory.format.cisco;

import java.util.Set;
import org.trucephone.firmware.directory.book.PhoneBookFormat;

/** Cisco's phone book. */
public final class CiscoPhoneBook {
  public static final PhoneBookFormat FORMAT =
      new PhoneBookFormat(
          "cisco",
          Set.of("ciscoipphonedirectory"),
          Set.of("directoryentry"),
          Set.of("name"),
          Set.of("telephone"));

  private CiscoPhoneBook() {}
}
