package org.trucephone.tests.lab;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The thread {@code lab}, which owns all SIP state; and waiting for that state from outside. */
final class Loop implements AutoCloseable {
  private final Object monitor = new Object();
  private final Consumer<String> log;
  private final ScheduledThreadPoolExecutor thread;
  private long changes;

  private final String name = "lab-" + Integer.toHexString(System.identityHashCode(this));

  Loop(Consumer<String> log) {
    this.log = log;
    thread =
        new ScheduledThreadPoolExecutor(
            1, r -> Thread.ofPlatform().daemon().name(name).unstarted(r));
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Runs a task on the lab's thread; when the lab is closed, does nothing. */
  void post(Runnable task) {
    after(Duration.ZERO, task);
  }

  /** Runs a task later, unless cancelled. */
  Future<?> after(Duration delay, Runnable task) {
    try {
      return thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      return CompletableFuture.completedFuture(Boolean.FALSE);
    }
  }

  private static <T> T here(Callable<T> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a task on the lab's thread and waits for its result. */
  <T> T ask(Callable<T> task) {
    if (Thread.currentThread().getName().equals(name)) {
      return here(task); // asked from the lab's own thread, as by a condition that asks again
    }
    Future<T> result =
        thread.submit(() -> {
          try {
            return task.call();
          } finally {
            changed();
          }
        });
    try {
      return result.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the lab", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits until a condition, read on the lab's thread, holds; false when it does not in time. */
  boolean await(BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        long seen = seen();
        if (Boolean.TRUE.equals(ask(condition::getAsBoolean))) {
          return true;
        }
        synchronized (monitor) {
          // Asking counts as a change itself, so one more than before is no news.
          while (changes <= seen + 1) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
              return false;
            }
            monitor.wait(left);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells waiters to look again. Any thread. */
  void changed() {
    synchronized (monitor) {
      changes++;
      monitor.notifyAll();
    }
  }

  private long seen() {
    synchronized (monitor) {
      return changes;
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      // A robot's mistake must not end the lab, and must be seen in the log of a failed test.
      log.accept("lab fault: " + e);
    } finally {
      changed();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        log.accept("lab fault: the lab's thread did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
