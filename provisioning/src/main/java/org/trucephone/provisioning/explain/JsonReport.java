package org.trucephone.provisioning.explain;

import com.grack.nanojson.JsonWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Outcome;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** Writes one file as one line of JSON; what the file does not say is not there. */
final class JsonReport {
  private final boolean secrets;

  JsonReport(boolean secrets) {
    this.secrets = secrets;
  }

  String line(Explained explained) {
    ParsedFile file = explained.file();
    Settings settings = explained.settings();
    Map<Integer, Object> words = written(file, Field.TRANSPORT_WORD);
    Map<Integer, Object> numbers = written(file, Field.INDEX_WRITTEN);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.source());
    json.put("format", file.format());
    json.put(
        "lines",
        settings.accounts().stream()
            .map(a -> account(a, words.get(a.index()), numbers.get(a.index())))
            .toList());
    json.put(
        "keys", file.keys().stream().filter(k -> k.type() != KeyType.LINE).map(this::key).toList());
    json.put("settings", general(settings.general()));
    json.put("statements", statements(file));
    List<Object> findings = new ArrayList<>();
    explained.findings().forEach(f -> findings.add(finding(f)));
    json.put("findings", findings);
    return JsonWriter.string(json);
  }

  /** {@return a whole configuration by neutral names, {@code line 1 user}, in a steady order} */
  Map<String, String> neutral(Settings settings) {
    Map<String, String> flat = new LinkedHashMap<>();
    for (Account a : settings.accounts()) {
      flatten("line " + a.index(), account(a, null, null), flat);
    }
    for (LineKey k : settings.keys()) {
      flatten("key " + k.index(), key(k), flat);
    }
    flatten("", general(settings.general()), flat);
    return flat;
  }

  private static void flatten(String prefix, Map<String, Object> from, Map<String, String> to) {
    from.forEach((name, value) -> {
      if (name.equals("index")) {
        return;
      }
      String whole = prefix.isEmpty() ? name : prefix + " " + name;
      if (value instanceof Map<?, ?> endpoint) {
        Object port = endpoint.get("port");
        to.put(whole, endpoint.get("host") + (port == null ? "" : ":" + port));
      } else if (value instanceof List<?> list) {
        to.put(whole, list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
      } else {
        to.put(whole, String.valueOf(value));
      }
    });
  }

  /** What the file itself writes where the neutral value says it otherwise, by account. */
  private static Map<Integer, Object> written(ParsedFile file, Field<?> field) {
    Map<Integer, Object> values = new HashMap<>();
    file.assignments().stream()
        .filter(a -> a.field().equals(field) && a.value() != null)
        .forEach(a -> values.put(a.index(), a.value()));
    return values;
  }

  /** With the transport in the file's own word and the line by the file's own number. */
  private Map<String, Object> account(
      Account a, @Nullable Object transportWord, @Nullable Object number) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", number == null ? a.index() : number);
    json.put("enabled", a.enabled());
    put(json, "registrar", endpoint(Setting.value(a.registrar())));
    put(json, "backup", endpoint(Setting.value(a.backup())));
    put(json, "outboundProxy", endpoint(Setting.value(a.outboundProxy())));
    Transport transport = Setting.value(a.transport());
    String token = transport == null ? null : transport.token();
    put(json, "transport", transportWord == null ? token : transportWord);
    put(json, "user", Setting.value(a.user()));
    put(json, "authUser", Setting.value(a.authUser()));
    put(json, "password", secret(Setting.value(a.password())));
    put(json, "displayName", Setting.value(a.displayName()));
    put(json, "label", Setting.value(a.label()));
    put(json, "domain", Setting.value(a.domain()));
    put(json, "voicemail", Setting.value(a.voicemail()));
    put(json, "expires", seconds(Setting.value(a.expires())));
    put(json, "register", Setting.value(a.registers()));
    put(json, "autoAnswer", Setting.value(a.autoAnswer()));
    put(json, "callWaiting", Setting.value(a.callWaiting()));
    put(json, "dialect", Setting.value(a.dialect()));
    return json;
  }

  private Map<String, Object> key(LineKey k) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("index", k.index());
    json.put("type", k.type().token());
    put(json, "value", k.value().isEmpty() ? null : k.value());
    put(json, "label", k.label().isEmpty() ? null : k.label());
    put(json, "line", k.line() == 0 ? null : k.line());
    put(json, "pickup", k.pickup().isEmpty() ? null : k.pickup());
    return json;
  }

  private Map<String, Object> general(General g) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "ntp", Setting.value(g.ntp()));
    put(json, "timeZone", Setting.value(g.timeZone()));
    put(json, "clock24h", Setting.value(g.clock24h()));
    put(json, "dateFormat", Setting.value(g.dateFormat()));
    put(json, "vlan", Setting.value(g.vlan()));
    Endpoint syslog = Setting.value(g.syslog());
    put(json, "syslog", syslog == null ? null : syslog.toString());
    put(json, "firmware", Setting.value(g.firmware()));
    put(json, "voicemail", Setting.value(g.voicemail()));
    put(json, "adminPassword", secret(Setting.value(g.adminPassword())));
    put(json, "registerExpires", seconds(Setting.value(g.registerExpires())));
    put(json, "country", Setting.value(g.country()));
    put(json, "language", Setting.value(g.language()));
    put(json, "codecs", Setting.value(g.codecs()));
    put(json, "dtmf", token(Setting.value(g.dtmf())));
    put(json, "dtmfPayloadType", Setting.value(g.dtmfPayloadType()));
    put(json, "rtpPorts", text(Setting.value(g.rtpPorts())));
    put(json, "sipPort", Setting.value(g.sipPort()));
    put(json, "mediaSecurity", token(Setting.value(g.mediaSecurity())));
    put(json, "dialTimeout", seconds(Setting.value(g.dialTimeout())));
    put(json, "dialPlan", Setting.value(g.dialPlan()));
    put(json, "autoAnswerAllowed", Setting.value(g.autoAnswerAllowed()));
    put(json, "rejectStatus", Setting.value(g.rejectStatus()));
    put(json, "callWaiting", Setting.value(g.callWaiting()));
    put(json, "doNotDisturb", Setting.value(g.doNotDisturb()));
    put(json, "ice", Setting.value(g.ice()));
    Endpoint stun = Setting.value(g.stunServer());
    put(json, "stunServer", stun == null ? null : stun.toString());
    put(json, "voiceActivityDetection", Setting.value(g.voiceActivity()));
    put(json, "phoneLabel", Setting.value(g.phoneLabel()));
    put(json, "directoryUrl", Setting.value(g.directoryUrl()));
    put(json, "directoryUser", Setting.value(g.directoryUser()));
    put(json, "qualityCollector", Setting.value(g.qualityCollector()));
    Endpoint monitor = Setting.value(g.rtcpMonitor());
    put(json, "rtcpMonitor", monitor == null ? null : monitor.toString());
    put(json, "servicesUrl", Setting.value(g.servicesUrl()));
    put(json, "logoUrl", Setting.value(g.logoUrl()));
    put(json, "natAddress", Setting.value(g.natAddress()));
    put(json, "dscpMedia", Setting.value(g.dscpMedia()));
    put(json, "dscpSignalling", Setting.value(g.dscpSignalling()));
    put(json, "provisioningKey", secret(Setting.value(g.provisioningKey())));
    put(json, "provisioningSigner", Setting.value(g.provisioningSigner()));
    put(json, "version", Setting.value(g.version()));
    return json;
  }

  private static Map<String, Object> statements(ParsedFile file) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", file.statements().size());
    json.put("mapped", file.count(Outcome.MAPPED));
    json.put("approximated", file.count(Outcome.APPROXIMATED));
    json.put("ignored", file.count(Outcome.IGNORED));
    json.put("unknown", file.count(Outcome.UNKNOWN));
    return json;
  }

  private Map<String, Object> finding(Finding f) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "line", f.line() == 0 ? null : f.line());
    json.put("kind", f.kind().token());
    json.put("text", f.text());
    return json;
  }

  private @Nullable String secret(@Nullable Secret secret) {
    if (secret == null || secret.isEmpty()) {
      return null;
    }
    return secrets ? secret.reveal() : secret.toString();
  }

  /** A port that is no number is shown as the file writes it. */
  private static @Nullable Map<String, Object> endpoint(@Nullable Endpoint e) {
    if (e == null) {
      return null;
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("host", e.host());
    if (e.port() > 0) {
      json.put("port", e.port());
    } else if (!e.portText().isEmpty()) {
      json.put("port", e.portText());
    }
    return json;
  }

  private static @Nullable Long seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds();
  }

  private static @Nullable String token(@Nullable Enum<?> value) {
    return value == null ? null : Words.token(value);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : Words.plain(value, false);
  }

  private void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value instanceof String s && !secrets ? Plain.masked(s) : value);
    }
  }
}
