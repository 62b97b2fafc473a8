package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sees every message before the stack does. Drops new requests beyond 20 a second (40 at once)
 * before the stack spends memory on them: each transaction is kept for 32 s, so a flood would
 * otherwise fill a small heap and end the stack's threads. Requests inside a dialog, ACK and CANCEL
 * pass always. Takes out a 2xx from a second branch of a forked INVITE: once the first branch
 * answered the stack loses it, and it must be acknowledged and hung up. Loaded by name by the
 * stack.
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
  private double tokens = BURST;
  private long last = System.nanoTime();

  /** Called by the stack by reflection. */
  public MessageValve() {}

  @Override
  public boolean processRequest(SIPRequest request, MessageChannel channel) {
    String method = request.getMethod();
    boolean known =
        "ACK".equals(method)
            || "CANCEL".equals(method)
            || request.getTo() != null && request.getTo().getTag() != null;
    return known || take(System.nanoTime());
  }

  /**
   * @param now steady time in nanoseconds
   * @return whether one more may pass
   */
  synchronized boolean take(long now) {
    tokens = Math.min(BURST, tokens + (now - last) / 1e9 * PER_SECOND);
    last = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
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
