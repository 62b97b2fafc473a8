package org.trucephone.firmware.directory.format.aastra;

import java.util.Set;
import org.trucephone.firmware.directory.book.PhoneBookFormat;

/** Aastra's phone book. */
public final class AastraPhoneBook {
  public static final PhoneBookFormat FORMAT =
      new PhoneBookFormat(
          "aastra",
          Set.of("aastraipphonedirectory", "aastraipphonetextmenu"),
          Set.of("menuitem", "directoryentry"),
          Set.of("prompt", "name"),
          Set.of("uri", "dial", "telephone"));

  private AastraPhoneBook() {}
}
