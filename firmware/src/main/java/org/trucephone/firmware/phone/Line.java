package org.trucephone.firmware.phone;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.RegistrationMachine;
import org.trucephone.firmware.account.RegistrationState;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.diagnosis.Diagnosis;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.dialect.Dialects;
import org.trucephone.firmware.sdp.Protection;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipAccount;

/**
 * One line of the phone: an account in force and where its registration stands. Phone thread only.
 */
final class Line {
  final SipAccount account;
  final String label;
  final String voicemail;
  final Duration expires;
  RegistrationState registration = new RegistrationState.Unregistered();

  /** How its server likes things. */
  Dialect dialect = Dialects.generic();

  /** Settings say so; else the server's name may change it. */
  final boolean dialectChosen;

  /** Why it is not registered; null while nothing is wrong. */
  @Nullable Diagnosis diagnosis;

  /** Whether it was registered since it came into force. */
  boolean wasRegistered;

  /** The server keeps do-not-disturb and forwarding, so this phone does not act on them. */
  boolean synced;

  /** Its server was asked for what it keeps; the subscriptions go on by themselves. */
  boolean askedForFeatures;

  /** The connection was lost, and with it what the server knew besides the registration. */
  boolean flowLost;

  /** The server wants to know what the person does, and what it was told last; null: nothing. */
  boolean asksPresence;

  Dialect.@Nullable Doing toldPresence;

  /** What the server wants of encryption; null: it says nothing. */
  @Nullable Protection serversProtection;

  /** What others do on this line where it is shared, by appearance. */
  final Map<Integer, Condition> appearances = new TreeMap<>();

  /** New messages; -1: some, number unknown. */
  int messages;

  /** The same by mailbox: a server may tell of each on its own. */
  private final Map<String, Integer> mailboxes = new TreeMap<>();

  /** Where the server says to call for messages, "" if it does not. */
  String mailbox = "";

  /** Takes in what the server says of one mailbox. */
  void messages(String box, int fresh) {
    if (box.isEmpty() && fresh == 0) {
      mailboxes.clear(); // said of the account, not of one mailbox (RFC 3842 5.2)
    }
    mailboxes.put(box, fresh);
    messages = 0;
    for (int count : mailboxes.values()) {
      messages = count < 0 || messages < 0 ? -1 : messages + count;
    }
    if (!box.isEmpty()) {
      mailbox = box;
    }
  }

  /** {@return what to dial for messages, "" if unknown} */
  String voicemailNumber() {
    if (!voicemail.isEmpty()) {
      return voicemail;
    }
    String told = NameAddr.user(mailbox);
    // Servers name the own address where no number is set: calling that would be calling oneself.
    return told.isEmpty() || told.equals(account.user())
        ? dialect.voicemail(account.addressOfRecord())
        : told;
  }

  Line(
      SipAccount account,
      String label,
      String voicemail,
      Duration expires,
      @Nullable Dialect chosen) {
    this(
        account,
        label,
        voicemail,
        expires,
        chosen == null ? Dialects.generic() : chosen,
        chosen != null);
  }

  private Line(
      SipAccount account,
      String label,
      String voicemail,
      Duration expires,
      Dialect dialect,
      boolean dialectChosen) {
    this.dialect = dialect;
    this.dialectChosen = dialectChosen;
    this.account = account;
    this.label = label;
    this.voicemail = voicemail;
    this.expires = expires;
  }

  int index() {
    return account.index();
  }

  String server() {
    return account.registrar().toString();
  }

  RegistrationMachine.Names names() {
    return new RegistrationMachine.Names(label, account.user(), server(), expires);
  }

  boolean registered() {
    return !account.registers()
        || registration instanceof RegistrationState.Registered
        || registration instanceof RegistrationState.Registering r
            && !r.validUntil().equals(java.time.Instant.MIN);
  }

  boolean sameAs(Line other) {
    return account.equals(other.account)
        && label.equals(other.label)
        && voicemail.equals(other.voicemail)
        && expires.equals(other.expires)
        && dialectChosen == other.dialectChosen
        && (!dialectChosen || dialect.id().equals(other.dialect.id()));
  }
}
