package org.trucephone.provisioning.format.cisco;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.DtmfMode;

/** Words both of the vendor's grammars use. Null is: not one of them. */
final class CiscoWords {
  private CiscoWords() {}

  /** Name of a preferred codec as a list of one; empty list for {@code none}. */
  static @Nullable List<String> codec(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "g711ulaw", "g711u", "g.711u" -> List.of("PCMU");
      case "g711alaw", "g711a", "g.711a" -> List.of("PCMA");
      case "g722", "g.722", "g722-64k" -> List.of("G722");
      case "g729", "g729a", "g729b", "g729ab" -> List.of("G729");
      case "ilbc" -> List.of("iLBC");
      case "opus" -> List.of("opus");
      case "none", "" -> List.of();
      default -> null;
    };
  }

  static @Nullable DtmfMode dtmf(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "none" -> DtmfMode.INBAND;
      case "avt" -> DtmfMode.EVENTS;
      case "avt_always" -> DtmfMode.EVENTS_ALWAYS;
      default -> null;
    };
  }

  /** ISO code of a country named as in locale folders, {@code United_Kingdom}. */
  static @Nullable String country(String name) {
    String words = name.strip().replace('_', ' ');
    for (String code : Locale.getISOCountries()) {
      if (Locale.of("", code).getDisplayCountry(Locale.ENGLISH).equalsIgnoreCase(words)) {
        return code;
      }
    }
    return null;
  }
}
