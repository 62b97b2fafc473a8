package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CanvasTest {
  private static final int WHITE = 0xffffff;

  private final Framebuffer picture = new Framebuffer(12, 8);
  private final Canvas canvas = new Canvas(picture);

  @Test
  void coloursBecomeRgb565() {
    int[] rgb = {0xff0000, 0x00ff00, 0x0000ff, 0x808080, 0x123456};
    int[] expected = {0xf800, 0x07e0, 0x001f, 0x8410, 0x11aa};
    for (int i = 0; i < rgb.length; i++) {
      canvas.clear(rgb[i]);
      assertEquals((short) expected[i], picture.pixels()[0]);
    }
  }

  @Test
  void shapesLandWhereTheyAreAskedFor() {
    canvas.frame(0, 0, 12, 8, WHITE);
    canvas.fill(2, 2, 3, 2, WHITE);
    canvas.hline(6, 2, 4, WHITE);
    canvas.vline(9, 3, 3, WHITE);
    assertEquals(
        """
        ############
        #..........#
        #.###.####.#
        #.###....#.#
        #........#.#
        #........#.#
        #..........#
        ############
        """,
        Pictures.pattern(picture));
  }

  @Test
  void aDiscIsRoundWithSoftEdges() {
    canvas.disc(5, 3, 3, WHITE);
    String drawn = Pictures.pattern(picture);
    String[] rows = drawn.split("\n");
    assertEquals("..#######...", rows[3]);
    assertTrue(drawn.contains("+"), drawn);
    assertEquals(rows[0], rows[6]);
    assertEquals("............", rows[7]);
  }

  @Test
  void fixedTextIsOneBit() {
    canvas.text(Font.fixed(), 0, -1, "IL", WHITE);
    String drawn = Pictures.pattern(picture);
    assertTrue(drawn.contains("#") && !drawn.contains("+"), drawn);
  }

  @Test
  void fixedLettersAreWhatWeLookedAt() {
    Framebuffer line = new Framebuffer(18, 12);
    new Canvas(line).text(Font.fixed(), 0, 0, "Aüg", WHITE);
    assertEquals(
        """
        ..................
        ..#....#.#........
        .##...............
        .#.#..#...#..####.
        .#.#..#...#.#...#.
        #..#..#...#.#...#.
        ####..#...#.#...#.
        #...#.#...#.#...#.
        #...#..####..####.
        ................#.
        .............###..
        ..............#...
        """,
        Pictures.pattern(line));
  }

  @Test
  void smoothTextBlendsOverWhatIsThere() {
    Framebuffer onBlack = new Framebuffer(20, 13);
    new Canvas(onBlack).text(Font.small(), 2, 0, "S", WHITE);
    assertTrue(Pictures.pattern(onBlack).contains("+"));
    Framebuffer onRed = new Framebuffer(20, 13);
    new Canvas(onRed).clear(0xff0000);
    new Canvas(onRed).text(Font.small(), 2, 0, "S", WHITE);
    for (short pixel : onRed.pixels()) {
      assertEquals(0xf800, pixel & 0xf800, "white over red keeps all of its red");
    }
    Framebuffer inRed = new Framebuffer(20, 13);
    new Canvas(inRed).clear(0xff0000);
    new Canvas(inRed).text(Font.small(), 2, 0, "S", 0xff0000);
    for (short pixel : inRed.pixels()) {
      assertEquals((short) 0xf800, pixel);
    }
  }

  @Test
  void textStandsOnTheBaseLine() {
    Framebuffer wide = new Framebuffer(60, 13);
    new Canvas(wide).text(Font.small(), 0, 0, "HxzE", WHITE);
    String[] rows = Pictures.pattern(wide).split("\n");
    assertNotEquals(".".repeat(60), rows[Font.small().ascent() - 1], "above the base line");
    assertEquals(".".repeat(60), rows[Font.small().ascent()], "below it");
  }

  @Test
  void rightAndCentredTextUseTheWidth() {
    Framebuffer left = new Framebuffer(60, 13);
    Framebuffer right = new Framebuffer(60, 13);
    Framebuffer centred = new Framebuffer(60, 13);
    int width = Font.small().width("Abc");
    new Canvas(left).text(Font.small(), 60 - width, 0, "Abc", WHITE);
    new Canvas(right).textRight(Font.small(), 60, 0, "Abc", WHITE);
    new Canvas(centred).textCentred(Font.small(), 60 - width - 5, width + 10, 0, "Abc", WHITE);
    assertArrayEquals(left.pixels(), right.pixels());
    assertArrayEquals(left.pixels(), centred.pixels());
  }

  @Test
  void whatDoesNotFitEndsInAnEllipsis() {
    Font font = Font.small();
    assertEquals("Anna", canvas.fit(font, "Anna", font.width("Anna")));
    String cut = canvas.fit(font, "Anna Berger, Workshop", 60);
    assertTrue(cut.startsWith("Anna") && cut.endsWith("…") && font.width(cut) <= 60, cut);
    assertEquals("", canvas.fit(font, "Anna", 2));
    assertEquals("", canvas.fit(font, "", 0));
    String lock = canvas.fit(font, "🔒🔒🔒🔒", font.width("🔒🔒…"));
    assertEquals("🔒🔒…", lock, "never half a character");
  }

  @Test
  void unknownAndControlCharactersDrawABox() {
    Framebuffer box = new Framebuffer(14, 13);
    new Canvas(box).text(Font.small(), 0, 0, "\u0007", WHITE);
    Framebuffer same = new Framebuffer(14, 13);
    new Canvas(same).text(Font.small(), 0, 0, "漢", WHITE);
    assertTrue(Pictures.ink(box) > 8);
    assertArrayEquals(box.pixels(), same.pixels());
    Framebuffer letter = new Framebuffer(14, 13);
    new Canvas(letter).text(Font.small(), 0, 0, "a", WHITE);
    assertNotEquals(Pictures.pattern(letter), Pictures.pattern(box));
  }

  @Test
  void nothingOutsideThrowsOrLeaksIn() {
    int[] far = {Integer.MIN_VALUE, -1000, 1000, Integer.MAX_VALUE};
    for (int x : far) {
      for (int y : far) {
        canvas.fill(x, y, 5, 5, WHITE);
        canvas.frame(x, y, 5, 5, WHITE);
        canvas.hline(x, y, 5, WHITE);
        canvas.vline(x, y, 5, WHITE);
        canvas.disc(x, y, 5, WHITE);
        canvas.text(Font.small(), x, y, "Abc漢", WHITE);
        canvas.textRight(Font.medium(), x, y, "Abc", WHITE);
        canvas.textCentred(Font.fixed(), x, 10, y, "Abc", WHITE);
      }
    }
    canvas.fill(3, 3, -1, 4, WHITE);
    canvas.fill(3, 3, 4, 0, WHITE);
    canvas.frame(3, 3, 0, 4, WHITE);
    canvas.disc(3, 3, -1, WHITE);
    assertEquals(0, Pictures.ink(picture));
  }

  @Test
  void shapesAreCutAtTheEdges() {
    canvas.fill(-5, -5, 7, 7, WHITE);
    canvas.fill(10, 6, Integer.MAX_VALUE, Integer.MAX_VALUE, WHITE);
    assertEquals(
        """
        ##..........
        ##..........
        ............
        ............
        ............
        ............
        ..........##
        ..........##
        """,
        Pictures.pattern(picture));
  }
}
