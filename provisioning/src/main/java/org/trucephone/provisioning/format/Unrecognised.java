package org.trucephone.provisioning.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.trucephone.provisioning.settings.Finding;

/** Says what a file that no format knows seems to be. */
final class Unrecognised {
  private Unrecognised() {}

  /**
   * {@return whether this is a page for people, such as a server's log-in, whatever the file's name
   * promises} Settings of some makes stand in a {@code pre} element of a page: those are none.
   */
  static boolean isWebPage(byte[] bytes) {
    String text =
        new String(bytes, 0, Math.min(bytes.length, 4096), StandardCharsets.UTF_8)
            .replaceFirst("^\\uFEFF", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    return (text.startsWith("<!doctype html") || text.startsWith("<html"))
        && !text.contains("<pre>");
  }

  static ParsedFile explain(String source, byte[] bytes) {
    String text = Text.decode(bytes).text();
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    String name = Formats.fileName(source);
    String sentence;
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      return ParsedFile.unreadable(
          source,
          Finding.Kind.INVALID,
          1,
          name
              + " is a web page, perhaps the server's error message: put the right file on the"
              + " server.");
    } else if (Sealed.is(bytes)) {
      return ParsedFile.unreadable(
          source,
          Finding.Kind.INVALID,
          1,
          name + " is encrypted and no key opens it: give its key.");
    } else if (binary(text)) {
      sentence = "This is not text: it may be encrypted, packed or a firmware image.";
    } else if (name.toLowerCase(Locale.ROOT).endsWith(".xml") && !start.startsWith("<")) {
      sentence = "The file is named .xml but is not XML: put the right file on the server.";
    } else {
      sentence = "No known format of phone configuration: check that this is the right file.";
    }
    return ParsedFile.unreadable(source, Finding.Kind.UNKNOWN, 1, sentence);
  }

  private static boolean binary(String text) {
    return text.chars().limit(4096).filter(c -> c < 32 && c != 9 && c != 10 && c != 13).count() > 8;
  }
}
