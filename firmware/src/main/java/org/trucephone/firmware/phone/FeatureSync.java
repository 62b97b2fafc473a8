package org.trucephone.firmware.phone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.trucephone.firmware.account.Watched.Condition;
import org.trucephone.firmware.dialect.Appearances;
import org.trucephone.firmware.dialect.Appearances.Appearance;
import org.trucephone.firmware.dialect.FeatureEvents;
import org.trucephone.firmware.dialect.News;
import org.trucephone.firmware.history.Rules;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.firmware.sip.SubscriptionWish;

/**
 * Keeps do-not-disturb and forwarding the same here and at servers that keep them too, and lines
 * that are shared lit by what others do on them. What the server says is the truth. Phone thread
 * only.
 */
final class FeatureSync {
  private static final int FEATURES = 700;
  private static final int CALL_INFO = 720;
  private static final Duration EXPIRES = Duration.ofHours(1);

  private final Phone phone;
  private final SipPort sip;
  private final Told told;

  FeatureSync(Phone phone, SipPort sip) {
    this.phone = phone;
    this.sip = sip;
    this.told = new Told(phone);
  }

  /** A line has registered: asks its server for what it keeps, where it keeps anything. */
  void registered(int index) {
    Line line = phone.lines.get(index);
    if (line == null || line.askedForFeatures) {
      return;
    }
    line.askedForFeatures = true;
    if (line.dialect.syncsFeatures()) {
      sip.subscribe(features(line, ""));
    }
    if (line.dialect.sharesLines()) {
      sip.subscribe(
          new SubscriptionWish(
              CALL_INFO + index, index, "", Appearances.EVENT, List.of(), EXPIRES));
    }
  }

  private static SubscriptionWish features(Line line, String body) {
    return new SubscriptionWish(
        FEATURES + line.index(),
        line.index(),
        "",
        FeatureEvents.EVENT,
        List.of(FeatureEvents.TYPE),
        EXPIRES,
        Map.of(),
        body.isEmpty() ? "" : FeatureEvents.TYPE,
        body);
  }

  /** {@return whether the news was of these} */
  boolean on(SipEvent.Notified event) {
    Line line = phone.lines.get(event.account());
    if (line == null) {
      return false;
    }
    if (event.event().startsWith(FeatureEvents.EVENT)) {
      line.synced = true;
      told.on(line, FeatureEvents.read(event.contentType(), event.body()));
      return true;
    }
    if (event.event().startsWith(Appearances.EVENT)) {
      for (Appearance one : Appearances.read(event.headers().getOrDefault("call-info", ""))) {
        if (one.index() == 0) {
          line.appearances.keySet().removeIf(index -> !named(event, index));
        } else {
          line.appearances.put(one.index(), Appearances.condition(one.state()));
        }
      }
      line.appearances.values().removeIf(condition -> condition == Condition.IDLE);
      return true;
    }
    return false;
  }

  private static boolean named(SipEvent.Notified event, int index) {
    return Appearances.read(event.headers().getOrDefault("call-info", "")).stream()
        .anyMatch(one -> one.index() == index);
  }

  void on(SipEvent.SubscriptionLost event) {
    Line features = phone.lines.get(event.subscription() - FEATURES);
    if (features != null) {
      features.synced = false; // until the server tells again, this phone does it by itself
    }
    Line shared = phone.lines.get(event.subscription() - CALL_INFO);
    if (shared != null) {
      shared.appearances.clear();
    }
  }

  /** The person has switched do-not-disturb. */
  void doNotDisturb(boolean on) {
    for (Line line : phone.lines.all()) {
      if (line.synced) {
        sip.subscribe(features(line, FeatureEvents.doNotDisturb(line.account.user(), on)));
      } else {
        phone.lines.say(line, line.dialect.doNotDisturb(line.account.user(), on));
      }
    }
  }

  /** The person has set where calls go, "" for nowhere. */
  void forward(int index, Rules.When when, String number) {
    Line line = phone.lines.get(index);
    if (line == null) {
      return;
    }
    News.Which which =
        switch (when) {
          case ALWAYS -> News.Which.ALL;
          case BUSY -> News.Which.BUSY;
          case NO_ANSWER -> News.Which.NO_ANSWER;
        };
    if (line.synced) {
      sip.subscribe(features(line, FeatureEvents.forward(line.account.user(), which, number)));
    } else {
      phone.lines.say(line, line.dialect.forward(line.account.user(), which, number));
    }
  }

  /** {@return what others do on a line that is shared: the liveliest of it} */
  static Condition shared(Line line) {
    for (Condition condition : List.of(Condition.RINGING, Condition.BUSY, Condition.HELD)) {
      if (line.appearances.containsValue(condition)) {
        return condition;
      }
    }
    return Condition.IDLE;
  }
}
