package org.trucephone.firmware.phone;

import java.util.Locale;
import org.trucephone.firmware.diagnosis.Diagnosis;
import org.trucephone.firmware.diagnosis.Diagnosis.Cause;
import org.trucephone.firmware.diagnosis.Evidence;
import org.trucephone.firmware.diagnosis.Evidence.Account;
import org.trucephone.firmware.diagnosis.Evidence.Answer;
import org.trucephone.firmware.diagnosis.Evidence.Contact;
import org.trucephone.firmware.diagnosis.Evidence.Names;
import org.trucephone.firmware.diagnosis.Evidence.Network;
import org.trucephone.firmware.diagnosis.Evidence.Reach;
import org.trucephone.firmware.diagnosis.Evidence.Seen;
import org.trucephone.firmware.diagnosis.WhyNot;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;

/** From what signalling reports to a diagnosis. Pure. */
final class Findings {
  private Findings() {}

  /** {@return why no SIP answer came} */
  static Diagnosis of(Line line, SipEvent.RegisterFailed event, Network network) {
    String detail = event.detail();
    Names names =
        event.fault() != TransportFault.NAME_NOT_FOUND
            ? Names.FOUND
            : detail.contains("not found") ? Names.MISSING : Names.SILENT;
    Reach reach =
        new Reach(contact(event.fault(), detail), detail, Seen.UNKNOWN, "", line.wasRegistered);
    return WhyNot.of(new Evidence(account(line), network, names, reach, Answer.NONE));
  }

  /** {@return why the server refused} */
  static Diagnosis of(Line line, SipEvent.RegisterRefused event, Network network) {
    boolean challenged = event.status() == 401 || event.status() == 407;
    boolean known = !challenged || event.credentialsRefused() || !hasPassword(line);
    Answer answer =
        new Answer(
            event.status(),
            event.reason(),
            event.credentialsRefused(),
            known,
            event.retryAfter(),
            false,
            "",
            Seen.UNKNOWN);
    Reach reach = new Reach(Contact.ANSWERED, "", Seen.YES, "", line.wasRegistered);
    return WhyNot.of(new Evidence(account(line), network, Names.FOUND, reach, answer));
  }

  /** {@return the finding as one text, or {@code otherwise} where nothing was proved} */
  static String sentence(Diagnosis found, String otherwise) {
    return found.cause() == Cause.UNKNOWN || found.cause() == Cause.NOTHING
        ? otherwise
        : found.text();
  }

  private static boolean hasPassword(Line line) {
    return !line.account.password().reveal().isEmpty();
  }

  private static Account account(Line line) {
    return new Account(
        line.account.user(),
        hasPassword(line),
        line.account.registrar().host(),
        line.server(),
        line.account.transport().name().toLowerCase(Locale.ROOT),
        line.account.outboundProxy() != null);
  }

  private static Contact contact(TransportFault fault, String detail) {
    return switch (fault) {
      case NAME_NOT_FOUND, NOT_SENT, UNPROVEN -> Contact.UNKNOWN;
      case CONNECTION_REFUSED -> Contact.REFUSED;
      case UNREACHABLE -> Contact.UNREACHABLE;
      case NO_ANSWER -> Contact.SILENT;
      case ENCRYPTION ->
          detail.contains("protocol_version") || detail.contains("handshake_failure")
              ? Contact.TLS_TOO_OLD
              : Contact.NO_TLS;
      case CERTIFICATE ->
          detail.contains("expired on")
              ? Contact.CERTIFICATE_EXPIRED
              : detail.contains("not valid before")
                  ? Contact.CERTIFICATE_EARLY
                  : detail.contains("issued by")
                      ? Contact.CERTIFICATE_UNKNOWN
                      : Contact.CERTIFICATE_NAME;
    };
  }
}
