package org.trucephone.hal.display;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;

/**
 * Character display of up to 20×4 letters behind a Hitachi HD44780U, four bits wide on a PCF8574
 * port expander as the usual adapters wire it: P0 RS, P1 R/W, P2 E, P3 backlight, P4…P7 D4…D7.
 *
 * <p>HD44780U datasheet (ADE-207-272(Z) rev 0.0): instructions table 6 p. 24, set-up by instruction
 * figure 24 p. 46, addresses p. 11–12, letters of ROM code A00 table 4 p. 17. PCF8574 rev 5: a
 * write sets the pins, a read gives their levels, all are high after power-on (p. 7) — so a driver
 * that left E low sees there when the supply sagged.
 *
 * <p>It shows the picture's words. What its letters do not have is written with those it has.
 */
public final class Hd44780Driver implements DisplayDriver {
  private static final int RS = 0x01;
  private static final int E = 0x04;
  private static final int LIGHT = 0x08;
  private static final int RW = 0x02;

  private static final int CLEAR = 0x01;
  private static final int ENTRY_RIGHT = 0x06;
  private static final int OFF = 0x08;
  private static final int ON = 0x0c;
  private static final int FOUR_BITS_TWO_LINES = 0x28;
  private static final int ADDRESS = 0x80;

  /** Pixels of a letter in the picture that is drawn beside the words. */
  private static final int LETTER_WIDTH = 6;

  private static final int LETTER_HEIGHT = 12;

  private final I2cDevice port;
  private final int columns;
  private final int rows;
  private final Delay delay;
  private final char[][] sent;
  private boolean sendAll = true;
  private int light = LIGHT;
  private int last;

  /**
   * Touches no wire before {@link #reset()}.
   *
   * @param columns letters in a line, 16 or 20
   * @param rows lines, 2 or 4
   * @param delay {@link Delay#REAL} outside tests
   */
  public Hd44780Driver(I2cDevice port, int columns, int rows, Delay delay) {
    this.port = port;
    this.columns = columns;
    this.rows = rows;
    this.delay = delay;
    sent = new char[rows][columns];
  }

  @Override
  public int width() {
    return columns * LETTER_WIDTH;
  }

  @Override
  public int height() {
    return rows * LETTER_HEIGHT;
  }

  @Override
  public void reset() throws BusException {
    sendAll = true;
    delay.millis(50); // more than 40 ms after the supply is up
    nibble(0x30, 0);
    delay.millis(5); // more than 4.1 ms
    nibble(0x30, 0);
    delay.millis(1); // more than 100 µs
    nibble(0x30, 0);
    nibble(0x20, 0); // from here on in halves
    instruction(FOUR_BITS_TWO_LINES);
    instruction(OFF);
    instruction(CLEAR);
    delay.millis(2); // 1.52 ms
    instruction(ENTRY_RIGHT);
    instruction(ON);
  }

  @Override
  public void flush(Framebuffer picture) throws BusException {
    boolean all = sendAll;
    sendAll = true; // until all went well
    List<String> words = picture.words();
    for (int row = 0; row < rows; row++) {
      char[] line = letters(row < words.size() ? words.get(row) : "");
      int left = all ? 0 : Arrays.mismatch(sent[row], line);
      if (left < 0) {
        continue;
      }
      int right = columns - 1;
      while (!all && sent[row][right] == line[right]) {
        right--;
      }
      instruction(ADDRESS | address(row) + left);
      for (int i = left; i <= right; i++) {
        octet(line[i], RS);
      }
      sent[row] = line;
    }
    sendAll = false;
  }

  /** Lines 3 and 4 go on where 1 and 2 end. */
  private int address(int row) {
    return (row & 1) * 0x40 + (row >> 1) * columns;
  }

  private char[] letters(String text) {
    char[] line = new char[columns];
    Arrays.fill(line, ' ');
    int at = 0;
    for (int i = 0; i < text.length() && at < columns; i++) {
      for (char letter : letter(text.charAt(i)).toCharArray()) {
        if (at < columns) {
          line[at++] = letter;
        }
      }
    }
    return line;
  }

  /** {@return codes of ROM A00 for a letter, one or more} */
  static String letter(char c) {
    if (c >= 0x20 && c <= 0x7d && c != '\\') {
      return String.valueOf(c);
    }
    return switch (c) {
      case 'ä' -> "\u00e1";
      case 'ö' -> "\u00ef";
      case 'ü' -> "\u00f5";
      case 'ß' -> "\u00e2";
      case 'ñ' -> "\u00ee";
      case '°' -> "\u00df";
      case '→', '▶', '►', '➔' -> "\u007e";
      case '←', '◀', '⌫' -> "\u007f";
      case '·', '•' -> "\u00a5";
      case '█', '▌', '■' -> "\u00ff";
      case 'Ä' -> "Ae";
      case 'Ö' -> "Oe";
      case 'Ü' -> "Ue";
      case 'æ', 'Æ' -> "ae";
      case 'ø', 'Ø' -> "oe";
      case '…' -> "...";
      case '–', '—', '−' -> "-";
      case '‘', '’', '‚' -> "'";
      case '“', '”', '„', '«', '»' -> "\"";
      case '✉' -> "M";
      case '♪' -> "!";
      case '●', '◐' -> "*";
      case '○' -> "o";
      case '✕' -> "x";
      case '✓' -> "v";
      default -> plain(c);
    };
  }

  private static String plain(char c) {
    char first = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD).charAt(0);
    return first >= 0x20 && first <= 0x7d ? String.valueOf(first) : "?";
  }

  private void instruction(int code) throws BusException {
    octet(code, 0);
  }

  /** Upper half first; each is taken when E falls. A byte on I²C takes longer than 37 µs. */
  private void octet(int value, int select) throws BusException {
    int high = value & 0xf0 | select | light;
    int low = value << 4 & 0xf0 | select | light;
    write(high | E, high, low | E, low);
  }

  private void nibble(int value, int select) throws BusException {
    write(value | select | light | E, value | select | light);
  }

  private void write(int... states) throws BusException {
    byte[] bytes = new byte[states.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) states[i];
    }
    port.transfer(bytes, new byte[0]);
    last = states[states.length - 1];
  }

  @Override
  public void backlight(int percent) throws BusException {
    light = percent > 0 ? LIGHT : 0;
    write(last & ~LIGHT | light);
  }

  @Override
  public boolean present() throws BusException {
    byte[] levels = new byte[1];
    port.transfer(new byte[0], levels);
    return (levels[0] & (E | RW)) == 0;
  }
}
