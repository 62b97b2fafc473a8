package org.trucephone.firmware.call;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Numbers that must go out whatever the phone's state: the two every network knows (3GPP TS 22.101
 * 10.1) and the country's own.
 */
public final class Emergency {
  private static final Set<String> EVERYWHERE = Set.of("112", "911");

  private static final Map<String, Set<String>> NATIONAL =
      Map.ofEntries(
          Map.entry("AT", Set.of("122", "133", "144")),
          Map.entry("AU", Set.of("000")),
          Map.entry("BE", Set.of("100", "101")),
          Map.entry("BR", Set.of("190", "192", "193")),
          Map.entry("CH", Set.of("117", "118", "144")),
          Map.entry("CN", Set.of("110", "119", "120")),
          Map.entry("DE", Set.of("110")),
          Map.entry("ES", Set.of("061", "080", "091")),
          Map.entry("FR", Set.of("15", "17", "18")),
          Map.entry("GB", Set.of("999")),
          Map.entry("IE", Set.of("999")),
          Map.entry("IN", Set.of("100", "101", "108")),
          Map.entry("IT", Set.of("113", "115", "118")),
          Map.entry("JP", Set.of("110", "118", "119")),
          Map.entry("NZ", Set.of("111")),
          Map.entry("PL", Set.of("997", "998", "999")),
          Map.entry("ZA", Set.of("10111", "10177")));

  private Emergency() {}

  /**
   * {@return whether this is an emergency number}
   *
   * @param country ISO 3166 code, "" if not known
   */
  public static boolean is(String number, String country) {
    return EVERYWHERE.contains(number)
        || NATIONAL.getOrDefault(country.toUpperCase(Locale.ROOT), Set.of()).contains(number);
  }
}
