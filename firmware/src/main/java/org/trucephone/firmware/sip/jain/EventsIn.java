package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.DialogTimeoutEvent;
import gov.nist.javax.sip.SipListenerExt;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionAlreadyExistsException;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.ContactHeader;
import javax.sip.header.FromHeader;
import javax.sip.header.MaxForwardsHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

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
      ServerTransaction transaction = transaction(event);
      if (transaction == null) {
        return;
      }
      if (request.getMethod().equals(Request.INVITE)) {
        // At once: over UDP the caller repeats the INVITE after half a second.
        trying(request, transaction);
      }
      core.post(() -> owner.request(event, transaction));
    });
  }

  private void trying(Request request, ServerTransaction transaction) throws Exception {
    try {
      transaction.sendResponse(core.wire().messages.createResponse(Response.TRYING, request));
    } catch (SipException e) {
      core.trace.add("! 100 not sent: " + e.getMessage());
    }
  }

  private @Nullable ServerTransaction transaction(RequestEvent event) throws Exception {
    ServerTransaction known = event.getServerTransaction();
    if (known != null) {
      return known;
    }
    Request request = event.getRequest();
    complete(request);
    try {
      return core.wire().provider.getNewServerTransaction(request);
    } catch (TransactionAlreadyExistsException e) {
      return null; // repeated: answered from the first one
    } catch (TransactionUnavailableException e) {
      core.trace.add("! " + request.getMethod() + " refused: " + e.getMessage());
      core.wire()
          .provider
          .sendResponse(core.wire().messages.createResponse(Response.BAD_REQUEST, request));
      return null;
    }
  }

  /** Fills in what the stack insists on and servers leave out; refusing would help nobody. */
  private void complete(Request request) throws Exception {
    if (request.getHeader(MaxForwardsHeader.NAME) == null) {
      request.setHeader(core.wire().headers.createMaxForwardsHeader(70));
    }
    if (request.getMethod().equals(Request.NOTIFY)) {
      if (request.getHeader("Subscription-State") == null) {
        request.setHeader(core.wire().headers.createHeader("Subscription-State", "terminated"));
      }
      if (request.getHeader("Event") == null) {
        request.setHeader(core.wire().headers.createHeader("Event", "none"));
      }
      if (request.getHeader(ContactHeader.NAME) == null
          && request.getHeader(FromHeader.NAME) instanceof FromHeader from) {
        request.setHeader(
            core.wire()
                .headers
                .createContactHeader(
                    core.wire().addresses.createAddress(from.getAddress().getURI())));
      }
    }
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
