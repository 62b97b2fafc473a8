package org.trucephone.firmware.directory.format.yealink;

import java.util.Set;
import org.trucephone.firmware.directory.book.PhoneBookFormat;

/** Yealink's phone book. */
public final class YealinkPhoneBook {
  public static final PhoneBookFormat FORMAT =
      new PhoneBookFormat(
          "yealink",
          Set.of(
              "yealinkipphonedirectory",
              "yealinkipphonebook",
              "root_contact",
              "yealinkipphonetextmenu"),
          Set.of("directoryentry", "unit", "contact", "menuitem"),
          Set.of("name", "display_name", "prompt"),
          Set.of(
              "telephone",
              "phone1",
              "phone2",
              "phone3",
              "office_number",
              "mobile_number",
              "other_number",
              "uri"));

  private YealinkPhoneBook() {}
}
