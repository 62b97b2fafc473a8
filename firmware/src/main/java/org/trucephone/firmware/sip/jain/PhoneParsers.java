package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stack's parser with repairs: the version of a request line is kept (the stack reads every
 * version as 2.0, so that 505 could never be sent); what a foreign message said does not come back
 * in the reason phrase of the stack's own 400; two values of what may stand once and an IPv6
 * address without brackets are no message (RFC 4475 3.3.8, 3.3.9, RFC 5118 4.2). Loaded by name by
 * the stack.
 */
public final class PhoneParsers implements MessageParserFactory {
  /** Called by the stack by reflection. */
  public PhoneParsers() {}

  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    return new Parser();
  }

  private static final class Parser extends StringMsgParser {
    private static final int LONGEST_HEAD = 16 << 10;
    private static final Pattern SINGLE =
        Pattern.compile(
            "(?im)^(content-length|l|from|f|to|t|call-id|i|cseq|max-forwards)[ \\t]*:([^\r\n]*)$");
    private static final Pattern SIGNED =
        Pattern.compile("(?im)^(?:proxy-)?authentication-info[ \\t]*:");
    private static final Pattern BARE_IPV6 =
        Pattern.compile("(?i)[^ \r\n]{1,64} sips?:(?:[^@ \r\n]{0,256}@)?[0-9a-f]{1,4}:[0-9a-f]*:");

    private static final TokenBucket FAILURES = new TokenBucket(20, 40, System.nanoTime());

    @Override
    public @Nullable SIPMessage parseSIPMessage(
        byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener)
        throws ParseException {
      try {
        check(bytes);
        SIPMessage message = super.parseSIPMessage(bytes, readBody, strict, listener);
        String head = head(bytes);
        if (message != null && SIGNED.matcher(head).find()) {
          message.setApplicationData(head); // for Signing: letter for letter
        }
        return message;
      } catch (ParseException e) {
        if (!FAILURES.take(System.nanoTime())) {
          return null; // dropped: the stack would answer each with a 400 longer than itself
        }
        throw new ParseException("not a SIP message", 0);
      }
    }

    private static String head(byte[] bytes) {
      int length = Math.min(bytes.length, LONGEST_HEAD);
      String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text : text.substring(0, end);
    }

    /** What the stack would take for the first of two, or for a host and a port. */
    private static void check(byte[] bytes) throws ParseException {
      String text = head(bytes);
      if (text.length() >= LONGEST_HEAD) {
        throw new ParseException("a head longer than any", LONGEST_HEAD);
      }
      Matcher single = SINGLE.matcher(text);
      Map<Character, String> seen = new HashMap<>();
      while (single.find()) {
        String value = single.group(2).strip();
        String name = single.group(1).toLowerCase(Locale.ROOT);
        char kind =
            name.equals("content-length") ? 'l' : name.startsWith("ca") ? 'i' : name.charAt(0);
        String first = seen.putIfAbsent(name.equals("cseq") ? 'q' : kind, value);
        if (first != null && !first.equals(value)) {
          throw new ParseException("two values of " + name, single.start());
        }
      }
      if (BARE_IPV6.matcher(text).lookingAt()) {
        throw new ParseException("an address without brackets", 0);
      }
    }

    @Override
    protected SIPMessage processFirstLine(
        String line, ParseExceptionListener listener, byte[] bytes) throws ParseException {
      int space = line.strip().lastIndexOf(' ');
      String version = line.strip().substring(space + 1).toUpperCase(Locale.ROOT);
      if (space < 0 || !version.startsWith("SIP/") || version.equals("SIP/2.0")) {
        return super.processFirstLine(line, listener, bytes);
      }
      SIPMessage message =
          super.processFirstLine(line.strip().substring(0, space) + " SIP/2.0", listener, bytes);
      if (message instanceof SIPRequest request && request.getRequestLine() != null) {
        request.getRequestLine().setSipVersion(version);
      }
      return message;
    }
  }
}
