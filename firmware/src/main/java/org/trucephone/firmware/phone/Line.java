package org.trucephone.firmware.phone;

import java.time.Duration;
import org.trucephone.firmware.account.RegistrationMachine;
import org.trucephone.firmware.account.RegistrationState;
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

  /** New messages; -1: some, number unknown. */
  int messages;

  Line(SipAccount account, String label, String voicemail, Duration expires) {
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
        && expires.equals(other.expires);
  }
}
