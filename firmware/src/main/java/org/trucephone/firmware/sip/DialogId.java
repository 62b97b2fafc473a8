package org.trucephone.firmware.sip;

import java.util.Locale;
import java.util.Optional;

/**
 * What names a dialog (RFC 3261 12), seen from one side.
 *
 * @param callId value of Call-ID
 * @param localTag tag of the side that speaks
 * @param remoteTag tag of the other side
 * @param earlyOnly only if it is not yet answered (RFC 3891 6.1)
 */
public record DialogId(String callId, String localTag, String remoteTag, boolean earlyOnly) {
  /** A dialog whatever its state. */
  public DialogId(String callId, String localTag, String remoteTag) {
    this(callId, localTag, remoteTag, false);
  }

  /**
   * {@return the value of a Replaces header that names this dialog to the other side of it: to-tag
   * is the other side's own tag}
   */
  public String replaces() {
    return callId
        + ";to-tag="
        + remoteTag
        + ";from-tag="
        + localTag
        + (earlyOnly ? ";early-only" : "");
  }

  /**
   * Reads a Replaces header we received.
   *
   * @return the dialog as we know it (local is our tag), or empty if the text names none
   */
  public static Optional<DialogId> ofReplaces(String value) {
    String to = "";
    String from = "";
    boolean early = false;
    String[] parts = value.split(";", -1);
    String callId = parts[0].strip();
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip();
      String name = part.toLowerCase(Locale.ROOT);
      if (name.startsWith("to-tag=")) {
        to = part.substring(7).strip();
      } else if (name.startsWith("from-tag=")) {
        from = part.substring(9).strip();
      } else if (name.equals("early-only")) {
        early = true;
      }
    }
    return callId.isEmpty() || to.isEmpty() || from.isEmpty()
        ? Optional.empty()
        : Optional.of(new DialogId(callId, to, from, early));
  }
}
