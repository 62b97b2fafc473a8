package org.trucephone.firmware.app;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.phone.PhoneView.ProvisioningView;
import org.trucephone.provisioning.Outcome;
import org.trucephone.provisioning.Provisioner;
import org.trucephone.provisioning.Request;
import org.trucephone.provisioning.RetrySchedule;
import org.trucephone.provisioning.settings.Finding;

/**
 * Fetches the configuration on a virtual thread of its own: at start, when asked, and by itself:
 * soon again while something is wrong, seldom when all is well.
 */
final class ProvisioningJob {
  private static final Duration FIRST_RETRY = Duration.ofSeconds(4);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofHours(1);

  private final Provisioner provisioner;
  private final Request request;
  private final Consumer<PhoneEvent> post;
  private final RetrySchedule retries;
  private final Semaphore asked = new Semaphore(0);
  private volatile boolean trouble = true;
  private boolean applied;

  ProvisioningJob(
      Provisioner provisioner, Request request, RandomGenerator random, Consumer<PhoneEvent> post) {
    this.provisioner = provisioner;
    this.request = request;
    this.post = post;
    this.retries = new RetrySchedule(FIRST_RETRY, LONGEST_RETRY, random);
  }

  Thread start() {
    return Thread.ofVirtual().name("provisioning").start(this::run);
  }

  /** Fetch now. */
  void ask() {
    asked.release();
  }

  /**
   * Tells whether the settings in force work; while they do not, they are fetched again soon:
   * someone may be mending them.
   */
  void working(boolean works) {
    if (trouble == works) {
      trouble = !works;
      if (!works) {
        asked.release(); // from the long wait into the short ones
      }
    }
  }

  private void run() {
    try {
      while (true) {
        boolean good = fetch();
        if (good && !trouble) {
          retries.reset();
        }
        Duration wait = good && !trouble ? POLL : retries.next();
        if (asked.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Logger.tag("provisioning").debug("ends");
    }
  }

  private boolean fetch() {
    if (!applied) {
      post.accept(
          new PhoneEvent.Fetching("Asking " + request.server().getHost() + " for settings …"));
    }
    Outcome outcome = provisioner.provision(request);
    for (Finding finding : outcome.findings()) {
      Logger.tag("provisioning").info("{}", finding);
    }
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
    if (outcome.settings() != null && !(outcome.unchanged() && applied)) {
      applied = true;
      post.accept(new PhoneEvent.Configured(outcome.settings(), view));
    } else {
      post.accept(new PhoneEvent.NotConfigured(view));
    }
    return outcome.problem() == null && outcome.settings() != null;
  }
}
