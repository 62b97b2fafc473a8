package org.trucephone.firmware.phone;

import static org.junit.jupiter.api.Assertions.assertNotNull;

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
import org.trucephone.firmware.phone.PhoneView.CallView;
import org.trucephone.firmware.phone.PhoneView.DeviceView;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.Identity;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

/** A phone of an office with one line that is registered, for tests to step. */
abstract class SteppedOffice {
  static final Instant T0 = Instant.parse("2026-11-26T14:05:00Z");
  static final ProvisioningView FROM =
      new ProvisioningView("tftp://127.0.0.1/", "truce", List.of("truce.toml"), 0, null, false);
  static final Provenance IN = new Provenance("truce.toml", 1, "account", "");

  final FakeSip sip = new FakeSip();
  final FakeMedia media = new FakeMedia();
  final FakeHardware hardware = new FakeHardware();
  Instant now = T0;
  Phone phone;

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
                false, List.of(), new DeviceView("127.0.0.1", "025452554345", "0.1.0", "", "")),
            Memory.EMPTY,
            new Random(1),
            new Now(now, now));
    configure("Asterisk PBX 22.2.0", List.of());
  }

  void configure(String server, List<Assignment<?>> more, LineKey... keys) {
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

  static LineKey key(int index, KeyType type, String value) {
    return new LineKey(index, type, value, "", 0, "", IN);
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

  void type(String digits) {
    for (char digit : digits.toCharArray()) {
      keys(new Command.Digit(digit));
    }
  }

  void pass(int millis) {
    now = now.plusMillis(millis);
    on(new PhoneEvent.Tick());
  }

  static final String SDP =
      "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=audio 5000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n";

  void incoming(int id, String user, Map<String, String> headers, @Nullable CallId old) {
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
  void inACall() {
    incoming(2, "2002", Map.of(), null);
    keys(new Command.Answer(2));
    sip(new SipEvent.Acknowledged(new CallId(2), null));
    sip.drain();
  }

  void answered(int id) {
    sip(new SipEvent.Accepted(new CallId(id), SDP, null));
  }

  void reinviteAnswered(int id) {
    sip(new SipEvent.ReinviteAnswered(new CallId(id), 200, SDP));
  }

  void news(int id, int status, boolean over) {
    sip(new SipEvent.ReferProgress(new CallId(id), status, "", over));
  }

  @Nullable CallView call(int id) {
    return phone.view().calls().stream().filter(c -> c.id() == id).findFirst().orElse(null);
  }

  CallPhase state(int id) {
    CallView call = call(id);
    assertNotNull(call, phone.view().calls().toString());
    return call.state();
  }

  String notice() {
    assertNotNull(phone.view().notice());
    return phone.view().notice().text();
  }
}
