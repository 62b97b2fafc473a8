package org.trucephone.hal.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FontTest {
  private static final List<Font> ALL =
      List.of(Font.small(), Font.medium(), Font.large(), Font.fixed());

  @Test
  void everyPrintableLatinOneCharacterHasAGlyphWithAWidth() {
    int[] printable =
        IntStream.concat(IntStream.rangeClosed(0x20, 0x7e), IntStream.rangeClosed(0xa0, 0xff))
            .toArray();
    for (Font font : ALL) {
      for (int code : printable) {
        assertTrue(font.covers(code), "U+%04X".formatted(code));
        assertTrue(font.width(Character.toString(code)) > 0, "U+%04X".formatted(code));
      }
    }
  }

  @Test
  void everyPrintableLatinOneCharacterLeavesInkInsideItsLine() {
    for (Font font : ALL) {
      for (int code = 0x21; code <= 0xff; code++) {
        if (code >= 0x7f && code <= 0xa0 || code == 0xad) {
          continue;
        }
        Framebuffer picture = new Framebuffer(80, font.height());
        new Canvas(picture).text(font, 20, 0, Character.toString(code), 0xffffff);
        assertTrue(Pictures.ink(picture) > 0, "U+%04X".formatted(code));
      }
    }
  }

  @Test
  void theScreensSignsAreThere() {
    for (Font font : ALL) {
      "✉●○◐✕▸⌫♪☎🔒⚿▮▏…─–—“”„‚‘’€✓⚠←→↑↓"
          .codePoints()
          .forEach(code -> assertTrue(font.covers(code), Character.toString(code)));
    }
  }

  @Test
  void greekAndCyrillicNamesAreThere() {
    for (Font font : ALL) {
      "ΑντώνηςΓεωργίουАннаІваненкоЖуковаŁódźČeřşĞőű"
          .codePoints()
          .forEach(code -> assertTrue(font.covers(code), Character.toString(code)));
    }
  }

  @Test
  void linesAreAsHighAsTheScreensCountOn() {
    assertEquals(
        List.of(13, 18, 38, 12),
        ALL.stream().map(Font::height).toList(),
        "small medium large fixed");
    for (Font font : ALL) {
      assertTrue(font.ascent() > font.height() / 2 && font.ascent() < font.height());
    }
  }

  @Test
  void everyFixedCharacterIsSixWideAndFiveLinesOfTwentyOneFitASmallPanel() {
    assertEquals(21 * 6, Font.fixed().width("Zażółć gęślą jaźń ✉2…"));
  }

  @Test
  void digitsAreEquallyWideSoThatAClockStandsStill() {
    for (Font font : ALL) {
      for (char digit = '0'; digit <= '9'; digit++) {
        assertEquals(font.width("0"), font.width(Character.toString(digit)));
      }
    }
  }

  @Test
  void unknownAndControlCharactersTakeRoomToo() {
    assertFalse(Font.small().covers(0x6f22));
    assertFalse(Font.small().covers('\n'));
    assertTrue(Font.small().width("漢") > 0);
    assertTrue(Font.small().width("\u0007") > 0);
    assertTrue(Font.small().width("\ud800") > 0, "half a surrogate pair");
  }

  @Test
  void theLicenceTravelsWithTheFont() {
    assertNotNull(Font.class.getResource("/META-INF/licenses/DejaVu-fonts.txt"));
  }
}
