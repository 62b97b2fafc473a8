package org.trucephone.firmware.app;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.history.Memory;
import org.trucephone.firmware.history.MemoryStore;

/**
 * Stores memory off the phone thread: the newest wins, the last is written before the process ends.
 */
final class MemoryWriter implements AutoCloseable {
  private final MemoryStore store;
  private final AtomicReference<@Nullable Memory> newest = new AtomicReference<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("memory").factory());

  MemoryWriter(MemoryStore store) {
    this.store = store;
  }

  void write(Memory memory) {
    if (newest.getAndSet(memory) == null) {
      thread.execute(this::flush);
    }
  }

  private void flush() {
    Memory memory = newest.getAndSet(null);
    if (memory == null) {
      return;
    }
    try {
      store.save(memory);
    } catch (IOException e) {
      Logger.tag("history")
          .error("The call log cannot be stored: {}. Is the disk full?", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        Logger.tag("history").error("The call log was not stored in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
