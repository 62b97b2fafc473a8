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
import org.trucephone.firmware.history.HistoryEntry;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.media.MediaPort.Tone;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.hal.Part;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** The whole phone, stepped: no thread, no socket, no clock. */
class PhoneTest {
  private static final Instant T0 = Instant.parse("2026-11-26T14:05:00Z");
  private static final ProvisioningView FROM =
      new ProvisioningView("tftp://127.0.0.1/", "truce", List.of("truce.toml"), 0, null, false);

  private final FakeSip sip = new FakeSip();
  private final FakeMedia media = new FakeMedia();
  private final FakeHardware hardware = new FakeHardware();
  private final List<Memory> remembered = new ArrayList<>();
  private final List<Boolean> works = new ArrayList<>();
  private int fetches;
  private Instant now = T0;
  private Phone phone;

  @BeforeEach
  void start() {
    phone = phone(Memory.EMPTY);
  }

  private Phone phone(Memory memory) {
    Host host =
        new Host() {
          @Override
          public void reprovision() {
            fetches++;
          }

          @Override
          public void working(boolean now) {
            works.add(now);
          }

          @Override
          public void tried(@Nullable String fault) {}

          @Override
          public void remember(Memory changed) {
            remembered.add(changed);
          }
        };
    return new Phone(
        sip,
        media,
        hardware,
        host,
        new PhoneOptions(
            false, List.of(), new DeviceView("127.0.0.1", "025452554345", "0.1.0", "")),
        memory,
        new Random(1),
        new Now(now, now));
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

  private void pass(int millis) {
    now = now.plusMillis(millis);
    on(new PhoneEvent.Tick());
  }

  private static Settings settings(String password) {
    Provenance from = new Provenance("truce.toml", 1, "account", "");
    return Settings.of(
        List.of(
            new Assignment<>(Field.USER, 1, "1001", from),
            new Assignment<>(Field.PASSWORD, 1, new Secret(password), from),
            new Assignment<>(Field.REGISTRAR, 1, new Endpoint("127.0.0.1", 5070), from),
            new Assignment<>(Field.LABEL, 1, "Desk", from),
            new Assignment<>(Field.LINE_VOICEMAIL, 1, "*97", from)),
        List.of(),
        List.of());
  }

  private void registered() {
    on(new PhoneEvent.Configured(settings("pw"), FROM));
    sip(new SipEvent.Registered(1, Duration.ofSeconds(3600)));
    sip.drain();
  }

  private static String sdp(String direction) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=audio 5000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na="
        + direction
        + "\r\n";
  }

  private void incoming(int id, @Nullable String offer) {
    sip(
        new SipEvent.InviteReceived(
            new CallId(id),
            1,
            new Identity("2002", "Anna Berger", "sip:2002@x"),
            "1001",
            offer,
            Map.of()));
  }

  private CallPhase state(int id) {
    return phone.view().calls().stream()
        .filter(c -> c.id() == id)
        .findFirst()
        .orElseThrow()
        .state();
  }

  private Rhythm lamp(Lamp lamp) {
    return hardware.lamps.get(lamp).rhythm();
  }

  // ------------------------------------------------------------------------------------------------- registration

  @Test
  void itBootsProvisionsRegistersAndIsReady() {
    assertEquals(Phase.BOOTING, phone.view().phase());
    on(new PhoneEvent.Fetching("Asking 127.0.0.1 for settings"));
    assertEquals(Phase.PROVISIONING, phone.view().phase());
    on(new PhoneEvent.Configured(settings("pw"), FROM));
    assertEquals(Phase.REGISTERING, phone.view().phase());
    assertEquals(List.of("register 1 3600"), sip.drain());
    sip(new SipEvent.Registered(1, Duration.ofSeconds(120)));
    assertEquals(Phase.READY, phone.view().phase());
    assertEquals(List.of(true), works);
    assertEquals(120, phone.view().lines().getFirst().expires());
    assertEquals(List.of("subscribe 1"), sip.drain());
  }

  @Test
  void aWrongPasswordIsNamedAndTheRightOneTakenUpWithoutRestart() {
    on(new PhoneEvent.Configured(settings("wrong"), FROM));
    sip.drain();
    sip(new SipEvent.RegisterRefused(1, 401, "Unauthorized", true, Duration.ZERO, null));
    assertEquals(Phase.FAILED, phone.view().phase());
    assertEquals(List.of(), works);
    assertEquals(
        "The server does not accept the password for user 1001. Tell your administrator.",
        phone.view().lines().getFirst().reason());
    on(new PhoneEvent.Configured(settings("pw"), FROM));
    assertEquals(List.of("register 1 3600"), sip.drain());
  }

  @Test
  void theSameSettingsAgainDoNotRegisterAgain() {
    registered();
    on(new PhoneEvent.Configured(settings("pw"), FROM));
    assertEquals(List.of(), sip.drain());
  }

  @Test
  void aServerThatIsGoneIsTriedAgainAndAgain() {
    registered();
    sip(new SipEvent.FlowLost(1, "connection closed"));
    assertEquals(List.of("register 1 3600"), sip.drain());
    sip(new SipEvent.RegisterFailed(1, TransportFault.NO_ANSWER, "timer F"));
    assertEquals(LineState.FAILED, phone.view().lines().getFirst().state());
    assertEquals(
        "127.0.0.1:5070 does not answer. The phone tries again by itself.",
        phone.view().lines().getFirst().reason());
    pass(3000);
    assertEquals(List.of("register 1 3600"), sip.drain());
  }

  @Test
  void checkSyncFetchesTheConfigurationAgain() {
    registered();
    sip(new SipEvent.CheckSync(1, false));
    assertEquals(1, fetches);
  }

  @Test
  void aReconfigurationLeavesTheCallInProgressAlone() {
    registered();
    talk();
    on(new PhoneEvent.Configured(settings("other"), FROM));
    assertEquals(CallPhase.CONNECTED, state(1));
    assertFalse(sip.drain().contains("bye 1"));
  }

  // ------------------------------------------------------------------------------------------------- outgoing

  private void talk() {
    dial("600#");
    sip(new SipEvent.Accepted(new CallId(1), sdp("sendrecv"), null));
    sip.drain();
  }

  private void dial(String digits) {
    for (char digit : digits.toCharArray()) {
      keys(new Command.Digit(digit));
    }
  }

  @Test
  void digitsAndHashDialOnTheLoudspeaker() {
    registered();
    dial("600#");
    assertEquals(List.of("invite 1 600"), sip.drain());
    assertEquals(AudioPath.SPEAKER, hardware.route);
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    assertEquals(Tone.RING_BACK, media.tone);
    sip(new SipEvent.Accepted(new CallId(1), sdp("sendrecv"), null));
    assertNull(media.tone);
    assertEquals(1, media.focus);
    assertEquals("PCMA", media.plans.get(1).sendCodec());
    assertTrue(media.plans.get(1).sends());
    assertEquals(CallPhase.CONNECTED, state(1));
    keys(new Command.End(1));
    assertEquals(List.of("bye 1"), sip.drain());
    assertEquals(List.of(), media.open);
    assertEquals(AudioPath.NONE, hardware.route);
    pass(3000);
    assertEquals(List.of(), phone.view().calls());
  }

  @Test
  void aNumberLeftAloneIsDialledAfterFourSeconds() {
    registered();
    dial("60");
    pass(3000);
    dial("1");
    pass(3999);
    assertEquals(List.of(), sip.drain());
    pass(1);
    assertEquals(List.of("invite 1 601"), sip.drain());
  }

  @Test
  void liftingTheHandsetGivesDialToneAndPuttingItBackEndsEverything() {
    registered();
    on(new PhoneEvent.Hook(true));
    assertEquals(Tone.DIAL, media.tone);
    assertEquals(AudioPath.HANDSET, hardware.route);
    dial("6");
    assertNull(media.tone);
    on(new PhoneEvent.Hook(false));
    assertNull(phone.view().dialing());
    on(new PhoneEvent.Hook(true));
    dial("600#");
    sip(new SipEvent.Accepted(new CallId(1), sdp("sendrecv"), null));
    sip.drain();
    on(new PhoneEvent.Hook(false));
    assertEquals(List.of("bye 1"), sip.drain());
  }

  @Test
  void cancelBeforeTheAnswer() {
    registered();
    dial("604#");
    sip(new SipEvent.Progress(new CallId(1), 180, null, null));
    sip.drain();
    keys(new Command.End(1));
    assertEquals(List.of("cancel 1"), sip.drain());
    sip(new SipEvent.Rejected(new CallId(1), 487, "Request Terminated", false));
    assertEquals(AudioPath.NONE, hardware.route);
    assertNull(phone.view().notice());
  }

  @Test
  void busyIsToldWithASentenceAndATone() {
    registered();
    dial("603#");
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    assertEquals("Busy", phone.view().notice().title());
    assertEquals("603 is busy. Try again later.", phone.view().notice().text());
    pass(3000);
    assertNull(phone.view().notice());
    assertNull(media.tone);
  }

  @Test
  void redialDialsTheLastNumberAfterARestartToo() {
    registered();
    dial("603#");
    sip(new SipEvent.Rejected(new CallId(1), 486, "Busy Here", false));
    Memory kept = remembered.getLast();
    phone = phone(kept);
    registered();
    keys(new Command.Redial());
    assertEquals(List.of("invite 1 603"), sip.drain());
  }

  @Test
  void withoutALineTheReasonIsShown() {
    on(new PhoneEvent.Configured(settings("wrong"), FROM));
    sip(new SipEvent.RegisterRefused(1, 401, "Unauthorized", true, Duration.ZERO, null));
    dial("600#");
    assertEquals("Cannot call", phone.view().notice().title());
  }

  @Test
  void noFreePortIsASentenceNotACrash() {
    registered();
    media.noPorts = true;
    dial("600#");
    assertEquals("No free port for sound.", phone.view().notice().text());
  }

  @Test
  void earlyMediaIsHeardInsteadOfRingBack() {
    registered();
    dial("606#");
    sip(new SipEvent.Progress(new CallId(1), 183, sdp("sendrecv"), null));
    assertNull(media.tone);
    assertEquals(1, media.focus);
    assertFalse(media.plans.get(1).sends());
    assertTrue(media.plans.get(1).receives());
  }

  @Test
  void digitsInACallAreSentAsEvents() {
    registered();
    talk();
    dial("12#");
    assertEquals("12#", media.digits.toString());
  }

  // ------------------------------------------------------------------------------------------------- incoming

  @Test
  void anIncomingCallRingsOnScreenLampAndSpeaker() {
    registered();
    incoming(2, sdp("sendrecv"));
    assertEquals(List.of("ring 2"), sip.drain());
    assertEquals(CallPhase.RINGING_IN, state(2));
    assertEquals("Anna Berger", phone.view().selectedCall().name());
    assertEquals(Tone.RING, media.tone);
    assertEquals(AudioPath.SPEAKER, hardware.route);
    assertEquals(Rhythm.FAST, lamp(Lamp.MESSAGE));
    assertEquals(Rhythm.FAST, lamp(Lamp.LINE_1));
  }

  @Test
  void liftingTheHandsetAnswers() {
    registered();
    incoming(2, sdp("sendrecv"));
    on(new PhoneEvent.Hook(true));
    assertTrue(sip.drain().contains("accept 2"));
    assertEquals(AudioPath.HANDSET, hardware.route);
    assertNull(media.tone);
    assertEquals(Rhythm.OFF, lamp(Lamp.MESSAGE));
  }

  @Test
  void aDelayedOfferIsSettledByTheAcknowledgement() {
    registered();
    incoming(2, null);
    keys(new Command.Answer(2));
    assertTrue(sip.lastSdp.contains("RTP/AVP 9 8 0 101"));
    sip(new SipEvent.Acknowledged(new CallId(2), sdp("sendrecv")));
    assertTrue(media.plans.get(2).sends());
  }

  @Test
  void rejectingUsesTheStatusThatIsSetAndIsNotMissed() {
    registered();
    incoming(2, sdp("sendrecv"));
    keys(new Command.Reject(2));
    assertTrue(sip.drain().contains("reject 2 486"));
    assertEquals(HistoryEntry.Kind.REJECTED, remembered.getLast().history().getFirst().kind());
    assertEquals(0, phone.view().missed());
  }

  @Test
  void aCallerWhoGivesUpIsAMissedCall() {
    registered();
    incoming(2, sdp("sendrecv"));
    sip(new SipEvent.Cancelled(new CallId(2), false));
    assertEquals(1, phone.view().missed());
    assertNull(media.tone);
    keys(new Command.MissedSeen());
    assertEquals(0, phone.view().missed());
  }

  @Test
  void anOfferWithoutCommonAudioIsRefusedAndNeverRings() {
    registered();
    incoming(2, "v=0\r\nc=IN IP4 127.0.0.1\r\nm=audio 5000 RTP/AVP 18\r\n");
    assertEquals(List.of("reject 2 488"), sip.drain());
    assertEquals(List.of(), phone.view().calls());
  }

  @Test
  void anSdpThatIsGarbageIsRefused() {
    registered();
    incoming(2, "\0\1garbage");
    assertEquals(List.of("reject 2 488"), sip.drain());
  }

  @Test
  void aSecondCallBeepsSoftlyAndAnsweringItHoldsTheFirst() {
    registered();
    talk();
    incoming(2, sdp("sendrecv"));
    assertEquals(1, media.beeps);
    assertNull(media.tone);
    assertEquals(1, phone.view().selected());
    pass(5000);
    assertEquals(2, media.beeps);
    sip.drain();
    keys(new Command.Answer(2));
    assertEquals(List.of("reinvite 1", "accept 2"), sip.drain());
    sip(new SipEvent.ReinviteAnswered(new CallId(1), 200, sdp("recvonly")));
    assertEquals(CallPhase.HELD, state(1));
    assertEquals(CallPhase.CONNECTED, state(2));
    assertEquals(2, media.focus);
  }

  @Test
  void aFifthCallIsBusy() {
    registered();
    for (int id = 2; id <= 8; id += 2) {
      incoming(id, sdp("sendrecv"));
    }
    sip.drain();
    incoming(10, sdp("sendrecv"));
    assertEquals(List.of("reject 10 486"), sip.drain());
  }

  @Test
  void silencingStopsTheBellOnly() {
    registered();
    incoming(2, sdp("sendrecv"));
    keys(new Command.SilenceBell());
    assertNull(media.tone);
    assertEquals(CallPhase.RINGING_IN, state(2));
  }

  // ------------------------------------------------------------------------------------------------- hold

  @Test
  void holdAndResume() {
    registered();
    talk();
    keys(new Command.ToggleHold(1));
    assertEquals(List.of("reinvite 1"), sip.drain());
    assertTrue(sip.lastSdp.contains("a=sendonly"));
    sip(new SipEvent.ReinviteAnswered(new CallId(1), 200, sdp("recvonly")));
    assertEquals(CallPhase.HELD, state(1));
    assertFalse(media.plans.get(1).sends());
    assertNull(media.focus);
    keys(new Command.ToggleHold(1));
    assertTrue(sip.lastSdp.contains("a=sendrecv"));
    sip(new SipEvent.ReinviteAnswered(new CallId(1), 200, sdp("sendrecv")));
    assertEquals(CallPhase.CONNECTED, state(1));
    assertTrue(media.plans.get(1).sends());
  }

  @Test
  void theirHoldIsShownAndAnswered() {
    registered();
    talk();
    sip(new SipEvent.ReinviteReceived(new CallId(1), sdp("sendonly")));
    assertEquals(List.of("acceptReinvite 1"), sip.drain());
    assertTrue(sip.lastSdp.contains("a=recvonly"));
    assertEquals(CallPhase.REMOTE_HELD, state(1));
    sip(new SipEvent.ReinviteReceived(new CallId(1), sdp("sendrecv")));
    assertEquals(CallPhase.CONNECTED, state(1));
  }

  @Test
  void aReinviteForACallThatIsGoneIsToldSo() {
    sip(new SipEvent.ReinviteReceived(new CallId(8), sdp("sendrecv")));
    assertEquals(List.of("rejectReinvite 8 481"), sip.drain());
  }

  // ------------------------------------------------------------------------------------------------- the rest

  @Test
  void theirHangUpEndsTheCallAndTheSpeaker() {
    registered();
    talk();
    pass(61_000);
    sip(new SipEvent.ByeReceived(new CallId(1), ""));
    assertEquals(AudioPath.NONE, hardware.route);
    assertEquals(61, remembered.getLast().history().getFirst().duration().toSeconds());
  }

  @Test
  void muteIsInTheChipAndInMediaAndEndsWithTheCall() {
    registered();
    talk();
    keys(new Command.ToggleMute());
    assertTrue(hardware.muted && media.muted);
    assertEquals(Rhythm.STEADY, lamp(Lamp.MUTE));
    keys(new Command.End(1));
    assertFalse(hardware.muted || media.muted);
  }

  @Test
  void messagesLightTheLampAndTheKeyCallsThem() {
    registered();
    sip(new SipEvent.MessageSummary(1, true, 2, 0));
    assertEquals(2, phone.view().voicemails());
    assertEquals(Rhythm.SLOW, lamp(Lamp.MESSAGE));
    keys(new Command.CallVoicemail());
    assertEquals(List.of("invite 1 *97"), sip.drain());
  }

  @Test
  void aLostDisplayIsAFaultAndTheCallGoesOn() {
    registered();
    talk();
    on(
        new PhoneEvent.PartLost(
            Part.DISPLAY, "The display is not answering; the phone works without it."));
    assertEquals(CallPhase.CONNECTED, state(1));
    assertEquals(1, phone.view().faults().size());
    on(new PhoneEvent.PartBack(Part.DISPLAY));
    assertEquals(0, phone.view().faults().size());
  }

  @Test
  void aConfigurationThatFailsKeepsWhatIsInForce() {
    registered();
    on(
        new PhoneEvent.NotConfigured(
            new ProvisioningView(
                "tftp://127.0.0.1/", "auto", List.of(), 1, "The server does not answer.", true)));
    assertEquals(Phase.READY, phone.view().phase());
    assertNotNull(phone.view().provisioning().problem());
  }

  @Test
  void contactsAreKeptSortedAndNameTheCaller() {
    keys(new Command.KeepContact("Zoe", "2002"), new Command.KeepContact("", "3003"));
    assertEquals(
        List.of("3003", "Zoe"), phone.view().contacts().stream().map(c -> c.name()).toList());
    registered();
    incoming(2, sdp("sendrecv"));
    assertEquals("Zoe", phone.view().selectedCall().name());
    keys(new Command.DropContact("2002"));
    assertEquals(1, remembered.getLast().contacts().size());
  }

  @Test
  void volumesAreKept() {
    keys(new Command.Volume(2));
    assertEquals(8, remembered.getLast().volumes().bell());
    assertEquals(6.0, hardware.volumes.get(AudioPath.HANDSET) + 6.0);
  }

  @Test
  void theNextDeadlineIsNeverMoreThanASecondAway() {
    assertFalse(phone.deadline().isAfter(now.plusSeconds(1)));
  }

  @Test
  void whatDirectoriesFindIsShownOnlyForTheDigitsOnTheScreen() {
    phone.direct(new Now(now, now));
    on(new PhoneEvent.Do(new Command.Digit('2')));
    on(new PhoneEvent.Do(new Command.Digit('6')));
    var anna = new org.trucephone.firmware.history.Contact("Anna Meyer", "1001");
    on(new PhoneEvent.Found("26", List.of(anna)));
    assertEquals(List.of(anna), phone.view().dialing().found());
    on(new PhoneEvent.Found("2", List.of()));
    assertEquals(List.of(anna), phone.view().dialing().found());
  }
}
