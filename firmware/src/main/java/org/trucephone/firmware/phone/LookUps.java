package org.trucephone.firmware.phone;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.trucephone.firmware.sip.Identity;

/**
 * Asks the directories: people while digits are typed, names of who calls. Nothing waits for the
 * answer: the bell rings, the number is dialed. Phone thread only.
 */
final class LookUps {
  /** Fewer digits mean half the company. */
  private static final int FEWEST = 2;

  private final Phone phone;
  private final Host host;
  private final Set<Integer> asked = new HashSet<>();

  LookUps(Phone phone, Host host) {
    this.phone = phone;
    this.host = host;
  }

  /** After every event: asks what has become worth asking. */
  void tick() {
    Dialing open = phone.dialing;
    if (open != null && !open.asked.contentEquals(open.digits)) {
      open.asked = open.digits.toString();
      if (open.asked.length() >= FEWEST) {
        host.search(open.asked);
      } else {
        open.found = List.of();
      }
    }
    for (Call call : phone.calls.all()) {
      String user = call.remote.user();
      if (!call.ended()
          && !user.isEmpty()
          && (call.remote.name().isBlank() || call.remote.name().equals(user))
          && asked.add(call.number())) {
        host.whoIs(user);
      }
    }
    asked.removeIf(number -> phone.calls.get(number) == null);
  }

  void on(PhoneEvent.Found found) {
    Dialing open = phone.dialing;
    if (open != null && found.digits().contentEquals(open.digits)) {
      open.found = found.people();
    }
  }

  void on(PhoneEvent.Named named) {
    for (Call call : phone.calls.all()) {
      String user = call.remote.user();
      if (user.equals(named.number())
          && (call.remote.name().isBlank() || call.remote.name().equals(user))) {
        call.remote = new Identity(user, named.name(), call.remote.uri());
      }
    }
  }
}
