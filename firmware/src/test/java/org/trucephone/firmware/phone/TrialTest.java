package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** New settings in force: do they work, and what becomes of the call in progress? */
class TrialTest {
  private static final ProvisioningView FROM =
      new ProvisioningView("tftp://127.0.0.1/", "truce", List.of("truce.toml"), 0, null, false);

  private final FakeSip sip = new FakeSip();
  private final List<String> trials = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-26T14:05:00Z");
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
          public void tried(@Nullable String fault) {
            trials.add(fault == null ? "works" : fault);
          }

          @Override
          public void remember(Memory changed) {}
        };
    phone =
        new Phone(
            sip,
            new FakeMedia(),
            new FakeHardware(),
            host,
            new PhoneOptions(
                false, List.of(), new DeviceView("127.0.0.1", "025452554345", "0.1.0", "", "")),
            Memory.EMPTY,
            new Random(1),
            new Now(now, now));
  }

  @Test
  void linesThatRegisterAreToldAsWorkingOnce() {
    configure(line(1, "pw"));
    assertEquals(List.of(), trials);
    registered(1);
    pass(60);
    assertEquals(List.of("works"), trials);
  }

  @Test
  void theSameSettingsAgainAreNoTrial() {
    configure(line(1, "pw"));
    registered(1);
    configure(line(1, "pw"));
    pass(60);
    assertEquals(List.of("works"), trials);
  }

  @Test
  void aRefusedLineIsToldWithItsReasonAfterTenSeconds() {
    configure(line(1, "pw"));
    registered(1);
    configure(line(1, "wrong"));
    refused(1);
    pass(9);
    assertEquals(List.of("works"), trials);
    pass(2);
    assertEquals(2, trials.size());
    assertTrue(
        trials.get(1).startsWith("Line 1 (Desk 1): The server does not accept the password"));
  }

  @Test
  void aSilentServerIsToldAfterThirtyFiveSeconds() {
    configure(line(1, "pw"));
    registered(1);
    configure(line(1, "other"));
    pass(34);
    assertEquals(List.of("works"), trials);
    pass(2);
    assertEquals("Line 1 (Desk 1): its server 127.0.0.1:5070 does not answer.", trials.getLast());
  }

  @Test
  void oneLineOfTwoLostIsAFaultThoughTheOtherRegisters() {
    configure(line(1, "a"), line(2, "b"));
    registered(1);
    registered(2);
    configure(line(1, "a"), line(2, "wrong"));
    refused(2);
    pass(11);
    assertTrue(trials.getLast().startsWith("Line 2 (Desk 2): "), trials.toString());
  }

  @Test
  void aLineAddedThatNeverWorkedDoesNotCondemnTheRest() {
    configure(line(1, "a"));
    registered(1);
    configure(line(1, "a"), line(2, "wrong"));
    refused(2);
    pass(60);
    assertEquals(List.of("works", "works"), trials);
  }

  @Test
  void aLineTakenAwayIsNotMissed() {
    configure(line(1, "a"), line(2, "b"));
    registered(1);
    registered(2);
    configure(line(1, "a2"));
    registered(1);
    assertEquals("works", trials.getLast());
  }

  @Test
  void aCallInProgressOutlivesOtherSettingsForItsLineAndEvenTheLineItself() {
    configure(line(1, "pw"));
    registered(1);
    phone.on(
        new PhoneEvent.Sip(
            new SipEvent.InviteReceived(
                new CallId(2),
                1,
                new Identity("2002", "Ann", "sip:2002@127.0.0.1"),
                "1001",
                SDP,
                Map.of())),
        new Now(now, now));
    phone.on(new PhoneEvent.Do(new Command.Answer(2)), new Now(now, now));
    phone.on(new PhoneEvent.Sip(new SipEvent.Acknowledged(new CallId(2), null)), new Now(now, now));
    sip.drain();
    configure(line(1, "other"));
    configure(line(2, "b"));
    pass(5);
    assertEquals(CallPhase.CONNECTED, phone.view().calls().getFirst().state());
    for (String asked : sip.drain()) {
      assertTrue(asked.startsWith("register ") || asked.startsWith("subscribe "), asked);
    }
    phone.on(new PhoneEvent.Do(new Command.End(2)), new Now(now, now));
    assertTrue(sip.drain().contains("bye 2"));
  }

  private static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 5000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";

  private record Desk(int index, String password) {}

  private static Desk line(int index, String password) {
    return new Desk(index, password);
  }

  private void configure(Desk... desks) {
    Provenance from = new Provenance("truce.toml", 1, "account", "");
    List<Assignment<?>> all = new ArrayList<>();
    for (Desk d : desks) {
      all.add(new Assignment<>(Field.USER, d.index(), "100" + d.index(), from));
      all.add(new Assignment<>(Field.PASSWORD, d.index(), new Secret(d.password()), from));
      all.add(new Assignment<>(Field.REGISTRAR, d.index(), new Endpoint("127.0.0.1", 5070), from));
      all.add(new Assignment<>(Field.LABEL, d.index(), "Desk " + d.index(), from));
    }
    phone.on(
        new PhoneEvent.Configured(Settings.of(all, List.of(), List.of()), FROM), new Now(now, now));
  }

  private void registered(int line) {
    phone.on(
        new PhoneEvent.Sip(new SipEvent.Registered(line, Duration.ofSeconds(3600))),
        new Now(now, now));
  }

  private void refused(int line) {
    phone.on(
        new PhoneEvent.Sip(
            new SipEvent.RegisterRefused(line, 401, "Unauthorized", true, Duration.ZERO, null)),
        new Now(now, now));
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      phone.on(new PhoneEvent.Tick(), new Now(now, now));
    }
  }
}
