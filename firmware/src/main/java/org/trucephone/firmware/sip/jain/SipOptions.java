package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import org.trucephone.firmware.sip.dns.Dns;
import org.trucephone.firmware.sip.dns.DnsjavaDns;

/**
 * How to open signalling.
 *
 * @param bindHost address to listen on; "0.0.0.0" for every interface
 * @param port UDP and TCP port; 0 picks one free for both
 * @param userAgent for User-Agent and Server headers
 * @param noAnswer how long a request may stay without any answer; 32 s is 64 × T1 of RFC 3261
 * @param keepAlive how often a keep-alive goes to each registrar
 * @param trust which servers are believed over TLS
 * @param dns whom to ask for servers' addresses
 * @param instance this phone among its user's, {@code urn:uuid:…} (RFC 5626 4.1); "" for none
 */
public record SipOptions(
    String bindHost,
    int port,
    String userAgent,
    Duration noAnswer,
    Duration keepAlive,
    TlsTrust trust,
    Dns dns,
    String instance) {

  /** The usual trust. */
  public SipOptions(
      String bindHost, int port, String userAgent, Duration noAnswer, Duration keepAlive) {
    this(bindHost, port, userAgent, noAnswer, keepAlive, TlsTrust.usual(), DnsjavaDns.system(), "");
  }

  /** The usual times. */
  public SipOptions(String bindHost, int port, String userAgent) {
    this(bindHost, port, userAgent, TlsTrust.usual());
  }

  /** No instance of its own. */
  public SipOptions(
      String bindHost,
      int port,
      String userAgent,
      Duration noAnswer,
      Duration keepAlive,
      TlsTrust trust,
      Dns dns) {
    this(bindHost, port, userAgent, noAnswer, keepAlive, trust, dns, "");
  }

  /** The usual times. */
  public SipOptions(String bindHost, int port, String userAgent, TlsTrust trust) {
    this(bindHost, port, userAgent, trust, "");
  }

  /** The usual times. */
  public SipOptions(String bindHost, int port, String userAgent, TlsTrust trust, String instance) {
    this(
        bindHost,
        port,
        userAgent,
        Duration.ofSeconds(32),
        Duration.ofSeconds(30),
        trust,
        DnsjavaDns.system(),
        instance);
  }
}
