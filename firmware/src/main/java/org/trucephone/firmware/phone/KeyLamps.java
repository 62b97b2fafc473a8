package org.trucephone.firmware.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.account.DialogInfo;
import org.trucephone.firmware.account.ResourceList;
import org.trucephone.firmware.account.Watched;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.sip.NameAddr;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.firmware.sip.SubscriptionWish;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Setting;

/**
 * Lamps of other phones and of parking places: a subscription each (RFC 4235), and what it told.
 * Phone thread only.
 */
final class KeyLamps {
  private static final int FIRST_NUMBER = 1000;
  private static final int LIST_NUMBER = 999;
  private static final int MOST = 200;
  private static final Duration EXPIRES = Duration.ofHours(1);

  /** How long after parking a place that fills is taken for the one parked at. */
  private static final Duration PARKING = Duration.ofSeconds(10);

  /** Long enough to write a number down. */
  private static final Duration PLACE_SHOWN = Duration.ofSeconds(15);

  private final Phone phone;
  private final SipPort sip;
  private final Map<Integer, Lamp> lamps = new TreeMap<>();
  private String list = "";
  private boolean listRefused;
  private int lastNumber = FIRST_NUMBER;
  private String parkedName = "";
  private Instant parkedUntil = Instant.MIN;

  private static final class Lamp {
    final LineKey key;
    final int line;
    final int subscription;
    Watched watched;

    Lamp(LineKey key, int line, int subscription, Watched watched) {
      this.key = key;
      this.line = line;
      this.subscription = subscription;
      this.watched = watched;
    }
  }

  KeyLamps(Phone phone, SipPort sip) {
    this.phone = phone;
    this.sip = sip;
  }

  /** Brings the subscriptions to what the keys ask for; those that did not change stay. */
  void settle() {
    Map<Integer, Lamp> wanted = new TreeMap<>();
    List<Lamp> fresh = new ArrayList<>();
    for (LineKey key : phone.settings.keys()) {
      boolean watches = key.type() == KeyType.BLF || key.type() == KeyType.PARK;
      Line line = lineOf(key);
      if (!watches || key.value().isEmpty() || line == null || wanted.size() == MOST) {
        continue;
      }
      Lamp old = lamps.get(key.index());
      boolean same =
          old != null
              && old.line == line.index()
              && old.key.value().equals(key.value())
              && old.key.type() == key.type();
      if (same || line.registered()) {
        Lamp lamp =
            old != null && same
                ? new Lamp(key, old.line, old.subscription, old.watched)
                : new Lamp(key, line.index(), ++lastNumber, Watched.unknown(phone.now.steady()));
        wanted.put(key.index(), lamp);
        if (!same) {
          fresh.add(lamp);
        }
      }
    }
    for (Lamp old : lamps.values()) {
      if (wanted.values().stream().noneMatch(lamp -> lamp.subscription == old.subscription)) {
        sip.unsubscribe(old.subscription);
      }
    }
    lamps.clear();
    lamps.putAll(wanted);
    boolean listed = settleList();
    fresh.stream()
        .filter(lamp -> !listed || lamp.key.type() == KeyType.PARK)
        .forEach(this::subscribe);
  }

  /** {@return whether a list tells of the lamps, so that none need be asked for alone} */
  private boolean settleList() {
    String wanted = Setting.valueOr(phone.settings.general().lampList(), "");
    Line line = phone.lines.preferred();
    if (!wanted.equals(list) && !list.isEmpty()) {
      sip.unsubscribe(LIST_NUMBER);
      list = "";
      listRefused = false;
    }
    if (!wanted.isEmpty() && list.isEmpty() && line != null && line.registered()) {
      list = wanted;
      List<String> bodies = new ArrayList<>(line.dialect.lampBodies());
      bodies.add("multipart/related");
      bodies.add("application/rlmi+xml");
      sip.subscribe(
          new SubscriptionWish(
              LIST_NUMBER,
              line.index(),
              wanted,
              "dialog",
              bodies,
              EXPIRES,
              Map.of("Supported", "eventlist"),
              "",
              ""));
    }
    return !wanted.isEmpty() && !listRefused;
  }

  /** {@return the line a key works on: its own, or any that works} */
  @Nullable Line lineOf(LineKey key) {
    Line own = key.line() > 0 ? phone.lines.get(key.line()) : null;
    return own == null ? phone.lines.preferred() : own;
  }

  private void subscribe(Lamp lamp) {
    Line line = phone.lines.get(lamp.line);
    if (line != null && !line.dialect.tellsLamps()) {
      sip.subscribe(
          new SubscriptionWish(
              lamp.subscription,
              lamp.line,
              lamp.key.value(),
              "dialog",
              line.dialect.lampBodies(),
              EXPIRES,
              line.dialect.lampHeaders(),
              "",
              ""));
    }
  }

  void on(SipEvent.Notified event) {
    if (!event.event().startsWith("dialog")) {
      return;
    }
    if (ResourceList.is(event.contentType())) {
      for (ResourceList told : ResourceList.read(event.contentType(), event.body())) {
        for (Lamp lamp : lamps.values()) {
          if (lamp.line == event.account() && told.uri().contains(":" + lamp.key.value() + "@")) {
            if (told.state().equals("terminated")) {
              lamp.watched = lamp.watched.lost(phone.now.steady());
            } else {
              told(lamp, told.body());
            }
          }
        }
      }
      return;
    }
    for (Lamp lamp : lamps.values()) {
      if (lamp.subscription == event.subscription()) {
        told(lamp, event.body());
      }
    }
  }

  /** The server told of an extension without being asked. */
  void told(int line, String extension, Condition condition) {
    for (Lamp lamp : lamps.values()) {
      if (lamp.line == line
          && lamp.key.value().equals(extension)
          && lamp.watched.condition() != condition) {
        lamp.watched = new Watched(condition, phone.now.steady(), -1, List.of());
      }
    }
  }

  private void told(Lamp lamp, String body) {
    DialogInfo info = DialogInfo.read(body).orElse(null);
    if (info == null) {
      return;
    }
    Condition before = lamp.watched.condition();
    Watched.Step step = lamp.watched.on(info, phone.now.steady());
    lamp.watched = step.next();
    if (step.gap()) {
      lamp.watched = lamp.watched.renewed();
      subscribe(lamp);
    }
    boolean filled =
        lamp.key.type() == KeyType.PARK
            && before != Condition.BUSY
            && lamp.watched.condition() == Condition.BUSY;
    if (filled && parkedUntil.isAfter(phone.now.steady())) {
      parkedUntil = Instant.MIN;
      tellPlace(lamp.key.value());
    }
  }

  private void tellPlace(String place) {
    phone.tell(
        "Parked at " + place,
        parkedName
            + " waits at "
            + place
            + ". Press its key here, or dial "
            + place
            + " on any phone.",
        place,
        PLACE_SHOWN);
  }

  void on(SipEvent.SubscriptionLost event) {
    if (event.subscription() == LIST_NUMBER) {
      lamps.values().stream()
          .filter(lamp -> lamp.key.type() != KeyType.PARK)
          .forEach(lamp -> lamp.watched = lamp.watched.lost(phone.now.steady()));
      if (event.forGood() && !listRefused) {
        listRefused = true; // each alone, then
        lamps.values().stream()
            .filter(lamp -> lamp.key.type() != KeyType.PARK)
            .forEach(this::subscribe);
      }
      return;
    }
    for (Lamp lamp : lamps.values()) {
      if (lamp.subscription == event.subscription()) {
        lamp.watched = lamp.watched.lost(phone.now.steady());
      }
    }
  }

  /** A line cannot register: what its lamps told may be wrong by now. */
  void lineLost(int index) {
    Line line = phone.lines.get(index);
    for (Lamp lamp : lamps.values()) {
      if (lamp.line == index && (line == null || !line.registered())) {
        lamp.watched = lamp.watched.lost(phone.now.steady());
      }
    }
  }

  /**
   * A call was parked; the place is told by the lamp that has filled since {@code began}, or by the
   * one that fills next.
   */
  void parked(String name, String lot, Instant began) {
    parkedName = name;
    for (Lamp lamp : lamps.values()) {
      if (lamp.key.type() == KeyType.PARK
          && lamp.watched.condition() == Condition.BUSY
          && !lamp.watched.since().isBefore(began)) {
        tellPlace(lamp.key.value());
        return;
      }
    }
    parkedUntil = phone.now.steady().plus(PARKING);
    phone.tell("Parked", name + " is parked at " + lot + ".", null);
  }

  /** {@return what a key's lamp knows, or null if it watches nothing} */
  @Nullable Watched watched(int index) {
    Lamp lamp = lamps.get(index);
    return lamp == null ? null : lamp.watched;
  }

  /** {@return ways to take the call ringing at a key's extension, best first} */
  List<Dialect.PickUp> pickUp(LineKey key) {
    Lamp lamp = lamps.get(key.index());
    Line line = lineOf(key);
    return lamp == null || line == null || lamp.watched.condition() != Condition.RINGING
        ? List.of()
        : line.dialect.pickUp(key.value(), lamp.watched.ringing(), key.pickup());
  }

  /** {@return who a key's extension talks to or is called by, "" if not told} */
  String who(int index) {
    Lamp lamp = lamps.get(index);
    if (lamp == null) {
      return "";
    }
    for (DialogInfo.Dialog dialog : lamp.watched.dialogs()) {
      if (!dialog.remoteName().isEmpty()) {
        return dialog.remoteName();
      }
      if (!dialog.remote().isEmpty()) {
        return NameAddr.user(dialog.remote());
      }
    }
    return "";
  }
}
