package org.trucephone.firmware.diagnosis;

/**
 * One finding.
 *
 * @param sentence what is wrong, for the person
 * @param proof what was seen, for the administrator
 * @param step what to do next
 */
public record Diagnosis(Cause cause, String sentence, String proof, String step) {
  /** {@return sentence and step as one text} */
  public String text() {
    return sentence + " " + step;
  }

  /** What can be wrong, from the wire in the wall up to the account. */
  public enum Cause {
    NOTHING,
    NO_USER,
    NO_SERVER,
    NO_LINK,
    NO_ADDRESS,
    SELF_ASSIGNED_ADDRESS,
    ADDRESS_CONFLICT,
    NO_GATEWAY,
    GATEWAY_SILENT,
    NO_NAME_SERVER,
    NAME_SERVER_SILENT,
    NAME_NOT_FOUND,
    NAME_WITHOUT_ADDRESS,
    OTHER_FAMILY,
    NO_ROUTE,
    PORT_REFUSED,
    HOST_SILENT,
    PORT_SILENT,
    BLOCKED_LATELY,
    OTHER_TRANSPORT,
    NOT_SIP,
    NO_TLS,
    TLS_TOO_OLD,
    CERTIFICATE_NAME,
    CERTIFICATE_EXPIRED,
    CERTIFICATE_NOT_YET_VALID,
    CLOCK_WRONG,
    CERTIFICATE_UNKNOWN,
    CONNECTION_CLOSED,
    PASSWORD_MISSING,
    PASSWORD_WRONG,
    PASSWORD_CHECK_UNKNOWN,
    FORBIDDEN,
    UNKNOWN_USER,
    NO_REGISTRAR,
    EXTENSION_NEEDED,
    INTERVAL,
    TOO_MANY_REQUESTS,
    MOVED,
    LOOP,
    REGISTRAR_BEHIND_SILENT,
    BUSY,
    NOT_READY,
    SERVER_FAULT,
    REFUSED_OTHERWISE,
    REWRITING_ROUTER,
    CALLS_DO_NOT_ARRIVE,
    UNKNOWN
  }
}
