package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import javax.sip.SipException;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.Session;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** Session timers of all calls (RFC 4028). Thread {@code sip-out}. */
final class SessionTimers {
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final Core core;
  private final Messages messages;
  private final Sender sender;
  private final Legs legs;
  private final DialogRequests dialogs;

  SessionTimers(Core core, Messages messages, Sender sender, Legs legs, DialogRequests dialogs) {
    this.core = core;
    this.messages = messages;
    this.sender = sender;
    this.legs = legs;
    this.dialogs = dialogs;
  }

  private static Instant now() {
    // A steady clock: the wall clock may jump when NTP answers.
    return Instant.EPOCH.plusNanos(System.nanoTime());
  }

  /** Puts Session-Expires into a request of ours: INVITE, re-INVITE or UPDATE. */
  static void ask(Messages messages, Request request, @Nullable Session session, Duration least)
      throws java.text.ParseException {
    Duration wanted = Session.USUAL.compareTo(least) < 0 ? least : Session.USUAL;
    messages.set(
        request,
        "Session-Expires",
        session == null ? Long.toString(wanted.toSeconds()) : session.inRequest());
    if (!least.isZero()) {
      messages.set(request, "Min-SE", Long.toString(least.toSeconds()));
    }
  }

  /** Notes what the other side can, from any message of its. */
  static void learn(Leg leg, Message message) {
    String allow = Messages.joined(message, "Allow");
    if (allow != null) {
      leg.theyUpdate = allow.toUpperCase(Locale.ROOT).contains("UPDATE");
    }
  }

  /** A 2xx to an INVITE or UPDATE of ours. */
  void accepted(Leg leg, Response response) {
    learn(leg, response);
    String header = Messages.value(response, "Session-Expires");
    leg.session = header == null ? null : Session.accepted(header, now()).orElse(null);
    schedule(leg);
  }

  /** {@return 422 if a request asks for a shorter session than we bear, else 0} */
  static int refusal(Request request) {
    String header = Messages.value(request, "Session-Expires");
    Optional<Duration> wanted = header == null ? Optional.empty() : Session.interval(header);
    boolean little = wanted.isPresent() && wanted.get().compareTo(Session.SHORTEST) < 0;
    return little && supports(request) ? 422 : 0;
  }

  private static boolean supports(Request request) {
    String supported = Messages.joined(request, "Supported");
    return supported != null && supported.toLowerCase(Locale.ROOT).contains("timer");
  }

  /** Puts our decision into the 2xx to a request that came and starts the clock. */
  void answer(Leg leg, Request request, Response response) throws java.text.ParseException {
    learn(leg, request);
    String header = Messages.value(request, "Session-Expires");
    Session session =
        header == null ? null : Session.asked(header, supports(request), now()).orElse(null);
    if (session != null) {
      messages.set(response, "Session-Expires", session.inAnswer());
      if (!session.weRefresh()) {
        messages.set(response, "Require", "timer");
      }
    }
    leg.session = session;
    schedule(leg);
  }

  private void schedule(Leg leg) {
    Future<?> before = leg.sessionNext;
    if (before != null) {
      before.cancel(false);
    }
    Session session = leg.session;
    if (session != null) {
      leg.sessionNext = core.later(Duration.between(now(), session.due()), () -> due(leg, session));
    }
  }

  private void due(Leg leg, Session session) throws Exception {
    Dialog dialog = leg.dialog;
    if (legs.get(leg.id) != leg || leg.session != session || dialog == null) {
      return;
    }
    if (session.duty() == Session.Duty.HANG_UP || !now().isBefore(session.end())) {
      over(leg, "no sign of the other side within " + session.interval().toSeconds() + " s");
      return;
    }
    if (leg.reinviting || leg.offered != null) {
      leg.sessionNext = core.later(AGAIN, () -> due(leg, session));
      return;
    }
    refresh(leg, dialog, session);
  }

  private void refresh(Leg leg, Dialog dialog, Session session) throws Exception {
    Request request;
    try {
      request = dialog.createRequest(leg.theyUpdate ? Request.UPDATE : Request.INVITE);
    } catch (SipException e) {
      over(leg, "the call can no longer be refreshed");
      return;
    }
    messages.set(request, "User-Agent", core.options.userAgent());
    messages.list(request, "Supported", Messages.SUPPORTED);
    ask(messages, request, session, leg.leastSession);
    if (!leg.theyUpdate) {
      messages.abilities(request);
      messages.sdp(request, leg.localSdp);
      leg.reinviting = true;
      leg.refreshing = true;
    }
    sender.send(leg.access, request, true, dialog, new Refreshed(leg, dialog, session));
  }

  private void over(Leg leg, String why) {
    core.trace.add("! call ended: " + why);
    Dialog dialog = leg.dialog;
    legs.remove(leg);
    if (dialog != null) {
      dialogs.hangUp(leg.access, dialog);
    }
    core.emit(new SipEvent.ByeReceived(leg.id, why));
  }

  private final class Refreshed implements Outcome {
    private final Leg leg;
    private final Dialog dialog;
    private final Session session;

    Refreshed(Leg leg, Dialog dialog, Session session) {
      this.leg = leg;
      this.dialog = dialog;
      this.session = session;
    }

    @Override
    public void answered(
        Request sent, Response response, @Nullable Dialog same, boolean credentialsRefused)
        throws Exception {
      boolean invite = sent.getMethod().equals(Request.INVITE);
      if (invite) {
        leg.reinviting = false;
        leg.refreshing = false;
      }
      int status = response.getStatusCode();
      if (status < 300) {
        if (invite) {
          dialogs.acknowledge(leg.access, dialog, Messages.sequence(response));
        }
        accepted(leg, response);
        return;
      }
      if (legs.get(leg.id) != leg || leg.session != session) {
        return;
      }
      switch (status) {
        case 481, 408 -> over(leg, "the other side no longer knows the call");
        case 422 -> {
          String least = Messages.value(response, "Min-SE");
          leg.leastSession =
              (least == null ? Optional.<Duration>empty() : Session.interval(least))
                  .orElse(session.interval());
          Duration longer =
              leg.leastSession.compareTo(session.interval()) > 0
                  ? leg.leastSession
                  : session.interval();
          Session raised = new Session(longer, true, session.since());
          leg.session = raised;
          refresh(leg, dialog, raised);
        }
        case 405, 501 -> {
          leg.theyUpdate = false;
          due(leg, session);
        }
        default -> leg.sessionNext = core.later(AGAIN, () -> due(leg, session));
      }
    }

    @Override
    public void failed(Request sent, TransportFault fault, String detail) {
      if (sent.getMethod().equals(Request.INVITE)) {
        leg.reinviting = false;
        leg.refreshing = false;
      }
      if (legs.get(leg.id) == leg && leg.session == session) {
        // The server may be restarting: the call lives until the session really ends.
        leg.sessionNext = core.later(AGAIN, () -> due(leg, session));
      }
    }
  }
}
