package org.trucephone.provisioning.format.yealink;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Plain;

/**
 * Codecs of an account: {@code codec.pcmu.enable} and {@code .priority} since firmware 80, before
 * it {@code codec.3.enable}, {@code .payload_type} (the name) and {@code .priority}.
 */
final class YealinkCodecs {
  private static final Pattern CODEC =
      Pattern.compile("account\\.(\\d+)\\.codec\\.(\\w+)\\.enable");

  private YealinkCodecs() {}

  private record Ranked(int priority, String codec) {}

  /** {@return the codecs switched on, best first; those this phone has no name for are left out} */
  static List<String> enabled(Map<String, String> values, int account) {
    List<Ranked> found = new ArrayList<>();
    for (Map.Entry<String, String> e : new TreeMap<>(values).entrySet()) {
      Matcher m = CODEC.matcher(e.getKey());
      if (!m.matches()
          || !m.group(1).equals(String.valueOf(account))
          || !e.getValue().equals("1")) {
        continue;
      }
      String of = "account." + account + ".codec." + m.group(2) + ".";
      String name = values.getOrDefault(of + "payload_type", m.group(2));
      Integer priority = Plain.integer(values.getOrDefault(of + "priority", ""), 0, 99);
      String codec = Fill.codec(name);
      if (codec != null) {
        found.add(new Ranked(priority == null ? 99 : priority, codec));
      }
    }
    found.sort(Comparator.comparingInt(Ranked::priority));
    return found.stream().map(Ranked::codec).distinct().toList();
  }
}
