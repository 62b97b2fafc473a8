package org.trucephone.firmware.admin;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/** Every setting in force, its value and the file and line it came from. Secrets are dots. */
final class SettingsTable {
  private SettingsTable() {}

  /**
   * One row.
   *
   * @param name such as {@code line 1 user}
   * @param value in words
   * @param place file and line
   * @param rule why this value won, or ""
   */
  record Line(String name, String value, String place, String rule) {}

  static List<Line> of(Settings settings) {
    List<Line> rows = new ArrayList<>();
    for (Account account : settings.accounts()) {
      add(rows, "line " + account.index() + " ", account);
    }
    for (LineKey key : settings.keys()) {
      String what = (key.type().token() + " " + key.value() + " " + key.label()).strip();
      rows.add(new Line("key " + key.index(), what, "", ""));
    }
    add(rows, "", settings.general());
    return rows;
  }

  private static void add(List<Line> rows, String prefix, Record of) {
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      if (component.getType() != Setting.class) {
        continue;
      }
      try {
        if (component.getAccessor().invoke(of) instanceof Setting<?> setting) {
          Provenance from = setting.provenance();
          rows.add(
              new Line(
                  prefix + component.getName(), words(setting.value()), from.place(), from.rule()));
        }
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a setting cannot be read", e);
      }
    }
  }

  private static String words(@Nullable Object value) {
    return switch (value) {
      case null -> "(empty)";
      case Duration time -> time.toSeconds() + " s";
      case List<?> list -> String.join(", ", list.stream().map(String::valueOf).toList());
      case Enum<?> word -> word.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      default -> value.toString();
    };
  }
}
