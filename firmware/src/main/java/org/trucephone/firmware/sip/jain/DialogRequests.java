package org.trucephone.firmware.sip.jain;

import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.SipException;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** What we send inside a dialog: ACK, BYE, re-INVITE. Thread {@code sip-out}. */
final class DialogRequests {
  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Legs legs;

  DialogRequests(Core core, Messages messages, Sender sender, Legs legs) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
    this.legs = legs;
  }

  /** Sends the ACK of a 2xx; the stack repeats it when the 2xx is repeated. */
  void acknowledge(Access access, Dialog dialog, long sequence) throws Exception {
    Request ack = dialog.createAck(sequence);
    messages.set(ack, "User-Agent", core.options.userAgent());
    sender.route(
        access,
        ack,
        true,
        target ->
            core.guarded(() -> {
              messages.via(ack, core.localHostTowards(target.host()), target.transport());
              Sender.settle(ack, target);
              core.trace.add("→ ACK to " + target);
              dialog.sendAck(ack);
            }),
        missing -> core.trace.add("! ACK not sent: " + missing));
  }

  /** Ends a dialog. */
  void hangUp(Access access, Dialog dialog) {
    if (dialog.getState() == null || dialog.getState() == DialogState.TERMINATED) {
      return;
    }
    try {
      Request bye = dialog.createRequest(Request.BYE);
      messages.set(bye, "User-Agent", core.options.userAgent());
      sender.send(access, bye, false, dialog, new Ignored());
    } catch (SipException | java.text.ParseException e) {
      core.trace.add("! BYE not sent: " + e.getMessage());
    }
  }

  void bye(CallId call) {
    Leg leg = legs.get(call);
    if (leg == null) {
      return;
    }
    Dialog dialog = leg.dialog;
    if (dialog == null) {
      return;
    }
    if (!leg.outgoing && !leg.acknowledged) {
      // RFC 3261 15: the called side must not send BYE before the ACK; it goes when the ACK comes.
      leg.byeWanted = true;
      return;
    }
    legs.remove(leg);
    hangUp(leg.access, dialog);
  }

  void info(CallId call, String contentType, String body) throws Exception {
    Leg leg = legs.get(call);
    Dialog dialog = leg == null ? null : leg.dialog;
    if (leg == null || dialog == null) {
      return;
    }
    Request request = dialog.createRequest(Request.INFO);
    messages.set(request, "User-Agent", core.options.userAgent());
    messages.body(request, contentType, body);
    sender.send(leg.access, request, false, dialog, new Ignored());
  }

  void reinvite(CallId call, String offer) throws Exception {
    Leg leg = legs.get(call);
    Dialog dialog = leg == null ? null : leg.dialog;
    if (leg == null || dialog == null) {
      core.emit(new SipEvent.ReinviteAnswered(call, 481, null));
      return;
    }
    if (leg.reinviting || leg.offered != null || !leg.outgoing && !leg.acknowledged) {
      core.emit(new SipEvent.ReinviteAnswered(call, 491, null));
      return;
    }
    leg.reinviting = true;
    Request request = dialog.createRequest(Request.INVITE);
    messages.set(request, "User-Agent", core.options.userAgent());
    messages.abilities(request);
    messages.sdp(request, offer);
    sender.send(leg.access, request, true, dialog, new Reinvited(leg, dialog));
  }

  /** What came of a re-INVITE. */
  private final class Reinvited implements Outcome {
    private final Leg leg;
    private final Dialog dialog;

    Reinvited(Leg leg, Dialog dialog) {
      this.leg = leg;
      this.dialog = dialog;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog same, boolean credentialsRefused)
        throws Exception {
      leg.reinviting = false;
      int status = response.getStatusCode();
      if (status < 300) {
        acknowledge(leg.access, dialog, Messages.sequence(response));
      }
      if (legs.get(leg.id) == leg) {
        core.emit(
            new SipEvent.ReinviteAnswered(
                leg.id, status, status < 300 ? Messages.sdp(response) : null));
      }
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      leg.reinviting = false;
      if (legs.get(leg.id) == leg) {
        core.emit(new SipEvent.ReinviteAnswered(leg.id, 408, null));
      }
    }
  }

  /** The outcome does not matter: the call is over for us either way. */
  static final class Ignored implements Outcome {
    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog dialog, boolean credentialsRefused) {}

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {}
  }
}
