package org.trucephone.firmware.dialect;

import java.time.Duration;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.sdp.Protection;

/** What a telephone system tells the phone besides calls, in no maker's words. */
public sealed interface News {
  /**
   * Messages wait, or not.
   *
   * @param line line button it is for; 0: the account's own
   * @param fresh new ones; -1 if the number is not told
   */
  record Messages(int line, boolean waiting, int fresh, int old) implements News {}

  /** Calls are refused in silence from now on, or not; the server has the same setting. */
  record DoNotDisturb(boolean on) implements News {}

  /** Which calls a forwarding is for. */
  enum Which {
    ALL,
    BUSY,
    NO_ANSWER
  }

  /**
   * The server sends calls elsewhere, or does not any more.
   *
   * @param line line button it is for; 0: the account's own
   * @param target number, "" for none
   */
  record Forwarded(int line, Which which, String target) implements News {}

  /** A watched extension is in that state now. */
  record Lamp(String extension, Condition condition) implements News {}

  /** The phone rings with its hunt group's calls, or not. */
  record InHuntGroup(boolean in) implements News {}

  /**
   * Words for the display.
   *
   * @param shown for how long
   */
  record Display(String text, Duration shown) implements News {}

  /** A short tone for the person. */
  record Tone(boolean good) implements News {}

  /**
   * A call of ours is to be answered, held or taken up again.
   *
   * @param callId of its dialog, with our own tag and the other side's; "" where not told
   */
  record Act(Action action, String callId, String ownTag, String theirTag) implements News {}

  /** What is to be done with a call. */
  enum Action {
    ANSWER,
    HOLD_OR_RESUME
  }

  /** The phone is to call a number. */
  record Dial(String number) implements News {}

  /** The server takes from now on what the person does, and does not know it yet. */
  record AsksPresence() implements News {}

  /**
   * The server has ended the registration.
   *
   * @param again whether the phone is to register at once
   */
  record SignedOff(boolean again, String reason) implements News {}

  /** The server's rule for encrypting calls of this line. */
  record Encryption(Protection wanted) implements News {}

  /** The settings are to be fetched again. */
  record Fetch(boolean restart) implements News {}
}
