package org.trucephone.firmware.sip.dns;

/**
 * Where to send.
 *
 * @param address literal IPv4 or IPv6 address, no brackets
 * @param transport "udp", "tcp" or "tls"
 */
public record Place(String address, int port, String transport) {}
