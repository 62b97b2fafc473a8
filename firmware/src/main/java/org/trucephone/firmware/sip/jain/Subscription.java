package org.trucephone.firmware.sip.jain;

import java.time.Duration;
import java.util.concurrent.Future;
import javax.sip.Dialog;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.sip.SubscriptionWish;

/** One subscription we hold or want. Thread {@code sip-out}. */
final class Subscription {
  /** RFC 6665 leaves it open; long enough to spare a server in trouble. */
  static final Duration FIRST_WAIT = Duration.ofSeconds(30);

  SubscriptionWish wish;

  /** The wish's body has been said; a refresh does not say it again. */
  boolean said;

  final Access access;

  /** Our tag, fresh in each new dialog; NOTIFY carries it in To. */
  String tag = Wire.token();

  @Nullable Dialog dialog;

  /** The next SUBSCRIBE. */
  @Nullable Future<?> next;

  Duration wait = FIRST_WAIT;

  /** A SUBSCRIBE waits for its answer. */
  boolean underWay;

  /** The server has no such thing; not asked again. */
  boolean unsupported;

  /** Not wanted any more. */
  boolean ended;

  Subscription(SubscriptionWish wish, Access access) {
    this.wish = wish;
    this.access = access;
  }

  /** {@return whether another wish differs in what is to be said, and in nothing else} */
  boolean differsInBody(SubscriptionWish other) {
    return bare(wish).equals(bare(other));
  }

  private static SubscriptionWish bare(SubscriptionWish wish) {
    return new SubscriptionWish(
        wish.number(),
        wish.account(),
        wish.target(),
        wish.event(),
        wish.accept(),
        wish.expires(),
        wish.headers(),
        "",
        "");
  }

  /** {@return whether the wish has a body not yet said} */
  boolean hasToSay() {
    return !said && !wish.body().isEmpty();
  }

  void cancelNext() {
    Future<?> planned = next;
    if (planned != null) {
      planned.cancel(false);
      next = null;
    }
  }

  /** {@return the next pause after a failure; each is twice as long, up to half an hour} */
  Duration backOff() {
    Duration now = wait;
    Duration doubled = wait.multipliedBy(2);
    Duration longest = Duration.ofMinutes(30);
    wait = doubled.compareTo(longest) > 0 ? longest : doubled;
    return now;
  }
}
