package org.trucephone.provisioning.format;

/**
 * What a file may branch on.
 *
 * @param model the vendor's name of the model the phone presents itself as; empty when unknown
 * @param mac twelve hexadecimal digits, lower case; empty when unknown
 */
public record ParseContext(String model, String mac) {
  /** Nothing known. */
  public static final ParseContext NONE = new ParseContext("", "");
}
