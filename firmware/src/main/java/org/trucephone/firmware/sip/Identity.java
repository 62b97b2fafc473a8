package org.trucephone.firmware.sip;

/**
 * Who is at the other end.
 *
 * @param user user part of the URI, or the whole URI where there is none; "" when withheld
 * @param name display name, "" if none
 * @param uri the URI as received or dialled
 */
public record Identity(String user, String name, String uri) {
  /** {@return the name, else the user part, else "Anonymous"} */
  public String shown() {
    return !name.isBlank() ? name : !user.isBlank() ? user : "Anonymous";
  }
}
