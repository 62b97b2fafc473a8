package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import javax.sip.SipStack;
import javax.sip.message.Response;

/**
 * Drops new requests beyond 20 a second (40 at once) before the stack spends memory on them: each
 * transaction is kept for 32 s, so a flood would otherwise fill a small heap and end the stack's
 * threads. Requests inside a dialog, ACK and CANCEL pass always. Loaded by name by the stack.
 */
public final class FloodValve implements SIPMessageValve {
  private static final double PER_SECOND = 20;
  private static final double BURST = 40;

  private double tokens = BURST;
  private long last = System.nanoTime();

  /** Called by the stack by reflection. */
  public FloodValve() {}

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
    return true;
  }

  @Override
  public void init(SipStack stack) {}

  @Override
  public void destroy() {}
}
