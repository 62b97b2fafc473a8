package org.trucephone.hal.keypad;

import java.util.Locale;
import java.util.Optional;

/**
 * Every key a Truce handset may have. The lower-case print name is what board files and the panel
 * use.
 */
public enum Key {
  DIGIT_0("0"),
  DIGIT_1("1"),
  DIGIT_2("2"),
  DIGIT_3("3"),
  DIGIT_4("4"),
  DIGIT_5("5"),
  DIGIT_6("6"),
  DIGIT_7("7"),
  DIGIT_8("8"),
  DIGIT_9("9"),
  STAR("star"),
  HASH("hash"),
  SOFT_1("soft1"),
  SOFT_2("soft2"),
  SOFT_3("soft3"),
  SOFT_4("soft4"),
  UP("up"),
  DOWN("down"),
  LEFT("left"),
  RIGHT("right"),
  OK("ok"),
  BACK("back"),
  END("end"),
  HOLD("hold"),
  TRANSFER("transfer"),
  CONFERENCE("conference"),
  SPEAKER("speaker"),
  HEADSET("headset"),
  MUTE("mute"),
  VOLUME_UP("volup"),
  VOLUME_DOWN("voldown"),
  MESSAGES("messages"),
  DIRECTORY("directory"),
  REDIAL("redial"),
  MENU("menu"),
  LINE_1("line1"),
  LINE_2("line2"),
  LINE_3("line3"),
  LINE_4("line4"),
  LINE_5("line5"),
  LINE_6("line6"),
  LINE_7("line7"),
  LINE_8("line8");

  private final String print;

  Key(String print) {
    this.print = print;
  }

  /**
   * {@return the name in board files and on the panel, such as {@code "6"}, {@code "hash"}, {@code
   * "line1"}}
   */
  public String print() {
    return print;
  }

  /** {@return the key of that name, case ignored; empty if there is none} */
  public static Optional<Key> named(String print) {
    String wanted = print.toLowerCase(Locale.ROOT);
    for (Key key : values()) {
      if (key.print.equals(wanted)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** {@return the dialled character {@code 0…9 * #}, or empty for other keys} */
  public Optional<Character> dialled() {
    return switch (this) {
      case STAR -> Optional.of('*');
      case HASH -> Optional.of('#');
      default ->
          ordinal() <= DIGIT_9.ordinal() ? Optional.of((char) ('0' + ordinal())) : Optional.empty();
    };
  }

  /** {@return 1…8 for a line key, 0 otherwise} */
  public int lineIndex() {
    return ordinal() >= LINE_1.ordinal() ? ordinal() - LINE_1.ordinal() + 1 : 0;
  }

  /** {@return 1…4 for a soft key, 0 otherwise} */
  public int softIndex() {
    return this.ordinal() >= SOFT_1.ordinal() && ordinal() <= SOFT_4.ordinal()
        ? ordinal() - SOFT_1.ordinal() + 1
        : 0;
  }
}
