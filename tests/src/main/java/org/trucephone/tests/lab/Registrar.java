package org.trucephone.tests.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trucephone.tests.lab.DigestCheck.Verdict;
import org.trucephone.tests.lab.Wire.Peer;

/** Accounts and where their phones are (RFC 3261 10). The lab's thread only. */
final class Registrar {

  /** One phone of an account. */
  record Binding(String contact, Peer peer, int expires, Future<?> end) {}

  private final LabOptions options;
  private final Loop loop;
  private final Consumer<String> log;
  private final DigestCheck digest;
  private final Map<String, String> passwords;
  private final Map<String, List<Binding>> bindings = new LinkedHashMap<>();
  private boolean unavailable;
  private int minExpires;
  private int refused;

  Registrar(LabOptions options, Loop loop, Consumer<String> log) {
    this.options = options;
    this.loop = loop;
    this.log = log;
    this.digest = new DigestCheck(options.algorithm(), options.nonceLife());
    this.passwords = new LinkedHashMap<>(options.accounts());
    this.minExpires = options.minExpires();
  }

  void password(String user, String password) {
    passwords.put(user, password);
  }

  void unavailable(boolean on) {
    unavailable = on;
  }

  void minExpires(int seconds) {
    minExpires = seconds;
  }

  void nonceLife(Duration life) {
    digest.life(life);
  }

  /** {@return how many requests came with credentials that were wrong} */
  int refused() {
    return refused;
  }

  boolean knows(String user) {
    return passwords.containsKey(user);
  }

  List<Binding> bindings(String user) {
    return List.copyOf(bindings.getOrDefault(user, List.of()));
  }

  /** {@return the way to whoever registered this contact address, or null} */
  @Nullable Peer peerFor(String uri) {
    SipMessage.HostPort wanted = SipMessage.hostOf(uri);
    return bindings.values().stream()
        .flatMap(List::stream)
        .filter(b -> SipMessage.hostOf(b.contact).equals(wanted))
        .map(Binding::peer)
        .findFirst()
        .orElse(null);
  }

  /**
   * Checks who asks.
   *
   * @param proxy challenge with 407 instead of 401
   * @return null when it is the account's owner, else what to answer
   */
  @Nullable SipMessage challenge(SipMessage request, boolean proxy) {
    String credentials = request.text(proxy ? "Proxy-Authorization" : "Authorization");
    String user = DigestCheck.userOf(credentials);
    String caller = SipMessage.userOf(request.text("From"));
    if (!knows(caller)) {
      log.accept("unknown user " + caller + " refused");
      return SipMessage.response(request, options.unknownStatus(), "Unknown User");
    }
    boolean own = user.equals(caller);
    Verdict verdict =
        own
            ? digest.check(request.method(), credentials, passwords.get(caller))
            : Verdict.CHALLENGE;
    if (verdict == Verdict.RIGHT) {
      return null;
    }
    if (verdict == Verdict.CHALLENGE && !credentials.isEmpty()) {
      refused++;
      log.accept("wrong credentials for " + caller + " in " + request.method());
    }
    SipMessage refusal =
        proxy
            ? SipMessage.response(request, 407, "Proxy Authentication Required")
            : SipMessage.response(request, 401, "Unauthorized");
    return refusal.add(
        proxy ? "Proxy-Authenticate" : "WWW-Authenticate",
        digest.challenge(verdict == Verdict.STALE));
  }

  /** {@return the answer to a REGISTER} */
  SipMessage register(SipMessage request, Peer from) {
    if (unavailable) {
      return SipMessage.response(request, 503, "Service Unavailable").add("Retry-After", "5");
    }
    SipMessage challenge = challenge(request, false);
    if (challenge != null) {
      return challenge;
    }
    String user = SipMessage.userOf(request.text("To"));
    if (!user.equals(SipMessage.userOf(request.text("From")))) {
      return SipMessage.response(request, 403, "Not Yours");
    }
    List<Binding> now = bindings.computeIfAbsent(user, u -> new ArrayList<>());
    for (String contact : request.all("Contact")) {
      String own = SipMessage.parameter(contact, "expires");
      int wanted =
          own != null && own.matches("\\d{1,9}")
              ? Integer.parseInt(own)
              : request.number("Expires", options.maxExpires());
      if (wanted > 0 && wanted < minExpires) {
        return SipMessage.response(request, 423, "Interval Too Brief")
            .add("Min-Expires", "" + minExpires);
      }
      String uri = SipMessage.uriOf(contact);
      now.removeIf(b -> {
        boolean gone = contact.trim().equals("*") || b.contact.equals(uri);
        return gone && b.end.cancel(false) | gone;
      });
      if (wanted > 0 && !contact.trim().equals("*")) {
        bind(user, now, uri, from, Math.min(wanted, options.maxExpires()));
      } else {
        log.accept(user + " unregistered");
      }
    }
    SipMessage ok = SipMessage.response(request, 200, "OK");
    now.forEach(b -> ok.add("Contact", "<" + b.contact + ">;expires=" + b.expires));
    return ok;
  }

  private void bind(String user, List<Binding> now, String uri, Peer from, int seconds) {
    Future<?> end =
        loop.after(
            Duration.ofSeconds(seconds),
            () -> {
              now.removeIf(b -> b.contact.equals(uri));
              log.accept(user + "'s registration ran out");
            });
    now.add(new Binding(uri, from, seconds, end));
    log.accept(user + " registered at " + from + " for " + seconds + " s");
  }
}
