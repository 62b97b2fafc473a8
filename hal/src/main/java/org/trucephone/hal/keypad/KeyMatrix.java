package org.trucephone.hal.keypad;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which key sits where rows and columns cross, and the expander's pins they are wired to.
 *
 * @param rowPins pin of each row: 0…15 for GPA0…GPB7 of an expander, 0…7 for R0…R7 of a keypad
 *     controller, a GPIO number
 * @param columnPins pin of each column: likewise, 0…9 for C0…C9; a keyboard's key codes
 * @param keys one list a row, one entry a column; empty where no switch is fitted
 */
public record KeyMatrix(
    List<Integer> rowPins, List<Integer> columnPins, List<List<Optional<Key>>> keys) {
  /** Copies, and checks that the shape is a rectangle of at most 16 rows. */
  public KeyMatrix {
    rowPins = List.copyOf(rowPins);
    columnPins = List.copyOf(columnPins);
    keys = keys.stream().map(List::copyOf).toList();
    if (rowPins.size() > 16 || keys.size() != rowPins.size()) {
      throw new IllegalArgumentException(
          "matrix of " + rowPins.size() + " rows and " + columnPins.size() + " columns");
    }
    for (List<Optional<Key>> row : keys) {
      if (row.size() != columnPins.size()) {
        throw new IllegalArgumentException("row of " + row.size() + " keys");
      }
    }
  }

  /** A switch's place. */
  public record Position(int row, int column) {}

  /** {@return rows, top first} */
  public int rows() {
    return rowPins.size();
  }

  /** {@return columns, left first} */
  public int columns() {
    return columnPins.size();
  }

  /** {@return the key at a crossing; empty where no switch is fitted} */
  public Optional<Key> at(int row, int column) {
    return keys.get(row).get(column);
  }

  /** {@return where a key's switch sits; empty if the board does not have the key} */
  public Optional<Position> find(Key key) {
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        if (at(row, column).equals(Optional.of(key))) {
          return Optional.of(new Position(row, column));
        }
      }
    }
    return Optional.empty();
  }

  /** {@return the expander's name of a pin: {@code GPA0}…{@code GPB7}} */
  public static String pinName(int pin) {
    return String.format(Locale.ROOT, "GP%c%d", pin < 8 ? 'A' : 'B', pin % 8);
  }
}
