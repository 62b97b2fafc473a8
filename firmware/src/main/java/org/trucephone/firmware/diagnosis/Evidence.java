package org.trucephone.firmware.diagnosis;

import java.time.Duration;
import java.util.List;

/**
 * What was seen when an account could not be registered. What was not looked at is {@code UNKNOWN}
 * or empty; a diagnosis never rests on it.
 *
 * @param account how the account is set
 * @param network what this machine's own network looks like
 * @param names what the DNS said of the server's name
 * @param reach what became of the attempt to reach it
 * @param answer what the server answered
 */
public record Evidence(Account account, Network network, Names names, Reach reach, Answer answer) {

  /** Yes, no, or nobody looked. */
  public enum Seen {
    YES,
    NO,
    UNKNOWN;

    /** {@return YES or NO} */
    public static Seen of(boolean value) {
      return value ? YES : NO;
    }
  }

  /**
   * How the account is set.
   *
   * @param server host as set, "" if none
   * @param shown host and port for sentences
   * @param transport "udp", "tcp" or "tls"
   * @param proxied whether an outbound proxy stands in front of the registrar
   */
  public record Account(
      String user,
      boolean password,
      String server,
      String shown,
      String transport,
      boolean proxied) {}

  /**
   * This machine's network.
   *
   * @param link whether the cable or Wi-Fi is connected
   * @param addresses our addresses; empty if there are none
   * @param looked whether the addresses were looked at
   * @param conflict whether another device answers for our address
   * @param gateway whether there is a way out of the local network
   * @param gatewayAnswers whether the gateway answers
   * @param nameServers whether name servers are set
   * @param clock whether the clock was set from the network
   */
  public record Network(
      Seen link,
      List<String> addresses,
      boolean looked,
      Seen conflict,
      Seen gateway,
      Seen gatewayAnswers,
      Seen nameServers,
      Seen clock) {
    /** Copies the list. */
    public Network {
      addresses = List.copyOf(addresses);
    }

    /** Nobody looked. */
    public static final Network UNKNOWN =
        new Network(
            Seen.UNKNOWN,
            List.of(),
            false,
            Seen.UNKNOWN,
            Seen.UNKNOWN,
            Seen.UNKNOWN,
            Seen.UNKNOWN,
            Seen.UNKNOWN);
  }

  /** What the DNS said. */
  public enum Names {
    /** The server is set by address, or its name was found. */
    FOUND,
    /** No name server answered. */
    SILENT,
    /** The name does not exist. */
    MISSING,
    /** The name exists (SRV) but the hosts it leads to have no address. */
    NO_ADDRESS,
    /** Only addresses of a kind this network does not have (IPv6). */
    OTHER_FAMILY,
    UNKNOWN
  }

  /** What became of the attempt to reach the server. */
  public enum Contact {
    /** It answered in SIP. */
    ANSWERED,
    /** Nothing came back. */
    SILENT,
    /** The port refuses. */
    REFUSED,
    /** No way there. */
    UNREACHABLE,
    /** It answered, but not in SIP. */
    NOT_SIP,
    /** Connected, no TLS there. */
    NO_TLS,
    /** TLS, but no version or cipher in common. */
    TLS_TOO_OLD,
    /** Its certificate bears another name. */
    CERTIFICATE_NAME,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_EARLY,
    CERTIFICATE_UNKNOWN,
    /** Connected, and it closed the connection without an answer. */
    CLOSED,
    UNKNOWN
  }

  /**
   * The attempt and what a second look showed.
   *
   * @param detail what was seen, for the proof
   * @param hostAnswers whether the host answers to anything else (ping, another port)
   * @param otherTransport transport over which the same server did answer, "" if none or not tried
   * @param workedBefore whether this account was registered earlier from here
   */
  public record Reach(
      Contact contact,
      String detail,
      Seen hostAnswers,
      String otherTransport,
      boolean workedBefore) {}

  /**
   * The final answer; status 0 if there was none.
   *
   * @param passwordSent whether credentials were sent before this answer
   * @param schemeKnown whether the kind of password check it asks for is known here
   * @param changed whether our own headers came back altered (a router that rewrites SIP)
   * @param seenAs the address the server saw us at, "" if it did not say
   * @param callsArrive whether requests of the server reach us, where that was tried
   */
  public record Answer(
      int status,
      String phrase,
      boolean passwordSent,
      boolean schemeKnown,
      Duration retryAfter,
      boolean changed,
      String seenAs,
      Seen callsArrive) {
    /** No answer came. */
    public static final Answer NONE =
        new Answer(0, "", false, true, Duration.ZERO, false, "", Seen.UNKNOWN);
  }
}
