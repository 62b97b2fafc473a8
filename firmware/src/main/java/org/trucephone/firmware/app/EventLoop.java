package org.trucephone.firmware.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.phone.Now;

/**
 * The {@code phone} thread: takes posted inputs in order, tells the agent the time, and wakes it at
 * its deadline. A test has no thread: it posts, moves its clock and calls {@link #runUntilIdle()}.
 */
public final class EventLoop<T> {
  private static final int QUEUE = 4096;
  private static final int REMEMBERED = 200;

  private final BlockingQueue<T> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Agent<T> agent;
  private final Clock clock;
  private final AtomicLong dropped = new AtomicLong();
  private final Object[] recent = new Object[REMEMBERED];
  private int recorded;
  private volatile boolean stopped;

  /** What is driven. */
  public interface Agent<T> {
    /** One input. */
    void on(T input, Now now);

    /** Nothing came, the deadline is due. */
    void tick(Now now);

    /** {@return when to be called again at the latest, steady clock} */
    Instant deadline();
  }

  /** Stands in for a loop that is not made yet; what is posted before waits, in order. */
  static final class Relay<T> {
    private final List<T> early = new ArrayList<>();
    private @Nullable Consumer<T> target;

    /** Posts. */
    synchronized void post(T input) {
      if (target == null) {
        early.add(input);
      } else {
        target.accept(input);
      }
    }

    /** Delivers what waited, and from now on all. */
    synchronized void to(Consumer<T> loop) {
      early.forEach(loop);
      early.clear();
      target = loop;
    }
  }

  /** Where time comes from. */
  @FunctionalInterface
  public interface Clock {
    /** {@return both clocks} */
    Now now();
  }

  /** Drives {@code agent} by {@code clock}. */
  public EventLoop(Agent<T> agent, Clock clock) {
    this.agent = agent;
    this.clock = clock;
  }

  /**
   * Hands in an input from any thread; returns at once. A full queue is a fault: counted, logged
   * once, the input is lost.
   */
  public void post(T input) {
    if (!queue.offer(input) && dropped.getAndIncrement() == 0) {
      Logger.error("The phone thread is stuck: its queue of {} is full.", QUEUE);
    }
  }

  /** {@return inputs lost to a full queue} */
  public long dropped() {
    return dropped.get();
  }

  /** Handles all that is posted, and what is due now; for tests. */
  public void runUntilIdle() {
    for (T input = queue.poll(); input != null; input = queue.poll()) {
      agent.on(input, clock.now());
    }
    if (!agent.deadline().isAfter(clock.now().steady())) {
      agent.tick(clock.now());
    }
    if (!queue.isEmpty()) {
      runUntilIdle();
    }
  }

  /** The thread's body. Returns after {@link #stop()}. */
  public void run() throws InterruptedException {
    while (!stopped) {
      Duration wait = Duration.between(clock.now().steady(), agent.deadline());
      T input = queue.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
      if (input == null) {
        agent.tick(clock.now());
      } else {
        recent[recorded++ % REMEMBERED] = input;
        agent.on(input, clock.now());
      }
    }
  }

  /** Ends {@link #run()} after the input at hand. */
  public void stop() {
    stopped = true;
  }

  /** Writes the last inputs to the log, oldest first: what led to a defect. */
  public void logRecent() {
    for (int i = Math.max(0, recorded - REMEMBERED); i < recorded; i++) {
      @Nullable Object input = recent[i % REMEMBERED];
      Logger.error("before: {}", input);
    }
  }
}
