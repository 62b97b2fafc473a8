package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** Lamps that tell the truth, pick-up by them, and parking. */
class OfficeLampsTest extends SteppedOffice {
  // ------------------------------------------------------------------------------------------------- lamps

  private void notified(int subscription, String body) {
    sip(
        new SipEvent.Notified(
            subscription, 1, null, "dialog", "active", "application/dialog-info+xml", body));
  }

  private static String dialogs(int version, String inner) {
    return "<?xml version=\"1.0\"?><dialog-info"
        + " xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\""
        + version
        + "\" state=\"full\" entity=\"sip:1002@x\">"
        + inner
        + "</dialog-info>";
  }

  private static String dialog(String state) {
    return "<dialog id=\"1002\"><state>" + state + "</state></dialog>";
  }

  private String lampOf(int index) {
    return phone.view().keys().stream()
        .filter(k -> k.index() == index)
        .findFirst()
        .orElseThrow()
        .lamp();
  }

  @Test
  void aLampShowsFiveStates() {
    configure("Asterisk PBX 22.2.0", List.of(), key(2, KeyType.BLF, "1002"));
    // The configuration came while the line was registered.
    assertEquals("unreachable", lampOf(2));
    LampState lost = hardware.lamps.get(Lamp.LINE_2);
    assertEquals(new LampState(Colour.RED, Rhythm.DOUBLE_BLINK), lost);
    notified(1001, dialogs(0, dialog("terminated")));
    assertEquals("off", lampOf(2));
    notified(1001, dialogs(1, dialog("early")));
    assertEquals("ringing", lampOf(2));
    assertEquals(new LampState(Colour.RED, Rhythm.FAST), hardware.lamps.get(Lamp.LINE_2));
    notified(1001, dialogs(2, dialog("confirmed")));
    assertEquals("busy", lampOf(2));
    notified(
        1001,
        dialogs(
            3,
            "<dialog id=\"1002\"><local><target uri=\"sip:1002@x\"><param pname=\"+sip.rendering\""
                + " pvalue=\"no\"/></target></local><state>confirmed</state></dialog>"));
    assertEquals("held", lampOf(2));
    sip(new SipEvent.SubscriptionLost(1001, 481, "", false));
    assertEquals("unreachable", lampOf(2));
    notified(1001, dialogs(0, dialog("confirmed")));
    assertEquals("busy", lampOf(2));
  }

  @Test
  void lampsOfALineThatCannotRegisterDoNotLie() {
    configure("Other", List.of(), key(2, KeyType.BLF, "1002"));
    notified(1001, dialogs(0, dialog("confirmed")));
    pass(3_300_000);
    sip(new SipEvent.RegisterFailed(1, TransportFault.NO_ANSWER, "127.0.0.1:5070"));
    assertEquals("unreachable", lampOf(2));
    pass(200_000);
    sip(new SipEvent.Registered(1, Duration.ofSeconds(3600)));
    notified(1001, dialogs(0, ""));
    assertEquals("off", lampOf(2));
  }

  @Test
  void documentsThatAreMissingAreAskedForAgain() {
    configure("Other", List.of(), key(2, KeyType.BLF, "1002"));
    notified(1001, dialogs(0, dialog("confirmed")));
    sip.drain();
    notified(1001, dialogs(5, dialog("terminated")).replace("\"full\"", "\"partial\""));
    assertEquals(List.of("subscribe #1001 dialog 1002"), sip.drain());
    assertEquals("busy", lampOf(2));
  }

  @Test
  void aListLightsManyLamps() {
    configure("Other", List.of(), key(2, KeyType.BLF, "200"), key(3, KeyType.BLF, "201"));
    String body =
        "--rls\r\nContent-ID: <top@x>\r\nContent-Type: application/rlmi+xml\r\n\r\n"
            + "<list xmlns=\"urn:ietf:params:xml:ns:rlmi\" fullState=\"true\">"
            + "<resource uri=\"sip:200@x\"><instance id=\"1\" state=\"active\" cid=\"p1@x\"/>"
            + "</resource><resource uri=\"sip:201@x\"><instance id=\"2\" state=\"active\""
            + " cid=\"p2@x\"/></resource></list>\r\n--rls\r\nContent-ID: <p1@x>\r\n"
            + "Content-Type: application/dialog-info+xml\r\n\r\n"
            + dialogs(0, dialog("confirmed"))
            + "\r\n--rls\r\nContent-ID: <p2@x>\r\n"
            + "Content-Type: application/dialog-info+xml\r\n\r\n"
            + dialogs(0, "")
            + "\r\n--rls--\r\n";
    sip(
        new SipEvent.Notified(
            1001,
            1,
            null,
            "dialog",
            "active",
            "multipart/related;type=\"application/rlmi+xml\";boundary=\"rls\"",
            body));
    assertEquals("busy", lampOf(2));
    assertEquals("off", lampOf(3));
  }

  @Test
  void keysThatDidNotChangeKeepTheirSubscription() {
    configure("Other", List.of(), key(2, KeyType.BLF, "1002"));
    on(
        new PhoneEvent.Configured(
            Settings.of(
                List.of(
                    new Assignment<>(Field.USER, 1, "1001", IN),
                    new Assignment<>(Field.PASSWORD, 1, new Secret("pw"), IN),
                    new Assignment<>(Field.REGISTRAR, 1, new Endpoint("127.0.0.1", 5070), IN),
                    new Assignment<>(Field.LABEL, 1, "Desk", IN)),
                List.of(key(2, KeyType.BLF, "1002"), key(3, KeyType.BLF, "1003")),
                List.of()),
            FROM));
    assertEquals(List.of("subscribe #1002 dialog 1003"), sip.drain());
  }

  @Test
  void aRingingLampIsPickedUpByReplacesThenByCode() {
    LineKey key = new LineKey(2, KeyType.BLF, "1002", "", 0, "**", IN);
    configure("Other", List.of(), key);
    notified(
        1001,
        dialogs(
            0,
            "<dialog id=\"1\" call-id=\"c\" local-tag=\"l\" remote-tag=\"r\""
                + " direction=\"recipient\"><state>early</state></dialog>"));
    keys(new Command.LineKey(2));
    assertEquals(List.of("invite 1 1002 {Replaces=c;to-tag=l;from-tag=r;early-only}"), sip.drain());
    sip(new SipEvent.Rejected(new CallId(1), 481, "", false));
    assertEquals(List.of("invite 3 **1002"), sip.drain());
    assertNull(phone.view().notice());
  }

  @Test
  void anIdleLampCallsAndWhileTransferringGetsTheCall() {
    configure("Other", List.of(), key(2, KeyType.BLF, "1002"));
    notified(1001, dialogs(0, ""));
    inACall();
    keys(new Command.Transfer(), new Command.LineKey(2));
    assertEquals(List.of("reinvite 2", "refer 2 1002"), sip.drain());
  }

  // ------------------------------------------------------------------------------------------------- park

  @Test
  void aCallIsParkedAndThePlaceShown() {
    configure("Asterisk PBX 22.2.0", List.of(), key(2, KeyType.PARK, "701"));
    notified(1001, dialogs(0, ""));
    inACall();
    keys(new Command.LineKey(2));
    assertEquals(List.of("reinvite 2", "refer 2 700"), sip.drain());
    news(2, 202, false);
    news(2, 200, true);
    assertEquals("2002 is parked at 700.", notice());
    notified(1001, dialogs(1, dialog("confirmed")));
    assertEquals("2002 waits at 701. Press its key here, or dial 701 on any phone.", notice());
    sip.drain();
    keys(new Command.LineKey(2));
    assertEquals(List.of("invite 1 701"), sip.drain());
  }
}
