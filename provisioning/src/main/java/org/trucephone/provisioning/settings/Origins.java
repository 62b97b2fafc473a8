package org.trucephone.provisioning.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where each value of a configuration comes from, for people: the screen “Where from?”. */
public final class Origins {
  private Origins() {}

  /**
   * One value and its origin.
   *
   * @param name neutral name, {@code line 1 registrar} or {@code ntp}
   * @param value for people; dots where it is a secret, empty when a file set it to nothing
   * @param place file and line, {@code SIP001122334455.cnf:4}
   * @param statement as the file spells it
   * @param rule why this value won; empty when nothing competed
   */
  public record Origin(String name, String value, String place, String statement, String rule) {}

  /** {@return every value that is set, lines first, then keys, then the whole phone's} */
  public static List<Origin> of(Settings settings) {
    List<Origin> all = new ArrayList<>();
    settings.accounts().forEach(a -> account(a, all));
    for (LineKey k : settings.keys()) {
      String value = (k.type().token() + " " + k.value() + " " + k.label()).strip();
      all.add(origin("key " + k.index(), value, k.provenance()));
    }
    general(settings.general(), all);
    return List.copyOf(all);
  }

  private static void account(Account a, List<Origin> all) {
    String of = "line " + a.index() + " ";
    put(of + "user", a.user(), all);
    put(of + "authUser", a.authUser(), all);
    put(of + "password", a.password(), all);
    put(of + "displayName", a.displayName(), all);
    put(of + "label", a.label(), all);
    put(of + "domain", a.domain(), all);
    put(of + "registrar", a.registrar(), all);
    put(of + "backup", a.backup(), all);
    put(of + "outboundProxy", a.outboundProxy(), all);
    put(of + "transport", a.transport(), all);
    put(of + "register", a.registers(), all);
    put(of + "expires", a.expires(), all);
    put(of + "voicemail", a.voicemail(), all);
    put(of + "autoAnswer", a.autoAnswer(), all);
    put(of + "callWaiting", a.callWaiting(), all);
    put(of + "dialect", a.dialect(), all);
  }

  private static void general(General g, List<Origin> all) {
    put("ntp", g.ntp(), all);
    put("timeZone", g.timeZone(), all);
    put("clock24h", g.clock24h(), all);
    put("dateFormat", g.dateFormat(), all);
    put("vlan", g.vlan(), all);
    put("syslog", g.syslog(), all);
    put("firmware", g.firmware(), all);
    put("voicemail", g.voicemail(), all);
    put("adminPassword", g.adminPassword(), all);
    put("registerExpires", g.registerExpires(), all);
    put("country", g.country(), all);
    put("language", g.language(), all);
    put("codecs", g.codecs(), all);
    put("dtmf", g.dtmf(), all);
    put("dtmfPayloadType", g.dtmfPayloadType(), all);
    put("rtpPorts", g.rtpPorts(), all);
    put("sipPort", g.sipPort(), all);
    put("mediaSecurity", g.mediaSecurity(), all);
    put("dialTimeout", g.dialTimeout(), all);
    put("dialPlan", g.dialPlan(), all);
    put("autoAnswerAllowed", g.autoAnswerAllowed(), all);
    put("rejectStatus", g.rejectStatus(), all);
    put("callWaiting", g.callWaiting(), all);
    put("doNotDisturb", g.doNotDisturb(), all);
    put("ice", g.ice(), all);
    put("stunServer", g.stunServer(), all);
    put("voiceActivityDetection", g.voiceActivity(), all);
    put("phoneLabel", g.phoneLabel(), all);
    put("directoryUrl", g.directoryUrl(), all);
    put("directoryUser", g.directoryUser(), all);
    put("directoryPassword", g.directoryPassword(), all);
    put("qualityCollector", g.qualityCollector(), all);
    put("qualityInterval", g.qualityInterval(), all);
    put("rtcpMonitor", g.rtcpMonitor(), all);
    put("servicesUrl", g.servicesUrl(), all);
    put("logoUrl", g.logoUrl(), all);
    put("natAddress", g.natAddress(), all);
    put("dscpMedia", g.dscpMedia(), all);
    put("dscpSignalling", g.dscpSignalling(), all);
    put("version", g.version(), all);
    put("provisioningPoll", g.poll(), all);
    put("lampList", g.lampList(), all);
  }

  private static void put(String name, @Nullable Setting<?> setting, List<Origin> all) {
    if (setting != null) {
      all.add(origin(name, shown(setting.value()), setting.provenance()));
    }
  }

  private static Origin origin(String name, String value, Provenance from) {
    String file = from.source().substring(from.source().lastIndexOf('/') + 1);
    String place = from.line() > 0 ? file + ":" + from.line() : file;
    return new Origin(name, value, place, from.statement(), from.rule());
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Boolean b -> b ? "yes" : "no";
      case Duration d -> d.toSeconds() + " s";
      case PortRange r -> r.first() + "-" + r.last();
      case Enum<?> e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-');
      case List<?> l -> l.stream().map(String::valueOf).collect(Collectors.joining(", "));
      // A URL may carry a password before its host.
      case String s -> s.replaceAll("(://[^/@:\\s]*:)[^/@\\s]*@", "$1•••@");
      default -> value.toString();
    };
  }
}
