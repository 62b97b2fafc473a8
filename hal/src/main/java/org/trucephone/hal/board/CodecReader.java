package org.trucephone.hal.board;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.audio.CodecPins;
import org.trucephone.hal.board.Board.Chip;
import org.trucephone.hal.board.Board.Codec;

/** Reads a board file's {@code [codec]}. */
final class CodecReader {
  private static final String USB = "usb-audio";

  static final List<String> CHIPS = List.of("tlv320aic3104", "wm8960", "sgtl5000", "wm8731");
  private static final List<String> DRIVERS =
      List.of("tlv320aic3104", "wm8960", "sgtl5000", "wm8731", USB);

  private static final Map<String, List<String>> OUTPUTS =
      Map.of(
          "tlv320aic3104", List.of("hpl", "hpr", "left-lo", "right-lo"),
          "wm8960", List.of("hpl", "hpr", "spkl", "spkr"),
          "sgtl5000", List.of("hpl", "hpr", "left-lo", "right-lo"),
          "wm8731", List.of("hpl", "hpr"));
  private static final Map<String, List<String>> INPUTS =
      Map.of(
          "tlv320aic3104", List.of("line1l", "line1r", "line2l", "line2r"),
          "wm8960", List.of("linput1", "rinput1"),
          "sgtl5000", List.of("mic", "linein-l", "linein-r"),
          "wm8731", List.of("mic", "llinein"));

  private final Claims claims;

  CodecReader(Claims claims) {
    this.claims = claims;
  }

  Codec read(Section s) {
    Codec codec =
        s.oneOf("driver", DRIVERS).equals(USB) ? new Codec.OnUsb(s.text("card", "")) : chip(s);
    s.end();
    return codec;
  }

  private Codec chip(Section s) {
    Chip chip = claims.chip(s, CHIPS);
    claims.soundLines(s);
    int mclkHz = s.number("mclk-hz", 512_000, 50_000_000);
    Map<AudioPath, CodecPins> routes = new EnumMap<>(AudioPath.class);
    s.inside("routes")
        .ifPresent(inner -> {
          for (AudioPath path : AudioPath.values()) {
            if (path != AudioPath.NONE) {
              inner
                  .inside(path.name().toLowerCase(Locale.ROOT))
                  .ifPresent(r -> routes.put(path, route(r, chip.driver())));
            }
          }
          inner.end();
        });
    return new Codec.OnI2c(chip, claims.gpio(s, "reset"), mclkHz, Map.copyOf(routes));
  }

  private static CodecPins route(Section s, String driver) {
    CodecPins route =
        new CodecPins(
            s.oneOf("output", OUTPUTS.getOrDefault(driver, List.of(""))),
            s.oneOf("input", INPUTS.getOrDefault(driver, List.of(""))));
    s.end();
    return route;
  }
}
