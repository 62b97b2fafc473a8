package org.trucephone.firmware.sip.digest;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The arithmetic of RFC 7616 3.4 and the header it fills. */
public final class Digest {
  private Digest() {}

  /**
   * Computes the {@code response} parameter.
   *
   * @param algorithm hash of the challenge
   * @param qop "auth", "auth-int" or "" where the server offered none (RFC 2069)
   * @param nc how often this nonce was used, this time included; 1…
   * @param body the message's body, for auth-int
   */
  public static String response(
      DigestAlgorithm algorithm,
      String user,
      String realm,
      String password,
      String nonce,
      int nc,
      String cnonce,
      String qop,
      String method,
      String uri,
      byte[] body) {
    String secret = algorithm.hash(user + ":" + realm + ":" + password);
    if (algorithm.session()) {
      secret = algorithm.hash(secret + ":" + nonce + ":" + cnonce);
    }
    String what = method + ":" + uri + ("auth-int".equals(qop) ? ":" + algorithm.hash(body) : "");
    String middle = qop.isEmpty() ? "" : count(nc) + ":" + cnonce + ":" + qop + ":";
    return algorithm.hash(secret + ":" + nonce + ":" + middle + algorithm.hash(what));
  }

  /** {@return the value of an Authorization or Proxy-Authorization header} */
  static String header(
      DigestChallenge challenge,
      DigestAlgorithm algorithm,
      String user,
      String password,
      int nc,
      String cnonce,
      String method,
      String uri,
      byte[] body) {
    String qop =
        challenge.qop().contains("auth") ? "auth" : challenge.qop().isEmpty() ? "" : "auth-int";
    String response =
        response(
            algorithm,
            user,
            challenge.realm(),
            password,
            challenge.nonce(),
            nc,
            cnonce,
            qop,
            method,
            uri,
            body);
    StringBuilder text = new StringBuilder("Digest username=").append(quote(user));
    text.append(", realm=").append(quote(challenge.realm()));
    text.append(", nonce=").append(quote(challenge.nonce()));
    text.append(", uri=").append(quote(uri));
    text.append(", response=").append(quote(response));
    if (challenge.named()) {
      text.append(", algorithm=").append(algorithm.token());
    }
    if (!qop.isEmpty() || algorithm.session()) {
      text.append(", cnonce=").append(quote(cnonce));
    }
    if (!qop.isEmpty()) {
      text.append(", qop=").append(qop).append(", nc=").append(count(nc));
    }
    String opaque = challenge.opaque();
    if (opaque != null) {
      text.append(", opaque=").append(quote(opaque));
    }
    return text.toString();
  }

  /** {@return an empty body} */
  public static byte[] noBody() {
    return "".getBytes(StandardCharsets.UTF_8);
  }

  private static String count(int nc) {
    return String.format(Locale.ROOT, "%08x", nc);
  }

  private static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
