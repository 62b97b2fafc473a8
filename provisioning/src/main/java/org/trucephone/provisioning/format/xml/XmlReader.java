package org.trucephone.provisioning.format.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML that need not be well-formed; never throws.
 *
 * <p>Rules of recovery: an end tag that closes an outer element closes those inside it; one that
 * closes nothing is skipped, or taken as the misspelt end of an element that holds only text; a raw
 * {@code &} or {@code <} stands for itself; an undeclared prefix is part of the name; of an
 * attribute given twice the first counts; the value of an element cut off by the end of the text is
 * left out; what follows the document is left. A document type is skipped whole, its entities are
 * unknown.
 */
public final class XmlReader {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_RECOVERIES = 50;

  private final String in;
  private int at;
  private int line = 1;
  private int counted;
  private boolean cutOff;
  private @Nullable XmlElement root;
  private final Deque<XmlElement> open = new ArrayDeque<>();
  private final List<XmlDocument.Recovery> recoveries = new ArrayList<>();
  private final Set<String> prefixes = new HashSet<>(Set.of("xml", "xmlns"));

  private XmlReader(String in) {
    this.in = in;
  }

  /** Reads a text with LF line ends. */
  public static XmlDocument read(String text) {
    return new XmlReader(text).document();
  }

  private XmlDocument document() {
    while (at < in.length() && !ended()) {
      int tag = in.indexOf('<', at);
      int end = tag < 0 ? in.length() : tag;
      if (end > at) {
        text(in.substring(at, end));
        at = end;
      }
      if (tag >= 0) {
        markup();
      }
    }
    finish();
    return new XmlDocument(root, recoveries, cutOff);
  }

  /** Whether the document is over; what follows but comments is told once and left. */
  private boolean ended() {
    if (root == null || !open.isEmpty()) {
      return false;
    }
    int next = blanks(at);
    boolean more = next < in.length();
    if (more && (in.startsWith("<!--", next) || in.startsWith("<?", next))) {
      return false;
    }
    at = next;
    if (more) {
      recovered("Something follows the end of the document: skipped.");
    }
    return true;
  }

  private void markup() {
    if (in.startsWith("<!--", at)) {
      skipTo("-->", "comment");
    } else if (in.startsWith("<![CDATA[", at)) {
      int from = at + 9;
      int end = in.indexOf("]]>", from);
      if (end >= 0 && !open.isEmpty()) {
        open.peek().append(in.substring(from, end));
      }
      skipTo("]]>", "CDATA section");
    } else if (in.startsWith("<?", at)) {
      skipTo("?>", "processing instruction");
    } else if (in.startsWith("<!", at)) {
      documentType();
    } else if (in.startsWith("</", at)) {
      endTag();
    } else if (at + 1 < in.length() && nameStart(in.charAt(at + 1))) {
      startTag();
    } else if (at + 1 >= in.length()) {
      cutOff = true;
      at++;
    } else {
      recovered("A “<” stands alone: read as text.");
      text("<");
      at++;
    }
  }

  private void skipTo(String end, String what) {
    int found = in.indexOf(end, at);
    if (found < 0) {
      recovered("A " + what + " is never closed: the rest of the file is lost in it.");
      cutOff = true;
      at = in.length();
    } else {
      at = found + end.length();
    }
  }

  private void documentType() {
    recovered("A document type is not followed: skipped.");
    int depth = 0;
    for (int i = at; i < in.length(); i++) {
      char c = in.charAt(i);
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == '>' && depth <= 0) {
        at = i + 1;
        return;
      }
    }
    cutOff = true;
    at = in.length();
  }

  private void startTag() {
    XmlElement element = new XmlElement(nameAt(at + 1), line());
    int i = at + 1 + element.name().length();
    prefix(element.name());
    List<String> names = new ArrayList<>();
    while (true) {
      i = blanks(i);
      if (i >= in.length()) {
        cutOff = true;
        at = i;
        return;
      }
      char c = in.charAt(i);
      if (c == '>' || in.startsWith("/>", i)) {
        break;
      }
      if (c == '<') {
        recovered("The tag <" + element.name() + "> is not closed with “>”: read as if it were.");
        i--;
        break;
      }
      if (!nameStart(c)) {
        recovered("Stray “" + c + "” in the tag <" + element.name() + ">: skipped.");
        i++;
        continue;
      }
      String name = nameAt(i);
      names.add(name);
      i = attribute(element, name, blanks(i + name.length()));
    }
    names.stream()
        .filter(n -> n.startsWith("xmlns:"))
        .map(n -> n.substring(6))
        .forEach(prefixes::add);
    names.forEach(this::prefix);
    boolean closed = i < in.length() && in.startsWith("/>", i);
    at = Math.min(in.length(), i + (closed ? 2 : 1));
    push(element, closed);
  }

  /** Reads {@code = "value"}; returns where to go on. */
  private int attribute(XmlElement element, String name, int from) {
    int where = lineAt(from);
    if (from >= in.length() || in.charAt(from) != '=') {
      recovered("The attribute " + name + " has no value: read as empty.");
      element.put(name, "", where);
      return from;
    }
    int i = blanks(from + 1);
    if (i >= in.length()) {
      return i;
    }
    char quote = in.charAt(i);
    String value;
    if (quote == '"' || quote == '\'') {
      int end = in.indexOf(quote, i + 1);
      int tag = in.indexOf('<', i + 1);
      if (end < 0 || (tag >= 0 && tag < end)) {
        int stop = in.indexOf('>', i);
        end = stop < 0 ? in.length() : stop;
        recovered("The value of " + name + " has no closing quote: read up to “>”.");
        value = in.substring(i + 1, end);
        i = end;
      } else {
        value = in.substring(i + 1, end);
        i = end + 1;
      }
    } else {
      int end = i;
      while (end < in.length() && " \t\n/>".indexOf(in.charAt(end)) < 0) {
        end++;
      }
      recovered("The value of " + name + " is not quoted.");
      value = in.substring(i, end);
      i = end;
    }
    if (!element.put(name, unescape(value), where)) {
      recovered("The attribute " + name + " is given twice: the first one counts.");
    }
    return i;
  }

  private void push(XmlElement element, boolean closed) {
    XmlElement parent = open.peek();
    if (parent != null) {
      parent.add(element);
    } else {
      root = element;
    }
    if (!closed && open.size() < MAX_DEPTH) {
      open.push(element);
    }
  }

  private void endTag() {
    int stop = in.indexOf('>', at);
    int next = in.indexOf('<', at + 1);
    if (stop < 0 || (next >= 0 && next < stop)) {
      if (next < 0) {
        cutOff = true;
        at = in.length();
        return;
      }
      stop = next - 1;
    }
    String name = in.substring(Math.min(at + 2, stop), Math.max(stop, at + 2)).strip();
    close(name);
    at = Math.max(stop + 1, at + 2);
  }

  private void close(String name) {
    XmlElement current = open.peek();
    if (current != null && current.is(name)) {
      if (!current.name().equals(name)) {
        recovered("<" + current.name() + "> is closed by </" + name + ">: the case differs.");
      }
      open.pop();
    } else if (open.stream().anyMatch(e -> e.is(name))) {
      while (!open.isEmpty() && !open.peek().is(name)) {
        XmlElement unclosed = open.pop();
        recovered(
            "<"
                + unclosed.name()
                + "> of line "
                + unclosed.line()
                + " is not closed before </"
                + name
                + ">: read as if it were.");
      }
      open.poll();
    } else if (current != null && current.isLeaf() && !current.text().isEmpty()) {
      recovered("<" + current.name() + "> is closed by </" + name + ">: read as misspelt.");
      open.pop();
    } else {
      recovered("The end tag </" + name + "> closes nothing: skipped.");
    }
  }

  private void text(String raw) {
    XmlElement current = open.peek();
    if (current != null) {
      current.append(unescape(raw));
    } else if (!raw.isBlank()) {
      recovered("There is text before the first element: skipped.");
    }
  }

  private void finish() {
    if (open.isEmpty()) {
      return;
    }
    cutOff = true;
    XmlElement innermost = open.peek();
    if (innermost.isLeaf() && !innermost.text().isEmpty()) {
      innermost.clearText();
    }
    recovered(
        "The file ends inside <"
            + innermost.name()
            + "> of line "
            + innermost.line()
            + ": it was cut off, and what stood before is used.");
  }

  private String unescape(String raw) {
    int amp = raw.indexOf('&');
    if (amp < 0) {
      return raw;
    }
    StringBuilder out = new StringBuilder(raw.length());
    int from = 0;
    while (amp >= 0) {
      out.append(raw, from, amp);
      int semi = raw.indexOf(';', amp);
      String code = semi < 0 || semi - amp > 10 ? "" : raw.substring(amp + 1, semi);
      String character = entity(code);
      if (character.isEmpty()) {
        recovered("A “&” stands unescaped: read as itself.");
        out.append('&');
        from = amp + 1;
      } else {
        out.append(character);
        from = semi + 1;
      }
      amp = raw.indexOf('&', from);
    }
    return out.append(raw, from, raw.length()).toString();
  }

  private static String entity(String code) {
    return switch (code) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      default -> numeric(code);
    };
  }

  private static String numeric(String code) {
    if (code.length() < 2 || code.charAt(0) != '#') {
      return "";
    }
    boolean hex = code.charAt(1) == 'x' || code.charAt(1) == 'X';
    try {
      int point = Integer.parseInt(code.substring(hex ? 2 : 1), hex ? 16 : 10);
      return Character.isValidCodePoint(point) && point > 0 ? Character.toString(point) : "";
    } catch (NumberFormatException _) {
      return "";
    }
  }

  private void prefix(String name) {
    int colon = name.indexOf(':');
    if (colon > 0 && prefixes.add(name.substring(0, colon))) {
      recovered("The prefix of " + name + " is not declared: read as part of the name.");
    }
  }

  private void recovered(String text) {
    if (recoveries.size() < MAX_RECOVERIES) {
      recoveries.add(new XmlDocument.Recovery(line(), text));
    }
  }

  /** Line of {@code at}, or of the attribute being read. */
  private int line() {
    return lineAt(at);
  }

  /** Counts each character once; never goes back. */
  private int lineAt(int position) {
    int to = Math.min(position, in.length());
    while (counted < to) {
      if (in.charAt(counted++) == '\n') {
        line++;
      }
    }
    return line;
  }

  private int blanks(int from) {
    int i = from;
    while (i < in.length() && Character.isWhitespace(in.charAt(i))) {
      i++;
    }
    return i;
  }

  private String nameAt(int from) {
    int i = from;
    while (i < in.length() && namePart(in.charAt(i))) {
      i++;
    }
    return in.substring(from, i);
  }

  private static boolean nameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean namePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == ':';
  }
}
