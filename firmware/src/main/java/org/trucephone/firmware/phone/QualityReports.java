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
import org.trucephone.firmware.media.quality.EModel;
import org.trucephone.firmware.media.quality.VqReport;
import org.trucephone.firmware.sdp.Agreement;
import org.trucephone.firmware.sip.DialogId;
import org.trucephone.firmware.sip.Ends;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.Setting;

/**
 * Tells the collector the settings name how calls sound: every interval, when one becomes bad, and
 * at the end (RFC 6035). A collector that knows no such reports is left alone for a day. A server
 * that watches over quality itself is told at the end in its dialect. Phone thread only.
 */
final class QualityReports {
  /** Below this people complain (G.107 table B.1: many users dissatisfied). */
  private static final double BAD = 3.1;

  private static final double WELL = 3.6;
  private static final long ENOUGH_PACKETS = 150;

  /** Where monitors listen by custom. */
  private static final int MONITORS_PORT = 5005;

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
    Ends ends = Ends.UNKNOWN;
    @Nullable StreamFigures last;

    // The worst stretch so far, and where the present one began.
    double worstMos = 5;
    int worstJitterMs;
    int worstTripMs = -1;
    double worstLossRate;
    long stretchReceived;
    long stretchLost;

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
    Endpoint monitor = Setting.value(general.rtcpMonitor());
    media.monitor(
        monitor == null ? "" : monitor.host(), monitor == null ? 0 : monitor.portOr(MONITORS_PORT));
  }

  void tick() {
    for (Call call : phone.calls.all()) {
      if (call.connected() && (!collector.isEmpty() || told(call))) {
        Watched watched = calls.get(call.number());
        if (watched == null) {
          DialogId dialog = phone.sip.dialog(call.id);
          if (dialog == null) {
            continue;
          }
          watched = new Watched(call, dialog, phone.now.wall(), due());
          watched.ends = phone.sip.ends(call.id);
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

  /** {@return whether this call's server watches over quality itself} */
  private boolean told(Call call) {
    Line line = phone.lines.get(call.line);
    return line != null && line.dialect.watchesQuality();
  }

  private void during(Watched watched) {
    StreamFigures figures = watched.last;
    if (figures == null || figures.received() < ENOUGH_PACKETS) {
      return;
    }
    note(watched, figures);
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

  private static void note(Watched watched, StreamFigures f) {
    watched.worstMos = Math.min(watched.worstMos, f.mos());
    watched.worstJitterMs = Math.max(watched.worstJitterMs, f.jitterMs());
    watched.worstTripMs = Math.max(watched.worstTripMs, f.roundTripMs());
    long lost = Math.max(0, f.lost() - watched.stretchLost);
    long all = lost + f.received() - watched.stretchReceived;
    if (all >= ENOUGH_PACKETS) {
      watched.worstLossRate = Math.max(watched.worstLossRate, (double) lost / all);
      watched.stretchLost = f.lost();
      watched.stretchReceived = f.received();
    }
  }

  /** A call is over; its stream's last figures are at hand still. */
  void ended(Call call) {
    Watched watched = calls.remove(call.number());
    if (watched == null || watched.last == null) {
      return;
    }
    note(watched, watched.last);
    send(watched, report(watched, watched.last).atEnd());
    Line line = phone.lines.get(call.line);
    if (line != null && line.dialect.watchesQuality()) {
      phone.lines.say(
          line, line.dialect.report(phone.lines.device(), told(watched, line, watched.last)));
    }
  }

  private Dialect.CallReport told(Watched watched, Line line, StreamFigures f) {
    Call call = watched.call;
    Agreement agreed = call.agreement;
    Instant stop = phone.now.wall();
    return new Dialect.CallReport(
        watched.dialog,
        watched.ends,
        line.account.addressOfRecord(),
        farAddress(call, line),
        call.outgoing,
        watched.start,
        stop,
        new HostPort(phone.sip.localHost(call.line), call.rtpPort),
        agreed == null
            ? new HostPort("0.0.0.0", 0)
            : new HostPort(agreed.remoteHost(), agreed.remotePort()),
        agreed != null && (agreed.receiveKey() != null || agreed.dtls() != null),
        heard(f, Duration.between(watched.start, stop).toSeconds()),
        agreed == null ? 0 : agreed.sendPayloadType(),
        f.roundTripMs(),
        new Dialect.Score(f.mos(), EModel.mos(EModel.rating(f.codec(), 0, 1, 0))),
        new Dialect.Worst(
            Math.min(watched.worstMos, f.mos()),
            watched.worstJitterMs,
            watched.worstTripMs,
            watched.worstLossRate));
  }

  /** A number that was dialled is one of the own domain. */
  private static String farAddress(Call call, @Nullable Line line) {
    String uri = call.remote.uri();
    return uri.contains(":")
        ? uri
        : "sip:" + call.remote.user() + (line == null ? "" : "@" + line.account.domain());
  }

  private static Dialect.Heard heard(StreamFigures f, long seconds) {
    return new Dialect.Heard(
        seconds, f.codec(), f.sent(), f.received(), f.lost(), f.late(), f.jitterMs());
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
    return line.dialect.lastWords(heard(f, seconds));
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
    if (!collector.isEmpty() && phone.now.steady().isAfter(silentUntil)) {
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
        farAddress(call, line),
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
