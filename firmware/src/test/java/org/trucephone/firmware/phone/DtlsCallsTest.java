package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.MediaEvent;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.Secrecy;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.MediaSecurity;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Settings;

/** Calls whose keys are agreed on the media path. */
class DtlsCallsTest extends SteppedPhone {
  private static final Fingerprint OURS = Fingerprint.of(new byte[] {1});
  private static final Fingerprint THEIRS = Fingerprint.of(new byte[] {2});

  private void configured(MediaSecurity security) {
    Provenance from = new Provenance("truce.toml", 1, "account", "");
    Settings settings =
        Settings.of(
            List.of(
                new Assignment<>(Field.USER, 1, "1001", from),
                new Assignment<>(Field.REGISTRAR, 1, new Endpoint("127.0.0.1", 5070), from),
                new Assignment<>(Field.MEDIA_SECURITY, 0, security, from)),
            List.of(),
            List.of());
    on(new PhoneEvent.Configured(settings, FROM));
    sip(new SipEvent.Registered(1, Duration.ofSeconds(3600)));
    sip.drain();
  }

  private static String dtls(String setup) {
    return sdp("sendrecv").replace("RTP/AVP", "UDP/TLS/RTP/SAVP")
        + "a=fingerprint:"
        + THEIRS.value()
        + "\r\na=setup:"
        + setup
        + "\r\n";
  }

  private CallView call() {
    return phone.view().calls().getFirst();
  }

  private void connected() {
    media.fingerprint = OURS;
    configured(MediaSecurity.DTLS);
    dial("600#");
    assertTrue(sip.lastSdp.contains("a=fingerprint:" + OURS.value()), sip.lastSdp);
    sip(new SipEvent.Accepted(new CallId(1), dtls("active"), null));
    sip.drain();
    assertEquals(new DtlsTerms(List.of(THEIRS), false), media.plans.get(1).dtls());
  }

  @Test
  void aCallIsSecureOnceTheKeysAreThere() {
    connected();
    assertEquals(Secrecy.NONE, call().secrecy());
    on(new PhoneEvent.Media(new MediaEvent.Secured(1)));
    assertEquals(Secrecy.VOICE, call().secrecy(), "the signalling is not encrypted: no lock");
  }

  @Test
  void aStrangerEndsTheCallInWords() {
    connected();
    on(new PhoneEvent.Media(new MediaEvent.NotSecured(1, true)));
    assertEquals(List.of("bye 1"), sip.drain());
    assertNotNull(call().sentence());
    assertTrue(call().sentence().contains("is not 600"), call().sentence());
  }

  @Test
  void aHandshakeThatFailsEndsTheCallInWords() {
    connected();
    on(new PhoneEvent.Media(new MediaEvent.NotSecured(1, false)));
    assertEquals(List.of("bye 1"), sip.drain());
    assertTrue(call().sentence().contains("no keys"), call().sentence());
  }

  @Test
  void anOfferOfItIsTakenWhateverTheSetting() {
    media.fingerprint = OURS;
    configured(MediaSecurity.OFF);
    incoming(2, dtls("actpass"));
    keys(new Command.Answer(2));
    assertTrue(sip.lastSdp.contains("a=setup:active"), sip.lastSdp);
    assertEquals(new DtlsTerms(List.of(THEIRS), true), media.plans.get(2).dtls());
  }

  @Test
  void withoutTheLibraryThePhoneSaysSoAndSendsKeysInSdp() {
    configured(MediaSecurity.DTLS);
    assertTrue(
        phone.view().faults().stream().anyMatch(fault -> fault.contains("lacks DTLS")),
        phone.view().faults().toString());
    dial("600#");
    assertTrue(sip.lastSdp.contains(" RTP/SAVP "), sip.lastSdp);
    assertTrue(sip.lastSdp.contains("a=crypto:"), sip.lastSdp);
    assertFalse(sip.lastSdp.contains("a=fingerprint"), sip.lastSdp);
  }
}
