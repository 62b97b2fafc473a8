package org.trucephone.tests.fake;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What systems of the plain standards have in common: a domain, accounts with passwords, one
 * contact each, and a fresh challenge for every request: a nonce is good for one answer.
 */
abstract class FakeOffice extends FakeExchange {
  private final String domain;
  private final String realm;
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, Reached> lines = new HashMap<>();
  private final Set<String> issued = new HashSet<>();

  /**
   * @param tls null for UDP and TCP
   */
  FakeOffice(String domain, String realm, @Nullable SSLContext tls) throws IOException {
    super(tls);
    this.domain = domain;
    this.realm = realm;
  }

  final void account(String user, String password) {
    passwords.put(user, password);
  }

  final String domain() {
    return domain;
  }

  @Override
  void take(SipText message, Peer from) {
    if (!message.isRequest()) {
      return;
    }
    switch (message.method()) {
      case "REGISTER" -> register(message, from);
      case "INVITE" -> invite(message, from);
      case "REFER" -> refer(message, from);
      case "SUBSCRIBE" -> subscribe(message, from);
      case "PUBLISH" -> reply(message, from, 489, "Bad Event");
      default -> inside(message, from);
    }
  }

  @Override
  boolean proved(SipText request, Peer from) {
    boolean registrar = request.method().equals("REGISTER");
    String authorization = request.header(registrar ? "Authorization" : "Proxy-Authorization");
    String user = SipText.parameter(authorization, "username");
    String nonce = SipText.parameter(authorization, "nonce");
    if (!issued.remove(nonce)) {
      String fresh = "6f6e6365" + number();
      issued.add(fresh);
      SipText challenge =
          registrar
              ? response(request, 401, "Unauthorized")
              : response(request, 407, "Proxy Authentication Required");
      send(
          challenge.add(
              registrar ? "WWW-Authenticate" : "Proxy-Authenticate",
              "Digest realm=\"%s\", nonce=\"%s\", %salgorithm=MD5"
                  .formatted(realm, fresh, nonce.isEmpty() ? "" : "stale=true, ")),
          from);
      return false;
    }
    String fault =
        Digests.fault(
            authorization, request.method(), user, passwords.getOrDefault(user, "-"), nonce);
    if (fault.isEmpty() && !SipText.parameter(authorization, "realm").equals(realm)) {
      fault = "realm " + SipText.parameter(authorization, "realm");
    }
    if (fault.isEmpty() && !SipText.userOf(request.header("From")).equals(user)) {
      fault = "the account " + user + " speaks for " + request.header("From");
    }
    if (!fault.isEmpty()) {
      if (passwords.containsKey(user)) {
        problem(fault);
      }
      reply(request, from, 403, "Forbidden");
    }
    return fault.isEmpty();
  }

  private void register(SipText request, Peer from) {
    if (!proved(request, from)) {
      return;
    }
    List<String> contacts = request.all("Contact");
    String contact = SipText.uriOf(contacts.getFirst());
    if (contacts.size() != 1) {
      problem("contacts: " + contacts);
    }
    String user = SipText.userOf(request.header("To"));
    boolean leaves =
        request.header("Expires").equals("0")
            || SipText.parameter(contacts.getFirst(), "expires").equals("0");
    if (leaves) {
      lines.remove(user);
    } else {
      lines.put(user, new Reached(contact, from));
    }
    send(
        response(request, 200, "OK")
            .add("Contact", "<" + contact + ">;expires=" + (leaves ? 0 : expires())),
        from);
    if (!leaves) {
      registered(user);
    }
  }

  /** {@return seconds a registration holds} */
  int expires() {
    return 3600;
  }

  /** What the system says by itself to a line that has registered. */
  void registered(String user) {}

  /** Answers a subscription; most know none. */
  void subscribe(SipText request, Peer from) {
    reply(request, from, 489, "Bad Event");
  }

  /** Sends a request outside calls to a line. {@return it} */
  final SipText tell(String user, String method, String event, String type, String body) {
    Reached to = reached(user);
    SipText request =
        via(SipText.request(method, to.contact()), to.peer())
            .add("From", "<sip:" + user + "@" + domain + ">;tag=o" + number())
            .add("To", "<sip:" + user + "@" + domain + ">")
            .add("Call-ID", "told-" + number() + "@" + here())
            .add("CSeq", "1 " + method)
            .add("Contact", "<sip:" + here() + ">")
            .add("Event", event)
            .add("Subscription-State", "terminated;reason=noresource");
    send(body.isEmpty() ? request : request.body(type, body), to.peer());
    return request;
  }

  /** {@return whether a line is registered} */
  public final synchronized boolean registeredAs(String user) {
    return lines.containsKey(user);
  }

  @Override
  final synchronized Reached reached(String line) {
    Reached reached = lines.get(line);
    if (reached == null) {
      throw new AssertionError(line + " is not registered\n" + log());
    }
    return reached;
  }

  @Override
  @Nullable SipText refused(SipText request, String number) {
    return null;
  }
}
