package org.trucephone.firmware.sdp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session description, read leniently: unknown lines and attributes are kept out of the way,
 * lines may end in LF alone, a missing {@code t=} or {@code s=} is forgiven. What cannot be
 * forgiven is an m-line or address that cannot be understood.
 *
 * @param origin value of {@code o=}, "" if missing
 * @param address session-level {@code c=} address, or null
 * @param direction session-level direction, or null
 * @param attributes session-level {@code a=} values in order, without {@code a=}
 * @param media m-lines in order
 */
public record SessionDescription(
    String origin,
    @Nullable String address,
    @Nullable Direction direction,
    List<String> attributes,
    List<MediaDescription> media) {
  private static final int LONGEST = 16384;

  /** Keeps copies. */
  public SessionDescription {
    attributes = List.copyOf(attributes);
    media = List.copyOf(media);
  }

  /** Reads a description. */
  public static SessionDescription parse(String text) throws SdpException {
    if (text.length() > LONGEST) {
      throw new SdpException(0, "longer than " + LONGEST + " characters");
    }
    String origin = "";
    String address = null;
    Direction direction = null;
    List<String> attributes = new ArrayList<>();
    List<MediaDescription> media = new ArrayList<>();
    Draft open = null;
    String[] lines = text.split("\r\n|\n|\r", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (line.length() < 2 || line.charAt(1) != '=') {
        if (line.isBlank()) {
          continue;
        }
        throw new SdpException(i + 1, "not of the form x=value");
      }
      String value = line.substring(2).strip();
      switch (line.charAt(0)) {
        case 'v' -> {
          if (!value.equals("0")) {
            throw new SdpException(i + 1, "version " + value + " is not known");
          }
        }
        case 'o' -> origin = value;
        case 'c' -> {
          String connection = connection(value, i + 1);
          if (open == null) {
            address = connection;
          } else {
            open.address = connection;
          }
        }
        case 'm' -> {
          if (open != null) {
            media.add(open.finish());
          }
          open = Draft.of(value, i + 1);
        }
        case 'a' -> {
          if (open != null) {
            open.attributes.add(value);
          } else {
            attributes.add(value);
            for (Direction known : Direction.values()) {
              if (value.equalsIgnoreCase(known.attribute())) {
                direction = known;
              }
            }
          }
        }
        default -> {
          // s, i, u, e, p, b, t, r, z, k: nothing a phone acts on
        }
      }
    }
    if (open != null) {
      media.add(open.finish());
    }
    if (media.isEmpty()) {
      throw new SdpException(0, "no media line");
    }
    return new SessionDescription(origin, address, direction, attributes, media);
  }

  /** {@return the values after {@code name:} at session level, in order} */
  public List<String> attributes(String name) {
    return MediaDescription.values(attributes, name);
  }

  /** {@return the address media {@code m} is to be sent to, or null if none is given} */
  public @Nullable String addressOf(MediaDescription m) {
    return m.address() != null ? m.address() : address;
  }

  /**
   * {@return the direction of media {@code m}: its own, else the session's, else sendrecv (RFC 8866
   * 6.7)}
   */
  public Direction directionOf(MediaDescription m) {
    Direction own = m.direction();
    return own != null ? own : direction != null ? direction : Direction.SENDRECV;
  }

  private static String connection(String value, int line) throws SdpException {
    String[] parts = value.split("\\s+", -1);
    if (parts.length < 3 || !parts[0].equalsIgnoreCase("IN")) {
      throw new SdpException(line, "connection is not IN IP4/IP6 address");
    }
    int slash = parts[2].indexOf('/'); // multicast TTL
    return slash < 0 ? parts[2] : parts[2].substring(0, slash);
  }

  private static final class Draft {
    private final String media;
    private final int port;
    private final String protocol;
    private final List<String> formats;
    private final List<String> attributes = new ArrayList<>();
    private @Nullable String address;

    private Draft(String media, int port, String protocol, List<String> formats) {
      this.media = media;
      this.port = port;
      this.protocol = protocol;
      this.formats = formats;
    }

    static Draft of(String value, int line) throws SdpException {
      String[] parts = value.split("\\s+", -1);
      if (parts.length < 4) {
        throw new SdpException(line, "media line needs type, port, protocol and formats");
      }
      String port = parts[1].split("/", 2)[0];
      if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
        throw new SdpException(line, "port " + port + " is not a number from 0 to 65535");
      }
      return new Draft(
          parts[0],
          Integer.parseInt(port),
          parts[2],
          Arrays.asList(parts).subList(3, parts.length));
    }

    MediaDescription finish() {
      return new MediaDescription(media, port, protocol, formats, address, attributes);
    }
  }
}
