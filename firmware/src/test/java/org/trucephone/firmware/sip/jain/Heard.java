package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;

/** Keeps events and waits for them with a deadline. */
final class Heard implements SipPort.Listener {
  private static final long DEADLINE_MS = 30_000;

  private final LinkedBlockingQueue<SipEvent> events = new LinkedBlockingQueue<>();

  @Override
  public void on(SipEvent event) {
    events.add(event);
  }

  /** {@return the next event, which must be of this kind} */
  <T extends SipEvent> T next(Class<T> kind) throws InterruptedException {
    SipEvent event = events.poll(DEADLINE_MS, TimeUnit.MILLISECONDS);
    if (event == null) {
      return fail("no " + kind.getSimpleName() + " came");
    }
    if (!kind.isInstance(event)) {
      return fail("wanted " + kind.getSimpleName() + " but came " + event);
    }
    return kind.cast(event);
  }

  /** {@return the first event of this kind, others before it left out} */
  <T extends SipEvent> T first(Class<T> kind) throws InterruptedException {
    List<SipEvent> others = new ArrayList<>();
    while (true) {
      SipEvent event = events.poll(DEADLINE_MS, TimeUnit.MILLISECONDS);
      if (event == null) {
        return fail("no " + kind.getSimpleName() + " came, only " + others);
      }
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
      others.add(event);
    }
  }

  boolean quiet() {
    return events.isEmpty();
  }
}
