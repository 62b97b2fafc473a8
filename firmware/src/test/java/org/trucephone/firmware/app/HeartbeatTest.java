package org.trucephone.firmware.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private final BlockingQueue<Integer> told = new LinkedBlockingQueue<>();
  private final AtomicInteger beats = new AtomicInteger();
  private final AtomicBoolean stuck = new AtomicBoolean();
  private final AtomicLong periods = new AtomicLong();
  private Thread thread;

  private void start(boolean audioMoves) {
    thread =
        Thread.ofVirtual()
            .start(
                new Heartbeat(
                    1,
                    answer -> {
                      beats.incrementAndGet();
                      if (!stuck.get()) {
                        answer.run();
                      }
                    },
                    () -> audioMoves ? periods.incrementAndGet() : 5,
                    () -> told.add(beats.get())));
  }

  @AfterEach
  void stop() {
    thread.interrupt();
  }

  @Test
  void tellsWhileBothLoopsMove() throws Exception {
    start(true);
    for (int i = 0; i < 5; i++) {
      assertEquals(i, told.poll(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aPhoneThreadThatHangsIsNotHidden() throws Exception {
    stuck.set(true);
    start(true);
    assertEquals(0, told.poll(20, TimeUnit.SECONDS)); // the first beat needs no answer
    while (beats.get() < 20) {
      Thread.onSpinWait();
    }
    assertNull(told.poll());
  }

  @Test
  void anAudioThreadThatHangsIsNotHidden() throws Exception {
    start(false);
    assertNotNull(told.poll(20, TimeUnit.SECONDS));
    while (beats.get() < 20) {
      Thread.onSpinWait();
    }
    assertNull(told.poll());
  }
}
