package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.MessageExt;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.NameAddr;

/**
 * Tells the stack where a request goes: to the hop that was settled (and looked up) before the
 * request was handed over, so that the stack never asks the DNS on its own. Loaded by name.
 */
public final class PhoneRouter implements Router {
  /** Called by the stack by reflection; both arguments are its, none is needed. */
  public PhoneRouter(SipStack stack, @Nullable String outboundProxy) {}

  @Override
  public Hop getNextHop(Request request) throws SipException {
    if (request instanceof MessageExt message && message.getApplicationData() instanceof Hop hop) {
      return hop;
    }
    // An ACK repeated by the stack is read from bytes again and has lost its note.
    String uri = Messages.firstStop(request);
    try {
      return new Target(
          InetAddress.getByName(NameAddr.host(uri)).getHostAddress(),
          Messages.port(uri),
          Messages.transport(request));
    } catch (UnknownHostException e) {
      throw new SipException("no way to " + uri, e);
    }
  }

  @Override
  @SuppressWarnings("deprecation") // the stack still asks
  public ListIterator<Hop> getNextHops(Request request) {
    try {
      return List.of(getNextHop(request)).listIterator();
    } catch (SipException e) {
      return Collections.emptyListIterator();
    }
  }

  @Override
  @SuppressWarnings("NullAway") // the stack's interface: null means there is none
  public @Nullable Hop getOutboundProxy() {
    return null;
  }
}
