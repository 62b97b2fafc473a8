package org.trucephone.firmware.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.phone.Now;

class EventLoopTest {
  private Instant steady = Instant.EPOCH;
  private final List<String> seen = new ArrayList<>();
  private Instant due = Instant.EPOCH.plusSeconds(10);

  private final EventLoop.Agent<String> agent =
      new EventLoop.Agent<>() {
        @Override
        public void on(String input, Now now) {
          seen.add(input + "@" + now.steady().getEpochSecond());
        }

        @Override
        public void tick(Now now) {
          seen.add("tick@" + now.steady().getEpochSecond());
          due = now.steady().plusSeconds(10);
        }

        @Override
        public Instant deadline() {
          return due;
        }
      };

  private final EventLoop<String> loop = new EventLoop<>(agent, () -> new Now(steady, steady));

  @Test
  void steppedItHandlesWhatIsPostedAndWhatIsDue() {
    loop.post("a");
    loop.post("b");
    loop.runUntilIdle();
    steady = steady.plusSeconds(10);
    loop.runUntilIdle();
    steady = steady.plusSeconds(9);
    loop.runUntilIdle();
    assertEquals(List.of("a@0", "b@0", "tick@10"), seen);
  }

  @Test
  void aFullQueueLosesInputsButNeverBlocks() {
    for (int i = 0; i < 5000; i++) {
      loop.post("x");
    }
    assertEquals(5000 - 4096, loop.dropped());
  }

  @Test
  void aRelayKeepsTheOrderOfWhatCameEarly() {
    EventLoop.Relay<String> relay = new EventLoop.Relay<>();
    relay.post("early");
    relay.to(loop::post);
    relay.post("late");
    loop.runUntilIdle();
    assertEquals(List.of("early@0", "late@0"), seen);
  }

  @Test
  void onAThreadItTicksByItselfAndStops() throws InterruptedException {
    CountDownLatch ticked = new CountDownLatch(1);
    EventLoop<String> real =
        new EventLoop<>(
            new EventLoop.Agent<>() {
              @Override
              public void on(String input, Now now) {}

              @Override
              public void tick(Now now) {
                ticked.countDown();
              }

              @Override
              public Instant deadline() {
                return Instant.EPOCH;
              }
            },
            new SystemClock());
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                real.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertTrue(ticked.await(10, TimeUnit.SECONDS));
    real.stop();
    thread.join(10_000);
    assertTrue(!thread.isAlive());
  }
}
