package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.media.MediaPort.Tone;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** Forwarding, quiet, intercom, and what dialling leads to. */
class OfficeRulesTest extends SteppedOffice {
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
  void noMessagesForTheAccountPutsEveryMailboxesLightOut() {
    sip(new SipEvent.MessageSummary(1, true, 2, 0, "sip:*98@pbx"));
    sip(new SipEvent.MessageSummary(1, false, 0, 0));
    assertEquals(0, phone.view().voicemails());
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
