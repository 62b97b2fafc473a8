package org.trucephone.firmware.phone;

import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationState;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.media.MediaPort.Tone;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.provisioning.settings.LineKey;

/**
 * What should be heard and lit in a state: a function of it, so that nothing can be left ringing.
 */
final class Sounds {
  private Sounds() {}

  static void settle(Phone phone) {
    Call speech = phone.calls.first(call -> call.talking() || call.earlyMedia());
    boolean bell = bell(phone, speech);
    Outputs out = phone.outputs;
    out.volumes(phone.memory.volumes(), bell);
    out.route(bell ? AudioPath.SPEAKER : phone.path);
    out.mute(phone.muted);
    out.tone(tone(phone, speech, bell));
    out.conference(phone.conferences.heard());
    out.focus(speech == null ? null : Integer.valueOf(speech.number()));
    out.waiting(
        speech != null && phone.calls.any(call -> call.ringingIn() && !call.silenced),
        phone.now.steady());
    lamps(phone);
  }

  private static boolean bell(Phone phone, @Nullable Call speech) {
    return speech == null
        && !phone.quiet
        && phone.dialing == null
        && !phone.calls.any(Call::reaching)
        && phone.calls.any(call -> call.ringingIn() && !call.silenced);
  }

  private static @Nullable Tone tone(Phone phone, @Nullable Call speech, boolean bell) {
    if (bell) {
      Call ringing = phone.calls.first(call -> call.ringingIn() && !call.silenced);
      return Tone.bell(ringing == null ? 1 : ringing.bell);
    }
    if (speech != null || phone.path == AudioPath.NONE) {
      return null;
    }
    Dialing dialing = phone.dialing;
    if (dialing != null && dialing.purpose == Purpose.FORWARD) {
      return null;
    }
    if (dialing != null) {
      boolean messages = phone.lines.all().stream().anyMatch(line -> line.messages != 0);
      return dialing.digits.isEmpty() ? (messages ? Tone.STUTTER_DIAL : Tone.DIAL) : null;
    }
    if (phone.calls.any(call -> call.state instanceof CallState.RingingOut)) {
      return Tone.RING_BACK;
    }
    for (Call call : phone.calls.all()) {
      if (call.state instanceof CallState.Ended ended && call.outgoing) {
        switch (ended.cause()) {
          case BUSY, DECLINED, NO_ANSWER -> {
            return Tone.BUSY;
          }
          case NOT_FOUND, FORBIDDEN, FAILED, NO_COMMON_AUDIO -> {
            return Tone.CONGESTION;
          }
          case REMOTE_HUNG_UP -> {
            return Tone.BUSY;
          }
          case HUNG_UP, GAVE_UP, MISSED, ANSWERED_ELSEWHERE, REJECTED -> {
            // silence: the person did it
          }
        }
      }
    }
    return null;
  }

  private static void lamps(Phone phone) {
    boolean ringing = phone.calls.any(Call::ringingIn);
    boolean messages = phone.lines.all().stream().anyMatch(line -> line.messages != 0);
    Outputs out = phone.outputs;
    out.lamp(
        Lamp.MESSAGE,
        ringing
            ? new LampState(Colour.RED, Rhythm.FAST)
            : messages ? new LampState(Colour.RED, Rhythm.SLOW) : LampState.OFF);
    out.lamp(Lamp.SPEAKER, steady(phone.path == AudioPath.SPEAKER, Colour.GREEN));
    out.lamp(Lamp.MUTE, steady(phone.muted, Colour.RED));
    for (int index = 1; index <= 8; index++) {
      out.lamp(Lamp.line(index), lineLamp(phone, index));
    }
  }

  private static LampState steady(boolean on, Colour colour) {
    return on ? new LampState(colour, Rhythm.STEADY) : LampState.OFF;
  }

  private static LampState lineLamp(Phone phone, int index) {
    LineKey key = phone.keyAt(index);
    if (key != null) {
      return switch (LineKeys.lamp(phone, key)) {
        case "ringing" -> new LampState(Colour.RED, Rhythm.FAST);
        case "busy" -> new LampState(Colour.RED, Rhythm.STEADY);
        case "held" -> new LampState(Colour.RED, Rhythm.SLOW);
        case "own" -> new LampState(Colour.GREEN, Rhythm.STEADY);
        case "unreachable" -> new LampState(Colour.RED, Rhythm.DOUBLE_BLINK);
        default -> LampState.OFF;
      };
    }
    return switch (keyState(phone, index)) {
      case "ringing" -> new LampState(Colour.GREEN, Rhythm.FAST);
      case "own" -> new LampState(Colour.GREEN, Rhythm.STEADY);
      case "held" -> new LampState(Colour.GREEN, Rhythm.SLOW);
      case "unreachable" -> new LampState(Colour.RED, Rhythm.DOUBLE_BLINK);
      default -> LampState.OFF;
    };
  }

  /** {@return what line key {@code index} shows: off, own, held, ringing or unreachable} */
  static String keyState(Phone phone, int index) {
    Line line = phone.lines.get(index);
    if (line == null) {
      return "off";
    }
    if (phone.calls.any(call -> call.line == index && call.ringingIn())) {
      return "ringing";
    }
    Dialing dialing = phone.dialing;
    if (phone.calls.any(call -> call.line == index && (call.talking() || call.reaching()))
        || dialing != null && dialing.line == index) {
      return "own";
    }
    if (phone.calls.any(call -> call.line == index && call.held())) {
      return "held";
    }
    if (line.registration instanceof RegistrationState.Failed) {
      return "unreachable";
    }
    return switch (FeatureSync.shared(line)) {
      case RINGING -> "ringing";
      case BUSY -> "busy";
      case HELD -> "held";
      case IDLE, UNREACHABLE -> "off";
    };
  }
}
