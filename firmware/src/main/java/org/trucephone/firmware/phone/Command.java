package org.trucephone.firmware.phone;

import org.trucephone.firmware.history.Rules;

/**
 * What the person asks of the phone, whatever key or soft key it came by. Impossible ones in the
 * present state are ignored.
 */
public sealed interface Command {
  /**
   * A dialled character {@code 0-9 * #}: starts dialing, extends it, or is sent as DTMF in a call.
   */
  record Digit(char digit) implements Command {}

  /** Removes the last dialled character. */
  record Backspace() implements Command {}

  /** Dials what has been typed; with nothing typed, nothing. */
  record Dial() implements Command {}

  /** Dials a number at once (history, contacts, redial, speed dial). */
  record DialNumber(String number) implements Command {}

  /** Dials the last number dialled. */
  record Redial() implements Command {}

  /** Takes a line for a new call: dial tone; holds a call in conversation first. */
  record NewCall(int line) implements Command {}

  /**
   * A line key, 1…8: answers, shows or resumes the line's call, takes the line, or dials the key's
   * number.
   */
  record LineKey(int index) implements Command {}

  /** Gives up dialing. */
  record CancelDialing() implements Command {}

  /** Answers a ringing call (id), holding one in conversation. */
  record Answer(int call) implements Command {}

  /** Rejects a ringing call. */
  record Reject(int call) implements Command {}

  /** Stops the bell for a ringing call; it goes on ringing for the caller. */
  record SilenceBell() implements Command {}

  /** Ends a call in any state: cancel, reject or hang up. */
  record End(int call) implements Command {}

  /** Holds or resumes a call; resuming holds the one in conversation. */
  record ToggleHold(int call) implements Command {}

  /** Puts another call on the screen. */
  record Select(int call) implements Command {}

  /**
   * Loudspeaker on (taking a line if idle) or back to the handset, hanging up if it is on the hook.
   */
  record ToggleSpeaker() implements Command {}

  /** Headset on or off, as {@link ToggleSpeaker}. */
  record ToggleHeadset() implements Command {}

  /** Mutes the microphone or opens it. */
  record ToggleMute() implements Command {}

  /** Volume of what sounds now: bell when idle or ringing, else the path in use. */
  record Volume(int steps) implements Command {}

  /** Calls voicemail. */
  record CallVoicemail() implements Command {}

  /** No bell for incoming calls, or the bell again. */
  record ToggleQuiet() implements Command {}

  /** Registers now instead of at the next try. */
  record RetryRegistration(int line) implements Command {}

  /** Fetches the configuration again. */
  record Reprovision() implements Command {}

  /** The missed calls were looked at. */
  record MissedSeen() implements Command {}

  /** Keeps a number under a name; one already kept gets the new name. */
  record KeepContact(String name, String number) implements Command {}

  /** Forgets a contact. */
  record DropContact(String number) implements Command {}

  /** Takes the sentence off the screen. */
  record DismissNotice() implements Command {}

  /**
   * The transfer key. In a call: asks for a number; with a number entered: gives the call away
   * blind; while asking someone: gives them the call, whether they have answered or still ring.
   */
  record Transfer() implements Command {}

  /** Gives the call in conversation to the other end of another call of ours. */
  record TransferTo(int call) implements Command {}

  /**
   * The conference key. In a call: asks for a number; with another call held: joins both; while
   * calling the third: joins as soon as they answer.
   */
  record Conference() implements Command {}

  /** Takes the conference apart: one stays in conversation, one is held. */
  record Split() implements Command {}

  /** Leaves the conference; the others go on talking. */
  record LeaveThem() implements Command {}

  /** Parks the call in conversation at the usual place. */
  record Park() implements Command {}

  /** Asks for a number that calls of the line in use go to. */
  record AskForward() implements Command {}

  /** Sends a line's calls to what has been entered; nothing entered: they stay. */
  record SetForward(Rules.When when) implements Command {}

  /** Asks for a number that a ringing call goes to. */
  record AskDeflect(int call) implements Command {}

  /** Calls back who called last. */
  record CallReturn() implements Command {}

  /** Refuses calls, or not any more. */
  record ToggleDoNotDisturb() implements Command {}

  /** Refuses callers who hide their number, or not any more. */
  record ToggleRejectAnonymous() implements Command {}

  /** Opens the services the settings name. */
  record OpenServices() implements Command {}

  /** Chooses an entry of the service's page, 0 first. */
  record ChooseService(int index) implements Command {}

  /** Answers the question of the service's page. */
  record SubmitService(String typed) implements Command {}

  /** Goes back to the service's page before. */
  record BackInServices() implements Command {}
}
