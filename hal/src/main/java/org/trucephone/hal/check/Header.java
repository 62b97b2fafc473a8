package org.trucephone.hal.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Raspberry Pi's header of 40 pins: odd ones on the left, even ones on the right. */
final class Header {
  /** Pins 1…40: a supply's name, or GPIO and its number. */
  private static final List<String> PINS =
      List.of(
          "3V3", "5V", "GPIO 2", "5V", "GPIO 3", "GND", "GPIO 4", "GPIO 14", "GND", "GPIO 15",
          "GPIO 17", "GPIO 18", "GPIO 27", "GND", "GPIO 22", "GPIO 23", "3V3", "GPIO 24", "GPIO 10",
          "GND", "GPIO 9", "GPIO 25", "GPIO 11", "GPIO 8", "GND", "GPIO 7", "GPIO 0", "GPIO 1",
          "GPIO 5", "GND", "GPIO 6", "GPIO 12", "GPIO 13", "GND", "GPIO 19", "GPIO 16", "GPIO 26",
          "GPIO 20", "GND", "GPIO 21");

  private static final Map<Integer, Integer> POSITIONS = positions();

  private Header() {}

  private static Map<Integer, Integer> positions() {
    Map<Integer, Integer> positions = new TreeMap<>();
    for (int pin = 1; pin <= PINS.size(); pin++) {
      String name = name(pin);
      if (name.startsWith("GPIO ")) {
        positions.put(Integer.parseInt(name.substring(5)), pin);
      }
    }
    return Map.copyOf(positions);
  }

  /** {@return what a pin 1…40 is: {@code GPIO 17}, {@code 3V3}, {@code 5V} or {@code GND}} */
  static String name(int pin) {
    return PINS.get(pin - 1);
  }

  /** {@return pins on the header} */
  static int size() {
    return PINS.size();
  }

  /** {@return the pin 1…40 of a GPIO 0…27} */
  static int pin(int gpio) {
    return POSITIONS.getOrDefault(gpio, 0);
  }
}
