package org.trucephone.provisioning.discovery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads out of a DHCP answer where each make of phone would go for its settings. What is a make's
 * own comes before what all share: whoever set it meant phones.
 *
 * <p>Lenient: a value is an address, a host with a folder, or a whole URL; a file at its end is
 * asked for first. {@code $mac}, {@code {mac}}, {@code $MA} and their like stand for the phone's
 * address.
 */
final class DhcpHints {
  /** Avaya's enterprise number, which stands where other makes have an address. */
  private static final Set<String> NO_ADDRESS = Set.of("6889");

  /** The Broadband Forum's: its sub-options name management servers, not files (TR-069). */
  private static final int BROADBAND_FORUM = 3561;

  private final DhcpMessage answer;
  private final String mac;
  private final Set<Place> places = new LinkedHashSet<>();

  private DhcpHints(DhcpMessage answer, String mac) {
    this.answer = answer;
    this.mac = mac;
  }

  /**
   * {@return places to ask, best first}
   *
   * @param mac twelve hexadecimal digits, lower case
   */
  static List<Place> places(DhcpMessage answer, String mac) {
    DhcpHints hints = new DhcpHints(answer, mac);
    hints.keywords(242);
    hints.keywords(176);
    for (int code : new int[] {160, 159}) {
      hints.text(code).ifPresent(v -> hints.add(v, "auto", "DHCP option " + code));
    }
    hints.encapsulated();
    hints.vendorIdentifying();
    hints.shared();
    hints.addressList();
    hints.boot();
    return List.copyOf(hints.places);
  }

  /** {@return the SIP servers of option 120 (RFC 3361): names, or addresses} */
  static List<String> sipServers(DhcpMessage answer) {
    byte[] v = answer.options().get(120);
    List<String> all = new ArrayList<>();
    if (v == null || v.length < 2) {
      return all;
    }
    if (v[0] == 1) {
      for (int at = 1; at + 4 <= v.length; at += 4) {
        all.add(DhcpMessage.address(v, at));
      }
    } else if (v[0] == 0) {
      StringBuilder name = new StringBuilder();
      for (int at = 1; at < v.length; ) {
        int size = v[at] & 0xFF;
        if (size == 0) {
          all.add(name.toString());
          name.setLength(0);
          at++;
        } else if (size > 63 || at + 1 + size > v.length) {
          break; // RFC 1035 3.1: no pointers here
        } else {
          name.append(name.isEmpty() ? "" : ".");
          name.append(new String(v, at + 1, size, StandardCharsets.US_ASCII));
          at += 1 + size;
        }
      }
    }
    all.removeIf(host -> !host.matches("[A-Za-z0-9.-]+"));
    return all;
  }

  /** {@code HTTPSRVR=10.0.0.5,HTTPPORT=81,HTTPDIR=/phones,TLSSRVR=…}: several servers for each. */
  private void keywords(int code) {
    String text = text(code).orElse("");
    if (text.contains("://")) {
      add(text, "avaya", "DHCP option " + code);
      return;
    }
    Map<String, String> all = new LinkedHashMap<>();
    String last = "";
    for (String part : text.split(",")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        last = part.substring(0, equals).strip().toUpperCase(Locale.ROOT);
        all.put(last, part.substring(equals + 1).strip());
      } else {
        all.merge(last, part.strip(), (one, other) -> one + "," + other);
      }
    }
    for (String scheme : List.of("https", "http", "tftp")) {
      String key = scheme.equals("https") ? "TLS" : scheme.toUpperCase(Locale.ROOT);
      String port = all.getOrDefault(key + "PORT", "");
      String folder =
          all.getOrDefault(key + "DIR", all.getOrDefault("HTTPDIR", "")).replaceAll("^/+|/+$", "");
      for (String host : all.getOrDefault(key + "SRVR", "").split(",")) {
        if (!host.isBlank() && !host.strip().equals("0.0.0.0")) {
          String at = host.strip() + (port.matches("[0-9]+") ? ":" + port : "");
          String url = scheme + "://" + at + "/" + (folder.isEmpty() ? "" : folder + "/");
          add(url, "avaya", "DHCP option " + code);
        }
      }
    }
  }

  /** Option 43: a URL as it stands, or sub-options one of which is an address. */
  private void encapsulated() {
    byte[] v = answer.options().get(43);
    if (v == null) {
      return;
    }
    String whole = plain(v);
    if (whole.matches("(?i)(tftp|https?)://.*")) {
      add(whole, "auto", "DHCP option 43");
      return;
    }
    subOptions(v, 0, v.length)
        .forEach((code, value) -> {
          String persona = code == 2 && value.contains("://") ? "aastra" : "auto";
          suboption(value, persona, "DHCP option 43." + code);
        });
  }

  /** Option 125 (RFC 3925): enterprise number, length, sub-options; again and again. */
  private void vendorIdentifying() {
    byte[] v = answer.options().get(125);
    int at = 0;
    while (v != null && at + 5 <= v.length) {
      int enterprise =
          (v[at] & 0xFF) << 24
              | (v[at + 1] & 0xFF) << 16
              | (v[at + 2] & 0xFF) << 8
              | v[at + 3] & 0xFF;
      int end = Math.min(v.length, at + 5 + (v[at + 4] & 0xFF));
      if (enterprise != BROADBAND_FORUM) {
        subOptions(v, at + 5, end)
            .forEach((code, value) ->
                suboption(value, "auto", "DHCP option 125." + enterprise + "." + code));
      }
      at = end;
    }
  }

  private void suboption(String value, String persona, String origin) {
    boolean address =
        value.contains("://")
            || value.matches("[0-9.]{7,15}|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+(/.*)?");
    if (address && !NO_ADDRESS.contains(value)) {
      add(value, persona, origin);
    }
  }

  private static Map<Integer, String> subOptions(byte[] v, int from, int to) {
    Map<Integer, String> all = new LinkedHashMap<>();
    int at = from;
    while (at + 2 <= to && (v[at] & 0xFF) != 255) {
      int size = v[at + 1] & 0xFF;
      if (at + 2 + size > to) {
        break;
      }
      byte[] value = new byte[size];
      System.arraycopy(v, at + 2, value, 0, size);
      all.put(v[at] & 0xFF, plain(value));
      at += 2 + size;
    }
    return all;
  }

  /** Option 66, with the file of option 67 when both are there. */
  private void shared() {
    String server = text(66).orElse(answer.serverName());
    String file = bootFile();
    if (server.isBlank()) {
      return;
    }
    String origin = "DHCP option 66";
    if (!file.isEmpty() && !file.contains("://") && !server.matches(".*\\.[a-z]{3,4}")) {
      String folder = server.contains("://") ? server : "tftp://" + server;
      add(
          folder.replaceAll("/+$", "") + "/" + file.replaceFirst("^/+", ""),
          "auto",
          origin + "+67");
    }
    add(server, "auto", origin);
  }

  /** Option 150: addresses of TFTP servers. */
  private void addressList() {
    byte[] v = answer.options().get(150);
    if (v == null) {
      return;
    }
    String text = plain(v);
    if (v.length % 4 != 0 || text.matches("[0-9A-Za-z.:/-]{7,}")) {
      for (String host : text.split("[,\\s]+")) {
        add(host, "auto", "DHCP option 150");
      }
      return;
    }
    for (int at = 0; at < v.length; at += 4) {
      add(DhcpMessage.address(v, at), "auto", "DHCP option 150");
    }
  }

  /** The boot file, at the address the answer names as the next server. */
  private void boot() {
    String file = bootFile();
    if (file.contains("://")) {
      add(file, "auto", "DHCP boot file");
    } else if (!answer.nextServer().isEmpty()) {
      String folder = "tftp://" + answer.nextServer() + "/";
      if (!file.isEmpty()) {
        add(folder + file.replaceFirst("^/+", ""), "auto", "DHCP boot file");
      }
      add(folder, "auto", "DHCP next server");
    }
  }

  private String bootFile() {
    return text(67).orElse(answer.bootFile()).strip();
  }

  private Optional<String> text(int code) {
    byte[] v = answer.options().get(code);
    return v == null ? Optional.empty() : Optional.of(plain(v)).filter(t -> !t.isBlank());
  }

  /** Servers end texts with a NUL or not. */
  private static String plain(byte[] v) {
    return new String(v, StandardCharsets.UTF_8).replaceAll("\\x00+$", "").strip();
  }

  private void add(String value, String persona, String origin) {
    Place place = place(value, mac, persona, origin);
    if (place != null && places.stream().noneMatch(p -> same(p, place))) {
      places.add(place);
    }
  }

  private static boolean same(Place one, Place other) {
    return one.server().equals(other.server())
        && String.valueOf(one.file()).equals(String.valueOf(other.file()));
  }

  /**
   * {@return the place a text names, or null when it names none}
   *
   * @param value {@code 10.0.0.5}, {@code host/folder}, {@code https://h/p/{mac}.cfg}
   */
  static @Nullable Place place(String value, String mac, String persona, String origin) {
    String text = value.strip().replaceAll("^\"|\"$", "");
    String scheme = text.contains("://") ? text.substring(0, text.indexOf("://")) : "tftp";
    String rest = text.contains("://") ? text.substring(text.indexOf("://") + 3) : text;
    if (!Set.of("tftp", "http", "https").contains(scheme.toLowerCase(Locale.ROOT))
        || rest.isBlank()) {
      return null;
    }
    int slash = rest.indexOf('/');
    String host = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "/" : filledIn(rest.substring(slash), mac);
    int last = path.lastIndexOf('/');
    String end = path.substring(last + 1);
    // A name with an ending, or a query, is a file; anything else a folder without its slash.
    boolean file = end.contains(".") || end.contains("?");
    String folder = file ? path.substring(0, last + 1) : path + (path.endsWith("/") ? "" : "/");
    try {
      URI server = new URI(scheme.toLowerCase(Locale.ROOT) + "://" + host + folder);
      if (server.getHost() == null) {
        return null;
      }
      boolean open = end.matches(".*[${}<>].*"); // a word we do not know: the folder will do
      return new Place(server, file && !open ? end : null, persona, origin);
    } catch (java.net.URISyntaxException e) {
      return null;
    }
  }

  private static String filledIn(String path, String mac) {
    String upper = mac.toUpperCase(Locale.ROOT);
    return path.replaceAll("\\$MAU\\b|\\$\\(MAU\\)|%MAC%|\\{MAC\\}|<MAC>", upper)
        .replaceAll(
            "\\$MACADDR\\b|\\$MA\\b|\\$mac\\b|\\$\\{mac\\}|\\{mac\\}|<mac>|\\$\\(MA\\)|\\[PHONE_MAC_ADDRESS\\]",
            mac);
  }
}
