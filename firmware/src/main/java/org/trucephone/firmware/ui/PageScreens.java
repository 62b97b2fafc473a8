package org.trucephone.firmware.ui;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.LineView;

/** Pages the person opens: menu, call history, contacts, status. */
final class PageScreens {
  /** Rows of a list that fit the body of a 240-pixel display. */
  static final int VISIBLE = 8;

  /** One entry of the menu. */
  record MenuEntry(String label, Act act) {}

  static final List<MenuEntry> MENU =
      List.of(
          new MenuEntry("Calls", new Act.Open(Page.HISTORY)),
          new MenuEntry("Contacts", new Act.Open(Page.CONTACTS)),
          new MenuEntry("Status and settings", new Act.Open(Page.STATUS)),
          new MenuEntry("Why is a line not registered?", new Act.Open(Page.WHY)),
          new MenuEntry("Quiet (bell on or off)", Act.of(new Command.ToggleQuiet())),
          new MenuEntry("Forward calls", Act.of(new Command.AskForward())),
          new MenuEntry("Do not disturb (refuse calls)", Act.of(new Command.ToggleDoNotDisturb())),
          new MenuEntry(
              "Anonymous callers (refuse or ring)", Act.of(new Command.ToggleRejectAnonymous())),
          new MenuEntry("Fetch settings again", Act.of(new Command.Reprovision())),
          new MenuEntry("Settings: where from?", new Act.Open(Page.ORIGINS)),
          new MenuEntry("Services of the company", new Act.Open(Page.SERVICES)));

  static final SoftKey BACK = new SoftKey("Back", new Act.Back());

  private PageScreens() {}

  static Screen page(Page page, PhoneView view, int cursor) {
    return switch (page) {
      case MENU -> {
        List<Row> entries = new ArrayList<>();
        for (int i = 0; i < MENU.size(); i++) {
          entries.add(new Row.Item("", MENU.get(i).label(), "", i == cursor));
        }
        yield list(view, "Menu", entries, cursor, "", "Open", null);
      }
      case HISTORY ->
          list(
              view,
              "Calls",
              history(view, cursor),
              cursor,
              "No calls yet.",
              "Dial",
              keep(view, cursor));
      case CONTACTS ->
          list(
              view,
              "Contacts",
              contacts(view, cursor),
              cursor,
              "No contacts yet. Keep one from the list of calls.",
              "Dial",
              drop(view, cursor));
      case STATUS -> status(view, cursor);
      case ABOUT -> about(view);
      case WHY -> IdleScreens.why(view, BACK);
      case ORIGINS -> OriginScreens.page(view, cursor, BACK);
      case SERVICES -> ServiceScreens.page(view, cursor, "", BACK);
    };
  }

  private static Screen list(
      PhoneView view,
      String title,
      List<Row> entries,
      int cursor,
      String none,
      String choose,
      @Nullable SoftKey second) {
    List<Row> rows = new ArrayList<>();
    if (entries.isEmpty()) {
      rows.add(new Row.Gap(20));
      rows.add(new Row.Para(none));
    }
    rows.addAll(window(entries, cursor));
    return new Screen(
        title,
        entries.isEmpty() ? Texts.time(view) : (cursor + 1) + "/" + entries.size(),
        rows,
        List.of(),
        Screen.soft(
            entries.isEmpty() ? null : new SoftKey(choose, new Act.Choose()), second, null, BACK));
  }

  private static @Nullable SoftKey keep(PhoneView view, int cursor) {
    if (cursor >= view.history().size() || view.history().get(cursor).number().isBlank()) {
      return null;
    }
    HistoryEntry entry = view.history().get(cursor);
    return new SoftKey("Keep", Act.of(new Command.KeepContact(entry.name(), entry.number())));
  }

  private static @Nullable SoftKey drop(PhoneView view, int cursor) {
    return cursor >= view.contacts().size()
        ? null
        : new SoftKey(
            "Delete", Act.of(new Command.DropContact(view.contacts().get(cursor).number())));
  }

  static List<Row> window(List<Row> entries, int cursor) {
    int first = Math.clamp(cursor - VISIBLE / 2, 0, Math.max(0, entries.size() - VISIBLE));
    return entries.subList(first, Math.min(entries.size(), first + VISIBLE));
  }

  private static List<Row> history(PhoneView view, int cursor) {
    List<Row> rows = new ArrayList<>();
    for (HistoryEntry entry : view.history()) {
      String glyph =
          switch (entry.kind()) {
            case MISSED -> "✕";
            case RECEIVED -> "←";
            case DIALLED -> "→";
            case REJECTED -> "−";
          };
      String who =
          !entry.name().isBlank()
              ? entry.name()
              : entry.number().isBlank() ? "Anonymous" : entry.number();
      rows.add(new Row.Item(glyph, who, Texts.when(entry.at(), view), rows.size() == cursor));
    }
    return rows;
  }

  private static List<Row> contacts(PhoneView view, int cursor) {
    List<Row> rows = new ArrayList<>();
    for (Contact contact : view.contacts()) {
      rows.add(new Row.Item("", contact.name(), contact.number(), rows.size() == cursor));
    }
    return rows;
  }

  private static Screen status(PhoneView view, int cursor) {
    List<Row> all = statusRows(view);
    int first = Math.clamp(cursor, 0, Math.max(0, all.size() - VISIBLE));
    return new Screen(
        "Status",
        Texts.time(view),
        all.subList(first, Math.min(all.size(), first + VISIBLE)),
        List.of(),
        Screen.soft(
            new SoftKey("Fetch", Act.of(new Command.Reprovision())),
            new SoftKey("From?", new Act.Open(Page.ORIGINS)),
            new SoftKey("About", new Act.Open(Page.ABOUT)),
            BACK));
  }

  private static Screen about(PhoneView view) {
    String version = view.device().version();
    String image = view.device().image();
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Title("Truce " + version));
    if (image.isEmpty()) {
      rows.add(new Row.Para("Not started from an image."));
    } else {
      rows.add(new Row.Plain("System " + image.substring(0, 16)));
      rows.add(new Row.Code("truce " + version + " sha256:" + image));
    }
    return new Screen(
        "About", Texts.time(view), rows, List.of(), Screen.soft(null, null, null, BACK));
  }

  static List<Row> statusRows(PhoneView view) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row.Pair("Address", view.device().address()));
    rows.add(new Row.Pair("MAC", IdleScreens.mac(view.device().mac())));
    rows.add(new Row.Pair("Version", view.device().version()));
    if (!view.device().admin().isEmpty()) {
      rows.add(new Row.Para("Administrator: " + view.device().admin()));
    }
    for (LineView line : view.lines()) {
      rows.add(
          new Row.Pair("Line " + line.index(), Texts.glyph(line.state()) + " " + line.label()));
      rows.add(new Row.Dim(line.address()));
      if (line.reason() != null) {
        rows.add(new Row.Warn(line.reason()));
      }
    }
    var from = view.provisioning();
    rows.add(new Row.Pair("Settings", from.source().isEmpty() ? "none" : from.source()));
    if (!from.persona().isEmpty()) {
      rows.add(new Row.Pair("Read as", from.persona()));
    }
    for (String file : from.files()) {
      rows.add(new Row.Dim(file));
    }
    rows.add(new Row.Pair("Findings", String.valueOf(from.findings())));
    if (from.problem() != null) {
      rows.add(new Row.Warn(from.problem()));
    }
    for (String fault : view.faults()) {
      rows.add(new Row.Warn(fault));
    }
    return rows;
  }
}
