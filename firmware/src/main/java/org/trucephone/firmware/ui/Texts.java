package org.trucephone.firmware.ui;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.LineView;

/** How things are written on a screen. */
final class Texts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter LONG_DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);

  private Texts() {}

  static ZonedDateTime local(PhoneView view) {
    return view.wall().atZone(view.zone());
  }

  static String time(PhoneView view) {
    return TIME.format(local(view));
  }

  static String shortDay(PhoneView view) {
    return SHORT_DAY.format(local(view));
  }

  static String longDay(PhoneView view) {
    return LONG_DAY.format(local(view));
  }

  /** {@return time for today's calls, the day for older ones} */
  static String when(java.time.Instant at, PhoneView view) {
    ZonedDateTime then = at.atZone(view.zone());
    boolean today = then.toLocalDate().equals(local(view).toLocalDate());
    return today ? TIME.format(then) : SHORT_DAY.format(then);
  }

  static String timer(int seconds) {
    return seconds >= 3600
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
        : String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60);
  }

  static String codec(@Nullable StreamFigures figures) {
    if (figures == null) {
      return "";
    }
    return switch (figures.codec()) {
      case "OPUS" -> "Opus";
      case "G722" -> "G.722";
      case "G729" -> "G.729";
      case "PCMA", "PCMU" -> "G.711";
      default -> figures.codec();
    };
  }

  /** {@return one to four bars, never by colour alone} */
  static String quality(@Nullable StreamFigures figures) {
    if (figures == null || figures.received() == 0) {
      return "";
    }
    int bars = figures.mos() >= 4.0 ? 4 : figures.mos() >= 3.5 ? 3 : figures.mos() >= 2.8 ? 2 : 1;
    return "▮".repeat(bars) + "▯".repeat(4 - bars);
  }

  static String name(CallView call) {
    return !call.name().isBlank()
        ? call.name()
        : call.remote().isBlank() ? "Anonymous" : call.remote();
  }

  static String label(PhoneView view, int line) {
    for (LineView shown : view.lines()) {
      if (shown.index() == line) {
        return shown.label();
      }
    }
    return "";
  }

  /** {@return a glyph that tells a line's state without colour} */
  static String glyph(PhoneView.LineState state) {
    return switch (state) {
      case REGISTERED -> "●";
      case REGISTERING -> "◐";
      case UNREGISTERED -> "○";
      case FAILED -> "✕";
    };
  }
}
