package org.trucephone.firmware.dialect.cisco;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.trucephone.firmware.sip.Manner;

/**
 * A REGISTER that names the device and what this phone understands. No model is claimed: it is not
 * one of theirs.
 *
 * @param mac twelve hexadecimal digits, upper case
 */
record EnterpriseManner(String mac, String user) implements Manner {
  private static final String SUPPORTED =
      "replaces,norefersub,path,X-cisco-callinfo,X-cisco-serviceuri,X-cisco-escapecodes,"
          + "X-cisco-service-control,X-cisco-sis-7.0.0";

  @Override
  public Map<String, String> registerHeaders(String callId, boolean first, Duration expires) {
    return first
        ? Map.of(
            "Supported",
            SUPPORTED,
            "Reason",
            "SIP;cause=200;text=\"cisco-alarm:25 Name=SEP" + mac + " Last=cold-boot\"")
        : Map.of("Supported", SUPPORTED);
  }

  @Override
  public String contactParameters() {
    return ";+sip.instance=\"<urn:uuid:00000000-0000-0000-0000-"
        + mac.toLowerCase(Locale.ROOT)
        + ">\";+u.sip!devicename.ccm.cisco.com=\"SEP"
        + mac
        + "\"";
  }

  /** The server sends what is for this line to this name: one of its own, always the same. */
  @Override
  public String contactUser(String user) {
    return UUID.nameUUIDFromBytes((mac + "/" + user).getBytes(UTF_8)).toString();
  }

  @Override
  public boolean namesFlow() {
    return false;
  }

  @Override
  public boolean longByTcp() {
    return false;
  }

  @Override
  public List<String> tells() {
    return List.of("service-control", "presence", "dialog");
  }

  @Override
  public boolean heeds(String event, String body, String registerCallId) {
    return !event.equals("service-control") || ServiceControl.isFor(body, registerCallId);
  }

  @Override
  public boolean readsRefer(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-cisco-") || type.startsWith("multipart/mixed");
  }
}
