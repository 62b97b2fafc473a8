package org.trucephone.firmware.sip.jain;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
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
  private static final int MOST_GLARES = 4;

  private final Core core;
  private final Messages messages;
  private final Signing signing;
  private final Sender sender;
  private final Legs legs;
  private final Random chance = new SecureRandom();
  private @Nullable SessionTimers timers;

  DialogRequests(Core core, Messages messages, Sender sender, Legs legs) {
    this.core = core;
    this.messages = messages;
    this.signing = new Signing(messages);
    this.sender = sender;
    this.legs = legs;
  }

  void timers(SessionTimers of) {
    timers = of;
  }

  private SessionTimers timers() {
    return java.util.Objects.requireNonNull(timers);
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
              messages.via(ack, access, core.localHostTowards(target.host()), target.transport());
              signing.finish(access, ack);
              Sender.settle(ack, target);
              core.trace.add("→ ACK to " + target);
              dialog.sendAck(ack);
            }),
        missing -> core.trace.add("! ACK not sent: " + missing));
  }

  /** Acknowledges a reliable provisional response once (RFC 3262 4). */
  void acknowledgeProgress(Leg leg, Dialog dialog, Response response) throws Exception {
    long number = Messages.seconds(response, "RSeq");
    String tag = String.valueOf(Messages.toTag(response));
    Long before = leg.reliable.get(tag);
    if (number < 0 || before != null && number <= before) {
      return;
    }
    leg.reliable.put(tag, number);
    Request prack = dialog.createPrack(response);
    messages.set(prack, "User-Agent", core.options.userAgent());
    sender.send(leg.access, prack, false, dialog, new Ignored());
  }

  /** Ends a dialog. */
  void hangUp(Access access, Dialog dialog) {
    hangUp(access, dialog, Map.of());
  }

  private void hangUp(Access access, Dialog dialog, Map<String, String> headers) {
    if (dialog.getState() == null || dialog.getState() == DialogState.TERMINATED) {
      return;
    }
    try {
      Request bye = dialog.createRequest(Request.BYE);
      messages.set(bye, "User-Agent", core.options.userAgent());
      for (Map.Entry<String, String> header : headers.entrySet()) {
        // Whole: the commas of figures part no values.
        messages.set(bye, header.getKey(), header.getValue().replaceAll("\\p{Cntrl}+", " "));
      }
      sender.send(access, bye, false, dialog, new Ignored());
    } catch (SipException | java.text.ParseException e) {
      core.trace.add("! BYE not sent: " + e.getMessage());
    }
  }

  void bye(CallId call, Map<String, String> headers) {
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
    hangUp(leg.access, dialog, headers);
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
    if (leg.reinviting && !leg.refreshing) {
      core.emit(new SipEvent.ReinviteAnswered(call, 491, null));
      return;
    }
    if (leg.refreshing || leg.offered != null || !leg.outgoing && !leg.acknowledged) {
      glare(leg, offer);
      return;
    }
    leg.reinviting = true;
    Request request = dialog.createRequest(Request.INVITE);
    messages.set(request, "User-Agent", core.options.userAgent());
    messages.abilities(request);
    messages.list(request, "Supported", Messages.SUPPORTED);
    SessionTimers.ask(messages, request, leg.session, leg.leastSession);
    messages.sdp(request, offer);
    sender.send(leg.access, request, true, dialog, new Reinvited(leg, dialog, offer));
  }

  /**
   * Both sides wanted to change the call at once. Whoever chose the Call-ID waits longer (RFC 3261
   * 14.1), so that the two do not meet again.
   */
  private void glare(Leg leg, String offer) {
    if (++leg.glares > MOST_GLARES) {
      leg.glares = 0;
      core.emit(new SipEvent.ReinviteAnswered(leg.id, 491, null));
      return;
    }
    long wait = leg.outgoing ? 2100 + chance.nextInt(1900) : chance.nextInt(2000);
    core.trace.add("· both sides changed the call at once; again in " + wait + " ms");
    core.later(Duration.ofMillis(wait), () -> reinvite(leg.id, offer));
  }

  /** What came of a re-INVITE. */
  private final class Reinvited implements Outcome {
    private final Leg leg;
    private final Dialog dialog;
    private final String offer;

    Reinvited(Leg leg, Dialog dialog, String offer) {
      this.leg = leg;
      this.offer = offer;
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
        leg.glares = 0;
        leg.localSdp = offer;
        timers().accepted(leg, response);
      }
      if (status == 491 && legs.get(leg.id) == leg) {
        glare(leg, offer);
        return;
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
