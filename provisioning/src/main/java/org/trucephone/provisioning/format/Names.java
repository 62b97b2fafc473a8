package org.trucephone.provisioning.format;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Countries and languages as configurations name them: by code or by English name. */
public final class Names {
  private Names() {}

  /** {@return ISO 3166 code, or null} */
  public static @Nullable String country(String name) {
    String words = name.strip().replace('_', ' ');
    String alias =
        switch (words.toLowerCase(Locale.ROOT)) {
          case "usa", "us", "united states of america", "north america" -> "US";
          case "uk", "great britain", "england", "gbr" -> "GB";
          case "czech", "czech republic", "czech etsi" -> "CZ";
          case "ger" -> "DE";
          case "holland" -> "NL";
          case "korea" -> "KR";
          default -> "";
        };
    if (!alias.isEmpty()) {
      return alias;
    }
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      if (code.equalsIgnoreCase(words)
          || country.getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(words)
          || country.getISO3Country().equalsIgnoreCase(words)) {
        return code;
      }
    }
    return null;
  }

  /** {@return BCP 47 tag, or null} */
  public static @Nullable String language(String name) {
    String words = name.strip().replace('_', '-');
    if (words.matches("[A-Za-z]{2}(-[A-Za-z]{2})?")) {
      Locale tag = Locale.forLanguageTag(words);
      return tag.getLanguage().isEmpty() ? null : tag.toLanguageTag();
    }
    String first = words.split("[\\s(\\-]", 2)[0];
    for (String code : Locale.getISOLanguages()) {
      Locale language = Locale.of(code);
      if (language.getDisplayLanguage(Locale.ENGLISH).equalsIgnoreCase(first)
          || language.getDisplayLanguage(language).equalsIgnoreCase(first)) {
        return code;
      }
    }
    return null;
  }
}
