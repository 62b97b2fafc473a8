package org.trucephone.firmware.sip;

/** A host name or literal address, and a port 1…65535; 0 where the DNS is to say (SRV). */
public record HostPort(String host, int port) {
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + (port == 0 ? "" : ":" + port);
  }
}
