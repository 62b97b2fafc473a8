package org.trucephone.firmware.phone;

import org.trucephone.firmware.call.CallState.Cause;
import org.trucephone.firmware.sip.SipEvent;

/** Sentences for the person: what is wrong, whose it is, what to do. Codes stay in the log. */
final class Words {
  private Words() {}

  static String title(Cause cause) {
    return switch (cause) {
      case HUNG_UP, REMOTE_HUNG_UP -> "Call ended";
      case GAVE_UP -> "Cancelled";
      case MISSED -> "Missed call";
      case ANSWERED_ELSEWHERE -> "Answered elsewhere";
      case REJECTED -> "Rejected";
      case BUSY -> "Busy";
      case NO_ANSWER -> "No answer";
      case NOT_FOUND -> "Number not known";
      case DECLINED -> "Declined";
      case FORBIDDEN -> "Not allowed";
      case NO_COMMON_AUDIO -> "No common sound format";
      case FAILED -> "Call failed";
    };
  }

  static String sentence(Cause cause, String remote, String detail) {
    return switch (cause) {
      case HUNG_UP -> "You hung up.";
      case REMOTE_HUNG_UP -> remote + " hung up.";
      case GAVE_UP -> "You cancelled the call.";
      case MISSED -> remote + " stopped calling.";
      case ANSWERED_ELSEWHERE -> "Another phone took the call.";
      case REJECTED -> "You rejected the call.";
      case BUSY -> remote + " is busy. Try again later.";
      case NO_ANSWER -> remote + " does not answer.";
      case NOT_FOUND ->
          "The server does not know the number " + remote + ". Check it and dial again.";
      case DECLINED -> remote + " does not take the call.";
      case FORBIDDEN ->
          "The server does not let this phone call " + remote + ". Ask your administrator.";
      case NO_COMMON_AUDIO ->
          detail.isEmpty()
              ? "This phone and "
                  + remote
                  + " have no sound format in common. Ask your administrator."
              : detail;
      case FAILED -> detail.isEmpty() ? "The call could not be connected. Try again." : detail;
    };
  }

  /** {@return the sentence with the server's own words behind it, if it has any} */
  static String quoting(String sentence, String words) {
    return words.isEmpty() ? sentence : sentence + " The server says: “" + words + "”";
  }

  /** {@return why a transfer did not work} */
  static String why(int status) {
    return switch (status) {
      case 0 -> "nothing was heard from the server.";
      case 486, 600 -> "busy.";
      case 408, 480, 487 -> "no answer.";
      case 404, 410, 484, 604 -> "the server does not know that number.";
      case 603, 433 -> "they do not take the call.";
      case 401, 403, 407, 405, 501 -> "the server does not allow it.";
      default -> "the server could not connect them.";
    };
  }

  /** {@return the reason phrase we send with a status} */
  static String phrase(int status) {
    return switch (status) {
      case 100 -> "Trying";
      case 180 -> "Ringing";
      case 183 -> "Session Progress";
      case 200 -> "OK";
      case 404 -> "Not Found";
      case 486 -> "Busy Here";
      case 603 -> "Decline";
      default -> status < 200 ? "Progress" : status < 300 ? "OK" : "Failed";
    };
  }

  /** The far end or the server would not encrypt, and this phone was told to insist. */
  static String notEncrypted(String remote) {
    return "This phone must encrypt its calls, and with "
        + remote
        + " it could not. Ask your administrator.";
  }

  /** Somebody is between us and the far end: its certificate is not the one it announced. */
  static String stranger(String remote) {
    return "Who answered the encryption is not "
        + remote
        + ": the call was ended, nothing was heard. Tell your administrator.";
  }

  /** The handshake on the media path came to nothing. */
  static String noKeys(String remote) {
    return "With "
        + remote
        + " no keys for encryption could be agreed, and the call was ended. Ask your administrator.";
  }

  /** The setting asks for what this build has not. */
  static String noDtls() {
    return "This phone's software lacks DTLS encryption, which its settings ask for. Calls are"
        + " encrypted with keys sent by the server instead. Tell your administrator.";
  }

  static String registerFault(SipEvent.RegisterFailed event, String server) {
    return switch (event.fault()) {
      case NAME_NOT_FOUND ->
          "Name " + host(server) + " not found. Check the network or tell your administrator.";
      case CONNECTION_REFUSED ->
          server + " refuses the connection: no telephone server runs there.";
      case UNREACHABLE -> server + " cannot be reached. Check the network cable.";
      case NO_ANSWER -> server + " does not answer. The phone tries again by itself.";
      case CERTIFICATE ->
          "This phone does not trust " + event.detail() + ". Tell your administrator.";
      case ENCRYPTION -> server + " opens no encrypted connection. Tell your administrator.";
      case UNPROVEN -> server + " does not prove that it is your server. Tell your administrator.";
      case NOT_SENT ->
          "The registration could not be sent to " + server + ". Tell your administrator.";
    };
  }

  static String callFault(SipEvent.CallFailed event, String server) {
    return switch (event.fault()) {
      case NAME_NOT_FOUND -> "Name " + host(server) + " not found. Check the network.";
      case CONNECTION_REFUSED, UNREACHABLE -> server + " cannot be reached. Check the network.";
      case NO_ANSWER -> server + " does not answer. Try again.";
      case CERTIFICATE, ENCRYPTION ->
          server + " opens no trusted encrypted connection. Tell your administrator.";
      case UNPROVEN -> server + " does not prove that it is your server. Tell your administrator.";
      case NOT_SENT -> "The call could not be sent. Check the number and try again.";
    };
  }

  private static String host(String server) {
    int colon = server.lastIndexOf(':');
    return colon > 0 ? server.substring(0, colon) : server;
  }
}
