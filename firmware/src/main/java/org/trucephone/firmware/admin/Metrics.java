package org.trucephone.firmware.admin;

import java.util.Locale;
import org.trucephone.firmware.media.StreamFigures;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.LineView;

/** The phone's figures as OpenMetrics text. No number dialled and no name is among them. */
final class Metrics {
  /** {@code Content-Type} of the text. */
  static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final StringBuilder out = new StringBuilder();

  private Metrics() {}

  static String of(PhoneView view, long uptimeSeconds, long heapBytes, long residentBytes) {
    Metrics m = new Metrics();
    m.head("truce_info", "info", "What this phone is.");
    m.out
        .append("truce_info{version=\"")
        .append(escape(view.device().version()))
        .append("\",mac=\"")
        .append(escape(view.device().mac()))
        .append("\"} 1\n");
    m.one("truce_ready", "gauge", "Whether the phone can make calls.", ready(view));
    m.one("truce_uptime_seconds", "gauge", "Since the process started.", uptimeSeconds);
    m.one("truce_heap_bytes", "gauge", "Memory in use by objects.", heapBytes);
    if (residentBytes > 0) {
      m.one(
          "process_resident_memory_bytes",
          "gauge",
          "Memory of the whole process in RAM.",
          residentBytes);
    }
    m.one("truce_faults", "gauge", "Standing troubles shown on the display.", view.faults().size());
    m.one(
        "truce_provisioning_findings",
        "gauge",
        "Findings about the settings.",
        view.provisioning().findings());
    m.head("truce_line_registered", "gauge", "Whether a line is registered.");
    for (LineView line : view.lines()) {
      m.labelled(
          "truce_line_registered", "line", line.index(), line.state() == LineState.REGISTERED);
    }
    long talking = view.calls().stream().filter(c -> c.state() != CallPhase.ENDED).count();
    m.one("truce_calls", "gauge", "Calls now, in any state.", talking);
    m.head("truce_call_packets_received", "gauge", "RTP packets received in a call.");
    m.calls(view, "truce_call_packets_received", StreamFigures::received);
    m.head("truce_call_packets_lost", "gauge", "RTP packets missing in a call.");
    m.calls(view, "truce_call_packets_lost", StreamFigures::lost);
    m.head("truce_call_jitter_milliseconds", "gauge", "Interarrival jitter (RFC 3550).");
    m.calls(view, "truce_call_jitter_milliseconds", StreamFigures::jitterMs);
    m.head("truce_call_delay_milliseconds", "gauge", "Receive delay: jitter buffer and device.");
    m.calls(view, "truce_call_delay_milliseconds", StreamFigures::delayMs);
    m.head("truce_call_mos", "gauge", "Estimated listening quality, 1 to 4.5.");
    m.calls(view, "truce_call_mos", StreamFigures::mos);
    m.out.append("# EOF\n");
    return m.out.toString();
  }

  private static double ready(PhoneView view) {
    return view.phase() == PhoneView.Phase.READY ? 1 : 0;
  }

  @FunctionalInterface
  private interface Figure {
    double of(StreamFigures figures);
  }

  private void calls(PhoneView view, String name, Figure figure) {
    for (CallView call : view.calls()) {
      StreamFigures figures = call.figures();
      if (figures != null) {
        labelled(name, "call", call.id(), figure.of(figures));
      }
    }
  }

  private void one(String name, String type, String help, double value) {
    head(name, type, help);
    out.append(name).append(' ').append(number(value)).append('\n');
  }

  private void head(String name, String type, String help) {
    String family = type.equals("info") ? name.substring(0, name.length() - 5) : name;
    out.append("# TYPE ").append(family).append(' ').append(type).append('\n');
    out.append("# HELP ").append(family).append(' ').append(help).append('\n');
  }

  private void labelled(String name, String label, int index, boolean value) {
    labelled(name, label, index, value ? 1 : 0);
  }

  private void labelled(String name, String label, int index, double value) {
    out.append(name).append('{').append(label).append("=\"").append(index).append("\"} ");
    out.append(number(value)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
