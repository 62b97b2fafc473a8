package org.trucephone.firmware.phone;

import java.util.List;
import org.tinylog.Logger;
import org.trucephone.firmware.call.CallEvent;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.media.MediaEvent;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipEvent;

/** Hands what the signalling and the media report to whom in the phone it concerns. */
final class Signals {
  private final Phone phone;
  private final Told told;

  Signals(Phone phone) {
    this.phone = phone;
    this.told = new Told(phone);
  }

  /** Takes what a server or a peer said. */
  void on(SipEvent event) {
    switch (event) {
      case SipEvent.Registered e -> {
        phone.lines.on(e, phone.now);
        phone.keyLamps.settle();
        phone.featureSync.registered(e.account());
      }
      case SipEvent.Unregistered e ->
          Logger.tag("account").info("line={} unregistered", e.account());
      case SipEvent.RegisterRefused e -> {
        phone.lines.on(e, phone.now);
        phone.keyLamps.lineLost(e.account());
      }
      case SipEvent.RegisterFailed e -> {
        phone.lines.on(e, phone.now);
        phone.keyLamps.lineLost(e.account());
      }
      case SipEvent.FlowLost e -> phone.lines.on(e, phone.now);
      case SipEvent.InviteReceived e -> Incoming.take(phone, e);
      case SipEvent.Cancelled e ->
          call(e.call().number(), new CallEvent.CancelArrived(e.answeredElsewhere()));
      case SipEvent.Acknowledged e -> phone.calls.on(e, phone.now);
      case SipEvent.Progress e -> {
        phone.calls.on(e, phone.now);
        asked(e.call().number(), e.status());
      }
      case SipEvent.Accepted e -> accepted(e);
      case SipEvent.Rejected e -> rejected(e);
      case SipEvent.CallFailed e -> {
        Call call = phone.calls.get(e.call().number());
        if (call != null) {
          Line line = phone.lines.get(call.line);
          asked(call.number(), 503);
          call.detail = Words.callFault(e, line == null ? "The server" : line.server());
          phone.calls.on(call, new CallEvent.Broken(), phone.now);
        }
      }
      case SipEvent.ReinviteReceived e -> phone.calls.on(e, phone.now);
      case SipEvent.ReinviteAnswered e -> phone.calls.on(e, phone.now);
      case SipEvent.ByeReceived e -> call(e.call().number(), new CallEvent.ByeArrived());
      case SipEvent.InfoDigit e ->
          Logger.tag("call").info("call={} digit by INFO", e.call().number());
      case SipEvent.MessageSummary e -> phone.lines.on(e);
      case SipEvent.CheckSync _ -> phone.reprovision();
      case SipEvent.ReferReceived e -> phone.transfers.asked(e);
      case SipEvent.ReferProgress e -> phone.transfers.on(e);
      case SipEvent.RemoteChanged e -> {
        Call call = phone.calls.get(e.call().number());
        if (call != null) {
          call.remote = Incoming.named(phone, e.remote());
        }
      }
      case SipEvent.SubscriptionLost e -> {
        phone.keyLamps.on(e);
        phone.featureSync.on(e);
      }
      case SipEvent.Notified e -> notified(e);
      case SipEvent.Published e -> phone.quality.on(e);
      case SipEvent.Answered e -> {
        Logger.tag("account")
            .debug("line={} request={} answered {}", e.account(), e.number(), e.status());
        Line line = phone.lines.get(e.account());
        List<News> news = phone.lines.on(e);
        if (line != null) {
          told.on(line, news);
        }
      }
      case SipEvent.InfoReceived _, SipEvent.Subscribed _, SipEvent.MessageReceived _ -> {
        // nothing on this phone asks for these yet
      }
    }
  }

  private void accepted(SipEvent.Accepted event) {
    phone.calls.on(event, phone.now);
    Call call = phone.calls.get(event.call().number());
    if (call != null && call.connected()) {
      phone.selected = call.number();
      asked(call.number(), 200);
      phone.conferences.answered(call);
    }
  }

  private void rejected(SipEvent.Rejected event) {
    Call call = phone.calls.get(event.call().number());
    String contact = event.headers().getOrDefault("contact", "");
    String target = contact.isEmpty() ? "" : NameAddr.identity(contact).uri();
    if (call != null && !phone.dialer.elsewhere(call, event.status(), target)) {
      asked(call.number(), event.status());
      Line line = phone.lines.get(call.line);
      call.serversWords =
          line == null ? "" : line.dialect.explained(event.status(), event.headers());
      phone.calls.on(call, new CallEvent.Rejected(event.status()), phone.now);
    }
  }

  /** Tells whoever asked us to make this call how it goes. */
  private void asked(int id, int status) {
    Call call = phone.calls.get(id);
    if (call != null) {
      phone.transfers.progress(call, status);
    }
  }

  private void notified(SipEvent.Notified event) {
    Call call = event.call() == null ? null : phone.calls.get(event.call().number());
    Line line = phone.lines.get(event.account());
    List<News> news = line == null ? List.of() : line.dialect.heard(event);
    if (line != null && !news.isEmpty()) {
      told.on(line, news);
    } else if (phone.featureSync.on(event)) {
      return;
    } else if (call == null) {
      phone.keyLamps.on(event);
    } else if (event.event().startsWith("talk")) {
      if (call.ringingIn()) {
        Commands.answer(phone, call);
      } else if (call.held()) {
        Commands.carryOut(phone, new Command.ToggleHold(call.number()));
      }
    } else if (event.event().startsWith("hold") && call.talking()) {
      Commands.carryOut(phone, new Command.ToggleHold(call.number()));
    }
  }

  private void call(int id, CallEvent event) {
    Call call = phone.calls.get(id);
    if (call != null) {
      phone.calls.on(call, event, phone.now);
    }
  }

  /** Takes what happened to a stream of sound. */
  void on(MediaEvent event) {
    switch (event) {
      case MediaEvent.DigitReceived digit ->
          Logger.tag("media").info("call={} digit received", digit.stream());
      case MediaEvent.NoMedia none -> {
        Call call = phone.calls.get(none.stream());
        if (call != null) {
          call.mediaTrouble =
              "They can hear you, you cannot hear them: no media from " + none.from() + ".";
        }
      }
      case MediaEvent.MediaArrives arrives -> {
        Call call = phone.calls.get(arrives.stream());
        if (call != null) {
          call.mediaTrouble = null;
        }
        phone.soundFault = null;
      }
      case MediaEvent.Secured secured -> phone.calls.on(secured);
      case MediaEvent.NotSecured not -> phone.calls.on(not, phone.now);
      case MediaEvent.SoundLost lost -> phone.soundFault = lost.reason();
    }
  }
}
