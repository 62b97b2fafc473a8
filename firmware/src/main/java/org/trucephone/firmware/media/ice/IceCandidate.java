package org.trucephone.firmware.media.ice;

import org.jspecify.annotations.Nullable;

/**
 * An address one side may be reached at (RFC 8445 5.1, RFC 8839 5.1).
 *
 * @param priority 1 to 2³¹ − 1
 * @param host an address in digits
 * @param port 1 to 65535
 * @param type {@code host}, {@code srflx}, {@code prflx}, {@code relay}
 */
public record IceCandidate(long priority, String host, int port, String type) {
  /** Of our own address (RFC 8445 5.1.2.1). */
  public static final long HOST_PRIORITY = 126L << 24 | 65535 << 8 | 255;

  private static final long REFLEXIVE_PRIORITY = 100L << 24 | 65535 << 8 | 255;

  private static final String ADDRESS =
      "[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

  /** {@return our own address as a candidate} */
  public static IceCandidate host(String host, int port) {
    return new IceCandidate(HOST_PRIORITY, host, port, "host");
  }

  /** {@return what a server outside sees our own address as} */
  public static IceCandidate reflexive(String host, int port) {
    return new IceCandidate(REFLEXIVE_PRIORITY, host, port, "srflx");
  }

  /**
   * Reads the value of {@code a=candidate}.
   *
   * @return null for what we do not use: TCP, names, the port of RTCP, nonsense
   */
  public static @Nullable IceCandidate parse(String value) {
    String[] part = value.strip().split("\\s+");
    if (part.length < 8
        || !part[1].equals("1")
        || !part[2].equalsIgnoreCase("udp")
        || !part[3].matches("[0-9]{1,10}")
        || !part[4].matches(ADDRESS)
        || !part[5].matches("[0-9]{1,5}")
        || !part[6].equals("typ")) {
      return null;
    }
    long priority = Long.parseLong(part[3]);
    int port = Integer.parseInt(part[5]);
    return priority < 1 || priority > Integer.MAX_VALUE || port < 1 || port > 65535
        ? null
        : new IceCandidate(priority, part[4], port, part[7]);
  }

  /** {@return the value for {@code a=candidate}} */
  public String value() {
    // Candidates of one kind and one base share a foundation; ours are one of each.
    return (type.equals("host") ? "1" : "2")
        + " 1 UDP "
        + priority
        + " "
        + host
        + " "
        + port
        + " typ "
        + type;
  }
}
