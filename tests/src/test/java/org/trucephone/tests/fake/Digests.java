package org.trucephone.tests.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digest as RFC 2069 had it: no qop, so no nonce count and no client nonce. */
final class Digests {
  private Digests() {}

  static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * {@return what is wrong with an Authorization, "" if it is right}
   *
   * @param authorization header as received
   */
  static String fault(
      String authorization, String method, String user, String password, String nonce) {
    String realm = SipText.parameter(authorization, "realm");
    String uri = SipText.parameter(authorization, "uri");
    for (String lie : new String[] {"qop", "nc", "cnonce"}) {
      if (!SipText.parameter(authorization, lie).isEmpty()) {
        return "Authorization has " + lie + ", but no qop was offered";
      }
    }
    if (!SipText.parameter(authorization, "username").equals(user)) {
      return "digest user " + SipText.parameter(authorization, "username");
    }
    if (!SipText.parameter(authorization, "nonce").equals(nonce)) {
      return "a nonce of its own making";
    }
    String expected =
        md5(md5(user + ":" + realm + ":" + password) + ":" + nonce + ":" + md5(method + ":" + uri));
    return expected.equals(SipText.parameter(authorization, "response")) ? "" : "wrong response";
  }
}
