package org.trucephone.firmware.media.quality;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * A voice-quality report as collectors read it. What is not measured is left out, never made up.
 *
 * @param callId the call's own Call-ID
 * @param dialogId Call-ID with both tags, as DialogID names them
 * @param local our address of record
 * @param remote the other side's address
 * @param outgoing whether we called
 * @param from where our media comes from, {@code host:port}
 * @param to where it goes
 * @param mac this phone's, twelve digits or with colons
 * @param start when the part of the call reported began
 * @param stop when it ended
 * @rfc 6035 4.6
 */
public record VqReport(
    String callId,
    String dialogId,
    String local,
    String remote,
    boolean outgoing,
    Address from,
    Address to,
    String mac,
    Instant start,
    Instant stop,
    Figures figures) {

  /** The type of the body, and the event package. */
  public static final String TYPE = "application/vq-rtcpxr";

  public static final String EVENT = "vq-rtcpxr";

  /** A transport address. */
  public record Address(String host, int port) {}

  /**
   * What was measured of the stream received.
   *
   * @param codec encoding name
   * @param received packets
   * @param lost packets that never came
   * @param late packets that came too late to be played
   * @param roundTripMs -1 if unknown
   * @param endSystemMs jitter buffer and device
   */
  public record Figures(
      String codec,
      long received,
      long lost,
      long late,
      int jitterMs,
      int roundTripMs,
      int endSystemMs,
      int rating,
      double mos) {
    /** {@return network loss in percent of what was sent to us} */
    public double lossPercent() {
      return share(lost);
    }

    private double share(long part) {
      long all = received + lost;
      return all <= 0 ? 0 : Math.clamp(100.0 * part / all, 0, 100);
    }
  }

  /** {@return the report of a call that is over} */
  public String atEnd() {
    return body("VQSessionReport: CallTerm\r\n");
  }

  /** {@return the report of a part of a call} */
  public String interval() {
    return body("VQIntervalReport\r\n");
  }

  /** {@return the report of a call whose loss or rating became bad} */
  public String alert(String type, boolean critical) {
    return body(
        "VQAlertReport: Type="
            + type
            + " Severity="
            + (critical ? "Critical" : "Warning")
            + " Dir=local\r\n");
  }

  private String body(String first) {
    StringBuilder b = new StringBuilder(first);
    line(b, "CallID", callId);
    line(b, "LocalID", "<" + local + ">");
    line(b, "RemoteID", "<" + remote + ">");
    line(b, "OrigID", "<" + (outgoing ? local : remote) + ">");
    line(b, "LocalAddr", "IP=" + from.host() + " PORT=" + from.port());
    line(b, "LocalMAC", mac);
    line(b, "RemoteAddr", "IP=" + to.host() + " PORT=" + to.port());
    b.append("LocalMetrics:\r\n");
    line(b, "Timestamps", "START=" + time(start) + " STOP=" + time(stop));
    Figures f = figures;
    line(b, "SessionDesc", "PD=" + f.codec() + " SR=" + rate(f.codec()));
    line(b, "JitterBuffer", "JBA=3 JBN=" + Math.max(0, f.endSystemMs()));
    line(b, "PacketLoss", "NLR=" + tenth(f.lossPercent()) + " JDR=" + tenth(f.share(f.late())));
    String trip = f.roundTripMs() < 0 ? "" : "RTD=" + f.roundTripMs() + " ";
    line(b, "Delay", trip + "ESD=" + f.endSystemMs() + " IAJ=" + f.jitterMs());
    if (f.received() > 0) {
      line(b, "QualityEst", "RLQ=" + f.rating() + " MOSLQ=" + tenth(f.mos()) + " QoEEstAlg=G.107");
    }
    line(b, "DialogID", dialogId);
    return b.toString();
  }

  private static void line(StringBuilder b, String name, String value) {
    b.append(name).append(": ").append(value.replaceAll("[\\r\\n]+", " ")).append("\r\n");
  }

  private static String time(Instant at) {
    return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.SECONDS));
  }

  /** G.722 samples at 16 kHz, whatever its RTP clock says (RFC 3551 4.5.2). */
  private static int rate(String codec) {
    return switch (codec.toUpperCase(Locale.ROOT)) {
      case "G722" -> 16000;
      case "OPUS" -> 48000;
      default -> 8000;
    };
  }

  private static String tenth(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
