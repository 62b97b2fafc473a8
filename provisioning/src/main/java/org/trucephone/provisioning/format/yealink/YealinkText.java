package org.trucephone.provisioning.format.yealink;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Entry;
import org.trucephone.provisioning.settings.Finding;

/** Splits a file into statements; those of old sectioned files come out under their newer names. */
final class YealinkText {
  private static final Pattern STATEMENT = Pattern.compile("\\s*([A-Za-z0-9_.\\-]+)\\s*=(.*)");
  private static final Pattern INCLUDE =
      Pattern.compile(
          "\\s*+(?:\\[([\\w\\-,.\\s]*+)\\])?\\s*+include:config\\s*+[<\"“]?([^>\"”]*+)[>\"”]?\\s*+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SECTION = Pattern.compile("\\s*+\\[([\\w\\s.\\-]++)\\]\\s*+");
  private static final Pattern OLD_ACCOUNT = Pattern.compile("sipaccount(\\d+)\\.cfg");

  /** Real lines have at most some hundred characters. */
  private static final int LONGEST_LINE = 8192;

  private static final Map<String, String> OLD_ACCOUNT_NAMES =
      Map.ofEntries(
          Map.entry("enable", "enable"),
          Map.entry("label", "label"),
          Map.entry("displayname", "display_name"),
          Map.entry("username", "user_name"),
          Map.entry("authname", "auth_name"),
          Map.entry("password", "password"),
          Map.entry("sipserverhost", "sip_server_host"),
          Map.entry("sipserverport", "sip_server_port"),
          Map.entry("useoutboundproxy", "outbound_proxy_enable"),
          Map.entry("outboundhost", "outbound_host"),
          Map.entry("outboundport", "outbound_port"),
          Map.entry("backupsipserverhost", "sip_server.2.address"),
          Map.entry("backupsipserverport", "sip_server.2.port"),
          Map.entry("expire", "expires"),
          Map.entry("transport", "transport"),
          Map.entry("siplistenport", "sip_listen_port"),
          Map.entry("anonymouscall", "anonymous_call"),
          Map.entry("subscribemwi", "subscribe_mwi"),
          Map.entry("srtp_encryption", "srtp_encryption"));
  private static final Map<String, String> OLD_NAMES =
      Map.ofEntries(
          Map.entry("time/timeserver1", "local_time.ntp_server1"),
          Map.entry("time/timeserver2", "local_time.ntp_server2"),
          Map.entry("time/timezone", "local_time.time_zone"),
          Map.entry("time/timeformat", "local_time.time_format"),
          Map.entry("time/dateformat", "local_time.date_format"),
          Map.entry("adminpassword/password", "security.admin_password"),
          Map.entry("userpassword/password", "security.var_password"),
          Map.entry("vlan/isvlan", "network.vlan.internet_port_enable"),
          Map.entry("vlan/vid", "network.vlan.internet_port_vid"),
          Map.entry("vlan/usrpriority", "network.vlan.internet_port_priority"),
          Map.entry("syslog/syslogdip", "syslog.server"),
          Map.entry("syslog/syslogip", "syslog.server"),
          Map.entry("syslog/syslogdlevel", "syslog.log_level"),
          Map.entry("firmware/firmware_url", "firmware.url"),
          Map.entry("firmware/url", "firmware.url"),
          Map.entry("lang/activewebLanguage", "lang.wui"),
          Map.entry("lang/weblanguage", "lang.gui"),
          Map.entry("country/country", "voice.tone.country"),
          Map.entry("call_waiting/call_waiting", "call_waiting.enable"));

  private YealinkText() {}

  /** An include line; {@code models} is empty when it goes for all. */
  record Include(int line, String models, String file) {}

  /** What a file holds. */
  record Content(List<Entry> entries, List<Include> includes) {}

  static Content read(String text, Collector out) {
    List<Entry> entries = new ArrayList<>();
    List<Include> includes = new ArrayList<>();
    String section = "";
    String path = "";
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      String bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#") || bare.startsWith(";")) {
        continue;
      }
      if (bare.length() > LONGEST_LINE) {
        out.finding(Finding.Kind.RECOVERED, number, "This line is too long: it is skipped.");
        continue;
      }
      Matcher include = INCLUDE.matcher(bare);
      Matcher statement = STATEMENT.matcher(bare);
      Matcher begin = SECTION.matcher(bare);
      if (include.matches()) {
        String models = include.group(1) == null ? "" : include.group(1).strip();
        includes.add(new Include(number, models, include.group(2).strip()));
      } else if (statement.matches()) {
        String name = statement.group(1);
        String value = unquoted(statement.group(2).strip());
        if (section.isEmpty()) {
          entries.add(new Entry(number, name, value));
        } else if (name.equalsIgnoreCase("path")) {
          path = value.toLowerCase(Locale.ROOT);
        } else {
          entries.add(new Entry(number, newer(section, path, name), value));
        }
      } else if (begin.matches()) {
        section = begin.group(1).strip().toLowerCase(Locale.ROOT);
        path = "";
      } else {
        out.finding(
            Finding.Kind.RECOVERED, number, "This line is no “name = value”: it is skipped.");
      }
    }
    return new Content(entries, includes);
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** The name firmware 70 gave what an older file writes in a section. */
  private static String newer(String section, String path, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Matcher account = OLD_ACCOUNT.matcher(path);
    if (account.find()) {
      int n = number(account.group(1)) + 1;
      String known = OLD_ACCOUNT_NAMES.get(lower);
      return "account." + n + "." + (known == null ? lower : known);
    }
    if (lower.matches("voicenumber\\d+")) {
      return "voice_mail.number." + (number(lower.substring(11)) + 1);
    }
    Matcher memory = Pattern.compile("memory\\s*(\\d+)").matcher(section);
    if (memory.matches()) {
      String what = oldKey(lower);
      return "memorykey." + number(memory.group(1)) + "." + (what == null ? lower : what);
    }
    String known = OLD_NAMES.get(section + "/" + lower);
    return known == null ? section + "/" + name : known;
  }

  private static @Nullable String oldKey(String name) {
    return switch (name) {
      case "dktype" -> "type";
      case "line" -> "line";
      case "value" -> "value";
      case "callpickup", "pickupvalue" -> "pickup_value";
      case "label" -> "label";
      default -> null;
    };
  }

  private static int number(String digits) {
    return digits.length() > 4 ? 9999 : Integer.parseInt(digits);
  }
}
