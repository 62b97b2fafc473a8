package org.trucephone.hal;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One named thread that does jobs in order, some later. A bug in a job ends in its handler. */
final class WorkThread implements AutoCloseable {
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
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
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

  /** Ends after the job at hand and those that are due. */
  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
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
