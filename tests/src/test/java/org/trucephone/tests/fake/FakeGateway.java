package org.trucephone.tests.fake;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/**
 * Microsoft's SIP gateway for Teams as far as public documents show its shape: TLS alone, voice
 * encrypted with keys in the signalling or not at all, a first account that is only there to be
 * replaced, and a word to fetch the next settings. What a phone calls itself must be true.
 */
public final class FakeGateway extends FakeOffice {
  /** Whom a phone is before its user has claimed it. */
  public static final String FIRST = "onboarding7";

  /** Listens for the first account and the user's own. */
  public FakeGateway(String domain, SSLContext tls, String user, String password)
      throws IOException {
    super(domain, domain, tls);
    account(FIRST, "first1");
    account(user, password);
    start();
  }

  @Override
  void take(SipText message, Peer from) {
    if (from.tcp() == null) {
      problem("in the clear: " + message);
      return;
    }
    String agent = message.header(message.isRequest() ? "User-Agent" : "Server");
    if (!agent.isEmpty() && !agent.startsWith("Truce/")) {
      problem("calls itself " + agent);
    }
    String body = message.body();
    if (body.contains("m=audio ") && (!body.contains("RTP/SAVP ") || !body.contains("a=crypto:"))) {
      problem("voice in the clear: " + body);
    }
    super.take(message, from);
  }

  /** The phone's own key comes back, so that what it hears is what it said. */
  @Override
  String dressed(FakeCall call, String sdp) {
    String key =
        call.phonesSdp()
            .lines()
            .filter(line -> line.startsWith("a=crypto:"))
            .filter(line -> line.contains("AES_CM_128_HMAC_SHA1_80"))
            .findFirst()
            .orElse("");
    return sdp.replace(" RTP/AVP ", " RTP/SAVP ") + (key.isEmpty() ? "" : key + "\r\n");
  }

  @Override
  void dress(SipText invite, String number, String name) {
    invite.set(
        "From", "\"%s\" <sip:%s@%s>;tag=%s".formatted(name, number, domain(), invite.tag("From")));
  }

  /** Rings with an offer in the clear. {@return the INVITE} */
  public SipText ringInTheClear(String user, String number) {
    SipText[] invite = new SipText[1];
    plain = true;
    try {
      invite[0] = ring(user, number, "Mallory");
    } finally {
      plain = false;
    }
    return invite[0];
  }

  private boolean plain;

  @Override
  SipText finished(SipText message) {
    if (plain && message.isRequest() && message.method().equals("INVITE")) {
      message.body("application/sdp", sdp(1, "sendrecv", "0 101"));
    }
    return message;
  }

  /** Has the phone fetch its settings anew. */
  public void checkSync(String user) {
    SipText request = tell(user, "NOTIFY", "check-sync", "", "");
    if (answer(request).status() != 200) {
      problem("check-sync was answered " + answer(request).status());
    }
  }

  @Override
  String product() {
    return "Microsoft.PSTNHub.SIPProxy v.2026.1.1";
  }
}
