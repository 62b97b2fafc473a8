package org.trucephone.hal.keypad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HookSwitchTest {
  private final HookSwitch hook = new HookSwitch();

  @Test
  void theFirstReadingCountsAtOnce() {
    assertEquals(Optional.of(true), hook.read(true, 0));
    assertEquals(Optional.empty(), hook.read(true, 1000));
  }

  @Test
  void aReadingBetweenTwoBouncesWaitsForRest() {
    hook.read(false, 0);
    hook.edge(100);
    assertEquals(Optional.empty(), hook.read(true, 100));
    assertEquals(20, hook.settlesIn(100));
    hook.edge(110); // there and back between two readings
    assertEquals(Optional.empty(), hook.read(true, 120));
    assertEquals(Optional.of(true), hook.read(true, 130));
    assertEquals(0, hook.settlesIn(130));
  }

  @Test
  void aKnockOnTheDeskIsNoLift() {
    hook.read(false, 0);
    hook.edge(100);
    assertEquals(Optional.empty(), hook.read(true, 100));
    hook.edge(104);
    assertEquals(Optional.empty(), hook.read(false, 104));
    assertEquals(Optional.empty(), hook.read(false, 200));
  }

  /** Lifts, knocks and put-backs with random bounces; read at edges and when the switch asks. */
  @Test
  void tenThousandBouncyTracesGiveExactlyWhatTheHandDid() {
    int wrong = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      List<Boolean> done = new ArrayList<>(List.of(false));
      TreeMap<Long, Boolean> edges = trace(new Random(seed), done);
      if (!heard(edges).equals(done)) {
        wrong++;
      }
    }
    assertEquals(0, wrong);
  }

  private static TreeMap<Long, Boolean> trace(Random random, List<Boolean> done) {
    TreeMap<Long, Boolean> edges = new TreeMap<>();
    boolean level = false;
    long now = 50;
    for (int move = 0; move < 4; move++) {
      boolean knock = random.nextInt(4) == 0;
      long end = now + (knock ? 10 : 15);
      boolean to = knock ? level : !level;
      boolean contact = level;
      while (now < end) {
        contact = !contact;
        edges.put(now, contact);
        now += 1 + random.nextInt(5);
      }
      edges.put(now, to);
      if (!knock) {
        level = to;
        done.add(level);
      }
      now += 60 + random.nextInt(400);
    }
    return edges;
  }

  private static List<Boolean> heard(TreeMap<Long, Boolean> edges) {
    HookSwitch hook = new HookSwitch();
    List<Boolean> told = new ArrayList<>();
    hook.read(false, 0).ifPresent(told::add);
    long due = Long.MAX_VALUE;
    long last = edges.lastKey() + 1000;
    for (long now = 1; now <= last; now++) {
      boolean level = edges.floorEntry(now) != null && edges.floorEntry(now).getValue();
      if (edges.containsKey(now)) {
        hook.edge(now);
      }
      if (edges.containsKey(now) || now == due) {
        hook.read(level, now).ifPresent(told::add);
        long wait = hook.settlesIn(now);
        due = wait == 0 ? Long.MAX_VALUE : now + wait;
      }
    }
    return told;
  }
}
