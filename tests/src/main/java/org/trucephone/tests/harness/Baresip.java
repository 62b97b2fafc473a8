package org.trucephone.tests.harness;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.grack.nanojson.JsonWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real baresip without sound hardware: it plays a file, records what it hears, and is steered
 * over its ctrl_tcp module (JSON in netstrings). Written for 1.0 and later.
 */
public final class Baresip implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Path folder;
  private final Child child;
  private final int sipPort;
  private final Socket control;
  private final List<JsonObject> events = new ArrayList<>();
  private final long startedNanos;

  private Baresip(Path folder, Child child, int sipPort, Socket control, long startedNanos) {
    this.folder = folder;
    this.child = child;
    this.sipPort = sipPort;
    this.control = control;
    this.startedNanos = startedNanos;
  }

  /**
   * Starts one and waits until it is registered.
   *
   * @param folder an empty folder, for its configuration and recordings
   * @param user account, whose password is pw and its number
   * @param sipPort the server's, on 127.0.0.1
   * @param codec {@code PCMU}, {@code PCMA} or {@code G722}
   * @param source a sound file whose rate is the codec's
   */
  public static Baresip start(Path folder, String user, int sipPort, String codec, Path source)
      throws IOException {
    return start(folder, user, "127.0.0.1:" + sipPort, "", codec, source);
  }

  /** The same at a server whose domain is not its address. */
  public static Baresip inDomain(
      Path folder, String user, String domain, int sipPort, String codec, Path source)
      throws IOException {
    String proxy = ";outbound=\"sip:127.0.0.1:%d;transport=udp\"".formatted(sipPort);
    return start(folder, user, domain, proxy, codec, source);
  }

  /**
   * The same, and it makes and takes only encrypted calls.
   *
   * @param how {@code dtls_srtp} or {@code srtp-mand}
   */
  public static Baresip encrypting(
      String how, Path folder, String user, String domain, int sipPort, String codec, Path source)
      throws IOException {
    String more =
        ";mediaenc=%s;outbound=\"sip:127.0.0.1:%d;transport=udp\"".formatted(how, sipPort);
    return start(folder, user, domain, more, codec, source);
  }

  private static Baresip start(
      Path folder, String user, String domain, String more, String codec, Path source)
      throws IOException {
    // It listens for TLS one port above SIP.
    int own = Ports.base(2, 0, 1);
    int controlPort = Ports.free();
    Files.createDirectories(folder);
    Files.write(folder.resolve("config"), config(folder, own, controlPort, codec, source));
    String account =
        "<sip:%s@%s;transport=udp>;auth_pass=pw%s%s;regint=120;audio_codecs=%s"
            .formatted(
                user, domain, user, more, codec + (codec.equals("G722") ? "/16000/1" : "/8000/1"));
    Files.writeString(folder.resolve("accounts"), account + "\n");
    Files.writeString(folder.resolve("contacts"), "");
    long started = System.nanoTime();
    Child child =
        Child.start(folder.resolve("out.log"), List.of("baresip", "-4", "-f", folder.toString()));
    try {
      Baresip baresip = new Baresip(folder, child, own, connect(child, controlPort), started);
      Thread.ofVirtual().start(baresip::read);
      // The event may come before the control connection: the log has it too.
      Await.until(
          user + " registers", LIMIT, () -> child.output().contains("200 OK"), child::output);
      return baresip;
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
  }

  private static List<String> config(
      Path folder, int sipPort, int controlPort, String codec, Path source) throws IOException {
    int rtp = Ports.base(100, 0, 1, 2, 3);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "poll_method epoll",
                "sip_listen 127.0.0.1:" + sipPort,
                "call_local_timeout 120",
                "call_max_calls 4",
                "audio_player aubridge,null",
                "audio_source aufile," + source,
                "audio_alert aubridge,alert",
                "ausrc_format s16",
                "auplay_format s16",
                "auenc_format s16",
                "audec_format s16",
                "audio_buffer 20-160",
                "jitter_buffer_delay 5-10",
                "rtp_stats yes",
                "rtp_ports " + rtp + "-" + (rtp + 99),
                "net_interface 127.0.0.1",
                "ringback_disabled yes",
                "snd_path " + folder,
                "module_path /usr/lib/baresip/modules"));
    String module = codec.equals("G722") ? "g722.so" : "g711.so";
    for (String name :
        List.of(module, "sndfile.so", "aubridge.so", "aufile.so", "dtls_srtp.so", "srtp.so")) {
      lines.add("module " + name);
    }
    lines.addAll(List.of("module_tmp uuid.so", "module_tmp account.so", "module_app menu.so"));
    lines.addAll(List.of("module_app ctrl_tcp.so", "ctrl_tcp_listen 127.0.0.1:" + controlPort));
    return lines;
  }

  private static Socket connect(Child child, int port) {
    List<Socket> open = new ArrayList<>();
    Await.until(
        "baresip listens on its control port",
        LIMIT,
        () -> {
          try {
            return open.add(new Socket(InetAddress.getLoopbackAddress(), port));
          } catch (IOException e) {
            return false;
          }
        },
        child::output);
    return open.getFirst();
  }

  /** {@return the process} */
  public Child child() {
    return child;
  }

  /** {@return where it listens for SIP, on 127.0.0.1} */
  public int sipPort() {
    return sipPort;
  }

  /** {@return from the start of the process to now} */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /** Calls a number or a SIP address. */
  public void dial(String to) throws IOException {
    command("dial", to);
  }

  /** Answers. */
  public void accept() throws IOException {
    command("accept", "");
  }

  /** Hangs up, or refuses. */
  public void hangUp() throws IOException {
    command("hangup", "");
  }

  /** Sends DTMF digits in the call. */
  public void digits(String digits) throws IOException {
    for (char c : digits.toCharArray()) {
      command("sndcode", String.valueOf(c));
    }
  }

  /** Waits for an event such as {@code CALL_ESTABLISHED}; each is found once. */
  public JsonObject await(String type) {
    return await(type, e -> true);
  }

  /** Waits for an event that fits; it and all before it are taken away. */
  public JsonObject await(String type, Predicate<JsonObject> fits) {
    List<JsonObject> found = new ArrayList<>();
    Await.until(
        "baresip says " + type,
        LIMIT,
        () -> {
          JsonObject event = take(type, fits);
          return event != null && found.add(event);
        },
        this::told);
    return found.getFirst();
  }

  private @Nullable JsonObject take(String type, Predicate<JsonObject> fits) {
    synchronized (events) {
      for (int i = 0; i < events.size(); i++) {
        JsonObject event = events.get(i);
        if (type.equals(event.getString("type")) && fits.test(event)) {
          events.subList(0, i + 1).clear();
          return event;
        }
      }
    }
    return null;
  }

  /** Forgets what happened so far. */
  public void forget() {
    synchronized (events) {
      events.clear();
    }
  }

  /** {@return the DTMF digits heard so far that were not taken by {@link #await}} */
  public String heardDigits() {
    StringBuilder digits = new StringBuilder();
    synchronized (events) {
      for (JsonObject event : events) {
        if ("CALL_DTMF_START".equals(event.getString("type"))) {
          digits.append(event.getString("param", ""));
        }
      }
    }
    return digits.toString();
  }

  /** {@return how surely any of its recordings holds the sweep, 0 to 1} */
  public double hears() throws IOException {
    double best = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith("-dec.wav")).toList()) {
        best = Math.max(best, Sweep.correlation(file));
      }
    }
    return best;
  }

  /** {@return what it printed and told, for the message of a failed test} */
  public String told() {
    synchronized (events) {
      return events + "\n" + child.output();
    }
  }

  private void command(String command, String parameters) throws IOException {
    String json =
        JsonWriter.string()
            .object()
            .value("command", command)
            .value("params", parameters)
            .value("token", "t")
            .end()
            .done();
    String net = json.getBytes(StandardCharsets.UTF_8).length + ":" + json + ",";
    control.getOutputStream().write(net.getBytes(StandardCharsets.UTF_8));
    control.getOutputStream().flush();
  }

  private void read() {
    try (DataInputStream in = new DataInputStream(control.getInputStream())) {
      while (true) {
        int length = 0;
        for (int c = in.readUnsignedByte(); c != ':'; c = in.readUnsignedByte()) {
          length = 10 * length + Character.digit(c, 10);
        }
        byte[] text = in.readNBytes(length);
        in.skipBytes(1);
        note(new String(text, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // It has ended: nothing more is told.
    }
  }

  private void note(String json) {
    try {
      JsonObject event = JsonParser.object().from(json.replaceAll("[\\x00-\\x1f]", " "));
      synchronized (events) {
        events.add(event);
      }
    } catch (JsonParserException e) {
      // Answers to commands carry the terminal's colours: not events.
    }
  }

  @Override
  public void close() throws IOException {
    control.close();
    child.close();
  }
}
