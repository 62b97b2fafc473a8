package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.media.MediaPort.Tone;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** What an office does with calls, stepped: transfer, conference, lamps, pick-up, park, rules. */
class OfficeTest {
  private static final Instant T0 = Instant.parse("2026-11-26T14:05:00Z");
  private static final ProvisioningView FROM =
      new ProvisioningView("tftp://127.0.0.1/", "truce", List.of("truce.toml"), 0, null, false);
  private static final Provenance IN = new Provenance("truce.toml", 1, "account", "");

  private final FakeSip sip = new FakeSip();
  private final FakeMedia media = new FakeMedia();
  private final FakeHardware hardware = new FakeHardware();
  private Instant now = T0;
  private Phone phone;

  @BeforeEach
  void start() {
    Host host =
        new Host() {
          @Override
          public void reprovision() {}

          @Override
          public void working(boolean works) {}

          @Override
          public void tried(@org.jspecify.annotations.Nullable String fault) {}

          @Override
          public void remember(Memory changed) {}
        };
    phone =
        new Phone(
            sip,
            media,
            hardware,
            host,
            new PhoneOptions(
                false, List.of(), new DeviceView("127.0.0.1", "025452554345", "0.1.0", "")),
            Memory.EMPTY,
            new Random(1),
            new Now(now, now));
    configure("Asterisk PBX 22.2.0", List.of());
  }

  private void configure(String server, List<Assignment<?>> more, LineKey... keys) {
    List<Assignment<?>> all =
        new ArrayList<>(
            List.of(
                new Assignment<>(Field.USER, 1, "1001", IN),
                new Assignment<>(Field.PASSWORD, 1, new Secret("pw"), IN),
                new Assignment<>(Field.REGISTRAR, 1, new Endpoint("127.0.0.1", 5070), IN),
                new Assignment<>(Field.LABEL, 1, "Desk", IN)));
    all.addAll(more);
    on(new PhoneEvent.Configured(Settings.of(all, List.of(keys), List.of()), FROM));
    sip(new SipEvent.Registered(1, Duration.ofSeconds(3600), server));
    sip.drain();
  }

  private static LineKey key(int index, KeyType type, String value) {
    return new LineKey(index, type, value, "", 0, "", IN);
  }

  private void on(PhoneEvent event) {
    phone.on(event, new Now(now, now));
  }

  private void sip(SipEvent event) {
    on(new PhoneEvent.Sip(event));
  }

  private void keys(Command... commands) {
    for (Command command : commands) {
      on(new PhoneEvent.Do(command));
    }
  }

  private void type(String digits) {
    for (char digit : digits.toCharArray()) {
      keys(new Command.Digit(digit));
    }
  }

  private void pass(int millis) {
    now = now.plusMillis(millis);
    on(new PhoneEvent.Tick());
  }

  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 5000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";

  private void incoming(int id, String user, Map<String, String> headers, @Nullable CallId old) {
    sip(
        new SipEvent.InviteReceived(
            new CallId(id),
            1,
            new Identity(user, "", "sip:" + user + "@x"),
            "1001",
            SDP,
            headers,
            old));
  }

  /** Anna has called and was answered: call 2. */
  private void inACall() {
    incoming(2, "2002", Map.of(), null);
    keys(new Command.Answer(2));
    sip(new SipEvent.Acknowledged(new CallId(2), null));
    sip.drain();
  }

  private void answered(int id) {
    sip(new SipEvent.Accepted(new CallId(id), SDP, null));
  }

  private void reinviteAnswered(int id) {
    sip(new SipEvent.ReinviteAnswered(new CallId(id), 200, SDP));
  }

  private void news(int id, int status, boolean over) {
    sip(new SipEvent.ReferProgress(new CallId(id), status, "", over));
  }

  private @Nullable CallView call(int id) {
    return phone.view().calls().stream().filter(c -> c.id() == id).findFirst().orElse(null);
  }

  private CallPhase state(int id) {
    CallView call = call(id);
    assertNotNull(call, phone.view().calls().toString());
    return call.state();
  }

  private String notice() {
    assertNotNull(phone.view().notice());
    return phone.view().notice().text();
  }

  // ------------------------------------------------------------------------------------------------- transfer

  @Test
  void aBlindTransferIsTransferNumberTransfer() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Transfer());
    assertEquals(List.of("reinvite 2", "refer 2 1003"), sip.drain());
    assertEquals(CallPhase.TRANSFERRING, state(2));
    news(2, 202, false);
    news(2, 180, false);
    assertEquals(List.of(), sip.drain());
    news(2, 200, true);
    assertEquals(List.of("bye 2"), sip.drain());
    assertEquals("2002 is with 1003.", notice());
    assertEquals(AudioPath.NONE, hardware.route);
  }

  @Test
  void aTransferThatFailsBringsTheCallBackWithTheReason() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Transfer());
    sip.drain();
    news(2, 202, false);
    news(2, 486, true);
    assertEquals(List.of("reinvite 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals("Transfer to 1003 failed: busy. You are back with 2002.", call(2).note());
    pass(9000);
    assertEquals("", call(2).note());
  }

  @Test
  void aServerThatNeverAnswersTheTransferLosesNobody() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Transfer());
    pass(33_000);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertTrue(call(2).note().contains("nothing was heard"), call(2).note());
  }

  @Test
  void theOtherSideLeavingIsTheTransferDone() {
    inACall();
    keys(new Command.Transfer());
    type("1003");
    keys(new Command.Transfer());
    news(2, 202, false);
    sip(new SipEvent.ByeReceived(new CallId(2), ""));
    assertEquals("2002 is with 1003.", notice());
  }

  @Test
  void anAttendedTransferAsksFirst() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003#");
    assertEquals(List.of("reinvite 2", "invite 1 1003"), sip.drain());
    answered(1);
    assertEquals(CallPhase.HELD, state(2));
    keys(new Command.Transfer());
    assertEquals(List.of("refer 2 replacing 1"), sip.drain());
    news(2, 202, false);
    // The server hangs up the one that was asked before it tells the outcome.
    sip(new SipEvent.ByeReceived(new CallId(1), ""));
    news(2, 200, true);
    assertEquals(List.of("bye 2"), sip.drain());
    assertEquals("2002 is with 1003.", notice());
    assertNull(call(1));
  }

  @Test
  void transferWhileItRingsGivesUpOurCallAndLetsThemRing() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003#");
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    sip.drain();
    keys(new Command.Transfer());
    assertEquals(List.of("cancel 1", "refer 2 1003"), sip.drain());
    sip(new SipEvent.Rejected(new CallId(1), 487, "Request Terminated", false));
    assertEquals(CallPhase.TRANSFERRING, state(2));
    news(2, 200, true);
    assertEquals("2002 is with 1003.", notice());
  }

  @Test
  void whoIsAskedAndIsBusyBringsTheCallBack() {
    inACall();
    keys(new Command.Transfer());
    reinviteAnswered(2);
    type("1003#");
    sip.drain();
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    assertEquals(List.of("reinvite 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals("1003 is busy. Try again later. You are back with 2002.", call(2).note());
  }

  @Test
  void cancelBringsTheCallBack() {
    inACall();
    keys(new Command.Transfer());
    keys(new Command.CancelDialing());
    reinviteAnswered(2);
    assertEquals(List.of("reinvite 2", "reinvite 2"), sip.drain());
    reinviteAnswered(2);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertTrue(media.plans.get(2).sends());
  }

  @Test
  void twoCallsOfOursAreConnectedWithEachOther() {
    inACall();
    keys(new Command.NewCall(1));
    reinviteAnswered(2);
    type("1003#");
    answered(1);
    keys(new Command.Transfer());
    reinviteAnswered(1);
    sip.drain();
    keys(new Command.TransferTo(2));
    assertEquals(List.of("refer 1 replacing 2"), sip.drain());
  }

  @Test
  void aTransferKeyWhileNothingIsThereDoesNothing() {
    keys(new Command.Transfer(), new Command.Conference(), new Command.Park());
    assertEquals(List.of(), sip.drain());
    assertNull(phone.view().dialing());
  }

  // ------------------------------------------------------------------------------------------------- given away

  @Test
  void whoTransfersUsIsToldHowItGoes() {
    inACall();
    sip(
        new SipEvent.ReferReceived(
            7, new CallId(2), 1, "sip:1003@x", Map.of("Replaces", "a;to-tag=b;from-tag=c")));
    assertEquals(
        List.of(
            "answerRefer 7 202",
            "reinvite 2",
            "invite 1 sip:1003@x {Replaces=a;to-tag=b;from-tag=c}"),
        sip.drain());
    assertEquals("2002 transfers you to 1003.", call(1).note());
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    answered(1);
    assertEquals(List.of("referProgress 7 180", "referProgress 7 200"), sip.drain());
    sip(new SipEvent.ByeReceived(new CallId(2), ""));
    assertEquals(CallPhase.CONNECTED, state(1));
  }

  @Test
  void aTransferOfUsThatFailsBringsUsBack() {
    inACall();
    sip(new SipEvent.ReferReceived(7, new CallId(2), 1, "sip:1003@x", Map.of()));
    reinviteAnswered(2);
    sip.drain();
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    assertEquals(List.of("referProgress 7 486", "reinvite 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
  }

  @Test
  void nobodyOutsideACallMakesUsCall() {
    sip(new SipEvent.ReferReceived(7, null, 1, "sip:1003@x", Map.of()));
    assertEquals(List.of("answerRefer 7 603"), sip.drain());
  }

  @Test
  void aCallTakesAnothersPlaceWithoutRinging() {
    inACall();
    incoming(4, "1003", Map.of(), new CallId(2));
    assertEquals(List.of("accept 4", "bye 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(4));
    assertNull(call(2));
    assertEquals(4, media.focus);
  }

  @Test
  void whoIsAtTheOtherEndNowIsShown() {
    inACall();
    sip(new SipEvent.RemoteChanged(new CallId(2), new Identity("1003", "Bob", "sip:1003@x")));
    assertEquals("Bob", call(2).name());
  }

  // ------------------------------------------------------------------------------------------------- conference

  private void conference() {
    inACall();
    keys(new Command.Conference());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Conference());
    answered(1);
    keys(new Command.Conference());
    reinviteAnswered(2);
    sip.drain();
  }

  @Test
  void threeTalkInOneConversation() {
    conference();
    assertEquals(List.of(2, 1), media.party);
    assertEquals(CallPhase.CONNECTED, state(1));
    assertEquals(CallPhase.CONNECTED, state(2));
    assertTrue(call(1).conference() && call(2).conference());
  }

  @Test
  void pressedWhileItRingsTheyJoinWhenTheyAnswer() {
    inACall();
    keys(new Command.Conference());
    reinviteAnswered(2);
    type("1003");
    keys(new Command.Conference(), new Command.Conference());
    assertEquals(List.of(), media.party);
    answered(1);
    assertEquals(List.of(2, 1), media.party);
  }

  @Test
  void aConferenceIsTakenApart() {
    conference();
    keys(new Command.Split());
    reinviteAnswered(1);
    assertEquals(List.of(), media.party);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals(CallPhase.HELD, state(1));
    assertEquals(2, media.focus);
  }

  @Test
  void theOthersAreLeftTalking() {
    conference();
    keys(new Command.LeaveThem());
    assertEquals(List.of("refer 2 replacing 1"), sip.drain());
    news(2, 200, true);
    assertEquals(List.of("bye 2", "bye 1"), sip.drain());
  }

  @Test
  void oneLeavesAndTheOtherStays() {
    conference();
    sip(new SipEvent.ByeReceived(new CallId(1), ""));
    assertEquals(List.of(), media.party);
    assertEquals(CallPhase.CONNECTED, state(2));
    assertFalse(call(2).conference());
  }

  @Test
  void holdHoldsAllAndEndEndsAll() {
    conference();
    keys(new Command.ToggleHold(2));
    assertEquals(List.of("reinvite 2", "reinvite 1"), sip.drain());
    assertEquals(List.of(), media.party);
    reinviteAnswered(1);
    reinviteAnswered(2);
    keys(new Command.ToggleHold(2));
    assertEquals(List.of(2, 1), media.party);
    sip.drain();
    keys(new Command.End(2));
    assertEquals(List.of("bye 2", "bye 1"), sip.drain());
  }

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

  // ------------------------------------------------------------------------------------------------- rules

  @Test
  void forwardedCallsDoNotRing() {
    keys(new Command.AskForward());
    type("2005");
    keys(new Command.SetForward(Rules.When.ALWAYS));
    assertEquals("Calls go to 2005 from now on.", notice());
    incoming(2, "2002", Map.of(), null);
    assertEquals(1, sip.asked.size(), sip.asked.toString());
    String asked = sip.drain().getFirst();
    assertTrue(asked.startsWith("reject 2 302 "), asked);
    assertTrue(asked.contains("Contact=<sip:2005@127.0.0.1>"), asked);
    assertTrue(asked.contains("<sip:1001@127.0.0.1>;reason=unconditional"), asked);
    assertNull(media.tone);
  }

  @Test
  void forwardingInCirclesIsRefused() {
    keys(new Command.AskForward());
    type("1001");
    keys(new Command.SetForward(Rules.When.ALWAYS));
    assertTrue(notice().contains("circles"), notice());
    keys(new Command.AskForward());
    type("2005");
    keys(new Command.SetForward(Rules.When.ALWAYS));
    // It has been here before, and it comes from where it would go: it rings instead.
    incoming(2, "2002", Map.of("diversion", "<sip:1001@127.0.0.1>;reason=unconditional"), null);
    incoming(4, "2005", Map.of(), null);
    assertEquals(List.of("ring 2", "ring 4"), sip.drain());
  }

  @Test
  void noAnswerAndBusyGoElsewhere() {
    keys(new Command.AskForward());
    type("2005");
    keys(new Command.SetForward(Rules.When.NO_ANSWER));
    keys(new Command.AskForward());
    type("2006");
    keys(new Command.SetForward(Rules.When.BUSY));
    incoming(2, "2002", Map.of(), null);
    pass(19_000);
    assertEquals(List.of("ring 2"), sip.drain());
    pass(2000);
    String asked = sip.drain().getFirst();
    assertTrue(asked.contains("302") && asked.contains("sip:2005@"), asked);
    for (int id = 4; id <= 10; id += 2) {
      incoming(id, "300" + id, Map.of(), null);
    }
    sip.drain();
    incoming(12, "3012", Map.of(), null);
    String busy = sip.drain().getFirst();
    assertTrue(busy.contains("302") && busy.contains("user-busy"), busy);
  }

  @Test
  void doNotDisturbIsSilentAndTheCallIsRemembered() {
    keys(new Command.ToggleDoNotDisturb());
    incoming(2, "2002", Map.of(), null);
    assertEquals(List.of("reject 2 486"), sip.drain());
    assertNull(media.tone);
    assertEquals(1, phone.view().missed());
    keys(new Command.ToggleDoNotDisturb());
    incoming(4, "2002", Map.of(), null);
    assertEquals(List.of("ring 4"), sip.drain());
    assertEquals(Tone.RING, media.tone);
  }

  @Test
  void helpMayCallBackThroughDoNotDisturb() {
    keys(new Command.ToggleDoNotDisturb());
    type("112#");
    assertEquals(List.of("invite 1 112"), sip.drain());
    keys(new Command.End(1));
    sip(new SipEvent.Rejected(new CallId(1), 487, "", false));
    sip.drain();
    incoming(2, "5000", Map.of(), null);
    assertEquals(List.of("ring 2"), sip.drain());
  }

  @Test
  void anEmergencyCallIsTriedThoughTheLineIsNotRegistered() {
    sip(new SipEvent.RegisterRefused(1, 403, "Forbidden", false, Duration.ZERO, null));
    sip.drain();
    type("112#");
    assertEquals(List.of("invite 1 112"), sip.drain());
  }

  @Test
  void callersWhoHideAreRefusedIfThePersonWantsThat() {
    incoming(2, "", Map.of(), null);
    assertEquals(List.of("ring 2"), sip.drain());
    sip(new SipEvent.Cancelled(new CallId(2), false));
    keys(new Command.ToggleRejectAnonymous());
    incoming(4, "", Map.of(), null);
    assertEquals(List.of("reject 4 433"), sip.drain());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alert-info | <http://any>;info=alert-autoanswer;delay=0",
        "alert-info | info=alert-autoanswer",
        "alert-info | <sip:x>;info=intercom",
        "alert-info | Intercom",
        "alert-info | Ring Answer",
        "alert-info | Auto Answer",
        "alert-info | ring-answer",
        "alert-info | <x>;answer-after=0",
        "call-info | <sip:host>;answer-after=0",
        "answer-mode | Auto",
        "answer-mode | Auto;require",
        "p-auto-answer | normal",
      })
  void anIntercomCallIsAnsweredAtOnceWithABeepAndNoRing(String name, String value) {
    incoming(2, "2002", Map.of(name, value), null);
    assertEquals(List.of("accept 2"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
    assertNull(media.tone);
    assertEquals(1, media.beeps);
    assertEquals(AudioPath.SPEAKER, hardware.route);
  }

  @Test
  void anIntercomCallNeverBargesIn() {
    inACall();
    incoming(4, "2003", Map.of("answer-mode", "Auto"), null);
    assertEquals(List.of("ring 4"), sip.drain());
    assertEquals(CallPhase.CONNECTED, state(2));
  }

  @Test
  void otherAlertInfoOnlyRings() {
    incoming(2, "2002", Map.of("alert-info", "<http://127.0.0.1/Bellcore-dr2>"), null);
    assertEquals(List.of("ring 2"), sip.drain());
  }

  @Test
  void itIsAnsweredAfterTheSecondsAskedFor() {
    incoming(2, "2002", Map.of("call-info", "<sip:host>;answer-after=3"), null);
    pass(2900);
    assertEquals(List.of("ring 2"), sip.drain());
    pass(200);
    assertEquals(List.of("accept 2"), sip.drain());
  }

  // ------------------------------------------------------------------------------------------------- dialing

  @Test
  void aDialPlanDialsAtOnceAndHotlineByItself() {
    configure(
        "Other",
        List.of(new Assignment<>(Field.DIAL_PLAN, 0, "([1-7]xxx|<9,:>0x.T|S3<:1234>)", IN)));
    type("2005");
    assertEquals(List.of("invite 1 2005"), sip.drain());
    keys(new Command.End(1));
    sip(new SipEvent.Rejected(new CallId(1), 487, "", false));
    sip.drain();
    on(new PhoneEvent.Hook(true));
    pass(2900);
    assertEquals(List.of(), sip.drain());
    pass(200);
    assertEquals(List.of("invite 3 1234"), sip.drain());
  }

  @Test
  void aRedirectionIsFollowedButNotForEver() {
    type("2005#");
    sip.drain();
    for (int i = 0; i < 5; i++) {
      int id = 2 * i + 1;
      sip(
          new SipEvent.Rejected(
              new CallId(id), 302, "Moved", false, Map.of("contact", "<sip:200" + i + "@x>")));
      assertEquals(List.of("invite " + (id + 2) + " sip:200" + i + "@x"), sip.drain());
    }
    sip(
        new SipEvent.Rejected(
            new CallId(11), 302, "Moved", false, Map.of("contact", "<sip:2009@x>")));
    assertEquals(List.of(), sip.drain());
  }

  @Test
  void whoCalledLastIsCalledBack() {
    incoming(2, "2002", Map.of(), null);
    sip(new SipEvent.Cancelled(new CallId(2), false));
    sip.drain();
    keys(new Command.CallReturn());
    assertEquals(List.of("invite 1 2002"), sip.drain());
  }

  @Test
  void theMessagesKeyCallsWhatTheServerNames() {
    sip(new SipEvent.MessageSummary(1, true, 2, 0, "sip:*98@pbx"));
    sip(new SipEvent.MessageSummary(1, true, 1, 0, "sip:4000@pbx"));
    assertEquals(3, phone.view().voicemails());
    sip(new SipEvent.MessageSummary(1, true, 1, 0, "sip:4000@pbx"));
    assertEquals(3, phone.view().voicemails());
    keys(new Command.CallVoicemail());
    assertEquals(List.of("invite 1 4000"), sip.drain());
  }

  @Test
  void fourCallsOfALineRingTheFifthIsBusy() {
    for (int id = 2; id <= 8; id += 2) {
      incoming(id, "300" + id, Map.of(), null);
    }
    sip.drain();
    incoming(10, "3010", Map.of(), null);
    assertEquals(List.of("reject 10 486"), sip.drain());
  }

  @Test
  void aListOfLampsIsAskedForOnceAndEachAloneWhereItIsRefused() {
    List<Assignment<?>> list =
        List.of(
            new Assignment<>(Field.USER, 1, "1001", IN),
            new Assignment<>(Field.PASSWORD, 1, new Secret("pw"), IN),
            new Assignment<>(Field.REGISTRAR, 1, new Endpoint("127.0.0.1", 5070), IN),
            new Assignment<>(Field.LABEL, 1, "Desk", IN),
            new Assignment<>(Field.LAMP_LIST, 0, "sip:team@pbx", IN));
    List<LineKey> keys =
        List.of(
            key(2, KeyType.BLF, "1002"), key(3, KeyType.BLF, "1003"), key(4, KeyType.PARK, "701"));
    on(new PhoneEvent.Configured(Settings.of(list, keys, List.of()), FROM));
    List<String> asked = sip.drain();
    assertTrue(asked.contains("subscribe #999 dialog sip:team@pbx"), asked.toString());
    assertEquals(
        1, asked.stream().filter(a -> a.startsWith("subscribe #1")).count(), "the place alone");
    sip(new SipEvent.SubscriptionLost(999, 489, "Bad Event", true));
    asked = sip.drain();
    assertTrue(asked.stream().anyMatch(a -> a.endsWith(" dialog 1002")), asked.toString());
    assertTrue(asked.stream().anyMatch(a -> a.endsWith(" dialog 1003")), asked.toString());
    configure("Asterisk PBX 22.2.0", List.of());
    on(new PhoneEvent.Configured(Settings.of(list.subList(0, 4), keys, List.of()), FROM));
    assertTrue(sip.drain().stream().noneMatch(a -> a.contains("team")));
  }
}
