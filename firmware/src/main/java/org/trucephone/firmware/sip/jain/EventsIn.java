package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The stack's door into the phone, on the stack's threads: creates the server transaction (only
 * here a repeated request is told from a new one), posts to {@code sip-out}, returns.
 */
final class EventsIn implements SipListenerExt {
  private final JainSip owner;
  private final Core core;

  EventsIn(JainSip owner, Core core) {
    this.owner = owner;
    this.core = core;
  }

  @Override
  public void processRequest(RequestEvent event) {
    core.guarded(() -> {
      Request request = event.getRequest();
      if (request.getMethod().equals(Request.ACK)) {
        core.post(() -> owner.request(event, null));
        return;
      }
      ServerTransaction known = event.getServerTransaction();
      ServerTransaction transaction =
          known == null ? core.wire().provider.getNewServerTransaction(request) : known;
      if (request.getMethod().equals(Request.INVITE)) {
        // At once: over UDP the caller repeats the INVITE after half a second.
        transaction.sendResponse(core.wire().messages.createResponse(Response.TRYING, request));
      }
      core.post(() -> owner.request(event, transaction));
    });
  }

  @Override
  public void processResponse(ResponseEvent event) {
    core.post(() -> owner.response(event));
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    if (!event.isServerTransaction()) {
      core.post(() -> owner.timeout(event.getClientTransaction()));
    }
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    core.trace.add("! sending to " + event.getHost() + ":" + event.getPort() + " failed");
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}

  @Override
  public void processDialogTimeout(DialogTimeoutEvent event) {}
}
