package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.provisioning.settings.Origins.Origin;

/** “Where from?”: each setting with the file and line it came from, and what it beat. */
final class OriginScreens {
  /** Entries above the one explained. */
  private static final int ABOVE = 1;

  private static final int VISIBLE = 4;

  private OriginScreens() {}

  static Screen page(PhoneView view, int cursor, SoftKey back) {
    List<Origin> all = view.provisioning().origins();
    List<Row> rows = new ArrayList<>();
    if (all.isEmpty()) {
      rows.add(new Row.Gap(20));
      rows.add(new Row.Para("No file has set anything yet."));
      return new Screen(
          "Where from?", Texts.time(view), rows, List.of(), Screen.soft(null, null, null, back));
    }
    int first = Math.clamp(cursor - ABOVE, 0, Math.max(0, all.size() - VISIBLE));
    for (int i = first; i < Math.min(all.size(), first + VISIBLE); i++) {
      Origin origin = all.get(i);
      rows.add(new Row.Item("", origin.name(), shown(origin), i == cursor));
    }
    Origin chosen = all.get(cursor);
    rows.add(new Row.Gap(6));
    rows.add(new Row.Plain(chosen.name() + " = " + shown(chosen)));
    rows.add(new Row.Para("from " + chosen.place() + " (" + chosen.statement() + ")"));
    if (!chosen.rule().isEmpty()) {
      rows.add(new Row.Para(chosen.rule()));
    }
    return new Screen(
        "Where from?",
        (cursor + 1) + "/" + all.size(),
        rows,
        List.of(),
        Screen.soft(null, null, null, back));
  }

  private static String shown(Origin origin) {
    return origin.value().isEmpty() ? "(nothing)" : origin.value();
  }
}
