package org.trucephone.firmware.sdp;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One m-line with its attributes.
 *
 * @param media {@code audio}, {@code video}, …
 * @param port 0 if refused
 * @param protocol {@code RTP/AVP}, …
 * @param formats the format list, in order
 * @param address its own {@code c=} address, or null
 * @param attributes {@code a=} values in order, without {@code a=}
 */
public record MediaDescription(
    String media,
    int port,
    String protocol,
    List<String> formats,
    @Nullable String address,
    List<String> attributes) {
  /** Keeps copies. */
  public MediaDescription {
    formats = List.copyOf(formats);
    attributes = List.copyOf(attributes);
  }

  /** {@return the value after {@code name:}, the first if several; null if absent} */
  public @Nullable String attribute(String name) {
    for (String attribute : attributes) {
      if (attribute.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return attribute.substring(name.length() + 1).strip();
      }
    }
    return null;
  }

  /** {@return the values after {@code name:}, in order} */
  public List<String> attributes(String name) {
    return values(attributes, name);
  }

  static List<String> values(List<String> attributes, String name) {
    String prefix = name + ":";
    return attributes.stream()
        .filter(attribute -> attribute.regionMatches(true, 0, prefix, 0, prefix.length()))
        .map(attribute -> attribute.substring(prefix.length()).strip())
        .toList();
  }

  /** {@return whether this attribute without value is there} */
  public boolean has(String name) {
    return attributes.stream().anyMatch(name::equalsIgnoreCase);
  }

  /** {@return the direction attribute, or null} */
  public @Nullable Direction direction() {
    for (String attribute : attributes) {
      for (Direction direction : Direction.values()) {
        if (attribute.equalsIgnoreCase(direction.attribute())) {
          return direction;
        }
      }
    }
    return null;
  }

  /**
   * {@return the encoding name of a payload type, upper case, as {@code a=rtpmap} or RFC 3551 tell;
   * null if unknown}
   */
  public @Nullable String encoding(int payloadType) {
    String prefix = "rtpmap:" + payloadType + " ";
    for (String attribute : attributes) {
      if (attribute.regionMatches(true, 0, prefix, 0, prefix.length())) {
        String map = attribute.substring(prefix.length()).strip();
        int slash = map.indexOf('/');
        return (slash < 0 ? map : map.substring(0, slash)).toUpperCase(Locale.ROOT);
      }
    }
    for (AudioFormat format : AudioFormat.ALL) {
      if (format.fixed() && format.payloadType() == payloadType) {
        return format.name();
      }
    }
    return null;
  }

  /** {@return the clock rate {@code a=rtpmap} gives a payload type, 8000 where it is silent} */
  public int clockHz(int payloadType) {
    String prefix = "rtpmap:" + payloadType + " ";
    for (String attribute : attributes) {
      if (attribute.regionMatches(true, 0, prefix, 0, prefix.length())) {
        String[] parts = attribute.substring(prefix.length()).strip().split("/", -1);
        if (parts.length > 1 && parts[1].matches("[0-9]{4,6}")) {
          return Integer.parseInt(parts[1]);
        }
      }
    }
    return 8000;
  }

  /** {@return the parameters {@code a=fmtp} gives a payload type, "" if none} */
  public String parameters(int payloadType) {
    String prefix = "fmtp:" + payloadType + " ";
    for (String attribute : attributes) {
      if (attribute.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return attribute.substring(prefix.length()).strip();
      }
    }
    return "";
  }
}
