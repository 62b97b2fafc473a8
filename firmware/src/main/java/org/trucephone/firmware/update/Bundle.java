package org.trucephone.firmware.update;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an update says it is, after its signature was found good.
 *
 * @param compatible hardware it is for, as {@code truce-rpi-arm64}
 * @param version numbers with dots between them, as {@code 0.2.0}
 */
public record Bundle(String compatible, String version) {
  private static final String PREFIX = "RAUC_MF_";

  /**
   * {@return what {@code rauc info --output-format=shell} says, or null if that is not there}
   *
   * @param lines as {@code RAUC_MF_VERSION='0.2.0'}
   */
  public static @Nullable Bundle parse(List<String> lines) {
    Map<String, String> values = new HashMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.startsWith(PREFIX)) {
        values.put(
            line.substring(PREFIX.length(), equals), line.substring(equals + 1).replace("'", ""));
      }
    }
    String compatible = values.get("COMPATIBLE");
    String version = values.get("VERSION");
    return compatible == null || version == null ? null : new Bundle(compatible, version);
  }

  /**
   * {@return why it must not be installed here, one sentence, or null}
   *
   * @param here hardware this phone is
   * @param running version it runs
   * @param older whether an older one is wanted too
   */
  public @Nullable String refusal(String here, String running, boolean older) {
    if (!compatible.equals(here)) {
      return "The update is for other hardware: it is for "
          + compatible
          + ", this is "
          + here
          + ".";
    }
    int order = compare(version, running);
    if (order == 0 && !older) {
      return "The update is version " + version + ", which this phone runs already.";
    }
    if (order < 0 && !older) {
      return "The update is older ("
          + version
          + ") than what this phone runs ("
          + running
          + "). Allow older ones to go back.";
    }
    return null;
  }

  /**
   * Compares versions number by number; a missing one is 0, what is no number counts by its
   * letters.
   */
  static int compare(String a, String b) {
    String[] left = a.split("[.+~-]", -1);
    String[] right = b.split("[.+~-]", -1);
    for (int i = 0; i < Math.max(left.length, right.length); i++) {
      String l = i < left.length ? left[i] : "0";
      String r = i < right.length ? right[i] : "0";
      boolean numbers = l.matches("\\d{1,9}") && r.matches("\\d{1,9}");
      int order =
          numbers ? Integer.compare(Integer.parseInt(l), Integer.parseInt(r)) : l.compareTo(r);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
