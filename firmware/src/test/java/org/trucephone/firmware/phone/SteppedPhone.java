package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** A whole phone for tests to step: no thread, no socket, no clock. */
abstract class SteppedPhone {
  static final Instant T0 = Instant.parse("2026-11-26T14:05:00Z");
  static final ProvisioningView FROM =
      new ProvisioningView("tftp://127.0.0.1/", "truce", List.of("truce.toml"), 0, null, false);

  final FakeSip sip = new FakeSip();
  final FakeMedia media = new FakeMedia();
  final FakeHardware hardware = new FakeHardware();
  final List<Memory> remembered = new ArrayList<>();
  final List<Boolean> works = new ArrayList<>();
  int fetches;
  Instant now = T0;
  Phone phone;

  @BeforeEach
  void start() {
    phone = phone(Memory.EMPTY);
  }

  Phone phone(Memory memory) {
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
            false, List.of(), new DeviceView("127.0.0.1", "025452554345", "0.1.0", "", "")),
        memory,
        new Random(1),
        new Now(now, now));
  }

  void on(PhoneEvent event) {
    phone.on(event, new Now(now, now));
  }

  void sip(SipEvent event) {
    on(new PhoneEvent.Sip(event));
  }

  void keys(Command... commands) {
    for (Command command : commands) {
      on(new PhoneEvent.Do(command));
    }
  }

  void pass(int millis) {
    now = now.plusMillis(millis);
    on(new PhoneEvent.Tick());
  }

  static Settings settings(String password) {
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

  void registered() {
    on(new PhoneEvent.Configured(settings("pw"), FROM));
    sip(new SipEvent.Registered(1, Duration.ofSeconds(3600)));
    sip.drain();
  }

  static String sdp(String direction) {
    return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=audio 5000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na="
        + direction
        + "\r\n";
  }

  void incoming(int id, @Nullable String offer) {
    sip(
        new SipEvent.InviteReceived(
            new CallId(id),
            1,
            new Identity("2002", "Anna Berger", "sip:2002@x"),
            "1001",
            offer,
            Map.of()));
  }

  CallPhase state(int id) {
    return phone.view().calls().stream()
        .filter(c -> c.id() == id)
        .findFirst()
        .orElseThrow()
        .state();
  }

  Rhythm lamp(Lamp lamp) {
    return hardware.lamps.get(lamp).rhythm();
  }

  void talk() {
    dial("600#");
    sip(new SipEvent.Accepted(new CallId(1), sdp("sendrecv"), null));
    sip.drain();
  }

  void dial(String digits) {
    for (char digit : digits.toCharArray()) {
      keys(new Command.Digit(digit));
    }
  }
}
