package org.trucephone.firmware.dialect.microsoft;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.trucephone.firmware.dialect.Dialect.CallReport;
import org.trucephone.firmware.dialect.Dialect.Heard;
import org.trucephone.firmware.dialect.Dialect.Saying;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.XmlTree;

/** How a call sounded, for the server's monitor (MS-QoE 2.2, version 1 of the schema). */
final class QoeReport {
  static final String TYPE = "application/vq-rtcpxr+xml";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final StringBuilder out = new StringBuilder();

  private QoeReport() {}

  /** {@return the request that reports a call} */
  static Saying of(Endpoint endpoint, CallReport call) {
    return new Saying("SERVICE", "", Map.of(), TYPE, new QoeReport().body(endpoint, call));
  }

  private String body(Endpoint endpoint, CallReport call) {
    String id = call.dialog().callId();
    // From is whoever called.
    String from = call.outgoing() ? call.dialog().localTag() : call.dialog().remoteTag();
    String to = call.outgoing() ? call.dialog().remoteTag() : call.dialog().localTag();
    out.append("<?xml version=\"1.0\"?><VQReportEvent xmlns=\"ms-rtcp-metrics\"><VQSessionReport");
    attribute("SessionId", id + ";from-tag=" + from + ";to-tag=" + to);
    out.append("><Endpoint");
    attribute("Name", endpoint.epid());
    out.append("/><DialogInfo");
    attribute("CallId", id);
    attribute("FromTag", from);
    attribute("ToTag", to);
    attribute("Start", TIME.format(call.start()));
    attribute("End", TIME.format(call.stop()));
    out.append('>');
    element("DialogCategory", "OCS");
    element("FromURI", call.outgoing() ? call.address() : call.far());
    element("ToURI", call.outgoing() ? call.far() : call.address());
    element("Caller", Boolean.toString(call.outgoing()));
    element("LocalContactURI", call.ends().own());
    element("RemoteContactURI", call.ends().far());
    element("LocalUserAgent", call.ends().ownAgent());
    element("RemoteUserAgent", call.ends().farAgent());
    element("LocalPAI", call.address());
    out.append("</DialogInfo><MediaLine");
    attribute("Label", "main-audio");
    out.append("><Description><Connectivity>");
    element("Ice", "DIRECT");
    element("IceWarningFlags", "0");
    out.append("</Connectivity>");
    element("Security", call.encrypted() ? "SRTP" : "None");
    element("Offerer", Boolean.toString(call.outgoing()));
    element("Transport", "UDP");
    address("LocalAddr", call.local());
    address("RemoteAddr", call.remote());
    out.append("</Description>");
    inbound(call);
    outbound(call);
    return out.append("</MediaLine></VQSessionReport></VQReportEvent>").toString();
  }

  private void inbound(CallReport call) {
    Heard heard = call.heard();
    long all = heard.received() + heard.lost();
    double rate = all <= 0 ? 0 : Math.clamp((double) heard.lost() / all, 0, 1);
    out.append("<InboundStream");
    attribute("Id", "1");
    out.append("><Network><Jitter>");
    element("InterArrival", heard.jitterMs());
    element("InterArrivalMax", Math.max(heard.jitterMs(), call.worst().jitterMs()));
    out.append("</Jitter><PacketLoss>");
    element("LossRate", "%.4f", rate);
    element("LossRateMax", "%.4f", Math.max(rate, call.worst().lossRate()));
    out.append("</PacketLoss><Utilization>");
    element("Packets", heard.received());
    out.append("</Utilization></Network>");
    payload(call);
    if (heard.received() > 0) {
      scores(call, heard);
    }
    out.append("</InboundStream>");
  }

  private void scores(CallReport call, Heard heard) {
    double best = call.score().best();
    double faults = Math.max(1, heard.lost() + heard.late());
    out.append("<QualityEstimates><Audio><NetworkMOS>");
    element("OverallAvg", "%.1f", call.score().mos());
    element("OverallMin", "%.1f", call.worst().mos());
    element("DegradationAvg", "%.1f", Math.max(0, best - call.score().mos()));
    element("DegradationMax", "%.1f", Math.max(0, best - call.worst().mos()));
    element("DegradationJitterAvg", "%.1f", heard.late() / faults);
    element("DegradationPacketLossAvg", "%.1f", heard.lost() / faults);
    out.append("</NetworkMOS></Audio></QualityEstimates>");
  }

  private void outbound(CallReport call) {
    out.append("<OutboundStream");
    attribute("Id", "2");
    out.append("><Network>");
    if (call.roundTripMs() >= 0) {
      out.append("<Delay>");
      element("RoundTrip", call.roundTripMs());
      element("RoundTripMax", Math.max(call.roundTripMs(), call.worst().roundTripMs()));
      out.append("</Delay>");
    }
    out.append("<Utilization>");
    element("Packets", call.heard().sent());
    out.append("</Utilization></Network>");
    payload(call);
    out.append("</OutboundStream>");
  }

  private void payload(CallReport call) {
    String codec = call.heard().codec();
    out.append("<Payload><Audio>");
    element("PayloadType", call.payloadType());
    element("PayloadDescription", codec);
    element("SampleRate", codec.equalsIgnoreCase("G722") ? 16000 : 8000);
    out.append("</Audio></Payload>");
  }

  private void address(String name, HostPort place) {
    out.append('<').append(name).append('>');
    element("IPAddr", place.host());
    element("Port", place.port());
    out.append("</").append(name).append('>');
  }

  private void attribute(String name, String value) {
    out.append(' ').append(name).append("=\"").append(XmlTree.escaped(value)).append('"');
  }

  private void element(String name, String text) {
    out.append('<').append(name).append('>').append(XmlTree.escaped(text));
    out.append("</").append(name).append('>');
  }

  private void element(String name, long number) {
    element(name, Long.toString(number));
  }

  private void element(String name, String format, double value) {
    element(name, String.format(Locale.ROOT, format, value));
  }
}
