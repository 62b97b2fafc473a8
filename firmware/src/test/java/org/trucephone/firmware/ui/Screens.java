package org.trucephone.firmware.ui;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.DialView;
import org.trucephone.firmware.phone.PhoneView.KeyView;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.LineView;
import org.trucephone.firmware.phone.PhoneView.Notice;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.provisioning.settings.Origins.Origin;

/** Builds views for tests: a quiet afternoon unless told otherwise. */
public final class Screens {
  private static final Instant NOW = Instant.parse("2026-11-26T14:05:00Z");

  private Phase phase = Phase.READY;
  private String phaseText = "";
  private final List<LineView> lines = new ArrayList<>();
  private final List<CallView> calls = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final List<KeyView> keys = new ArrayList<>();
  private @Nullable DialView dialing;
  private @Nullable Notice notice;
  private int voicemails;
  private int missed;
  private String name = "Anna Berger";
  private List<Origin> origins = List.of();

  Screens origins(List<Origin> of) {
    origins = of;
    return this;
  }

  Screens phase(Phase wanted, String text) {
    phase = wanted;
    phaseText = text;
    return this;
  }

  public Screens line(LineState state, @Nullable String reason) {
    boolean failed = state == LineState.FAILED;
    lines.add(
        new LineView(
            1,
            "Desk",
            "sip:1001@pbx",
            state,
            reason,
            failed ? "401 again after the password was sent" : null,
            failed ? 0 : 118,
            failed ? 28 : 0));
    return this;
  }

  Screens named(String wanted) {
    name = wanted;
    return this;
  }

  public Screens call(CallPhase state) {
    StreamFigures figures =
        new StreamFigures(
            "G722", 150, 148, 0, 0, 2, 41, 0, 4.3, 0, -1, -1, 90, 0, 0, "The sound was good.", -1);
    boolean talks =
        state == CallPhase.CONNECTED || state == CallPhase.HELD || state == CallPhase.REMOTE_HELD;
    calls.add(
        new CallView(
            calls.size() + 1,
            1,
            false,
            state,
            "2002",
            name,
            talks ? 42 : 0,
            talks ? figures : null,
            PhoneView.Secrecy.NONE,
            null));
    return this;
  }

  Screens dialing(String digits) {
    dialing = new DialView(digits, 1);
    return this;
  }

  Screens notice(String title, String text) {
    notice = new Notice(title, text, "603");
    return this;
  }

  Screens voicemails(int n) {
    voicemails = n;
    return this;
  }

  Screens missed(int n) {
    missed = n;
    return this;
  }

  Screens fault(String sentence) {
    faults.add(sentence);
    return this;
  }

  Screens keys(int n, String label) {
    for (int i = keys.size() + 1; i <= n; i++) {
      keys.add(new KeyView(i, label, "held"));
    }
    return this;
  }

  public PhoneView view() {
    List<HistoryEntry> history =
        List.of(
            new HistoryEntry(
                NOW.minusSeconds(3600),
                HistoryEntry.Kind.MISSED,
                "2002",
                "Anna Berger",
                1,
                Duration.ZERO),
            new HistoryEntry(
                NOW.minusSeconds(90_000),
                HistoryEntry.Kind.DIALLED,
                "0301234567",
                "",
                1,
                Duration.ZERO));
    return new PhoneView(
        NOW,
        ZoneOffset.UTC,
        phase,
        phaseText,
        List.copyOf(lines),
        List.copyOf(calls),
        calls.isEmpty() ? null : Integer.valueOf(1),
        dialing,
        notice,
        voicemails,
        missed,
        AudioPath.HANDSET,
        true,
        false,
        6,
        false,
        history,
        List.of(new Contact("Anna Berger", "0301234567")),
        List.copyOf(faults),
        new ProvisioningView("tftp://10.0.0.5/", "truce", List.of("truce.toml"), 0, null, false)
            .withOrigins(origins),
        new DeviceView("10.0.0.17", "025452554345", "0.1.0", "0123456789abcdef".repeat(4), ""),
        List.copyOf(keys),
        List.of());
  }
}
