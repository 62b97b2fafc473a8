package org.trucephone.firmware.sip.jain;

import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.Session;
import org.trucephone.firmware.sip.SipEvent;

/** re-INVITE and UPDATE that come inside a call (RFC 3261 14, RFC 3311). Thread {@code sip-out}. */
final class DialogOffers {
  private final Core core;
  private final Messages messages;
  private final Legs legs;
  private final Answers answers;
  private final SessionTimers timers;

  DialogOffers(Core core, Messages messages, Legs legs, Answers answers, SessionTimers timers) {
    this.timers = timers;
    this.core = core;
    this.messages = messages;
    this.legs = legs;
    this.answers = answers;
  }

  void reinvited(Leg leg, Request request, ServerTransaction transaction) throws Exception {
    if (!mayOffer(leg, request, transaction)) {
      return;
    }
    leg.offered = transaction;
    leg.offeredRequest = request;
    remote(leg, request);
    String offer = Messages.sdp(request);
    leg.answerInAck = offer == null;
    core.emit(new SipEvent.ReinviteReceived(leg.id, offer));
  }

  void updated(Leg leg, Request request, ServerTransaction transaction) throws Exception {
    remote(leg, request);
    String offer = Messages.sdp(request);
    if (offer == null) {
      Response response = messages.response(request, 200, null);
      contact(leg, request, response);
      if (leg.dialog != null) {
        timers.answer(leg, request, response);
      }
      answers.send(transaction, response);
      return;
    }
    if (mayOffer(leg, request, transaction)) {
      leg.offered = transaction;
      leg.offeredRequest = request;
      core.emit(new SipEvent.ReinviteReceived(leg.id, offer));
    }
  }

  /** Tells who is there now, if the server says so (P-Asserted-Identity, Remote-Party-ID). */
  private void remote(Leg leg, Request request) {
    if (request.getHeader("P-Asserted-Identity") != null
        || request.getHeader("Remote-Party-ID") != null) {
      Identity now = Messages.identity(request);
      if (now != null && !now.equals(leg.remote)) {
        leg.remote = now;
        core.emit(new SipEvent.RemoteChanged(leg.id, now));
      }
    }
  }

  private boolean mayOffer(Leg leg, Request request, ServerTransaction transaction)
      throws Exception {
    if (SessionTimers.refusal(request) == 422) {
      Response response = messages.response(request, 422, null);
      messages.set(response, "Min-SE", Long.toString(Session.SHORTEST.toSeconds()));
      answers.send(transaction, response);
      return false;
    }
    if (leg.dialog == null || leg.reinviting || !leg.outgoing && !leg.acknowledged) {
      answers.refuse(request, transaction, 491); // RFC 3261 14.2: ours is under way
      return false;
    }
    if (leg.offered != null) {
      Response response = messages.response(request, 500, null);
      messages.set(response, "Retry-After", "2");
      answers.send(transaction, response);
      return false;
    }
    return true;
  }

  void accept(CallId call, String sdp) throws Exception {
    Leg leg = legs.get(call);
    ServerTransaction transaction = leg == null ? null : leg.offered;
    Request request = leg == null ? null : leg.offeredRequest;
    if (leg == null || transaction == null || request == null) {
      return;
    }
    leg.offered = null;
    leg.offeredRequest = null;
    Response ok = messages.response(request, 200, null);
    contact(leg, request, ok);
    messages.abilities(ok);
    messages.sdp(ok, sdp);
    leg.localSdp = sdp;
    timers.answer(leg, request, ok);
    answers.send(transaction, ok);
  }

  void reject(CallId call, int status) throws Exception {
    Leg leg = legs.get(call);
    if (leg != null) {
      drop(leg, status);
    }
  }

  /** The call is over: what still waits is answered. */
  void drop(Leg leg) throws Exception {
    drop(leg, 487);
  }

  private void drop(Leg leg, int status) throws Exception {
    @Nullable ServerTransaction transaction = leg.offered;
    @Nullable Request request = leg.offeredRequest;
    leg.offered = null;
    leg.offeredRequest = null;
    if (transaction != null && request != null) {
      answers.refuse(request, transaction, status);
    }
  }

  private void contact(Leg leg, Request request, Response response) throws Exception {
    messages.contact(
        response,
        leg.access.contactUser(),
        core.localHostTowards(Messages.source(request)),
        Messages.transport(request));
  }
}
