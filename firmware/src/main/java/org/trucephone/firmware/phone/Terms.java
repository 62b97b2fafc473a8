package org.trucephone.firmware.phone;

import java.util.Map;
import org.trucephone.firmware.sdp.Protection;

/** What the calls of a line keep to: the settings' wish and the server's. Phone thread only. */
final class Terms {
  private final Lines lines;
  private Protection settings = Protection.NONE;

  Terms(Lines lines) {
    this.lines = lines;
  }

  void settings(Protection wanted) {
    settings = wanted;
  }

  /** {@return the stricter of what the settings and the server want of encryption} */
  Protection protection(int index) {
    Line line = lines.get(index);
    Protection servers = line == null ? null : line.serversProtection;
    if (servers == null) {
      return settings;
    }
    // A server with a rule of its own hands out keys in the session description.
    Protection own = settings == Protection.DTLS ? Protection.REQUIRED : settings;
    return own.compareTo(servers) < 0 ? servers : own;
  }

  /** {@return whether no call may be in the clear} */
  boolean insists(int index) {
    Protection wanted = protection(index);
    return wanted == Protection.REQUIRED || wanted == Protection.DTLS;
  }

  /** {@return a session description of ours as the line's server wants it} */
  String described(int index, String sdp, boolean answer) {
    Line line = lines.get(index);
    return line == null ? sdp : line.dialect.described(sdp, answer, protection(index));
  }

  /** {@return headers of a 488 of ours} */
  Map<String, String> unfit(int index, boolean unprotected) {
    Line line = lines.get(index);
    return line == null ? Map.of() : line.dialect.unfit(unprotected);
  }
}
