package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A collector of voice-quality reports (RFC 6035): takes PUBLISH over UDP, keeps the last calls,
 * and shows each as a picture of loss, jitter, delay and MOS over time on a page that renews
 * itself. Any thread.
 */
public final class Collector implements AutoCloseable {
  private static final int MOST_CALLS = 50;
  private static final int MOST_REPORTS = 1000;
  private static final Pattern FIGURE = Pattern.compile("\\b(NLR|IAJ|RTD|ESD|MOSLQ)=(-?[0-9.]+)");
  private static final Pattern SHOWN = Pattern.compile("[^\\p{L}\\p{N} @.:;_+-]");

  private final DatagramSocket socket;
  private final HttpServer http;
  private final Map<String, Call> calls = new LinkedHashMap<>();

  /**
   * One report's figures; {@code NaN} where it has none.
   *
   * @param kind {@code interval}, {@code alert} or {@code end}
   */
  public record Report(String kind, double loss, double jitter, double delay, double mos) {}

  private record Call(String from, String to, List<Report> reports) {}

  private Collector(DatagramSocket socket, HttpServer http) {
    this.socket = socket;
    this.http = http;
  }

  /** Runs until it is ended: {@code [ADDRESS [SIP-PORT [WEB-PORT]]]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String host = arguments.length > 0 ? arguments[0] : "127.0.0.1";
    int sip = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5090;
    int web = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8090;
    try (Collector collector = start(InetAddress.getByName(host), sip, web)) {
      System.out.println("Reports go to " + collector.uri() + ", the page is " + collector.url());
      Thread.currentThread().join();
    }
  }

  /** Starts on loopback; 0 is any free port. */
  public static Collector start(int sipPort, int httpPort) throws IOException {
    return start(InetAddress.getByName("127.0.0.1"), sipPort, httpPort);
  }

  private static Collector start(InetAddress host, int sipPort, int httpPort) throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(host, sipPort));
    HttpServer http;
    try {
      http = HttpServer.create(new InetSocketAddress(host, httpPort), 0);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    Collector collector = new Collector(socket, http);
    http.createContext("/", exchange -> answer(exchange, "text/html", collector.page()));
    http.createContext("/metrics", exchange -> answer(exchange, "text/plain", collector.metrics()));
    http.start();
    Thread.ofPlatform().daemon().name("collector").start(collector::receive);
    return collector;
  }

  /** {@return the SIP URI reports go to} */
  public String uri() {
    return "sip:quality@" + socket.getLocalAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  /** {@return where the page is} */
  public String url() {
    return "http://"
        + socket.getLocalAddress().getHostAddress()
        + ":"
        + http.getAddress().getPort()
        + "/";
  }

  /** {@return all reports so far, of all calls} */
  public synchronized List<Report> reports() {
    return calls.values().stream().flatMap(call -> call.reports.stream()).toList();
  }

  private void receive() {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        SipMessage request = SipMessage.parse(buffer, packet.getLength());
        if (request != null && request.isRequest()) {
          byte[] reply = judge(request).bytes();
          socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        continue; // closed, or a sender that is gone: the loop's condition tells which
      }
    }
  }

  private SipMessage judge(SipMessage request) {
    if (!request.method().equals("PUBLISH")) {
      return SipMessage.response(request, 405, "Method Not Allowed").add("Allow", "PUBLISH");
    }
    if (!request.text("Event").equals("vq-rtcpxr")) {
      return SipMessage.response(request, 489, "Bad Event");
    }
    if (!request.text("Content-Type").equals("application/vq-rtcpxr")) {
      return SipMessage.response(request, 415, "Unsupported Media Type");
    }
    return take(request.body())
        ? SipMessage.response(request, 200, "OK")
        : SipMessage.response(request, 400, "No CallID in the report");
  }

  /** Reads one report; false where it names no call. */
  synchronized boolean take(String body) {
    String id = value(body, "CallID");
    if (id == null) {
      return false;
    }
    String kind =
        body.startsWith("VQSessionReport")
            ? "end"
            : body.startsWith("VQAlertReport") ? "alert" : "interval";
    Map<String, Double> figures = new LinkedHashMap<>();
    Matcher matcher = FIGURE.matcher(body);
    while (matcher.find()) {
      try {
        figures.putIfAbsent(matcher.group(1), Double.parseDouble(matcher.group(2)));
      } catch (NumberFormatException e) {
        return false;
      }
    }
    Call call = calls.get(id);
    if (call == null) {
      if (calls.size() >= MOST_CALLS) {
        calls.remove(calls.keySet().iterator().next());
      }
      call = new Call(shown(value(body, "LocalID")), shown(value(body, "RemoteID")), list());
      calls.put(id, call);
    }
    if (call.reports.size() < MOST_REPORTS) {
      call.reports.add(
          new Report(
              kind,
              figures.getOrDefault("NLR", Double.NaN),
              figures.getOrDefault("IAJ", Double.NaN),
              figures.getOrDefault("RTD", Double.NaN) / 2 + figures.getOrDefault("ESD", Double.NaN),
              figures.getOrDefault("MOSLQ", Double.NaN)));
    }
    return true;
  }

  private static List<Report> list() {
    return new ArrayList<>();
  }

  private static @Nullable String value(String body, String name) {
    Matcher matcher = Pattern.compile("(?m)^" + name + ": ?(\\S.*?)\\r?$").matcher(body);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static String shown(@Nullable String text) {
    return text == null ? "?" : SHOWN.matcher(text).replaceAll("");
  }

  synchronized String page() {
    StringBuilder all =
        new StringBuilder(
            "<!doctype html><meta charset=utf-8><meta http-equiv=refresh content=2>"
                + "<title>Voice quality</title><style>body{font:15px sans-serif;margin:2em}"
                + "svg{border:1px solid #ccc;margin:0 1em 1em 0}</style><h1>Voice quality</h1>");
    if (calls.isEmpty()) {
      all.append("<p>No report came yet.");
    }
    for (Call call : calls.values().stream().toList().reversed()) {
      Report last = call.reports.getLast();
      boolean over = call.reports.stream().anyMatch(report -> report.kind.equals("end"));
      all.append("<h2>%s to %s%s</h2>".formatted(call.from, call.to, over ? ", ended" : ""));
      graph(all, "Loss", "%", last.loss, call.reports.stream().map(Report::loss).toList(), 10);
      graph(
          all,
          "Jitter",
          " ms",
          last.jitter,
          call.reports.stream().map(Report::jitter).toList(),
          50);
      graph(
          all, "Delay", " ms", last.delay, call.reports.stream().map(Report::delay).toList(), 200);
      graph(all, "MOS", "", last.mos, call.reports.stream().map(Report::mos).toList(), 4.5);
    }
    return all.toString();
  }

  /** A line over the reports, with its last value in words; gaps where there is no figure. */
  private static void graph(
      StringBuilder out, String name, String unit, double last, List<Double> values, double top) {
    double high = top;
    for (double value : values) {
      high = Double.isNaN(value) ? high : Math.max(high, value);
    }
    StringBuilder points = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isNaN(values.get(i))) {
        String x = number(10 + 240.0 * i / Math.max(1, values.size() - 1));
        String y = number(100 - 70 * values.get(i) / high);
        points.append(x).append(',').append(y).append(' ');
        dots.append("<circle r=3 fill=#06c cx=%s cy=%s />".formatted(x, y));
      }
    }
    out.append(
        ("<svg width=260 height=110><text x=10 y=18>%s %s</text><line x1=10 y1=100 x2=250 y2=100"
                + " stroke=#999 /><polyline fill=none stroke=#06c stroke-width=2 points=\"%s\" />%s"
                + "</svg>")
            .formatted(
                name, Double.isNaN(last) ? "not measured" : number(last) + unit, points, dots));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private synchronized String metrics() {
    StringBuilder all = new StringBuilder();
    int index = 0;
    for (Call call : calls.values()) {
      index++;
      Report last = call.reports.getLast();
      for (Map.Entry<String, Double> figure :
          Map.of(
                  "loss_percent", last.loss,
                  "jitter_ms", last.jitter,
                  "delay_ms", last.delay,
                  "mos", last.mos)
              .entrySet()) {
        if (!figure.getValue().isNaN()) {
          all.append(
              "voice_%s{call=\"%d\",from=\"%s\",to=\"%s\"} %s\n"
                  .formatted(
                      figure.getKey(), index, call.from, call.to, number(figure.getValue())));
        }
      }
    }
    return all.toString();
  }

  private static void answer(HttpExchange exchange, String type, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(200, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    socket.close();
    http.stop(0);
  }
}
