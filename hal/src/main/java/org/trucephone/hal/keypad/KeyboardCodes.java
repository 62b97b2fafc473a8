package org.trucephone.hal.keypad;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The kernel's key numbers (Linux {@code input-event-codes.h}) and what they mean on a phone: a
 * numeric keypad, the digits and arrows of a keyboard, a headset's buttons.
 */
public final class KeyboardCodes {
  /** Meanings unless a board file gives others. */
  public static final Map<Integer, Key> USUAL = usual();

  private KeyboardCodes() {}

  private static Map<Integer, Key> usual() {
    Map<Integer, Key> codes = new TreeMap<>();
    int[] keypad = {82, 79, 80, 81, 75, 76, 77, 71, 72, 73}; // KEY_KP0…KEY_KP9
    for (int digit = 0; digit < 10; digit++) {
      Key key = Key.values()[Key.DIGIT_0.ordinal() + digit];
      codes.put(keypad[digit], key);
      codes.put(digit == 0 ? 11 : digit + 1, key); // KEY_0, KEY_1…
    }
    codes.put(55, Key.STAR); // KEY_KPASTERISK
    codes.put(98, Key.HASH); // KEY_KPSLASH
    codes.put(96, Key.OK); // KEY_KPENTER
    codes.put(28, Key.OK); // KEY_ENTER
    codes.put(83, Key.SPEAKER); // KEY_KPDOT
    codes.put(78, Key.VOLUME_UP); // KEY_KPPLUS
    codes.put(74, Key.VOLUME_DOWN); // KEY_KPMINUS
    codes.put(69, Key.MENU); // KEY_NUMLOCK
    codes.put(14, Key.BACK); // KEY_BACKSPACE
    codes.put(1, Key.END); // KEY_ESC
    codes.put(103, Key.UP);
    codes.put(108, Key.DOWN);
    codes.put(105, Key.LEFT);
    codes.put(106, Key.RIGHT);
    codes.put(113, Key.MUTE);
    codes.put(248, Key.MUTE); // KEY_MICMUTE
    codes.put(114, Key.VOLUME_DOWN);
    codes.put(115, Key.VOLUME_UP);
    codes.put(169, Key.SPEAKER); // KEY_PHONE
    for (int i = 0; i < 4; i++) {
      codes.put(59 + i, Key.values()[Key.SOFT_1.ordinal() + i]); // KEY_F1…
    }
    int[] line = {63, 64, 65, 66, 67, 68, 87, 88}; // KEY_F5…KEY_F12
    for (int i = 0; i < line.length; i++) {
      codes.put(line[i], Key.values()[Key.LINE_1.ordinal() + i]);
    }
    return Map.copyOf(codes);
  }

  /** {@return one row with a column for each code, so that no key shadows another} */
  public static KeyMatrix matrix(Map<Integer, Key> codes) {
    List<Integer> columns = new ArrayList<>();
    List<Optional<Key>> keys = new ArrayList<>();
    new TreeMap<>(codes)
        .forEach((code, key) -> {
          columns.add(code);
          keys.add(Optional.of(key));
        });
    return new KeyMatrix(List.of(0), columns, List.of(keys));
  }
}
