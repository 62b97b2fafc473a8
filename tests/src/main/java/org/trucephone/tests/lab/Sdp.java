package org.trucephone.tests.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The audio part of a session description (RFC 8866), as far as the lab needs it.
 *
 * @param formats payload types with names, in order of preference
 * @param direction {@code sendrecv}, {@code sendonly}, {@code recvonly} or {@code inactive}, as the
 *     writer of the description sees it
 * @param mediaLines all lines {@code m=}, of which the answer has as many
 */
record Sdp(String host, int port, List<Format> formats, String direction, List<String> mediaLines) {
  static final List<Format> OFFERED =
      List.of(new Format(9, "G722"), new Format(0, "PCMU"), new Format(8, "PCMA"));

  private static final String EVENT = "TELEPHONE-EVENT";

  /** A payload type and its encoding's name in capitals; all run on an 8000 Hz clock. */
  record Format(int payload, String name) {}

  /** {@return the first format of the list that is named, or null} */
  @Nullable Format firstOf(List<String> names) {
    return formats.stream().filter(f -> names.contains(f.name)).findFirst().orElse(null);
  }

  /** {@return the payload type of telephone events (RFC 4733), or -1} */
  int events() {
    return formats.stream()
        .filter(f -> f.name.equals(EVENT))
        .mapToInt(Format::payload)
        .findFirst()
        .orElse(-1);
  }

  /** {@return null when there is no audio in it} */
  static @Nullable Sdp parse(String text) {
    String host = "";
    String direction = "sendrecv";
    String audio = null;
    List<String> maps = new ArrayList<>();
    List<String> mediaLines = new ArrayList<>();
    boolean inAudio = false;
    for (String line : text.split("\r?\n")) {
      if (line.startsWith("m=")) {
        mediaLines.add(line.substring(2).trim());
        inAudio = audio == null && line.startsWith("m=audio ");
        audio = inAudio ? line.substring(2).trim() : audio;
      } else if (line.startsWith("c=IN IP4 ") && (inAudio || mediaLines.isEmpty())) {
        host = line.substring(9).trim();
      } else if (line.matches("a=(sendrecv|sendonly|recvonly|inactive)\\s*")
          && (inAudio || mediaLines.isEmpty())) {
        direction = line.substring(2).trim();
      } else if (line.startsWith("a=rtpmap:") && inAudio) {
        maps.add(line.substring(9).trim());
      }
    }
    String[] words = audio == null ? new String[0] : audio.split("\\s+");
    if (words.length < 4 || !words[1].matches("\\d{1,5}(/\\d+)?")) {
      return null;
    }
    List<Format> formats = new ArrayList<>();
    for (int i = 3; i < words.length; i++) {
      String name = nameOf(words[i], maps);
      if (words[i].matches("\\d{1,3}") && !name.isEmpty()) {
        formats.add(new Format(Integer.parseInt(words[i]), name));
      }
    }
    // RFC 2543's way to hold.
    boolean oldHold = host.equals("0.0.0.0") && direction.equals("sendrecv");
    int port = Integer.parseInt(words[1].split("/")[0]);
    return new Sdp(host, port, formats, oldHold ? "sendonly" : direction, mediaLines);
  }

  private static String nameOf(String payload, List<String> maps) {
    for (String map : maps) {
      String[] parts = map.split("[ /]+");
      if (parts.length >= 3 && parts[0].equals(payload) && parts[2].equals("8000")) {
        return parts[1].toUpperCase(Locale.ROOT);
      }
    }
    return switch (payload) {
      case "0" -> "PCMU";
      case "8" -> "PCMA";
      case "9" -> "G722";
      default -> "";
    };
  }

  /** {@return what the other side does when this side does this} */
  static String opposite(String direction) {
    return switch (direction) {
      case "sendonly" -> "recvonly";
      case "recvonly" -> "sendonly";
      default -> direction;
    };
  }

  /** Writes an offer. */
  static String offer(String host, int port, List<Format> formats, String direction, int version) {
    return write(host, port, formats, 101, direction, version, List.of("audio"));
  }

  /** Writes the answer to this offer with one format of it. */
  String answer(String host, int port, Format chosen, String direction, int version) {
    return write(host, port, List.of(chosen), events(), direction, version, mediaLines);
  }

  private static String write(
      String host,
      int port,
      List<Format> formats,
      int events,
      String direction,
      int version,
      List<String> mediaLines) {
    StringBuilder s = new StringBuilder();
    s.append(
        "v=0\r\no=lab %d %d IN IP4 %s\r\ns=lab\r\nc=IN IP4 %s\r\nt=0 0\r\n"
            .formatted(port, version, host, host));
    boolean written = false;
    for (String line : mediaLines) {
      if (written || !line.startsWith("audio")) {
        String[] words = line.split("\\s+");
        s.append("m=")
            .append(words[0])
            .append(" 0 ")
            .append(words.length > 2 ? words[2] : "RTP/AVP");
        s.append(' ').append(words.length > 3 ? words[3] : "0").append("\r\n");
        continue;
      }
      written = true;
      s.append("m=audio ").append(port).append(" RTP/AVP");
      formats.forEach(f -> s.append(' ').append(f.payload));
      s.append(events < 0 ? "" : " " + events).append("\r\n");
      formats.forEach(f -> s.append("a=rtpmap:%d %s/8000\r\n".formatted(f.payload, f.name)));
      if (events >= 0) {
        s.append(
            "a=rtpmap:%d telephone-event/8000\r\na=fmtp:%d 0-15\r\n".formatted(events, events));
      }
      s.append("a=ptime:20\r\na=").append(direction).append("\r\n");
    }
    return s.toString();
  }
}
