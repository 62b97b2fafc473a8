package org.trucephone.firmware.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command line, checked.
 *
 * @param server provisioning server, or null for none
 * @param discover whether the network is asked for one: DHCP, then plug and play
 * @param mac 12 upper-case hexadecimal digits
 * @param persona which phone's file names to ask for; {@code auto} probes
 * @param board {@code virtual} or a board file
 * @param data where settings, history and contacts are kept
 * @param panelHost the virtual handset's address
 * @param panelPort its port; 0 takes a free one
 * @param adminHost where the administrator's page is served, or null for nowhere
 * @param adminPort its port; 0 takes a free one
 * @param audio {@code wav}, {@code null}, {@code browser} or {@code alsa[:device]}
 * @param mic WAV file, or null for silence (or the browser's microphone, with {@code audio}
 *     browser)
 * @param speaker WAV file to write, {@code browser}, or null
 * @param codecs encoding names replacing the configuration's, or empty
 * @param bind address SIP and RTP listen on; 0.0.0.0 for all
 * @param sipPort 0 takes a free one
 * @param sipPortAsked whether the port was asked for: then no other will do
 * @param rtpFirst first port of the RTP range
 * @param rtpLast last port of the RTP range
 * @param direct no provisioning, no registrar: one account that takes calls
 * @param exitAfter stop by itself after this long, or null
 */
public record Options(
    @Nullable URI server,
    boolean discover,
    String mac,
    String persona,
    String board,
    Path data,
    String panelHost,
    int panelPort,
    @Nullable String adminHost,
    int adminPort,
    String audio,
    @Nullable Path mic,
    @Nullable String speaker,
    List<String> codecs,
    String bind,
    int sipPort,
    boolean sipPortAsked,
    int rtpFirst,
    int rtpLast,
    boolean autoAnswer,
    boolean direct,
    @Nullable Duration exitAfter,
    boolean help) {

  /** What {@code --help} prints. */
  public static final String USAGE =
      """
      firmware/run [OPTION…]    the virtual handset, on http://127.0.0.1:8080

        --server URL            provisioning server: tftp://host[:port]/dir/ or http(s)://…
                                or auto: as DHCP or plug and play says
                                (default: the built-in lab)
        --mac M                 the phone's MAC address (default 02:54:52:55:43:45)
        --persona auto|truce|…  whose file names to ask the server for (default auto)
        --board virtual|FILE    board file (default virtual)
        --data DIR              settings, history, contacts (default ~/.local/share/truce)
        --panel HOST:PORT       where the page is served (default 127.0.0.1:8080)
        --admin HOST:PORT|off   where the administrator's page is served over HTTPS
                                (default off; the image: 0.0.0.0:8443)
        --audio wav|null|browser|alsa[:DEVICE]
                                where sound comes from and goes to (default browser)
        --mic WAV|null          play this file into the microphone
        --speaker WAV|null|browser
                                record what is heard into this file
        --codecs LIST           OPUS,G722,PCMA,…: replaces the configuration's order
        --bind ADDRESS          address for SIP and RTP (default 0.0.0.0)
        --sip-port P            local SIP port, 0 for a free one (default 5060)
        --rtp-ports A-B         local RTP ports (default 16384-16483)
        --auto-answer           answer every call at once
        --direct                no provisioning, no registrar: account "phone" takes calls
        --exit-after SECONDS    stop by itself
        --offline               build nothing, fetch nothing
        --help                  this text
      """;

  /**
   * RFC 3261 19.1.2. Taken by another program, a free one is used, as nobody asked for this one.
   */
  static final int DEFAULT_SIP_PORT = 5060;

  private static final List<String> KNOWN =
      List.of(
          "--server",
          "--mac",
          "--persona",
          "--board",
          "--data",
          "--panel",
          "--admin",
          "--audio",
          "--mic",
          "--speaker",
          "--codecs",
          "--bind",
          "--sip-port",
          "--rtp-ports",
          "--auto-answer",
          "--direct",
          "--exit-after",
          "--offline",
          "--help");

  /** Reads the command line. */
  public static Options parse(String... args) throws OptionException {
    Draft d = new Draft();
    Deque<String> rest = new ArrayDeque<>(Arrays.asList(args));
    while (!rest.isEmpty()) {
      String word = rest.remove();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      if (equals > 0) {
        rest.addFirst(word.substring(equals + 1));
        word = word.substring(0, equals);
      }
      switch (word) {
        case "--server" -> {
          String where = value(word, rest);
          d.discover = where.equals("auto");
          d.server = d.discover ? null : server(where);
        }
        case "--mac" -> d.mac = mac(value(word, rest));
        case "--persona" -> d.persona = value(word, rest).toLowerCase(Locale.ROOT);
        case "--board" -> d.board = value(word, rest);
        case "--data" -> d.data = Path.of(value(word, rest));
        case "--panel" -> panel(d, value(word, rest));
        case "--admin" -> admin(d, value(word, rest));
        case "--audio" -> d.audio = audio(value(word, rest));
        case "--mic" -> d.mic = none(value(word, rest));
        case "--speaker" -> d.speaker = none(value(word, rest));
        case "--codecs" -> d.codecs = codecs(value(word, rest));
        case "--bind" -> d.bind = value(word, rest);
        case "--sip-port" -> {
          d.sipPort = number(word, value(word, rest), 0, 65535);
          d.sipPortAsked = true;
        }
        case "--rtp-ports" -> rtpPorts(d, value(word, rest));
        case "--auto-answer" -> d.autoAnswer = true;
        case "--direct" -> d.direct = true;
        case "--exit-after" ->
            d.exitAfter = Duration.ofSeconds(number(word, value(word, rest), 1, 1_000_000));
        case "--offline" -> {
          // the launcher's business
        }
        case "--help", "-h" -> d.help = true;
        default -> throw unknown(word);
      }
    }
    return d.finish();
  }

  private static OptionException unknown(String word) {
    String nearest = "";
    int best = 4;
    for (String known : KNOWN) {
      int distance = distance(word, known);
      if (distance < best) {
        best = distance;
        nearest = known;
      }
    }
    return new OptionException(
        "Option "
            + word
            + " is not known. "
            + (nearest.isEmpty()
                ? "See --help for all of them."
                : "Did you mean " + nearest + "?"));
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int up = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = up;
      }
    }
    return row[b.length()];
  }

  private static String value(String option, Deque<String> rest) throws OptionException {
    String value = rest.poll();
    if (value == null || value.startsWith("--")) {
      throw new OptionException("Option " + option + " needs a value. See --help.");
    }
    return value;
  }

  private static @Nullable String none(String value) {
    return value.equals("null") ? null : value;
  }

  private static int number(String option, String value, int least, int most)
      throws OptionException {
    if (value.matches("[0-9]{1,7}")) {
      int n = Integer.parseInt(value);
      if (n >= least && n <= most) {
        return n;
      }
    }
    throw new OptionException(
        "Option "
            + option
            + ": \""
            + value
            + "\" is not a number from "
            + least
            + " to "
            + most
            + ".");
  }

  private static URI server(String value) throws OptionException {
    try {
      URI uri = new URI(value);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (List.of("tftp", "http", "https").contains(scheme) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below, in words
    }
    throw new OptionException(
        "Option --server: \""
            + value
            + "\" is not an address like tftp://10.0.0.5/ or http://10.0.0.5/phones/.");
  }

  private static String mac(String value) throws OptionException {
    String digits = value.replaceAll("[:.-]", "").toUpperCase(Locale.ROOT);
    if (!digits.matches("[0-9A-F]{12}")) {
      throw new OptionException(
          "Option --mac: \"" + value + "\" is not a MAC address like 00:11:22:33:44:55.");
    }
    return digits;
  }

  private static void panel(Draft d, String value) throws OptionException {
    int colon = value.lastIndexOf(':');
    d.panelHost = colon < 0 ? "127.0.0.1" : value.substring(0, colon);
    d.panelPort = number("--panel", value.substring(colon + 1), 0, 65535);
    if (d.panelHost.isEmpty()) {
      d.panelHost = "127.0.0.1";
    }
  }

  private static void admin(Draft d, String value) throws OptionException {
    if (value.equals("off")) {
      d.adminHost = null;
      return;
    }
    int colon = value.lastIndexOf(':');
    d.adminHost = colon < 1 ? "127.0.0.1" : value.substring(0, colon);
    d.adminPort = number("--admin", value.substring(colon + 1), 0, 65535);
  }

  private static String audio(String value) throws OptionException {
    if (List.of("wav", "null", "browser", "alsa").contains(value) || value.startsWith("alsa:")) {
      return value;
    }
    throw new OptionException(
        "Option --audio: \"" + value + "\" is none of wav, null, browser, alsa[:DEVICE].");
  }

  private static List<String> codecs(String value) throws OptionException {
    List<String> names = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      String plain = name.strip().toUpperCase(Locale.ROOT).replace(".", "");
      if (!List.of("OPUS", "G722", "PCMA", "PCMU", "G729").contains(plain)) {
        throw new OptionException(
            "Option --codecs: \"" + name + "\" is none of OPUS, G722, PCMA, PCMU, G729.");
      }
      names.add(plain);
    }
    return names;
  }

  private static void rtpPorts(Draft d, String value) throws OptionException {
    int dash = value.indexOf('-');
    if (dash < 1) {
      throw new OptionException(
          "Option --rtp-ports: \"" + value + "\" is not a range like 16384-16483.");
    }
    d.rtpFirst = number("--rtp-ports", value.substring(0, dash), 1024, 65534);
    d.rtpLast = number("--rtp-ports", value.substring(dash + 1), d.rtpFirst + 1, 65535);
  }

  private static final class Draft {
    private @Nullable URI server;
    private boolean discover;
    private String mac = "025452554345";
    private String persona = "auto";
    private String board = "virtual";
    private Path data = Path.of(System.getProperty("user.home", "."), ".local", "share", "truce");
    private String panelHost = "127.0.0.1";
    private int panelPort = 8080;
    private @Nullable String adminHost;
    private int adminPort;
    private @Nullable String audio;
    private @Nullable String mic;
    private @Nullable String speaker;
    private List<String> codecs = List.of();
    private String bind = "0.0.0.0";
    private int sipPort = DEFAULT_SIP_PORT;
    private boolean sipPortAsked;
    private int rtpFirst = 16384;
    private int rtpLast = 16483;
    private boolean autoAnswer;
    private boolean direct;
    private @Nullable Duration exitAfter;
    private boolean help;

    Options finish() throws OptionException {
      if (direct && (server != null || discover)) {
        throw new OptionException("Options --direct and --server exclude each other: choose one.");
      }
      boolean files = mic != null || speaker != null && !speaker.equals("browser");
      String chosen = audio != null ? audio : files ? "wav" : "browser";
      return new Options(
          server,
          discover,
          mac,
          persona,
          board,
          data,
          panelHost,
          panelPort,
          adminHost,
          adminPort,
          chosen,
          mic == null ? null : Path.of(mic),
          speaker,
          codecs,
          bind,
          sipPort,
          sipPortAsked,
          rtpFirst,
          rtpLast,
          autoAnswer,
          direct,
          exitAfter,
          help);
    }
  }
}
