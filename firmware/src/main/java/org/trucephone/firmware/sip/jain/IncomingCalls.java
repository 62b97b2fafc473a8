package org.trucephone.firmware.sip.jain;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.Session;
import org.trucephone.firmware.sip.SipEvent;

/** Calls that come: INVITE outside a dialog, CANCEL, our answers, ACK. Thread {@code sip-out}. */
final class IncomingCalls {
  private static final List<String> TOLD =
      List.of(
          "Alert-Info",
          "Call-Info",
          "Diversion",
          "History-Info",
          "Answer-Mode",
          "P-Auto-Answer",
          "Referred-By",
          "Reason",
          "Subject",
          "Priority",
          "Privacy",
          "P-Asserted-Identity",
          "Remote-Party-ID",
          "P-Called-Party-ID",
          "User-Agent");

  private final Core core;
  private final Messages messages;
  private final Legs legs;
  private final Answers answers;
  private final DialogRequests dialogs;
  private final SessionTimers timers;

  IncomingCalls(
      Core core,
      Messages messages,
      Legs legs,
      Answers answers,
      DialogRequests dialogs,
      SessionTimers timers) {
    this.timers = timers;
    this.core = core;
    this.messages = messages;
    this.legs = legs;
    this.answers = answers;
    this.dialogs = dialogs;
  }

  /** A new INVITE; 100 has been sent. */
  void invited(Request request, ServerTransaction transaction) throws Exception {
    Access access = answers.owner(request);
    if (access == null) {
      answers.refuse(request, transaction, core.accounts().isEmpty() ? 480 : 404);
      return;
    }
    if (!access.trusts(Messages.source(request))) {
      // A scanner's ghost call: only the servers we registered with may ring.
      core.trace.add("! INVITE from a stranger refused");
      answers.refuse(request, transaction, 403);
      return;
    }
    String offer = Messages.sdp(request);
    if (offer == null && Messages.bytes(request).length > 0) {
      Response response = messages.response(request, 415, null);
      messages.set(response, "Accept", Messages.ACCEPT);
      answers.send(transaction, response);
      return;
    }
    if (SessionTimers.refusal(request) == 422) {
      Response response = messages.response(request, 422, null);
      messages.set(response, "Min-SE", Long.toString(Session.SHORTEST.toSeconds()));
      answers.send(transaction, response);
      return;
    }
    String wanted = Messages.value(request, "Replaces");
    CallId replaces = null;
    if (wanted != null) {
      Optional<DialogId> id = DialogId.ofReplaces(wanted);
      Leg old = id.map(legs::replaced).orElse(null);
      int refusal = replacing(id.orElse(null), old);
      if (old == null || refusal != 0) {
        answers.refuse(request, transaction, refusal == 0 ? 481 : refusal);
        return;
      }
      replaces = old.id;
    }
    Leg leg = new Leg(legs.nextIncoming(), access, Wire.token(), false);
    leg.inviteRequest = request;
    leg.inviteTransaction = transaction;
    leg.answerInAck = offer == null;
    legs.add(leg);
    legs.named(leg, Messages.callId(request), Messages.fromTag(request));
    legs.reached(leg, request, core.options.userAgent());
    Identity from = Messages.identity(request);
    core.emit(
        new SipEvent.InviteReceived(
            leg.id,
            access.index(),
            from == null ? new Identity("", "", "") : from,
            NameAddr.user(String.valueOf(Messages.value(request, "To")).replaceAll(".*<", "")),
            offer,
            Messages.told(request, TOLD),
            replaces));
  }

  /** {@return the status that refuses a replacement, or 0 (RFC 3891 3)} */
  private static int replacing(@Nullable DialogId wanted, @Nullable Leg old) {
    if (wanted == null || old == null) {
      return 481;
    }
    boolean early = old.dialog == null;
    if (!early && wanted.earlyOnly()) {
      return 486;
    }
    return early && !old.outgoing ? 481 : 0; // an early dialog we did not begin is not ours to move
  }

  void ring(CallId call) throws Exception {
    Leg leg = waiting(call);
    if (leg != null && leg.inviteRequest != null && leg.inviteTransaction != null) {
      if (String.valueOf(Messages.joined(leg.inviteRequest, "Require")).contains("100rel")) {
        ringReliably(leg, leg.inviteTransaction);
        return;
      }
      Response ringing = messages.response(leg.inviteRequest, 180, leg.localTag);
      contact(leg, ringing);
      messages.allow(ringing);
      answers.send(leg.inviteTransaction, ringing);
    }
  }

  /** 180 that the caller acknowledges with PRACK, where it insists (RFC 3262). */
  private void ringReliably(Leg leg, ServerTransaction transaction) throws Exception {
    Dialog dialog = transaction.getDialog();
    if (dialog == null) {
      return;
    }
    Response ringing = dialog.createReliableProvisionalResponse(180);
    ((ToHeader) ringing.getHeader(ToHeader.NAME)).setTag(leg.localTag);
    messages.set(ringing, "Server", core.options.userAgent());
    contact(leg, ringing);
    messages.allow(ringing);
    core.trace.add("→ 180 to INVITE, to be acknowledged");
    dialog.sendReliableProvisionalResponse(ringing);
  }

  void accept(CallId call, String sdp) throws Exception {
    Leg leg = waiting(call);
    if (leg == null || leg.inviteRequest == null || leg.inviteTransaction == null) {
      return;
    }
    Response ok = messages.response(leg.inviteRequest, 200, leg.localTag);
    contact(leg, ok);
    messages.abilities(ok);
    messages.list(ok, "Supported", Messages.SUPPORTED);
    messages.sdp(ok, sdp);
    leg.localSdp = sdp;
    timers.answer(leg, leg.inviteRequest, ok);
    Dialog dialog = leg.inviteTransaction.getDialog();
    leg.accepted = true;
    leg.dialog = dialog;
    answers.send(leg.inviteTransaction, ok);
    // RFC 3261 13.3.1.4: no ACK within 64 T1 ends the call with BYE.
    leg.ackDeadline =
        core.later(
            core.options.noAnswer(),
            () -> {
              if (!leg.acknowledged && legs.get(call) == leg) {
                core.trace.add("! no ACK came: hung up");
                legs.remove(leg);
                if (dialog != null) {
                  dialogs.hangUp(leg.access, dialog);
                }
                core.emit(new SipEvent.ByeReceived(call, "no ACK"));
              }
            });
  }

  void reject(CallId call, int status, Map<String, String> headers) throws Exception {
    Leg leg = waiting(call);
    if (leg == null || leg.inviteRequest == null || leg.inviteTransaction == null) {
      return;
    }
    legs.remove(leg);
    Response response = messages.response(leg.inviteRequest, status, leg.localTag);
    messages.put(response, headers);
    answers.send(leg.inviteTransaction, response);
  }

  private @Nullable Leg waiting(CallId call) {
    Leg leg = legs.get(call);
    return leg == null || leg.outgoing || leg.accepted ? null : leg;
  }

  private void contact(Leg leg, Response response) throws Exception {
    Request invite = leg.inviteRequest;
    if (invite != null) {
      messages.contact(
          response,
          leg.access.contactUser(),
          core.localHostTowards(Messages.source(invite)),
          Messages.transport(invite));
    }
  }

  void cancelled(Request request, ServerTransaction transaction) throws Exception {
    Leg leg = legs.ringing(request);
    if (leg == null) {
      answers.refuse(request, transaction, 481);
      return;
    }
    answers.send(transaction, messages.response(request, 200, leg.localTag));
    if (leg.accepted || leg.inviteRequest == null || leg.inviteTransaction == null) {
      return; // our 200 crossed it: the caller hangs up with BYE
    }
    legs.remove(leg);
    answers.send(leg.inviteTransaction, messages.response(leg.inviteRequest, 487, leg.localTag));
    String reason = String.valueOf(Messages.value(request, "Reason")).toLowerCase(Locale.ROOT);
    boolean elsewhere = reason.contains("cause=200") || reason.contains("completed elsewhere");
    core.emit(new SipEvent.Cancelled(leg.id, elsewhere));
  }

  void acknowledged(Request ack) {
    Leg leg = legs.withTag(Messages.toTag(ack));
    if (leg == null || leg.dialog == null) {
      return;
    }
    boolean first = !leg.acknowledged && !leg.outgoing;
    leg.acknowledged = true;
    Future<?> deadline = leg.ackDeadline;
    if (deadline != null) {
      deadline.cancel(false);
    }
    String answer = leg.answerInAck ? Messages.sdp(ack) : null;
    if (first || answer != null) {
      core.emit(new SipEvent.Acknowledged(leg.id, answer));
    }
    leg.answerInAck = false;
    if (leg.byeWanted) {
      leg.byeWanted = false;
      dialogs.bye(leg.id, Map.of());
    }
  }
}
