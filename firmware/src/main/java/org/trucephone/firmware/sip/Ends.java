package org.trucephone.firmware.sip;

/**
 * Who is at the two ends of a dialog; "" for what is not known.
 *
 * @param own address of this phone (Contact)
 * @param ownAgent what this phone calls itself
 * @param far address of the other side (Contact)
 * @param farAgent what it calls itself (User-Agent or Server)
 */
public record Ends(String own, String ownAgent, String far, String farAgent) {
  /** Nothing is known. */
  public static final Ends UNKNOWN = new Ends("", "", "", "");
}
