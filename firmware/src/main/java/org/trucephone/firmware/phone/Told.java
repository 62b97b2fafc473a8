package org.trucephone.firmware.phone;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.SipEvent;

/** Does what a dialect understood its server to say. Phone thread only. */
final class Told {
  private static final Duration SHOWN = Duration.ofSeconds(20);

  private final Phone phone;

  Told(Phone phone) {
    this.phone = phone;
  }

  void on(Line line, List<News> all) {
    for (News news : all) {
      on(line, news);
    }
  }

  private void on(Line line, News news) {
    switch (news) {
      case News.Messages(int button, boolean waiting, int fresh, int old) ->
          phone.lines.on(
              new SipEvent.MessageSummary(
                  button == 0 ? line.index() : button, waiting, Math.max(0, fresh), old));
      case News.DoNotDisturb(boolean on) -> {
        if (phone.memory.rules().doNotDisturb() != on) {
          phone.remember(phone.memory.with(phone.memory.rules().withDoNotDisturb(on)));
        }
      }
      case News.Forwarded(int button, News.Which which, String target) -> {
        Rules.When when =
            switch (which) {
              case ALL -> Rules.When.ALWAYS;
              case BUSY -> Rules.When.BUSY;
              case NO_ANSWER -> Rules.When.NO_ANSWER;
            };
        int index = button == 0 ? line.index() : button;
        Rules rules = phone.memory.rules().with(index, when, target);
        if (!rules.equals(phone.memory.rules())) {
          phone.remember(phone.memory.with(rules));
        }
      }
      case News.Lamp(String extension, var condition) ->
          phone.keyLamps.told(line.index(), extension, condition);
      case News.InHuntGroup(boolean in) ->
          Logger.tag("account").info("line={} hunt group {}", line.index(), in ? "in" : "out");
      case News.Display(String text, var shown) -> phone.tellServersWords(line.label, text, shown);
      case News.Tone _ -> phone.outputs.beep();
      case News.Act act -> act(act);
      case News.Dial(String number) -> phone.dialer.dial(number, line, java.util.Map.of());
      case News.AsksPresence _ -> {
        line.asksPresence = true;
        line.toldPresence = null;
      }
      case News.SignedOff(boolean again, String reason) -> {
        if (!reason.isEmpty()) {
          phone.tellServersWords(line.label, reason, SHOWN);
        }
        if (again) {
          phone.lines.on(new SipEvent.FlowLost(line.index(), reason), phone.now);
        }
      }
      case News.Encryption(var wanted) -> {
        if (wanted != line.serversProtection) {
          Logger.tag("account").info("line={} server's encryption: {}", line.index(), wanted);
        }
        line.serversProtection = wanted;
      }
      case News.Fetch _ -> phone.reprovision();
    }
  }

  private void act(News.Act act) {
    Call call = named(act);
    if (call == null) {
      return;
    }
    switch (act.action()) {
      case ANSWER -> {
        if (call.ringingIn()) {
          phone.outputs.beep(); // the person hears that someone is on the line
          Commands.answer(phone, call);
        }
      }
      case HOLD_OR_RESUME -> Commands.carryOut(phone, new Command.ToggleHold(call.number()));
    }
  }

  private @Nullable Call named(News.Act act) {
    for (Call call : phone.calls.all()) {
      DialogId dialog = phone.sip.dialog(call.id);
      if (dialog != null && !call.ended() && dialog.callId().equals(act.callId())) {
        return call;
      }
    }
    return null;
  }
}
