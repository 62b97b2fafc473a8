package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationState;
import org.trucephone.firmware.account.Watched;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DialView;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.LineView;
import org.trucephone.firmware.phone.PhoneView.Purpose;
import org.trucephone.firmware.phone.PhoneView.Secrecy;
import org.trucephone.firmware.sdp.Agreement;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Transport;

/** Makes a {@link PhoneView} of a phone. */
final class Views {
  private Views() {}

  static PhoneView of(Phone phone, MediaPort media) {
    List<LineView> lines = new ArrayList<>();
    int voicemails = 0;
    for (Line line : phone.lines.all()) {
      lines.add(line(line, phone.now.steady()));
      voicemails = line.messages < 0 || voicemails < 0 ? -1 : voicemails + line.messages;
    }
    List<CallView> calls = new ArrayList<>();
    for (Call call : phone.calls.all()) {
      calls.add(call(phone, call, media.figures(call.number())));
    }
    List<String> faults = new ArrayList<>(phone.faults.values());
    if (phone.soundFault != null) {
      faults.add(phone.soundFault);
    }
    faults.addAll(phone.standing.values());
    Dialing dialing = phone.dialing;
    return new PhoneView(
        phone.now.wall(),
        phone.zone(),
        phone.phase(),
        phaseText(phone),
        List.copyOf(lines),
        List.copyOf(calls),
        selected(phone),
        dialing == null
            ? null
            : new DialView(
                dialing.digits.toString(),
                dialing.line,
                dialing.purpose,
                dialing.about,
                dialing.found),
        phone.notice,
        voicemails,
        phone.memory.missed(),
        phone.path,
        phone.offHook,
        phone.muted,
        volume(phone),
        phone.quiet,
        phone.memory.history(),
        phone.memory.contacts(),
        List.copyOf(faults),
        phone.provisioning,
        phone.options.device(),
        keys(phone),
        phone.outputs.lamps(),
        phone.memory.rules(),
        phone.services.view());
  }

  private static String phaseText(Phone phone) {
    String problem = phone.provisioning.problem();
    return !phone.configured && problem != null ? problem : phone.progress;
  }

  private static int volume(Phone phone) {
    var v = phone.memory.volumes();
    return switch (phone.path) {
      case NONE -> v.bell();
      case HANDSET -> v.handset();
      case HEADSET -> v.headset();
      case SPEAKER -> v.speaker();
    };
  }

  private static @Nullable Integer selected(Phone phone) {
    Integer chosen = phone.selected;
    if (chosen != null && phone.calls.get(chosen) != null) {
      return chosen;
    }
    for (Call call : phone.calls.all()) {
      return call.number();
    }
    return null;
  }

  private static LineView line(Line line, Instant now) {
    String reason = null;
    String proof = null;
    int expires = 0;
    int next = 0;
    LineState state =
        switch (line.registration) {
          case RegistrationState.Unregistered _ ->
              line.account.registers() ? LineState.UNREGISTERED : LineState.REGISTERED;
          case RegistrationState.Registering _ ->
              line.registered() ? LineState.REGISTERED : LineState.REGISTERING;
          case RegistrationState.Registered _ -> LineState.REGISTERED;
          case RegistrationState.Failed _ -> LineState.FAILED;
        };
    switch (line.registration) {
      case RegistrationState.Registered registered -> expires = seconds(now, registered.until());
      case RegistrationState.Failed failed -> {
        reason = failed.failure().sentence();
        proof = failed.failure().proof();
        next = seconds(now, failed.nextTry());
      }
      case RegistrationState.Registering trying -> {
        RegistrationState.Failure last = trying.last();
        reason = last == null ? null : last.sentence();
        proof = last == null ? null : last.proof();
      }
      case RegistrationState.Unregistered _ -> {
        // nothing to tell
      }
    }
    return new LineView(
        line.index(),
        line.label,
        line.account.addressOfRecord(),
        state,
        reason,
        proof,
        expires,
        next,
        reason == null || line.diagnosis == null ? null : line.diagnosis.cause().name());
  }

  private static int seconds(Instant now, Instant then) {
    return (int) Math.max(0, (Duration.between(now, then).toMillis() + 999) / 1000);
  }

  private static CallView call(Phone phone, Call call, @Nullable StreamFigures figures) {
    Instant now = phone.now.steady();
    long seconds = 0;
    String sentence = call.mediaTrouble;
    CallPhase phase =
        switch (call.state) {
          case CallState.Dialing _ -> CallPhase.DIALING;
          case CallState.RingingOut _ -> CallPhase.RINGING_OUT;
          case CallState.RingingIn _ -> CallPhase.RINGING_IN;
          case CallState.Cancelling _, CallState.Ended _ -> CallPhase.ENDED;
          case CallState.Connected _ when phone.transfers.moves(call) -> CallPhase.TRANSFERRING;
          case CallState.Connected c ->
              c.held()
                  ? CallPhase.HELD
                  : c.remoteHeld() ? CallPhase.REMOTE_HELD : CallPhase.CONNECTED;
        };
    if (call.state instanceof CallState.Connected connected) {
      seconds = Duration.between(connected.since(), now).toSeconds();
    } else if (call.state instanceof CallState.Ended ended) {
      seconds = Math.max(0, ended.connectedFor());
      sentence = Words.sentence(ended.cause(), call.remote.shown(), call.detail);
    }
    return new CallView(
        call.number(),
        call.line,
        call.outgoing,
        phase,
        call.remote.user(),
        call.remote.name(),
        (int) seconds,
        figures,
        secrecy(phone, call),
        sentence,
        call.about != 0 && phone.calls.get(call.about) != null ? call.purpose : Purpose.CALL,
        phone.conferences.has(call),
        call.noteUntil.isAfter(now) ? call.note : "");
  }

  private static Secrecy secrecy(Phone phone, Call call) {
    Agreement agreement = call.agreement;
    if (agreement == null) {
      return Secrecy.NONE;
    }
    boolean sealed =
        agreement.dtls() != null
            ? agreement.dtls().equals(call.secured)
            : agreement.sendKey() != null && agreement.receiveKey() != null;
    if (!sealed) {
      return Secrecy.NONE;
    }
    Line line = phone.lines.get(call.line);
    return line != null && line.account.transport() == Transport.TLS ? Secrecy.FULL : Secrecy.VOICE;
  }

  private static List<KeyView> keys(Phone phone) {
    List<KeyView> keys = new ArrayList<>();
    for (int index = 1; index <= 8; index++) {
      Line line = phone.lines.get(index);
      LineKey key = phone.keyAt(index);
      if (key != null) {
        Watched watched = phone.keyLamps.watched(index);
        String print = key.value().isEmpty() ? key.type().token() : key.value();
        keys.add(
            new KeyView(
                index,
                key.label().isEmpty() ? print : key.label(),
                LineKeys.lamp(phone, key),
                phone.keyLamps.who(index),
                watched == null
                    ? 0
                    : (int) Duration.between(watched.since(), phone.now.steady()).toSeconds()));
      } else if (line != null) {
        keys.add(new KeyView(index, line.label, Sounds.keyState(phone, index)));
      }
    }
    return List.copyOf(keys);
  }
}
