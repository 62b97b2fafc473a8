package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.call.CallState;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.media.MediaPort;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.media.quality.VqReport;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.Setting;

/**
 * Tells the collector the settings name how calls sound: every interval, when one becomes bad, and
 * at the end (RFC 6035). A collector that knows no such reports is left alone for a day. Phone
 * thread only.
 */
final class QualityReports {
  /** Below this people complain (G.107 table B.1: many users dissatisfied). */
  private static final double BAD = 3.1;

  private static final double WELL = 3.6;
  private static final long ENOUGH_PACKETS = 150;
  private static final Duration LEFT_ALONE = Duration.ofHours(24);

  private final Phone phone;
  private final MediaPort media;
  private final Map<Integer, Watched> calls = new HashMap<>();
  private String collector = "";
  private @Nullable Duration interval;
  private Instant silentUntil = Instant.MIN;

  private static final class Watched {
    final Call call;
    final Instant start;
    final DialogId dialog;
    Instant due;
    boolean bad;
    @Nullable StreamFigures last;

    Watched(Call call, DialogId dialog, Instant start, Instant due) {
      this.call = call;
      this.dialog = dialog;
      this.start = start;
      this.due = due;
    }
  }

  QualityReports(Phone phone, MediaPort media) {
    this.phone = phone;
    this.media = media;
  }

  void configured(General general) {
    String wanted = Setting.valueOr(general.qualityCollector(), "").strip();
    if (!wanted.isEmpty() && !wanted.matches("(?i)sips?:.*")) {
      wanted = "sip:" + wanted;
    }
    if (!wanted.equals(collector)) {
      silentUntil = Instant.MIN;
    }
    collector = wanted;
    interval = Setting.value(general.qualityInterval());
  }

  void tick() {
    if (collector.isEmpty()) {
      calls.clear();
      return;
    }
    for (Call call : phone.calls.all()) {
      if (call.connected()) {
        Watched watched = calls.get(call.number());
        if (watched == null) {
          DialogId dialog = phone.sip.dialog(call.id);
          if (dialog == null) {
            continue;
          }
          watched = new Watched(call, dialog, phone.now.wall(), due());
          calls.put(call.number(), watched);
        }
        StreamFigures now = media.figures(call.number());
        watched.last = now == null ? watched.last : now;
        during(watched);
      }
    }
  }

  private Instant due() {
    Duration every = interval;
    return every == null ? Instant.MAX : phone.now.steady().plus(every);
  }

  private void during(Watched watched) {
    StreamFigures figures = watched.last;
    if (figures == null || figures.received() < ENOUGH_PACKETS) {
      return;
    }
    if (!watched.bad && figures.mos() < BAD) {
      watched.bad = true;
      send(watched, report(watched, figures).alert("RLQ", figures.mos() < 2.6));
    } else if (figures.mos() >= WELL) {
      watched.bad = false;
    }
    if (!phone.now.steady().isBefore(watched.due)) {
      watched.due = due();
      send(watched, report(watched, figures).interval());
    }
  }

  /** A call is over; its stream's last figures are at hand still. */
  void ended(Call call) {
    Watched watched = calls.remove(call.number());
    if (watched != null && watched.last != null) {
      send(watched, report(watched, watched.last).atEnd());
    }
  }

  /** {@return what a BYE of ours tells this line's server of the sound} */
  Map<String, String> lastWords(Call call) {
    Line line = phone.lines.get(call.line);
    StreamFigures f = media.figures(call.number());
    if (line == null || f == null || f.sent() + f.received() == 0) {
      return Map.of();
    }
    long seconds =
        call.state instanceof CallState.Ended ended ? Math.max(0, ended.connectedFor()) : 0;
    return line.dialect.lastWords(
        new Dialect.Heard(
            seconds, f.codec(), f.sent(), f.received(), f.lost(), f.late(), f.jitterMs()));
  }

  void on(SipEvent.Published answer) {
    if (answer.event().equals(VqReport.EVENT)
        && (answer.status() == 489 || answer.status() == 405)) {
      silentUntil = phone.now.steady().plus(LEFT_ALONE);
      Logger.tag("quality")
          .warn("{} takes no voice-quality reports ({})", collector, answer.status());
    }
  }

  private void send(Watched watched, String body) {
    if (phone.now.steady().isAfter(silentUntil)) {
      phone.sip.report(watched.call.line, collector, VqReport.EVENT, VqReport.TYPE, body);
    }
  }

  private VqReport report(Watched watched, StreamFigures f) {
    Call call = watched.call;
    DialogId dialog = watched.dialog;
    Line line = phone.lines.get(call.line);
    String host = phone.sip.localHost(call.line);
    String own = line == null ? "sip:" + host : line.account.addressOfRecord();
    var agreed = call.agreement;
    return new VqReport(
        dialog.callId(),
        dialog.callId() + ";to-tag=" + dialog.remoteTag() + ";from-tag=" + dialog.localTag(),
        own,
        call.remote.uri().contains(":") ? call.remote.uri() : "sip:" + call.remote.user(),
        call.outgoing,
        new VqReport.Address(host, call.rtpPort),
        agreed == null
            ? new VqReport.Address("0.0.0.0", 0)
            : new VqReport.Address(agreed.remoteHost(), agreed.remotePort()),
        phone.options.device().mac(),
        watched.start,
        phone.now.wall(),
        new VqReport.Figures(
            f.codec(),
            f.received(),
            f.lost(),
            f.late(),
            f.jitterMs(),
            f.roundTripMs(),
            f.delayMs(),
            f.rating(),
            f.mos()));
  }
}
