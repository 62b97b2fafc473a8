package org.trucephone.firmware.sip;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads message bodies a desk phone meets. Pure; never throws on bad text. */
public final class Bodies {
  private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*signal\\s*=\\s*([0-9A-D*#]+)");
  private static final Pattern COUNTS =
      Pattern.compile("(?im)^\\s*voice-message\\s*:\\s*(\\d{1,9})\\s*/\\s*(\\d{1,9})");
  private static final Pattern WAITING =
      Pattern.compile("(?im)^\\s*messages-waiting\\s*:\\s*(yes|no)\\b");
  private static final Pattern MAILBOX =
      Pattern.compile("(?im)^\\s*message-account\\s*:\\s*(\\S{1,200})");
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary\\s*=\\s*(?:\"([^\"]+)\"|([^;\\s]+))");
  private static final int DEEPEST = 3;
  private static final int MOST_PARTS = 64;

  private Bodies() {}

  /** What a message-summary says (RFC 3842 5.2). -1: the server gave no number. */
  public record Summary(boolean waiting, int fresh, int old) {}

  /**
   * {@return a body as text: UTF-8, and each byte that is none as the character of that number in
   * ISO 8859-1; some servers mark up what they send for the display with single bytes above 0x7f}
   */
  public static String text(byte[] body) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(body);
    CharBuffer out = CharBuffer.allocate(body.length);
    while (true) {
      CoderResult result = strict.decode(in, out, true);
      if (!result.isError()) {
        return out.flip().toString();
      }
      out.put((char) (in.get() & 0xff));
    }
  }

  /** {@return the summary, or empty if the text has no Messages-Waiting line} */
  public static Optional<Summary> summary(String text) {
    Matcher counts = COUNTS.matcher(text);
    OptionalInt fresh = OptionalInt.empty();
    OptionalInt old = OptionalInt.empty();
    if (counts.find()) {
      fresh = OptionalInt.of(Integer.parseInt(counts.group(1)));
      old = OptionalInt.of(Integer.parseInt(counts.group(2)));
    }
    Matcher waiting = WAITING.matcher(text);
    if (!waiting.find() && fresh.isEmpty()) {
      return Optional.empty();
    }
    boolean some =
        waiting.reset().find() ? waiting.group(1).equalsIgnoreCase("yes") : fresh.orElse(0) > 0;
    int none = some ? -1 : 0;
    return Optional.of(new Summary(some, fresh.orElse(none), old.orElse(none)));
  }

  /** {@return the address a message-summary names for listening (RFC 3842 5.2), "" if none} */
  public static String mailbox(String text) {
    Matcher matcher = MAILBOX.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /**
   * {@return the digit of an INFO body (application/dtmf-relay: {@code Signal=5}; application/dtmf:
   * {@code 5}), or empty}
   */
  public static Optional<Character> digit(String contentType, String body) {
    String type = contentType.toLowerCase(Locale.ROOT);
    String token;
    if (type.startsWith("application/dtmf-relay")) {
      Matcher matcher = SIGNAL.matcher(body);
      token = matcher.find() ? matcher.group(1) : "";
    } else if (type.startsWith("application/dtmf")) {
      token = body.strip();
    } else {
      return Optional.empty();
    }
    token =
        switch (token) {
          case "10" -> "*";
          case "11" -> "#";
          default -> token.toUpperCase(Locale.ROOT);
        };
    return token.length() == 1 && "0123456789ABCD*#".indexOf(token.charAt(0)) >= 0
        ? Optional.of(token.charAt(0))
        : Optional.empty();
  }

  /** {@return the session description in a body, also inside multipart; null if there is none} */
  public static @Nullable String sdp(String contentType, String body) {
    return sdp(contentType, body, 0);
  }

  /**
   * One part of a body.
   *
   * @param contentType as written, with its parameters
   */
  public record Part(String contentType, String body) {}

  /** {@return the parts of a body, in order; a body that has none is its own only part} */
  public static List<Part> parts(String contentType, String body) {
    List<Part> parts = new ArrayList<>();
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!contentType.strip().toLowerCase(Locale.ROOT).startsWith("multipart/")
        || !boundary.find()) {
      return List.of(new Part(contentType.strip(), body));
    }
    String mark = "--" + (boundary.group(1) != null ? boundary.group(1) : boundary.group(2));
    for (String part : ("\n" + body).split("\\r?\\n" + Pattern.quote(mark), -1)) {
      Matcher end = Pattern.compile("\\r?\\n\\r?\\n").matcher(part);
      if (end.find() && parts.size() < MOST_PARTS) {
        Matcher header =
            Pattern.compile("(?im)^content-type\\s*:\\s*(.+)$")
                .matcher(part.substring(0, end.start()));
        parts.add(
            new Part(
                header.find() ? header.group(1).strip() : "text/plain", part.substring(end.end())));
      }
    }
    return parts;
  }

  private static @Nullable String sdp(String contentType, String body, int depth) {
    String type = contentType.strip().toLowerCase(Locale.ROOT);
    if (type.startsWith("application/sdp")) {
      return body.isBlank() ? null : body;
    }
    if (!type.startsWith("multipart/") || depth == DEEPEST) {
      return null;
    }
    for (Part part : parts(contentType, body)) {
      String found =
          part.body().equals(body) ? null : sdp(part.contentType(), part.body(), depth + 1);
      if (found != null) {
        return found.endsWith("\n") ? found : found + "\r\n";
      }
    }
    return null;
  }
}
