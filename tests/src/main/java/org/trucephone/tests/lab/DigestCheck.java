package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Challenges and checks by digest with {@code qop=auth} (RFC 7616). The lab's thread only. */
final class DigestCheck {
  static final String REALM = "truce.lab";
  private static final Pattern FIELD = Pattern.compile("(\\w+)\\s*=\\s*(\"([^\"]*)\"|[^,\\s]+)");

  /** What came of a check. */
  enum Verdict {
    /** No usable credentials, or a wrong password: challenge. */
    CHALLENGE,
    /** Right, but with a nonce that has run out or a count used before: challenge with stale. */
    STALE,
    /** Right. */
    RIGHT
  }

  private static final class Nonce {
    final long madeAtNanos = System.nanoTime();
    long count;
  }

  private final DigestAlgorithm algorithm;
  private Duration life;
  private final Map<String, Nonce> nonces = new HashMap<>();

  DigestCheck(DigestAlgorithm algorithm, Duration life) {
    this.algorithm = algorithm;
    this.life = life;
  }

  /** How long nonces are good for, those given out already too. */
  void life(Duration life) {
    this.life = life;
  }

  String challenge(boolean stale) {
    String nonce = Transactions.token() + Transactions.token();
    nonces.put(nonce, new Nonce());
    return "Digest realm=\"%s\", nonce=\"%s\", algorithm=%s, qop=\"auth\"%s"
        .formatted(REALM, nonce, algorithm.token(), stale ? ", stale=true" : "");
  }

  /** {@return the user name the credentials name, or an empty text} */
  static String userOf(String credentials) {
    return fields(credentials).getOrDefault("username", "");
  }

  /**
   * Checks credentials.
   *
   * @param credentials value of Authorization or Proxy-Authorization, or empty
   * @param password null when the user is not known
   */
  Verdict check(String method, String credentials, @Nullable String password) {
    Map<String, String> f = fields(credentials);
    String nonce = f.getOrDefault("nonce", "");
    String nc = f.getOrDefault("nc", "");
    boolean asked =
        REALM.equals(f.get("realm"))
            && algorithm.token().equalsIgnoreCase(f.getOrDefault("algorithm", "MD5"))
            && "auth".equals(f.get("qop"))
            && nc.matches("[0-9a-fA-F]{8}");
    if (password == null || !asked) {
      return Verdict.CHALLENGE;
    }
    String ha1 = hash(f.getOrDefault("username", "") + ":" + REALM + ":" + password);
    String ha2 = hash(method + ":" + f.getOrDefault("uri", ""));
    String wanted =
        hash(ha1 + ":" + nonce + ":" + nc + ":" + f.getOrDefault("cnonce", "") + ":auth:" + ha2);
    if (!wanted.equalsIgnoreCase(f.getOrDefault("response", ""))) {
      return Verdict.CHALLENGE;
    }
    Nonce known = nonces.get(nonce);
    long count = Long.parseLong(nc, 16);
    if (known == null
        || System.nanoTime() - known.madeAtNanos > life.toNanos()
        || count <= known.count) {
      return Verdict.STALE;
    }
    known.count = count;
    return Verdict.RIGHT;
  }

  private static Map<String, String> fields(String credentials) {
    Map<String, String> fields = new HashMap<>();
    Matcher m = FIELD.matcher(credentials);
    while (m.find()) {
      fields.put(m.group(1).toLowerCase(Locale.ROOT), m.group(3) == null ? m.group(2) : m.group(3));
    }
    return fields;
  }

  private String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm.token());
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
