package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.hal.Part;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState.Rhythm;

/** The phone starts, is set up, loses parts, keeps what it knows. */
class PhoneTest extends SteppedPhone {
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
