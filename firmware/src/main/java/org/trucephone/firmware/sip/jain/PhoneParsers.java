package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.text.ParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The stack's parser with two repairs: the version of a request line is kept (the stack reads every
 * version as 2.0, so that 505 could never be sent), and what a foreign message said does not come
 * back in the reason phrase of the stack's own 400. Loaded by name by the stack.
 */
public final class PhoneParsers implements MessageParserFactory {
  /** Called by the stack by reflection. */
  public PhoneParsers() {}

  @Override
  public MessageParser createMessageParser(SIPTransactionStack stack) {
    return new Parser();
  }

  private static final class Parser extends StringMsgParser {
    private static final TokenBucket FAILURES = new TokenBucket(20, 40, System.nanoTime());

    @Override
    public @Nullable SIPMessage parseSIPMessage(
        byte[] bytes, boolean readBody, boolean strict, ParseExceptionListener listener)
        throws ParseException {
      try {
        return super.parseSIPMessage(bytes, readBody, strict, listener);
      } catch (ParseException e) {
        if (!FAILURES.take(System.nanoTime())) {
          return null; // dropped: the stack would answer each with a 400 longer than itself
        }
        throw new ParseException("not a SIP message", 0);
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
