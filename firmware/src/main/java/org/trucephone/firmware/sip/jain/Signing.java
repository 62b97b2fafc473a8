package org.trucephone.firmware.sip.jain;

import gov.nist.javax.sip.message.MessageExt;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sip.header.Header;
import javax.sip.header.Parameters;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.trucephone.firmware.sip.MessageSigner;
import org.trucephone.firmware.sip.MessageSigner.Fields;
import org.trucephone.firmware.sip.MessageSigner.Proof;

/**
 * Puts into each message what its account's system wants on all of them, the signature last, and
 * checks the server's. Does nothing for accounts that follow the standards. Thread {@code sip-out}.
 */
final class Signing {
  /** A header's name, in full or compact, and its value. */
  private static final Pattern LINE = Pattern.compile("(?m)^([A-Za-z-]+)[ \\t]*:[ \\t]*(.*)$");

  private static final Pattern FOLD = Pattern.compile("\r\n[ \\t]+");
  private static final Map<String, String> COMPACT = Map.of("f", "from", "t", "to", "i", "call-id");

  private final Messages messages;

  Signing(Messages messages) {
    this.messages = messages;
  }

  /** Finishes a request that belongs to an attempt. */
  void finish(Access access, Request request, MessageSigner.Attempt attempt) throws ParseException {
    dress(access, request);
    put(request, attempt.proof(sent(request, "")));
  }

  /** Finishes any other message of ours. */
  void finish(Access access, Message message) throws ParseException {
    dress(access, message);
    MessageSigner signer = access.signer();
    int status = message instanceof Response response ? response.getStatusCode() : 200;
    if (signer != null && status >= 200) {
      put(message, signer.proof(sent(message, message instanceof Response ? status + "" : "")));
    }
  }

  private void put(Message message, Optional<Proof> proof) throws ParseException {
    if (proof.isPresent()) {
      messages.set(message, proof.get().name(), proof.get().value());
    }
  }

  private void dress(Access access, Message message) throws ParseException {
    Header own = message.getHeader(message instanceof Request ? "From" : "To");
    for (Map.Entry<String, String> each : access.manner().ownParameters().entrySet()) {
      if (own instanceof Parameters parameters) {
        parameters.setParameter(each.getKey(), each.getValue());
      }
    }
    boolean binds = message instanceof Request request && request.getMethod().equals("REGISTER");
    if (!access.givenAddress.isEmpty() && !binds && message.getHeader("Contact") != null) {
      messages.set(message, "Contact", "<" + access.givenAddress + ">");
    }
  }

  private static Fields sent(Message message, String status) {
    return new Fields(
        Messages.callId(message),
        text(message, "CSeq"),
        text(message, "From"),
        text(message, "To"),
        asserted(text(message, "P-Asserted-Identity"), text(message, "P-Preferred-Identity")),
        text(message, "Expires"),
        status);
  }

  private static String text(Message message, String name) {
    String value = Messages.joined(message, name);
    return value == null ? "" : value;
  }

  private static String asserted(String asserted, String preferred) {
    return asserted.isEmpty() ? preferred : asserted;
  }

  // ---- what comes

  /** {@return why an answer is not to be believed; "" if it is} */
  static String fault(MessageSigner.Attempt attempt, Response response) {
    String head = head(response);
    return attempt.fault(received(head, Integer.toString(response.getStatusCode())), head);
  }

  /** {@return why a request of an account's server is not to be believed; "" if it is} */
  static String fault(Access access, Request request) {
    MessageSigner signer = access.signer();
    if (signer == null) {
      return "";
    }
    String head = head(request);
    return signer.fault(received(head, ""), head);
  }

  /** The signed message's head as it came: the stack writes names its own way. */
  private static String head(Message message) {
    return message instanceof MessageExt known && known.getApplicationData() instanceof String head
        ? FOLD.matcher(head).replaceAll(" ")
        : "";
  }

  private static Fields received(String head, String status) {
    return new Fields(
        value(head, "call-id"),
        value(head, "cseq"),
        value(head, "from"),
        value(head, "to"),
        asserted(value(head, "p-asserted-identity"), value(head, "p-preferred-identity")),
        value(head, "expires"),
        status);
  }

  private static String value(String head, String name) {
    List<String> found = new ArrayList<>();
    Matcher line = LINE.matcher(head);
    while (line.find()) {
      String said = line.group(1).toLowerCase(Locale.ROOT);
      if (COMPACT.getOrDefault(said, said).equals(name)) {
        found.add(line.group(2).strip());
      }
    }
    return String.join(", ", found);
  }
}
