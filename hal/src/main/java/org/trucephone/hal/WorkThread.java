package org.trucephone.hal;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tinylog.Logger;

/** One named thread that does jobs in order, some later. A bug in a job ends in its handler. */
final class WorkThread implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 2;

  private final ScheduledThreadPoolExecutor executor;

  WorkThread(String name) {
    executor =
        new ScheduledThreadPoolExecutor(
            1,
            job -> {
              Thread thread = new Thread(job, name);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy()); // jobs after close come to nothing
    executor.setRemoveOnCancelPolicy(true);
  }

  /** Does a job after those already given. */
  void run(Runnable job) {
    later(0, job);
  }

  /** Does a job in {@code millis}. */
  ScheduledFuture<?> later(long millis, Runnable job) {
    return executor.schedule(() -> guarded(job), millis, TimeUnit.MILLISECONDS);
  }

  /** Does a job again and again, {@code millis} after it ended. */
  void every(long millis, Runnable job) {
    executor.scheduleWithFixedDelay(() -> guarded(job), millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Ends after the jobs given so far, or after two seconds; those for later are dropped. */
  @Override
  public void close() {
    try {
      executor.submit(() -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException | ExecutionException | TimeoutException e) {
      Logger.debug("a hardware job did not end in time: {}", e.toString());
    }
    executor.shutdownNow();
  }

  /** An executor would keep a bug to itself; the thread's handler must hear of it. */
  private static void guarded(Runnable job) {
    try {
      job.run();
    } catch (RuntimeException | Error bug) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, bug);
    }
  }
}
