package org.trucephone.firmware.diagnosis;

import java.time.Duration;
import java.util.List;
import org.trucephone.firmware.diagnosis.Evidence.Account;
import org.trucephone.firmware.diagnosis.Evidence.Answer;
import org.trucephone.firmware.diagnosis.Evidence.Contact;
import org.trucephone.firmware.diagnosis.Evidence.Names;
import org.trucephone.firmware.diagnosis.Evidence.Network;
import org.trucephone.firmware.diagnosis.Evidence.Reach;
import org.trucephone.firmware.diagnosis.Evidence.Seen;

/** An office with a phone, a network and a server; everything works until a test breaks it. */
final class Office {
  enum Dhcp {
    ANSWERS,
    SILENT,
    SILENT_SELF_ASSIGNED
  }

  enum Zone {
    COMPLETE,
    NOTHING,
    SRV_ONLY,
    IPV6_ONLY
  }

  String server = "pbx.example";
  String user = "1001";
  String password = "secret";
  String transport = "udp";
  boolean loopback;

  boolean cable = true;
  Dhcp dhcp = Dhcp.ANSWERS;
  boolean twin;
  boolean gatewaySet = true;
  boolean gatewayUp = true;
  boolean nameServerSet = true;
  boolean nameServerUp = true;
  boolean clockSet = true;
  Zone zone = Zone.COMPLETE;
  boolean route = true;
  boolean alg;
  boolean natClosed;

  boolean machineOn = true;
  boolean firewall;
  boolean listening = true;
  boolean speaksHttp;
  boolean closes;
  boolean workedBefore;
  boolean secondLook = true;
  String serverSpeaks = "udp";
  String certificate = "ok";
  String scheme = "Digest";
  int policy = 200;
  int retryAfter;

  /** The line is set to TLS, and the server has this certificate, or "none", or "1.0". */
  void tls(String has) {
    transport = "tls";
    serverSpeaks = "tls";
    certificate = has;
  }

  /** What the phone sees of it. */
  Evidence seen() {
    Account account =
        new Account(user, !password.isEmpty(), server, server + ":5060", transport, false);
    Network network = network();
    boolean wired = loopback || cable && dhcp == Dhcp.ANSWERS;
    Names names = wired ? names() : loopback ? Names.FOUND : Names.SILENT;
    if (!wired || names != Names.FOUND) {
      Contact none = wired ? Contact.UNKNOWN : Contact.UNREACHABLE;
      return new Evidence(account, network, names, reach(none, "not tried"), Answer.NONE);
    }
    Reach reach = reach();
    Answer answer = reach.contact() == Contact.ANSWERED ? answer() : Answer.NONE;
    return new Evidence(account, network, names, reach, answer);
  }

  private Network network() {
    List<String> addresses =
        !cable || dhcp == Dhcp.SILENT
            ? List.of()
            : List.of(dhcp == Dhcp.ANSWERS ? "192.168.1.20" : "169.254.7.7");
    boolean up = !addresses.isEmpty();
    return new Network(
        Seen.of(cable),
        addresses,
        true,
        up ? Seen.of(twin) : Seen.UNKNOWN,
        up ? Seen.of(gatewaySet) : Seen.UNKNOWN,
        up && gatewaySet ? Seen.of(gatewayUp) : Seen.UNKNOWN,
        up ? Seen.of(nameServerSet) : Seen.UNKNOWN,
        Seen.of(clockSet));
  }

  private Names names() {
    if (loopback) {
      return Names.FOUND;
    }
    if (!nameServerSet || !nameServerUp) {
      return Names.SILENT;
    }
    return switch (zone) {
      case COMPLETE -> Names.FOUND;
      case NOTHING -> Names.MISSING;
      case SRV_ONLY -> Names.NO_ADDRESS;
      case IPV6_ONLY -> Names.OTHER_FAMILY;
    };
  }

  private Reach reach(Contact contact, String detail) {
    boolean looked = secondLook && contact != Contact.UNKNOWN;
    Seen host = looked ? Seen.of(machineOn && route && gatewaySet && gatewayUp) : Seen.UNKNOWN;
    boolean other = looked && listening && !serverSpeaks.equals(transport) && !firewall;
    return new Reach(contact, detail, host, other && machineOn ? serverSpeaks : "", workedBefore);
  }

  private Reach reach() {
    if (!gatewaySet || !route) {
      return reach(Contact.UNREACHABLE, "Network is unreachable");
    }
    if (!gatewayUp || !machineOn || firewall || twin) {
      return reach(Contact.SILENT, "No answer in 32 s");
    }
    if (!listening) {
      return reach(Contact.REFUSED, "Connection refused");
    }
    if (!serverSpeaks.equals(transport)) {
      return reach(
          transport.equals("udp") ? Contact.SILENT : Contact.REFUSED, "Nothing by " + transport);
    }
    if (speaksHttp) {
      return reach(Contact.NOT_SIP, "HTTP/1.1 400 Bad Request");
    }
    if (closes) {
      return reach(Contact.CLOSED, "Connection reset");
    }
    if (transport.equals("tls")) {
      String has = !clockSet && certificate.equals("ok") ? "early" : certificate;
      Contact contact =
          switch (has) {
            case "none" -> Contact.NO_TLS;
            case "1.0" -> Contact.TLS_TOO_OLD;
            case "name" -> Contact.CERTIFICATE_NAME;
            case "expired" -> Contact.CERTIFICATE_EXPIRED;
            case "early" -> Contact.CERTIFICATE_EARLY;
            case "unknown" -> Contact.CERTIFICATE_UNKNOWN;
            default -> Contact.ANSWERED;
          };
      return reach(contact, "TLS: " + has);
    }
    return reach(Contact.ANSWERED, "answered");
  }

  private Answer answer() {
    int status = policy;
    boolean sent = false;
    if (policy == 200) {
      if (!scheme.equals("Digest") || password.isEmpty()) {
        status = 401;
      } else if (!user.equals("1001")) {
        status = 404;
      } else if (!password.equals("secret")) {
        status = 401;
        sent = true;
      }
    }
    if (alg) {
      status = 400;
    }
    return new Answer(
        status,
        "phrase",
        sent,
        scheme.equals("Digest"),
        Duration.ofSeconds(retryAfter),
        alg,
        natClosed ? "203.0.113.9" : "",
        natClosed ? Seen.NO : Seen.UNKNOWN);
  }
}
