package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sees every message before the stack does. Drops new requests beyond 20 a second (40 at once)
 * before the stack spends memory on them: each transaction is kept for 32 s, so a flood would
 * otherwise fill a small heap and end the stack's threads. Our servers are counted apart, so that
 * strangers cannot keep them out. Requests inside a dialog, ACK and CANCEL pass always. Takes out a
 * 2xx from a second branch of a forked INVITE: once the first branch answered the stack loses it,
 * and it must be acknowledged and hung up. Takes out BENOTIFY too, which nobody answers. Loaded by
 * name by the stack.
 */
public final class MessageValve implements SIPMessageValve {
  private static final double PER_SECOND = 20;
  private static final double BURST = 40;

  private static final int REMEMBERED = 256;

  /** Call-ID, our tag and CSeq of an INVITE to the tag of whoever answered it first. */
  private final Map<String, String> answered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  private volatile @Nullable StackHooks hooks;

  private final TokenBucket servers = new TokenBucket(PER_SECOND, BURST, System.nanoTime());
  private final TokenBucket others = new TokenBucket(PER_SECOND, BURST, System.nanoTime());

  /** Called by the stack by reflection. */
  public MessageValve() {}

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    answerTheWayItCame(request, channel);
    String method = request.getMethod();
    StackHooks owner = hooks;
    if ("BENOTIFY".equals(method)) {
      // MS-SIP 3.1: best effort; kept from the stack, which would answer it.
      if (owner != null && servers.take(System.nanoTime())) {
        owner.unanswered().accept(request);
      }
      return false;
    }
    boolean known =
        "ACK".equals(method)
            || "CANCEL".equals(method)
            || request.getTo() != null && request.getTo().getTag() != null;
    if (known) {
      return true;
    }
    boolean server = owner != null && owner.server().test(channel.getPeerAddress());
    return (server ? servers : others).take(System.nanoTime());
  }

  /**
   * A Via that names another transport would make the stack connect to wherever it says, and one
   * that says itself where it was received would send the answer there (RFC 3261 18.2.1: only we
   * say that).
   */
  private static void answerTheWayItCame(SIPRequest request, MessageChannel channel) {
    Via via = request.getTopmostVia();
    if (via != null && via.getReceived() != null) {
      try {
        via.setReceived(channel.getPeerAddress());
      } catch (ParseException e) {
        throw new IllegalStateException(e); // an address of the socket's own
      }
    }
    if (via != null && !channel.getTransport().equalsIgnoreCase(via.getTransport())) {
      try {
        via.setTransport(channel.getTransport());
      } catch (ParseException e) {
        throw new IllegalStateException(e); // the stack's own word for it is always well formed
      }
    }
  }

  @Override
  public boolean processResponse(Response response, MessageChannel channel) {
    String tag = Messages.toTag(response);
    StackHooks owner = hooks;
    if (owner == null
        || tag == null
        || response.getStatusCode() / 100 != 2
        || !Messages.method(response).equals(Request.INVITE)) {
      return true;
    }
    String invite =
        Messages.callId(response)
            + " "
            + Messages.fromTag(response)
            + " "
            + Messages.sequence(response);
    String first;
    synchronized (answered) {
      first = answered.putIfAbsent(invite, tag);
    }
    if (first == null || first.equals(tag)) {
      return true;
    }
    owner.secondAnswer().accept(response);
    return false;
  }

  @Override
  public void init(SipStack stack) {
    hooks = StackHooks.of(stack.getStackName());
  }

  @Override
  public void destroy() {}
}
