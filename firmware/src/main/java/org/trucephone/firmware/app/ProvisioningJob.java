package org.trucephone.firmware.app;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.provisioning.Outcome;
import org.trucephone.provisioning.Provisioner;
import org.trucephone.provisioning.Request;
import org.trucephone.provisioning.RetrySchedule;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;

/**
 * Fetches the configuration on a virtual thread of its own: at start, when asked, and by itself:
 * soon again while something is wrong, seldom when all is well. Takes a change back when no line
 * registers with it.
 */
final class ProvisioningJob {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(4);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofHours(1);
  private static final Duration SHORTEST_POLL = Duration.ofMinutes(1);

  private final Provisioner provisioner;
  private final Sources sources;
  private @Nullable Request current;
  private final RandomGenerator random;
  private final Consumer<PhoneEvent> post;
  private final RetrySchedule retries;
  private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
  private volatile boolean trouble = true;

  /** Whether the settings in force are not what the server has now. */
  private volatile boolean wanting = true;

  private boolean applied;
  private Duration poll = POLL;

  /** A change was taken back and what is in force now has not registered either yet. */
  private boolean takenBack;

  /** Neither the new nor the old settings registered: the fault is elsewhere. */
  private boolean elsewhere;

  /** The next fetch brings back what was taken back. */
  private boolean again;

  /** What the thread is woken for. */
  private sealed interface Wish {
    /** Someone asks: what was refused may be tried again. */
    record Fetch() implements Wish {}

    /** Something is wrong with the lines: look soon whether someone mended it. */
    record Look() implements Wish {}

    /** The network changed: what failed for want of it may work now. */
    record Network() implements Wish {}

    /** How the settings in force do. */
    record Tried(@Nullable String fault) implements Wish {}
  }

  ProvisioningJob(
      Provisioner provisioner, Sources sources, RandomGenerator random, Consumer<PhoneEvent> post) {
    this(provisioner, sources, new RetrySchedule(FIRST_RETRY, LONGEST_RETRY, random), random, post);
  }

  ProvisioningJob(
      Provisioner provisioner,
      Sources sources,
      RetrySchedule retries,
      RandomGenerator random,
      Consumer<PhoneEvent> post) {
    this.provisioner = provisioner;
    this.sources = sources;
    this.random = random;
    this.post = post;
    this.retries = retries;
  }

  Thread start() {
    return Thread.ofVirtual().name("provisioning").start(this::run);
  }

  /** Fetch now. */
  void ask() {
    wishes.add(new Wish.Fetch());
  }

  /**
   * Tells whether the settings in force work; while they do not, they are fetched again soon:
   * someone may be mending them.
   */
  void working(boolean works) {
    if (trouble == works) {
      trouble = !works;
      if (!works) {
        wishes.add(new Wish.Look()); // from the long wait into the short ones
      }
    }
  }

  /** Tells that cable, address or way out changed: an attempt that failed is made again at once. */
  void networkChanged() {
    if (wanting) {
      wishes.add(new Wish.Network());
    }
  }

  /** Tells whether the lines registered with the settings put in force last, or why not. */
  void tried(@Nullable String fault) {
    wishes.add(new Wish.Tried(fault));
  }

  private void run() {
    try {
      boolean good = fetch();
      while (true) {
        if (good && !trouble) {
          retries.reset();
        }
        Duration wait = good && !trouble ? spread(poll, random) : retries.next();
        long until = System.nanoTime() + wait.toNanos();
        boolean again = false;
        while (!again) {
          Wish wish = wishes.poll(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
          again = wish == null || carryOut(wish);
        }
        good = fetch();
      }
    } catch (InterruptedException e) {
      Logger.tag("provisioning").debug("ends");
    }
  }

  /** {@return a time up to a quarter longer or shorter: a building's phones do not ask in step} */
  static Duration spread(Duration poll, RandomGenerator random) {
    long quarter = poll.toMillis() / 4;
    return poll.plusMillis(random.nextLong(-quarter, quarter + 1));
  }

  /** {@return whether to fetch at once} */
  private boolean carryOut(Wish wish) {
    return switch (wish) {
      case Wish.Look _ -> true;
      case Wish.Network _ -> {
        wishes.removeIf(Wish.Network.class::isInstance);
        yield wanting;
      }
      case Wish.Fetch _ -> {
        wishes.removeIf(Wish.Fetch.class::isInstance);
        reconsider();
        yield true;
      }
      case Wish.Tried(String fault) -> {
        Request request = current;
        if (request == null) {
          yield false;
        }
        if (fault == null) {
          if (!takenBack) {
            provisioner.reconsider(request); // what was once refused may be right by now
          }
          takenBack = false;
          elsewhere = false;
          provisioner.proven(request);
          yield false;
        }
        if (elsewhere) {
          yield false;
        }
        if (takenBack) {
          // The old ones do not register either. The newest are what the administrator wants.
          takenBack = false;
          elsewhere = true;
          again = true;
          provisioner.reconsider(request);
          yield true;
        }
        Outcome old = provisioner.takeBack(request, fault);
        if (old != null) {
          takenBack = true;
          apply(old, true);
        }
        yield false;
      }
    };
  }

  private void reconsider() {
    Request request = current;
    if (request != null) {
      provisioner.reconsider(request);
    }
  }

  private boolean fetch() {
    Outcome outcome = outcome();
    for (Finding finding : outcome.findings()) {
      Logger.tag("provisioning").info("{}", finding);
    }
    if (!outcome.unchanged() && !again) {
      elsewhere = false; // other settings: a fresh chance
    }
    again = false;
    apply(outcome, false);
    wanting = outcome.problem() != null || outcome.settings() == null;
    return !wanting;
  }

  /** Asks where it worked last, then, if that fails, wherever the network says. */
  private Outcome outcome() {
    Request last = current;
    Outcome best = last == null ? null : provisioner.provision(last);
    if (best != null && (good(best) || sources.fixed())) {
      return best;
    }
    if (!applied) {
      post.accept(new PhoneEvent.Fetching(sources.looking()));
    }
    for (Request place : sources.find()) {
      if (!applied) {
        post.accept(
            new PhoneEvent.Fetching("Asking " + place.server().getHost() + " for settings …"));
      }
      Outcome outcome = provisioner.provision(place);
      if (best == null || good(outcome)) {
        best = outcome;
        current = place;
      }
      if (good(outcome)) {
        break;
      }
    }
    return best == null
        ? provisioner.lastGood(sources.data(), sources.mac(), sources.nothing())
        : best;
  }

  private static boolean good(Outcome outcome) {
    return outcome.problem() == null && outcome.settings() != null && !outcome.fromLastGood();
  }

  private void apply(Outcome outcome, boolean always) {
    ProvisioningView view =
        new ProvisioningView(
            outcome.source(),
            outcome.persona(),
            outcome.files(),
            outcome.findings().size(),
            outcome.problem(),
            outcome.fromLastGood());
    if (outcome.problem() != null) {
      Logger.tag("provisioning").warn("{}", outcome.problem());
    }
    Settings settings = outcome.settings();
    if (settings != null && (always || !(outcome.unchanged() && applied))) {
      applied = true;
      Duration wanted = Setting.valueOr(settings.general().poll(), POLL);
      poll = wanted.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : wanted;
      post.accept(new PhoneEvent.Configured(settings, view));
    } else {
      post.accept(new PhoneEvent.NotConfigured(view));
    }
  }
}
