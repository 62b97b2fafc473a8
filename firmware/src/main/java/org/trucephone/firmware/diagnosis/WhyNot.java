package org.trucephone.firmware.diagnosis;

import java.util.List;
import java.util.Locale;
import org.trucephone.firmware.diagnosis.Diagnosis.Cause;
import org.trucephone.firmware.diagnosis.Evidence.Account;
import org.trucephone.firmware.diagnosis.Evidence.Answer;
import org.trucephone.firmware.diagnosis.Evidence.Contact;
import org.trucephone.firmware.diagnosis.Evidence.Names;
import org.trucephone.firmware.diagnosis.Evidence.Network;
import org.trucephone.firmware.diagnosis.Evidence.Reach;
import org.trucephone.firmware.diagnosis.Evidence.Seen;

/**
 * The tree: from the lowest layer that is broken upwards, because what lies above a fault only
 * echoes it. An answer of the server clears everything below it.
 */
public final class WhyNot {
  private static final String ADMINISTRATOR = "Tell your administrator.";
  private static final String ITSELF = "The phone tries again by itself.";

  private final Account account;
  private final Network network;
  private final Names names;
  private final Reach reach;
  private final Answer answer;

  private WhyNot(Evidence evidence) {
    account = evidence.account();
    network = evidence.network();
    names = evidence.names();
    reach = evidence.reach();
    answer = evidence.answer();
  }

  /** {@return the one cause the evidence proves} */
  public static Diagnosis of(Evidence evidence) {
    return new WhyNot(evidence).decide();
  }

  private Diagnosis decide() {
    if (account.server().isBlank()) {
      return found(Cause.NO_SERVER, "This line has no server.", "No server is set", ADMINISTRATOR);
    }
    if (account.user().isBlank()) {
      return found(Cause.NO_USER, "This line has no user.", "No user is set", ADMINISTRATOR);
    }
    if (answer.status() != 0) {
      return answered();
    }
    if (!local()) {
      Diagnosis network = network();
      if (network.cause() != Cause.NOTHING) {
        return network;
      }
    }
    Diagnosis name = name();
    return name.cause() != Cause.NOTHING ? name : reached();
  }

  /** {@return whether the server is this very machine, which no cable leads to} */
  private boolean local() {
    String server = account.server();
    return server.startsWith("127.") || server.equals("::1") || server.equals("localhost");
  }

  private static Diagnosis found(Cause cause, String sentence, String proof, String step) {
    return new Diagnosis(cause, sentence, proof, step);
  }

  private static Diagnosis nothing() {
    return new Diagnosis(Cause.NOTHING, "", "", "");
  }

  private String shown() {
    return account.shown();
  }

  // ---- this machine

  private Diagnosis network() {
    List<String> addresses = network.addresses();
    if (network.link() == Seen.NO) {
      return found(
          Cause.NO_LINK,
          "No network cable or Wi-Fi.",
          "The interface has no carrier",
          "Check the plug on both ends.");
    }
    if (network.looked() && addresses.isEmpty()) {
      return found(
          Cause.NO_ADDRESS,
          "The network gives this phone no address.",
          "DHCP is silent",
          ADMINISTRATOR);
    }
    if (network.looked() && addresses.stream().allMatch(WhyNot::selfAssigned)) {
      return found(
          Cause.SELF_ASSIGNED_ADDRESS,
          "The network gives this phone no address; it chose one itself.",
          "Address " + addresses.getFirst() + ", DHCP is silent",
          ADMINISTRATOR);
    }
    if (network.conflict() == Seen.YES) {
      return found(
          Cause.ADDRESS_CONFLICT,
          "Another device uses this phone's address " + addresses.getFirst() + ".",
          "Another machine answers for it",
          ADMINISTRATOR);
    }
    if (network.gateway() == Seen.NO && reach.contact() == Contact.UNREACHABLE) {
      return found(
          Cause.NO_GATEWAY,
          "There is no way out of this network to " + shown() + ".",
          "No gateway is set",
          ADMINISTRATOR);
    }
    if (network.gatewayAnswers() == Seen.NO && reach.contact() != Contact.ANSWERED) {
      return found(
          Cause.GATEWAY_SILENT,
          "The router of this network does not answer.",
          "The gateway is silent",
          "Check the router.");
    }
    return nothing();
  }

  private static boolean selfAssigned(String address) {
    return address.startsWith("169.254.") || address.toLowerCase(Locale.ROOT).startsWith("fe80");
  }

  // ---- the name

  private Diagnosis name() {
    String host = account.server();
    return switch (names) {
      case FOUND, UNKNOWN -> nothing();
      case SILENT ->
          network.nameServers() == Seen.NO
              ? found(
                  Cause.NO_NAME_SERVER,
                  "This network names no name server, so " + host + " cannot be found.",
                  "No name server is set",
                  ADMINISTRATOR)
              : found(
                  Cause.NAME_SERVER_SILENT,
                  "The name server does not answer, so " + host + " cannot be found.",
                  "No answer to the question for " + host,
                  ITSELF);
      case MISSING ->
          found(
              Cause.NAME_NOT_FOUND,
              "Name " + host + " not found.",
              "The name server says it does not exist",
              "Check the server's name, or tell your administrator.");
      case NO_ADDRESS ->
          found(
              Cause.NAME_WITHOUT_ADDRESS,
              "Name " + host + " leads to no address.",
              "SRV or NAPTR is there, but its hosts have no address",
              ADMINISTRATOR);
      case OTHER_FAMILY ->
          found(
              Cause.OTHER_FAMILY,
              host + " has only an IPv6 address, and this network has none.",
              "AAAA without A; no global IPv6 address here",
              ADMINISTRATOR);
    };
  }

  // ---- the way there

  private Diagnosis reached() {
    String detail = reach.detail();
    return switch (reach.contact()) {
      case UNREACHABLE ->
          found(
              Cause.NO_ROUTE,
              "The network knows no way to " + shown() + ".",
              detail,
              ADMINISTRATOR);
      case REFUSED ->
          otherTransport(
              found(
                  Cause.PORT_REFUSED,
                  shown() + " refuses the connection: no telephone server runs there.",
                  detail,
                  "Is the port right and the server started?"));
      case SILENT -> otherTransport(silent(detail));
      case NOT_SIP ->
          found(
              Cause.NOT_SIP,
              "What answers at " + shown() + " is no telephone server.",
              detail,
              "Check the port.");
      case NO_TLS ->
          found(
              Cause.NO_TLS,
              shown() + " does not encrypt on this port.",
              detail,
              "The port for TLS is usually 5061. " + ADMINISTRATOR);
      case TLS_TOO_OLD ->
          found(
              Cause.TLS_TOO_OLD,
              shown() + " encrypts in a way that is no longer safe.",
              detail,
              "The server needs TLS 1.2 or newer. " + ADMINISTRATOR);
      case CERTIFICATE_NAME ->
          found(
              Cause.CERTIFICATE_NAME,
              "The server's certificate bears another name.",
              detail,
              ADMINISTRATOR);
      case CERTIFICATE_EXPIRED ->
          network.clock() == Seen.NO
              ? clock(detail)
              : found(
                  Cause.CERTIFICATE_EXPIRED,
                  "The server's certificate has expired.",
                  detail,
                  ADMINISTRATOR);
      case CERTIFICATE_EARLY ->
          network.clock() == Seen.NO
              ? clock(detail)
              : found(
                  Cause.CERTIFICATE_NOT_YET_VALID,
                  "The server's certificate is not valid yet.",
                  detail,
                  ADMINISTRATOR);
      case CERTIFICATE_UNKNOWN ->
          found(
              Cause.CERTIFICATE_UNKNOWN,
              "This phone does not know who signed the server's certificate.",
              detail,
              "The authority's certificate must be put on the phone. " + ADMINISTRATOR);
      case CLOSED ->
          found(
              Cause.CONNECTION_CLOSED,
              shown() + " closes the connection without an answer.",
              detail,
              ADMINISTRATOR);
      case ANSWERED -> nothing();
      case UNKNOWN -> unknown();
    };
  }

  private Diagnosis clock(String detail) {
    return found(
        Cause.CLOCK_WRONG,
        "This phone does not know the time, so it cannot check the server's certificate.",
        detail,
        "Check that the time server can be reached.");
  }

  private Diagnosis silent(String detail) {
    if (reach.hostAnswers() == Seen.NO) {
      return found(
          Cause.HOST_SILENT,
          shown() + " does not answer; the machine is off or away.",
          detail,
          ITSELF);
    }
    if (reach.hostAnswers() == Seen.YES && reach.workedBefore()) {
      return found(
          Cause.BLOCKED_LATELY,
          "The machine " + shown() + " is there but no longer answers this phone.",
          detail,
          "It may be restarting, or have shut this phone out. " + ITSELF);
    }
    if (reach.hostAnswers() == Seen.YES) {
      return found(
          Cause.PORT_SILENT,
          "The machine is there, but nothing answers at " + shown() + ".",
          detail,
          "A firewall may be in between, or the port wrong. " + ADMINISTRATOR);
    }
    return found(
        Cause.UNKNOWN, shown() + " does not answer.", detail, ITSELF); // off, or shut: not proved
  }

  private Diagnosis otherTransport(Diagnosis otherwise) {
    if (reach.otherTransport().isEmpty()) {
      return otherwise;
    }
    return found(
        Cause.OTHER_TRANSPORT,
        shown()
            + " answers by "
            + reach.otherTransport().toUpperCase(Locale.ROOT)
            + ", not by "
            + account.transport().toUpperCase(Locale.ROOT)
            + ".",
        reach.detail(),
        "Set the line's transport to " + reach.otherTransport().toUpperCase(Locale.ROOT) + ".");
  }

  private Diagnosis unknown() {
    return found(Cause.UNKNOWN, "The line cannot register.", reach.detail(), ITSELF);
  }

  // ---- the answer

  private Diagnosis answered() {
    int status = answer.status();
    String proof = status + " " + answer.phrase();
    if (status < 300) {
      return registered();
    }
    if (answer.changed()) {
      return found(
          Cause.REWRITING_ROUTER,
          "A router on the way changes the phone's messages.",
          proof + "; our own headers came back altered",
          "Switch off \"SIP ALG\" in the router.");
    }
    return switch (status) {
      case 401, 407 -> password(proof);
      case 403 ->
          found(
              Cause.FORBIDDEN,
              "The server refuses user " + account.user() + ".",
              proof,
              ADMINISTRATOR);
      case 404, 604 ->
          found(
              Cause.UNKNOWN_USER,
              "The server does not know user " + account.user() + ".",
              proof,
              ADMINISTRATOR);
      case 405, 501 ->
          found(
              Cause.NO_REGISTRAR,
              shown() + " takes no registrations.",
              proof,
              "Is it the right server? " + ADMINISTRATOR);
      case 420, 421, 494 ->
          found(
              Cause.EXTENSION_NEEDED,
              "The server wants something this phone cannot do.",
              proof,
              ADMINISTRATOR);
      case 423 ->
          found(
              Cause.INTERVAL,
              "The server wants registrations to last longer than it says.",
              proof,
              ADMINISTRATOR);
      case 429 -> found(Cause.TOO_MANY_REQUESTS, "The server is asked too often.", proof, ITSELF);
      case 301, 302, 305, 380 ->
          found(Cause.MOVED, "The account has moved to another server.", proof, ADMINISTRATOR);
      case 482, 483 ->
          found(
              Cause.LOOP,
              "The registration goes round in circles between servers.",
              proof,
              ADMINISTRATOR);
      case 408, 504 ->
          found(
              Cause.REGISTRAR_BEHIND_SILENT,
              shown() + " works, but the server behind it does not answer.",
              proof,
              ITSELF);
      case 503 ->
          answer.retryAfter().isZero()
              ? found(Cause.NOT_READY, shown() + " is not ready.", proof, ITSELF)
              : found(
                  Cause.BUSY,
                  shown() + " is busy.",
                  proof + ", come back in " + answer.retryAfter().toSeconds() + " s",
                  ITSELF);
      default ->
          status >= 500 && status < 600
              ? found(Cause.SERVER_FAULT, shown() + " has a fault.", proof, ITSELF)
              : found(
                  Cause.REFUSED_OTHERWISE,
                  shown() + " refuses to register " + account.user() + ".",
                  proof,
                  ADMINISTRATOR);
    };
  }

  private Diagnosis password(String proof) {
    if (!answer.schemeKnown()) {
      return found(
          Cause.PASSWORD_CHECK_UNKNOWN,
          "The server asks for a kind of password check this phone does not know.",
          proof,
          ADMINISTRATOR);
    }
    if (!account.password()) {
      return found(
          Cause.PASSWORD_MISSING,
          "The server wants a password, and user " + account.user() + " has none here.",
          proof,
          ADMINISTRATOR);
    }
    return answer.passwordSent()
        ? found(
            Cause.PASSWORD_WRONG,
            "The server does not accept the password for user " + account.user() + ".",
            proof + " again after the password was sent",
            ADMINISTRATOR)
        : unknown();
  }

  private Diagnosis registered() {
    if (answer.callsArrive() == Seen.NO) {
      boolean translated =
          !answer.seenAs().isEmpty() && !network.addresses().contains(answer.seenAs());
      if (translated) {
        return found(
            Cause.CALLS_DO_NOT_ARRIVE,
            "The line is registered, but calls do not get through the router to this phone.",
            "The server sees us as " + answer.seenAs() + ", and its requests do not arrive",
            "The server must send to the address it sees (rport), or use TCP. " + ADMINISTRATOR);
      }
      return found(Cause.UNKNOWN, "Calls do not arrive.", "Registered", ADMINISTRATOR);
    }
    return nothing();
  }
}
