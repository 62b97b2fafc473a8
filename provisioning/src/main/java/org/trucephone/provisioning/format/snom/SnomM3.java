package org.trucephone.provisioning.format.snom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.provisioning.format.Areas;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Fill;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;

/** The m3's text: {@code %NAME%:value}, values in double quotes, {@code //} begins a comment. */
final class SnomM3 {
  private static final Pattern STATEMENT = Pattern.compile("\\s*%([A-Z0-9_]+)%\\s*:(.*)");
  private static final Pattern SIGN =
      Pattern.compile("(?m)^[ \\t]*+%(SUBSCR|SRV|NETWORK)_[A-Z0-9_]+%\\s*:");
  private static final Pattern NUMBERED = Pattern.compile("(SRV|SUBSCR)_(\\d{1,2})_(\\w+)");
  private static final Areas IGNORED =
      Areas.of(
          """
          the network is set up by the system, not by this file
            NETWORK_* MANAGEMENT_*
          a detail this phone decides itself
            SIP_* SRV* SUBSCR* CALL_GROUPS* COUNTRY_* GMT* DST* PHONEBOOK* HANDSET* RTP_* CODEC* DECT* VOIP* ENABLE*
          """);

  private final Collector out;
  private final Map<String, String> values = new HashMap<>();

  SnomM3(Collector out) {
    this.out = out;
  }

  static boolean recognises(String text) {
    return SIGN.matcher(text).find();
  }

  void read(String text) {
    String[] lines = text.split("\n", -1);
    for (String line : lines) {
      Matcher m = STATEMENT.matcher(line);
      if (m.matches()) {
        values.put(m.group(1), bare(m.group(2)));
      }
    }
    for (int i = 0; i < lines.length; i++) {
      Matcher m = STATEMENT.matcher(lines[i].length() > 8192 ? "" : lines[i]);
      String trimmed = lines[i].strip();
      if (m.matches()) {
        statement(out.statement(i + 1, m.group(1), bare(m.group(2))), m.group(1), bare(m.group(2)));
      } else if (!trimmed.isEmpty() && !trimmed.startsWith("//")) {
        out.finding(
            Finding.Kind.RECOVERED, i + 1, "This line is no “%NAME%:value”: it is skipped.");
      }
    }
  }

  private static String bare(String value) {
    String v = value.strip();
    boolean quoted = v.length() >= 2 && v.startsWith("\"") && v.endsWith("\"");
    return quoted ? v.substring(1, v.length() - 1) : v;
  }

  private void statement(Collector.Open s, String name, String v) {
    Matcher m = NUMBERED.matcher(name);
    if (v.isEmpty()) {
      s.ignored("empty: nothing changes");
    } else if (m.matches()) {
      int n = Integer.parseInt(m.group(2));
      boolean used = !values.getOrDefault("SUBSCR_" + n + "_SIP_UA_DATA_SIP_NAME", "").isEmpty();
      if (used) {
        account(s, n, name, m.group(3), v);
      } else {
        s.ignored("this line has no user");
      }
    } else {
      general(s, name, v);
    }
  }

  private void account(Collector.Open s, int of, String name, String what, String v) {
    int n = of + 1;
    String server = "SRV_" + of + "_SIP_UA_DATA_";
    switch (what) {
      case "SIP_UA_DATA_SIP_NAME" -> Fill.text(s, Field.USER, n, Plain.userPart(v));
      case "UA_DATA_AUTH_NAME" -> Fill.text(s, Field.AUTH_USER, n, v);
      case "UA_DATA_AUTH_PASS" -> Fill.secret(s, Field.PASSWORD, n, v);
      case "UA_DATA_DISP_NAME" -> Fill.text(s, Field.DISPLAY_NAME, n, v);
      case "SIP_UA_DATA_VOICE_MAILBOX_NUMBER" -> Fill.text(s, Field.LINE_VOICEMAIL, n, v);
      case "SIP_UA_DATA_DOMAIN" ->
          Fill.endpoint(s, Field.REGISTRAR, n, v, values.getOrDefault(server + "SERVER_PORT", ""));
      case "SIP_UA_DATA_PROXY_ADDR" ->
          Fill.endpoint(
              s, Field.OUTBOUND_PROXY, n, v, values.getOrDefault(server + "PROXY_PORT", ""));
      case "SIP_UA_DATA_SERVER_PORT", "SIP_UA_DATA_PROXY_PORT" -> s.mapped();
      case "SIP_UA_DATA_REREG_TIME" -> Fill.seconds(s, Field.EXPIRES, n, v);
      default -> IGNORED.end(s, name);
    }
  }

  private static void general(Collector.Open s, String name, String v) {
    switch (name) {
      case "NETWORK_SNTP_SERVER" -> Fill.list(s, Field.NTP, List.of(v));
      case "NETWORK_VLAN_ID" -> {
        if (v.equals("0")) {
          s.ignored("0 is no VLAN");
        } else {
          Fill.number(s, Field.VLAN, 0, v, 1, 4094);
        }
      }
      case "SIP_SIP_PORT" -> Fill.number(s, Field.SIP_PORT, 0, v, 1, 65535);
      default -> IGNORED.end(s, name);
    }
  }
}
