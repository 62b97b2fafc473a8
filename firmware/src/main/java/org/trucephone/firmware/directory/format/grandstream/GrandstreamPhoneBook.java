package org.trucephone.firmware.directory.format.grandstream;

import java.util.Set;
import org.trucephone.firmware.directory.book.PhoneBookFormat;

/** Grandstream's phone book. */
public final class GrandstreamPhoneBook {
  public static final PhoneBookFormat FORMAT =
      new PhoneBookFormat(
          "grandstream",
          Set.of("addressbook"),
          Set.of("contact"),
          Set.of("firstname", "lastname"),
          Set.of("phonenumber"));

  private GrandstreamPhoneBook() {}
}
