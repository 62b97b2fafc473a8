package org.trucephone.firmware.call;

/**
 * What the machine wants done on the wire; sounds, lamps and screens follow from the state itself.
 */
public sealed interface Effect {
  /** Send CANCEL. */
  record Cancel() implements Effect {}

  /** Send BYE. */
  record Bye() implements Effect {}

  /** Answer the INVITE with a final status. */
  record Reject(int status) implements Effect {}

  /** Answer the INVITE with 200. */
  record Accept() implements Effect {}

  /** Send re-INVITE: hold ({@code sendonly}) or resume. */
  record Reinvite(boolean hold) implements Effect {}
}
