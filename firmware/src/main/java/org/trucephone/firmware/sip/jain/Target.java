package org.trucephone.firmware.sip.jain;

import javax.sip.address.Hop;

/**
 * Where one message goes: a literal address, a port and "udp", "tcp" or "tls".
 *
 * @param host literal IPv4 or IPv6 address, no brackets
 */
record Target(String host, int port, String transport) implements Hop {
  @Override
  public String getHost() {
    return host;
  }

  @Override
  public int getPort() {
    return port;
  }

  @Override
  public String getTransport() {
    return transport;
  }

  /** {@return whether it is reached over a connection} */
  boolean tcp() {
    return !transport.equals("udp");
  }

  Target over(String other) {
    return new Target(host, port, other);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
