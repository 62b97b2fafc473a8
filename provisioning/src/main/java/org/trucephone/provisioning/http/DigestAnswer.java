package org.trucephone.provisioning.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The arithmetic of Digest access authentication.
 *
 * <pre>
 *  HA1 = H(user:realm:password), with -sess H(HA1:nonce:cnonce)
 *  HA2 = H(method:uri)
 *  response = H(HA1:nonce:nc:cnonce:auth:HA2), without qop H(HA1:nonce:HA2)
 * </pre>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7616#section-3.4">RFC 7616 3.4</a>
 */
final class DigestAnswer {
  private DigestAnswer() {}

  /** {@return whether we can answer a challenge with this algorithm; null means MD5} */
  static boolean supports(@Nullable String algorithm) {
    return switch (name(algorithm)) {
      case "MD5", "MD5-SESS", "SHA-256", "SHA-256-SESS" -> true;
      default -> false;
    };
  }

  /** {@return preference among algorithms, larger is stronger} */
  static int strength(@Nullable String algorithm) {
    return name(algorithm).startsWith("SHA-256") ? 2 : 1;
  }

  /**
   * The value of the {@code Authorization} header.
   *
   * @param challenge a Digest challenge whose algorithm is {@link #supports supported}
   * @param uri request target as sent, path and query
   * @param cnonce fresh random text
   */
  static String header(
      Challenge challenge, Credentials who, String method, String uri, String cnonce) {
    String algorithm = challenge.parameter("algorithm");
    String realm = challenge.parameterOr("realm", "");
    String nonce = challenge.parameterOr("nonce", "");
    boolean auth = challenge.offers("auth");
    String ha1 = hash(algorithm, who.user() + ":" + realm + ":" + who.password().reveal());
    if (name(algorithm).endsWith("-SESS")) {
      ha1 = hash(algorithm, ha1 + ":" + nonce + ":" + cnonce);
    }
    String ha2 = hash(algorithm, method + ":" + uri);
    String middle = auth ? nonce + ":00000001:" + cnonce + ":auth" : nonce;
    String response = hash(algorithm, ha1 + ":" + middle + ":" + ha2);
    boolean hashedUser = challenge.parameterOr("userhash", "").equalsIgnoreCase("true");
    String user = hashedUser ? hash(algorithm, who.user() + ":" + realm) : who.user();

    StringBuilder header = new StringBuilder("Digest ");
    header.append("username=").append(quoted(user));
    header.append(", realm=").append(quoted(realm));
    header.append(", nonce=").append(quoted(nonce));
    header.append(", uri=").append(quoted(uri));
    header.append(", response=").append(quoted(response));
    if (algorithm != null) {
      header.append(", algorithm=").append(algorithm);
    }
    if (auth) {
      header.append(", qop=auth, nc=00000001");
    }
    if (auth || name(algorithm).endsWith("-SESS")) {
      header.append(", cnonce=").append(quoted(cnonce));
    }
    String opaque = challenge.parameter("opaque");
    if (opaque != null) {
      header.append(", opaque=").append(quoted(opaque));
    }
    if (hashedUser) {
      header.append(", userhash=true");
    }
    return header.toString();
  }

  private static String hash(@Nullable String algorithm, String text) {
    String digest = name(algorithm).startsWith("SHA-256") ? "SHA-256" : "MD5";
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + digest, e);
    }
  }

  private static String name(@Nullable String algorithm) {
    return algorithm == null ? "MD5" : algorithm.toUpperCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
