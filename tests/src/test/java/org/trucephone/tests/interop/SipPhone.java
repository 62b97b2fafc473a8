package org.trucephone.tests.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.jain.JainSip;
import org.trucephone.firmware.sip.jain.SipOptions;
import org.trucephone.firmware.sip.jain.TlsTrust;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Ports;

/** The phone's signalling without the phone: the test decides what it does. */
final class SipPhone implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  final JainSip sip;
  private final List<SipEvent> events = new ArrayList<>();
  private int lastCall = -1;

  private SipPhone(SipOptions options) throws Exception {
    sip = JainSip.open(options, this::heard);
  }

  static SipPhone open(
      String user, String domain, HostPort server, Transport transport, Path authorities)
      throws Exception {
    SipPhone phone =
        new SipPhone(
            new SipOptions(
                "127.0.0.1", Ports.base(2, 0, 1), "Truce/test", TlsTrust.andFolder(authorities)));
    phone.sip.accounts(
        List.of(
            new SipAccount(
                1,
                user,
                domain,
                user,
                new Secret("pw" + user),
                "Test " + user,
                server,
                null,
                transport,
                true)));
    return phone;
  }

  private synchronized void heard(SipEvent event) {
    events.add(event);
  }

  private synchronized boolean has(Class<?> kind, Predicate<SipEvent> which) {
    return events.stream().anyMatch(e -> kind.isInstance(e) && which.test(e));
  }

  private synchronized <T> T take(Class<T> kind, Predicate<SipEvent> which) {
    for (SipEvent event : events) {
      if (kind.isInstance(event) && which.test(event)) {
        events.remove(event);
        return kind.cast(event);
      }
    }
    throw new AssertionError("gone: " + kind);
  }

  private synchronized String told() {
    return events + "\n" + String.join("\n", sip.trace());
  }

  /** {@return the first event of the kind, taken out; others stay} */
  <T extends SipEvent> T await(Class<T> kind) {
    return await(kind, e -> true, LIMIT);
  }

  @SuppressWarnings("unchecked")
  <T extends SipEvent> T await(Class<T> kind, Predicate<T> which, Duration limit) {
    Predicate<SipEvent> any = e -> which.test((T) e);
    Await.until(kind.getSimpleName(), limit, () -> has(kind, any), this::told);
    return take(kind, any);
  }

  void register() {
    sip.register(1, Duration.ofSeconds(120));
    await(SipEvent.Registered.class);
  }

  CallId dial(String number) {
    return dial(number, Map.of());
  }

  CallId dial(String number, Map<String, String> headers) {
    CallId call = new CallId(lastCall += 2);
    sip.invite(call, 1, number, sdp("sendrecv"), headers);
    return call;
  }

  CallId connect(String number) {
    CallId call = dial(number);
    await(SipEvent.Accepted.class, e -> e.call().equals(call), LIMIT);
    return call;
  }

  CallId answer() {
    SipEvent.InviteReceived invite = await(SipEvent.InviteReceived.class);
    sip.ring(invite.call());
    sip.accept(invite.call(), sdp("sendrecv"));
    await(SipEvent.Acknowledged.class);
    return invite.call();
  }

  static String sdp(String direction) {
    return "v=0\r\no=- 7 "
        + System.nanoTime() / 1_000_000
        + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
        + "m=audio 9 RTP/AVP 0 101\r\na=rtpmap:0 PCMU/8000\r\n"
        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na="
        + direction
        + "\r\n";
  }

  @Override
  public void close() {
    sip.register(1, Duration.ZERO);
    try {
      await(SipEvent.Unregistered.class, e -> true, Duration.ofSeconds(2));
    } catch (AssertionError e) {
      // the server may be gone; the test has its result
    }
    sip.close();
  }
}
