package org.trucephone.provisioning.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Characters of a file.
 *
 * @param text with LF line ends, without byte order mark
 * @param recovered whether the bytes were not what they claim: read as Windows-1252
 */
public record Text(String text, boolean recovered) {
  private static final Pattern LINE_END = Pattern.compile("\r\n?");

  /** Reads UTF-8, UTF-16 with a byte order mark, or else Windows-1252. */
  public static Text decode(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
      return new Text(clean(new String(bytes, StandardCharsets.UTF_16)), false);
    }
    if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
      return new Text(clean(new String(bytes, StandardCharsets.UTF_16)), false);
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new Text(clean(text), false);
    } catch (CharacterCodingException _) {
      return new Text(clean(new String(bytes, Charset.forName("windows-1252"))), true);
    }
  }

  private static String clean(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return LINE_END.matcher(body).replaceAll("\n");
  }
}
