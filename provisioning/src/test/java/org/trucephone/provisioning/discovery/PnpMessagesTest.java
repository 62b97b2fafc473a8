package org.trucephone.provisioning.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PnpMessagesTest {
  private static final String NOTIFY =
      """
      NOTIFY sip:10.0.0.2:5099 SIP/2.0
      Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1
      From: <sip:MAC%3a001122334455@224.0.1.75>;tag=s
      To: <sip:MAC%3a001122334455@224.0.1.75>;tag=pnp1
      i: pnp1@truce
      CSeq: 3 NOTIFY
      Event: ua-profile
      Subscription-State: terminated;reason=timeout
      Content-Type: application/url

      http://10.0.0.1/phones/{mac}.xml
      """
          .replace("\n", "\r\n");

  @Test
  void theQuestionNamesThePhoneAndItsEvent() {
    String ask =
        PnpMessages.subscribe("224.0.1.75", "10.0.0.2:5099", "001122334455", "pnp1", "0.1.0");
    assertTrue(ask.startsWith("SUBSCRIBE sip:MAC%3a001122334455@224.0.1.75 SIP/2.0\r\n"), ask);
    assertTrue(
        ask.contains(
            "\r\nEvent: ua-profile;profile-type=\"device\";vendor=\"Truce\";model=\"Truce\";"
                + "version=\"0.1.0\"\r\n"),
        ask);
    assertTrue(ask.contains("\r\nAccept: application/url\r\n") && ask.endsWith("\r\n\r\n"), ask);
  }

  @Test
  void theNoticeIsKnownByItsCallIdAndAnsweredWithItsOwnHeaders() {
    assertTrue(PnpMessages.notifies(NOTIFY, "pnp1"));
    assertFalse(PnpMessages.notifies(NOTIFY, "pnp2"), "another phone's");
    assertEquals(Optional.of("http://10.0.0.1/phones/{mac}.xml"), PnpMessages.url(NOTIFY));
    assertEquals(
        "SIP/2.0 200 OK\r\n"
            + "Via: SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bK1\r\n"
            + "From: <sip:MAC%3a001122334455@224.0.1.75>;tag=s\r\n"
            + "To: <sip:MAC%3a001122334455@224.0.1.75>;tag=pnp1\r\n"
            + "i: pnp1@truce\r\nCSeq: 3 NOTIFY\r\nContent-Length: 0\r\n\r\n",
        PnpMessages.ok(NOTIFY));
  }

  @Test
  void aNoticeWithoutAUrlSaysNothing() {
    assertEquals(Optional.empty(), PnpMessages.url("NOTIFY sip:x SIP/2.0\r\n\r\njunk"));
  }
}
