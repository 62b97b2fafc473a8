package org.trucephone.provisioning.format.cisco;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Collector;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.format.xml.XmlElement;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** Walks one {@code <device>}; each element without elements in it is a statement. */
final class SepReader {
  private static final String USE_CALL_MANAGER = "USECALLMANAGER";

  private final XmlElement device;
  private final Collector out;
  private final List<Endpoint> callManagers;
  private final Set<XmlElement> primaryNames = new HashSet<>();
  private final SepLines lines;

  SepReader(XmlElement device, Collector out) {
    this.device = device;
    this.out = out;
    this.callManagers = callManagers();
    this.lines = new SepLines(out, callManagers);
  }

  void read() {
    walk(device, "");
  }

  /** Servers by priority; a member without priority comes where it stands. */
  private List<Endpoint> callManagers() {
    record Member(int priority, Endpoint server) {}
    List<Member> members = new ArrayList<>();
    boolean tls = device.childText("transportLayerProtocol").equals("3");
    for (XmlElement member : device.all("devicePool/callManagerGroup/members/member")) {
      for (XmlElement manager : member.all("callManager")) {
        String sip =
            manager.all("ports/sipPort").stream().findFirst().map(XmlElement::text).orElse("");
        String secured =
            manager.all("ports/securedSipPort").stream()
                .findFirst()
                .map(XmlElement::text)
                .orElse("");
        Endpoint server =
            Plain.endpoint(
                manager.childText("processNodeName"), tls && !secured.isEmpty() ? secured : sip);
        Integer priority = Plain.integer(member.attribute("priority"), 0, 9);
        if (server != null) {
          members.add(new Member(priority == null ? members.size() : priority, server));
          manager.child("processNodeName").ifPresent(primaryNames::add);
          manager.all("ports/sipPort").forEach(primaryNames::add);
          manager.all("ports/securedSipPort").forEach(primaryNames::add);
        }
      }
    }
    members.sort(Comparator.comparingInt(Member::priority));
    return members.stream().map(Member::server).toList();
  }

  private void walk(XmlElement parent, String path) {
    for (XmlElement child : parent.children()) {
      String name = path.isEmpty() ? child.name() : path + "/" + child.name();
      if (child.is("line") && parent.is("sipLines")) {
        lines.read(child, name);
      } else if (child.isLeaf()) {
        leaf(child, parent, name);
      } else {
        walk(child, name);
      }
    }
  }

  private void leaf(XmlElement e, XmlElement parent, String path) {
    Collector.Open s = out.statement(e.line(), path, e.text());
    String v = e.text();
    if (primaryNames.contains(e)) {
      s.mapped();
      return;
    }
    switch (path.toLowerCase(Locale.ROOT)) {
      case "deviceprotocol", "devicepool/callmanagergroup/name" -> s.mapped();
      case "devicepool/datetimesetting/timezone" -> text(s, Field.TIME_ZONE, v);
      case "devicepool/datetimesetting/datetemplate" -> text(s, Field.DATE_FORMAT, v);
      case "devicepool/datetimesetting/ntps/ntp/name" -> ntp(s);
      case "sipprofile/sipproxies/backupproxy" ->
          proxy(s, Field.ALL_BACKUP, v, parent.childText("backupProxyPort"));
      case "sipprofile/sipproxies/outboundproxy" ->
          proxy(s, Field.ALL_OUTBOUND_PROXY, v, parent.childText("outboundProxyPort"));
      case "sipprofile/sipproxies/backupproxyport", "sipprofile/sipproxies/outboundproxyport" ->
          s.mapped();
      case "sipprofile/sipproxies/registerwithproxy" ->
          parsed(s, Field.REGISTER_ALL, v, Plain::bool, "true or false");
      case "sipprofile/sipstack/timerregisterexpires" ->
          parsed(s, Field.REGISTER_EXPIRES, v, SepReader::seconds, "a number of seconds");
      case "sipprofile/preferredcodec" ->
          parsed(s, Field.CODECS, v, CiscoWords::codec, "a codec's name");
      case "sipprofile/dtmfavtpayload" ->
          parsed(s, Field.DTMF_PAYLOAD_TYPE, v, t -> Plain.integer(t, 96, 127), "96 to 127");
      case "sipprofile/dtmfoutofband" ->
          parsed(s, Field.DTMF, v, CiscoWords::dtmf, "none, avt or avt_always");
      case "sipprofile/phonelabel" -> text(s, Field.PHONE_LABEL, v);
      case "sipprofile/startmediaport", "sipprofile/stopmediaport" ->
          parsed(s, Field.RTP_PORTS, v, t -> ports(parent), "a range of ports with its other end");
      case "sipprofile/voipcontrolport" ->
          parsed(s, Field.SIP_PORT, v, t -> Plain.integer(t, 1, 65535), "a port");
      case "sipprofile/enablevad" ->
          parsed(s, Field.VOICE_ACTIVITY, v, Plain::bool, "true or false");
      case "sipprofile/nataddress" ->
          text(s, Field.NAT_ADDRESS, parent.childText("natEnabled").equals("false") ? "" : v);
      case "sipprofile/dscpforaudio" ->
          parsed(s, Field.DSCP_MEDIA, v, SepReader::dscp, "a type-of-service byte");
      case "sipprofile/dialtemplate" -> text(s, Field.DIAL_PLAN, v);
      case "commonprofile/phonepassword" -> {
        if (device.all("vendorConfig/adminPassword").stream().allMatch(a -> a.text().isEmpty())) {
          password(s, v);
        } else {
          s.ignored("vendorConfig/adminPassword counts");
        }
      }
      case "vendorconfig/adminpassword" -> password(s, v);
      case "devicesecuritymode" -> security(s, v);
      case "softkeyfile", "sipprofile/softkeyfile", "featurepolicyfile" -> softKeys(s, e, v);
      case "loadinformation" -> text(s, Field.FIRMWARE, v);
      case "versionstamp" -> text(s, Field.VERSION, v);
      case "directoryurl" -> text(s, Field.DIRECTORY_URL, v);
      case "servicesurl" -> text(s, Field.SERVICES_URL, v);
      // Ours: their phones leave unknown elements of vendorConfig alone.
      case "vendorconfig/trucedialect" -> text(s, Field.ALL_DIALECT, v);
      case "vendorconfig/logserver" -> parsed(s, Field.SYSLOG, v, Plain::endpoint, "a host");
      case "transportlayerprotocol" -> transport(s, v);
      case "userlocale/langcode" -> text(s, Field.LANGUAGE, v.replace('_', '-'));
      case "networklocale" -> country(s, v);
      default -> other(s, path, parent, v);
    }
  }

  private static void other(Collector.Open s, String path, XmlElement parent, String v) {
    if (SepIgnored.contains(path)) {
      s.ignored("without effect");
    } else if (v.isEmpty() || parent.is("capf")) {
      s.ignored("empty");
    } else {
      s.unknown();
    }
  }

  /** The whole list hangs on its last name, so that each statement repeats it. */
  private void ntp(Collector.Open s) {
    List<String> names =
        device.all("devicePool/dateTimeSetting/ntps/ntp/name").stream()
            .map(XmlElement::text)
            .filter(t -> !t.isEmpty())
            .toList();
    s.set(Field.NTP, names.isEmpty() ? null : names).mapped();
  }

  private void proxy(Collector.Open s, Field<Endpoint> field, String host, String port) {
    if (!host.equalsIgnoreCase(USE_CALL_MANAGER)) {
      s.set(field, Plain.endpoint(host, port)).mapped();
    } else if (field.equals(Field.ALL_BACKUP) && callManagers.size() > 1) {
      s.set(field, callManagers.get(1)).mapped();
    } else {
      s.ignored("The call manager is reached directly.");
    }
  }

  private static void transport(Collector.Open s, String v) {
    switch (v) {
      case "1" -> s.set(Field.ALL_TRANSPORT, Transport.TCP).mapped();
      case "2" -> s.set(Field.ALL_TRANSPORT, Transport.UDP).mapped();
      case "3" -> s.set(Field.ALL_TRANSPORT, Transport.TLS).mapped();
      case "" -> s.set(Field.ALL_TRANSPORT, null).mapped();
      case "4" ->
          s.approximately(
                  "Transport 4 is not documented (1 TCP, 2 UDP, 3 TLS): the phone chooses by itself.")
              .mapped();
      default -> s.invalid("“" + v + "” is no transport (1 TCP, 2 UDP, 3 TLS).").mapped();
    }
  }

  private static void security(Collector.Open s, String v) {
    if (v.equals("2") || v.equals("3")) {
      s.approximately(
              "The server wants authenticated devices: this phone has no certificate of its own, so "
                  + "only the transport is protected.")
          .mapped();
    } else {
      s.ignored("without effect");
    }
  }

  private static void softKeys(Collector.Open s, XmlElement e, String v) {
    if (v.isEmpty()) {
      s.ignored("empty");
    } else {
      s.unknown(e.name() + " is not supported: soft keys keep their defaults.");
    }
  }

  private static void country(Collector.Open s, String v) {
    String code = CiscoWords.country(v);
    if (v.isEmpty()) {
      s.ignored("empty");
    } else if (code == null) {
      s.approximately("“" + v + "” names no country: tones stay as they are.").mapped();
    } else {
      s.set(Field.COUNTRY, code).mapped();
    }
  }

  private static void password(Collector.Open s, String v) {
    if (v.isEmpty()) {
      s.ignored("empty");
    } else {
      s.set(Field.ADMIN_PASSWORD, new Secret(v)).mapped();
    }
  }

  static void text(Collector.Open s, Field<String> field, String v) {
    s.set(field, v.isEmpty() ? null : v).mapped();
  }

  private static <T> void parsed(
      Collector.Open s,
      Field<T> field,
      String text,
      Function<String, @Nullable T> reader,
      String wanted) {
    if (text.isEmpty()) {
      s.set(field, null).mapped();
      return;
    }
    T value = reader.apply(text);
    if (value == null) {
      s.invalid("“" + text + "” is not " + wanted + ": the statement is left out.").mapped();
    } else {
      s.set(field, value).mapped();
    }
  }

  private static @Nullable Duration seconds(String text) {
    Integer value = Plain.integer(text, 1, Integer.MAX_VALUE);
    return value == null ? null : Duration.ofSeconds(value);
  }

  /** The file writes the whole type-of-service byte; its upper six bits are the DSCP. */
  private static @Nullable Integer dscp(String text) {
    Integer tos = Plain.integer(text, 0, 255);
    return tos == null ? null : tos >> 2;
  }

  private static @Nullable PortRange ports(XmlElement profile) {
    Integer first = Plain.integer(profile.childText("startMediaPort"), 1, 65535);
    Integer last = Plain.integer(profile.childText("stopMediaPort"), 1, 65535);
    return first == null || last == null || last < first ? null : new PortRange(first, last);
  }

  static boolean usesCallManager(String proxy) {
    return Objects.equals(proxy.toUpperCase(Locale.ROOT), USE_CALL_MANAGER);
  }
}
