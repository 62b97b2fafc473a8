package org.trucephone.firmware.sip.digest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges of one account's servers and remembers the newest nonce of each realm, so
 * that the next request carries credentials at once. Not thread-safe.
 *
 * <p>Never loops. Within one request a realm is answered once with credentials made for it; again
 * only when the server says the nonce was stale, or when what it refused was a nonce remembered
 * from an earlier request. The same nonce again, or a second refusal, means a wrong password.
 */
public final class DigestClient {
  /** A server that calls every nonce stale is not asked for ever. */
  private static final int MOST_STALE = 3;

  private final String user;
  private final String password;
  private final Supplier<String> cnonces;
  private final Map<Space, Known> known = new LinkedHashMap<>();

  /**
   * A header to put into a request.
   *
   * @param proxy Proxy-Authorization if true, Authorization if not
   */
  public record Credentials(boolean proxy, String value) {}

  /** What to do about a 401 or 407. */
  public enum Verdict {
    /** Send the request again with {@link DigestClient#credentials}. */
    RETRY,
    /** The server refused the user name or password. */
    REFUSED,
    /** The server asks for a kind of check we do not know. */
    UNKNOWN_SCHEME
  }

  /** What one request has been through; a new one for each request that is not a retry. */
  public static final class Attempt {
    private final Map<Space, Sent> sent = new HashMap<>();
    private boolean mayAnswer = true;
  }

  private record Space(boolean proxy, String realm) {}

  private static final class Known {
    final DigestChallenge challenge;
    final DigestAlgorithm algorithm;
    int used;

    Known(DigestChallenge challenge, DigestAlgorithm algorithm) {
      this.challenge = challenge;
      this.algorithm = algorithm;
    }
  }

  private static final class Sent {
    String nonce = "";
    boolean answered;
    int stale;
  }

  /**
   * @param cnonces gives a fresh unguessable text each time
   */
  public DigestClient(String user, String password, Supplier<String> cnonces) {
    this.user = user;
    this.password = password;
    this.cnonces = cnonces;
  }

  /** {@return credentials for every realm known, counted as used} */
  public List<Credentials> credentials(Attempt attempt, String method, String uri, byte[] body) {
    List<Credentials> headers = new ArrayList<>();
    if (!attempt.mayAnswer) {
      return headers;
    }
    known.forEach((space, state) -> {
      state.used++;
      attempt.sent.computeIfAbsent(space, _ -> new Sent()).nonce = state.challenge.nonce();
      headers.add(
          new Credentials(
              space.proxy(),
              Digest.header(
                  state.challenge,
                  state.algorithm,
                  user,
                  password,
                  state.used,
                  cnonces.get(),
                  method,
                  uri,
                  body)));
    });
    return headers;
  }

  /**
   * Takes in the challenges of a response.
   *
   * @param proxy true for 407
   * @param values its WWW-Authenticate or Proxy-Authenticate values in order; the topmost we know
   *     is taken for each realm (RFC 8760 2.4)
   */
  public Verdict challenged(Attempt attempt, boolean proxy, List<String> values) {
    Map<Space, DigestChallenge> topmost = new LinkedHashMap<>();
    for (String value : values) {
      DigestChallenge challenge = DigestChallenge.parse(value);
      if (challenge != null && challenge.usable() != null) {
        topmost.putIfAbsent(new Space(proxy, challenge.realm()), challenge);
      }
    }
    if (topmost.isEmpty()) {
      return Verdict.UNKNOWN_SCHEME;
    }
    boolean refused = false;
    for (Map.Entry<Space, DigestChallenge> each : topmost.entrySet()) {
      refused |= refused(attempt, each.getKey(), each.getValue());
    }
    if (refused) {
      attempt.mayAnswer = false;
      topmost.keySet().forEach(known::remove);
      return Verdict.REFUSED;
    }
    topmost.forEach(this::remember);
    return Verdict.RETRY;
  }

  private boolean refused(Attempt attempt, Space space, DigestChallenge challenge) {
    Sent sent = attempt.sent.get(space);
    if (sent == null) {
      attempt.sent.computeIfAbsent(space, _ -> new Sent()).answered = true;
      return false;
    }
    if (challenge.stale()) {
      sent.answered = true;
      return ++sent.stale > MOST_STALE;
    }
    if (sent.answered || challenge.nonce().equals(sent.nonce)) {
      return true;
    }
    // A remembered nonce had run out and the server does not say "stale".
    sent.answered = true;
    return false;
  }

  private void remember(Space space, @Nullable DigestChallenge challenge) {
    DigestAlgorithm algorithm = challenge == null ? null : challenge.usable();
    if (challenge != null && algorithm != null) {
      known.put(space, new Known(challenge, algorithm));
    }
  }
}
