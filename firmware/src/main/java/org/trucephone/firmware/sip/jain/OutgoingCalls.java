package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.header.ContactHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.Session;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** Calls we make: INVITE, its answers, CANCEL, ACK. Thread {@code sip-out}. */
final class OutgoingCalls {
  private static final int REMEMBERED = 64;
  private static final List<String> TOLD =
      List.of(
          "Contact",
          "Reason",
          "Warning",
          "Retry-After",
          "Diversion",
          "History-Info",
          "ms-diagnostics",
          "ms-diagnostics-public",
          "ms-client-diagnostics");

  private final Core core;
  private final Messages messages;
  private final Signing signing;
  private final Sender sender;
  private final Legs legs;
  private final DialogRequests dialogs;
  private final SessionTimers timers;

  /** Our tag in the newest INVITEs: an answer to anything else is not ours to react to. */
  private final Map<String, Access> recent =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Access> eldest) {
          return size() > REMEMBERED;
        }
      };

  OutgoingCalls(
      Core core,
      Messages messages,
      Sender sender,
      Legs legs,
      DialogRequests dialogs,
      SessionTimers timers) {
    this.timers = timers;
    this.core = core;
    this.messages = messages;
    this.signing = new Signing(messages);
    this.sender = sender;
    this.legs = legs;
    this.dialogs = dialogs;
  }

  void invite(CallId call, int account, String target, String offer, Map<String, String> headers)
      throws Exception {
    Access access = core.account(account);
    if (access == null) {
      core.emit(
          new SipEvent.CallFailed(call, TransportFault.NOT_SENT, "Line " + account + " is unset"));
      return;
    }
    Leg leg = new Leg(call, access, Wire.token(), true);
    String uri = uri(access, target);
    Request request;
    try {
      request =
          messages.request(
              Request.INVITE,
              uri,
              access,
              uri,
              Wire.token() + "@" + access.localHost,
              leg.localTag,
              1);
    } catch (java.text.ParseException e) {
      core.emit(
          new SipEvent.CallFailed(call, TransportFault.NOT_SENT, "Not an address: " + target));
      return;
    }
    messages.preload(request, access);
    messages.abilities(request);
    messages.list(request, "Supported", Messages.SUPPORTED);
    SessionTimers.ask(messages, request, null, leg.leastSession);
    messages.put(request, headers);
    messages.sdp(request, offer);
    leg.localSdp = offer;
    legs.add(leg);
    recent.put(leg.localTag, access);
    leg.invite = sender.send(access, request, true, null, new Result(leg));
  }

  /** {@return the URI of a number, {@code user@host} or URI} */
  static String uri(Access access, String target) {
    String text = target.strip();
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("sip:") || lower.startsWith("sips:")) {
      return text;
    }
    int at = text.lastIndexOf('@');
    String user = at < 0 ? text : text.substring(0, at);
    String host = at < 0 ? Messages.bracketed(access.account.domain()) : text.substring(at + 1);
    return "sip:" + NameAddr.escapedUser(user) + "@" + host;
  }

  void cancel(CallId call) throws Exception {
    Leg leg = legs.get(call);
    if (leg == null || leg.dialog != null || leg.cancelWanted) {
      return;
    }
    leg.cancelWanted = true;
    Exchange invite = leg.invite;
    if (invite == null || invite.transaction == null) {
      // Nothing is on the wire yet: the name is still being looked up.
      if (invite != null) {
        sender.forget(invite);
      }
      legs.remove(leg);
      core.emit(new SipEvent.Rejected(call, 487, "Cancelled", false));
      return;
    }
    if (leg.provisional) {
      sendCancel(leg);
    } // else RFC 3261 9.1: wait for a provisional answer
  }

  private void sendCancel(Leg leg) throws Exception {
    Exchange invite = leg.invite;
    ClientTransaction transaction = invite == null ? null : invite.transaction;
    Target target = invite == null ? null : invite.target;
    if (leg.cancelSent || invite == null || transaction == null || target == null) {
      return;
    }
    leg.cancelSent = true;
    Request cancel = transaction.createCancel();
    signing.finish(leg.access, cancel);
    Sender.settle(cancel, target);
    core.trace.add("→ CANCEL to " + target);
    core.wire().provider.getNewClientTransaction(cancel).sendRequest();
    // RFC 3261 9.1: without a final answer the INVITE is dead after 64 T1.
    core.later(
        core.options.noAnswer(),
        () -> {
          if (!invite.over) {
            sender.forget(invite);
            cancelled(leg);
          }
        });
  }

  private void cancelled(Leg leg) {
    legs.remove(leg);
    core.emit(new SipEvent.Rejected(leg.id, 487, "Cancelled", false));
  }

  private final class Result implements Outcome {
    private final Leg leg;

    Result(Leg leg) {
      this.leg = leg;
    }

    @Override
    public void provisional(Response response, @Nullable Dialog dialog) throws Exception {
      leg.provisional = true;
      if (leg.cancelWanted) {
        sendCancel(leg);
        return;
      }
      if (response.getStatusCode() > 100) {
        String answer = Messages.sdp(response);
        if (answer != null) {
          leg.earlyAnswer = answer;
        }
        legs.named(leg, Messages.callId(response), Messages.toTag(response));
        if (dialog != null && Messages.value(response, "RSeq") != null) {
          dialogs.acknowledgeProgress(leg, dialog, response);
        }
        core.emit(
            new SipEvent.Progress(
                leg.id, response.getStatusCode(), answer, Messages.identity(response)));
      }
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused)
        throws Exception {
      int status = response.getStatusCode();
      if (status == 422 && leg.leastSession.isZero() && !leg.cancelWanted) {
        longer(leg, sent, response);
        return;
      }
      if (status >= 300) {
        legs.remove(leg);
        core.emit(
            new SipEvent.Rejected(
                leg.id,
                status,
                String.valueOf(response.getReasonPhrase()),
                credentialsRefused,
                Messages.told(response, TOLD)));
        return;
      }
      if (dialog == null) {
        legs.remove(leg);
        core.emit(
            new SipEvent.CallFailed(leg.id, TransportFault.NOT_SENT, "The answer opens no dialog"));
        return;
      }
      leg.dialog = dialog;
      legs.named(leg, Messages.callId(response), Messages.toTag(response));
      legs.reached(leg, response, core.options.userAgent());
      dialogs.acknowledge(leg.access, dialog, Messages.sequence(response));
      timers.accepted(leg, response);
      if (leg.cancelWanted) {
        core.trace.add("· answered while being cancelled: hung up");
        dialogs.hangUp(leg.access, dialog);
        cancelled(leg);
        return;
      }
      String answer = Messages.sdp(response);
      core.emit(
          new SipEvent.Accepted(
              leg.id,
              answer != null ? answer : leg.earlyAnswer == null ? "" : leg.earlyAnswer,
              Messages.identity(response)));
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      legs.remove(leg);
      core.emit(
          leg.cancelWanted
              ? new SipEvent.Rejected(leg.id, 487, "Cancelled", false)
              : new SipEvent.CallFailed(leg.id, fault, detail));
    }
  }

  /** The server wants a longer session (RFC 4028 7.3): once more with its Min-SE. */
  private void longer(Leg leg, Request sent, Response response) throws Exception {
    String least = Messages.value(response, "Min-SE");
    leg.leastSession =
        (least == null ? Optional.<Duration>empty() : Session.interval(least))
            .orElse(Session.USUAL);
    Request next = Sender.again(sent);
    SessionTimers.ask(messages, next, null, leg.leastSession);
    leg.provisional = false;
    leg.invite = sender.send(leg.access, next, true, null, new Result(leg));
  }

  /** A 2xx the stack has no transaction for: it answers an INVITE that was given up. */
  void strayAnswer(Response response) throws Exception {
    Leg leg = legs.withTag(Messages.fromTag(response));
    Dialog dialog = leg == null ? null : leg.dialog;
    if (dialog == null || !String.valueOf(dialog.getRemoteTag()).equals(Messages.toTag(response))) {
      secondAnswer(response);
    }
  }

  /**
   * A 2xx from a branch of a forked call that lost (RFC 3261 13.2.2.4), acknowledged and hung up
   * without the stack's dialogs, which no longer know it.
   */
  void secondAnswer(Response response) throws Exception {
    Access access = recent.get(String.valueOf(Messages.fromTag(response)));
    if (access == null || !(response.getHeader("Contact") instanceof ContactHeader)) {
      return;
    }
    core.trace.add("· a second phone answered: hung up");
    Request ack = messages.inside(Request.ACK, response, Messages.sequence(response));
    sender.route(
        access,
        ack,
        true,
        target ->
            core.guarded(() -> {
              messages.via(ack, access, core.localHostTowards(target.host()), target.transport());
              signing.finish(access, ack);
              Sender.settle(ack, target);
              core.wire().provider.sendRequest(ack);
            }),
        missing -> core.trace.add("! ACK not sent: " + missing));
    Request bye = messages.inside(Request.BYE, response, Messages.sequence(response) + 1);
    sender.sendDirect(access, bye, new DialogRequests.Ignored());
  }
}
