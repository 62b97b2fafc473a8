package org.trucephone.firmware.dialect.microsoft;

import java.time.Instant;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.trucephone.firmware.sip.MessageSigner.Fields;
import org.trucephone.firmware.sip.MessageSigner.Proof;

/**
 * A security association: the keys one sign-in made and which numbers were used up (MS-SIPAE 3).
 */
final class Association {
  /** How far behind the newest a number may be, so that messages may pass each other. */
  private static final int WINDOW = 256;

  private final NtlmSession session;
  private final boolean proxy;
  private final String realm;
  private final String target;
  private final String opaque;
  private final Consumer<byte[]> chance;
  final Instant made;
  private int sent;
  private int newest;
  private final BitSet taken = new BitSet();

  /**
   * @param challenge parameters of the challenge it came from
   * @param proxy whether that was a 407
   */
  Association(
      NtlmSession session,
      boolean proxy,
      Map<String, String> challenge,
      Consumer<byte[]> chance,
      Instant made) {
    this.session = session;
    this.proxy = proxy;
    realm = challenge.getOrDefault("realm", "");
    target = challenge.getOrDefault("targetname", "");
    opaque = challenge.getOrDefault("opaque", "");
    this.chance = chance;
    this.made = made;
  }

  String opaque() {
    return opaque;
  }

  /**
   * {@return the header that signs a message of ours}
   *
   * @param more parameters besides, each with its comma; "" for none
   */
  Proof proof(Fields message, String more) {
    byte[] octets = new byte[4];
    chance.accept(octets);
    String rand = HexFormat.of().formatHex(octets);
    String number = Integer.toString(++sent);
    String signature = session.sign(text(message, rand, number));
    return new Proof(
        proxy ? "Proxy-Authorization" : "Authorization",
        "NTLM qop=\"auth\", opaque=\""
            + opaque
            + "\", realm=\""
            + realm
            + "\", targetname=\""
            + target
            + "\", crand=\""
            + rand
            + "\", cnum=\""
            + number
            + "\", response=\""
            + signature
            + "\""
            + more);
  }

  /**
   * {@return why a message of the server's is not to be believed; "" if it is}
   *
   * @param info parameters of its Authentication-Info
   */
  String fault(Fields message, Map<String, String> info) {
    String rand = info.getOrDefault("srand", "");
    String number = info.getOrDefault("snum", "");
    if (!number.matches("[0-9]{1,9}")
        || !session.verified(text(message, rand, number), info.getOrDefault("rspauth", ""))) {
      return "its signature is wrong";
    }
    int value = Integer.parseInt(number);
    if (value <= newest - WINDOW || taken.get(value % (2 * WINDOW)) && value <= newest) {
      return "it was sent once before";
    }
    for (int between = Math.max(newest + 1, value - 2 * WINDOW); between < value; between++) {
      taken.clear(between % (2 * WINDOW));
    }
    taken.set(value % (2 * WINDOW));
    newest = Math.max(newest, value);
    return "";
  }

  private String text(Fields message, String rand, String number) {
    return new SignedMessage(
            message.callId(),
            message.cseq(),
            message.from(),
            message.to(),
            message.asserted(),
            message.expires(),
            message.status())
        .text("NTLM", rand, number, realm, target);
  }
}
