package org.trucephone.hal.display;

/** Turns pictures into text, so that a failing test shows what was drawn. */
final class Pictures {
  private Pictures() {}

  /** {@return rows of {@code .} for black, {@code #} for full white, {@code +} for between} */
  static String pattern(Framebuffer picture) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int pixel = picture.pixels()[y * picture.width() + x] & 0xffff;
        text.append(pixel == 0 ? '.' : pixel == 0xffff ? '#' : '+');
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** {@return how many pixels are not black} */
  static int ink(Framebuffer picture) {
    return picture.pixels().length - (int) pattern(picture).chars().filter(c -> c == '.').count();
  }
}
