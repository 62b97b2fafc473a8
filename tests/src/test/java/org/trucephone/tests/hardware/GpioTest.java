package org.trucephone.tests.hardware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.linux.LinuxWires;
import org.trucephone.hal.bus.linux.LinuxWires.Pull;
import org.trucephone.hal.bus.pi4j.Pi4jBuses;

/** GPIO lines of a real kernel, simulated by its own {@code gpio-sim}. */
@Tag("hardware")
class GpioTest {
  private record Edge(boolean active, long nanos) {}

  private static BlockingQueue<Edge> edges(InputLine line) {
    BlockingQueue<Edge> heard = new LinkedBlockingQueue<>();
    line.onEdge(
        new InputLine.EdgeListener() {
          @Override
          public void edge(boolean active) {
            heard.add(new Edge(active, 0));
          }

          @Override
          public void edge(boolean active, long nanos) {
            heard.add(new Edge(active, nanos));
          }
        });
    return heard;
  }

  private static Edge next(BlockingQueue<Edge> heard) throws InterruptedException {
    Edge edge = heard.poll(20, TimeUnit.SECONDS);
    assertNotNull(edge, "an edge within 20 s");
    return edge;
  }

  /** A column of a key matrix: pulled low or let go, so that the other side decides. */
  @Test
  void anOpenDrainPullsLowOrLetsGo() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      OutputLine line = wires.openDrain(9);
      for (boolean up : new boolean[] {true, false, true}) {
        line.set(true);
        Guest.pull(9, up);
        assertFalse(Guest.level(9), "pulled low, whatever the other side does");
        line.set(false);
        Guest.pull(9, !up); // the simulated line takes a pull when it is moved
        Guest.pull(9, up);
        assertEquals(up, Guest.level(9), "let go: the other side decides");
      }
    }
  }

  @Test
  void edgesComeInOrderWithTheKernelsTime() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      Guest.pull(3, false);
      InputLine line = wires.input(3, Pull.NONE, 0);
      BlockingQueue<Edge> heard = edges(line);
      long before = System.nanoTime(); // Java's clock on Linux is the kernel's monotonic one
      for (int i = 0; i < 10; i++) {
        Guest.pull(3, i % 2 == 0);
      }
      long after = System.nanoTime();
      long last = before;
      for (int i = 0; i < 10; i++) {
        Edge edge = next(heard);
        assertEquals(i % 2 == 0, edge.active(), "edge " + i);
        assertTrue(last <= edge.nanos() && edge.nanos() <= after, "edge " + i + " in its time");
        last = edge.nanos();
      }
      assertFalse(line.active());
    }
  }

  @Test
  void aBounceThatIsDebouncedIsOneEdge() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      Guest.pull(4, false);
      BlockingQueue<Edge> heard = edges(wires.input(4, Pull.NONE, 500_000));
      for (int i = 0; i < 21; i++) {
        Guest.pull(4, i % 2 == 0); // ends high
      }
      assertTrue(next(heard).active());
      assertNull(heard.poll(1500, TimeUnit.MILLISECONDS), "no second edge");
    }
  }

  @Test
  void aBouncingLineWithoutDebounceShowsEveryEdge() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      Guest.pull(4, false);
      BlockingQueue<Edge> heard = edges(wires.input(4, Pull.NONE, 0));
      for (int i = 0; i < 9; i++) {
        Guest.pull(4, i % 2 == 0);
      }
      for (int i = 0; i < 9; i++) {
        assertEquals(i % 2 == 0, next(heard).active());
      }
    }
  }

  @Test
  void pullsAndLevelsReachTheLine() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      assertTrue(wires.input(5, Pull.UP, 0).active());
      assertFalse(wires.input(6, Pull.DOWN, 0).active());
      OutputLine out = wires.output(7, true);
      assertTrue(Guest.level(7), "driven from the start");
      out.set(false);
      assertFalse(Guest.level(7));
    }
  }

  @Test
  void aLineIsFoundByItsName() throws Exception {
    try (LinuxWires wires = Guest.wires()) {
      assertEquals(Guest.HOOK, wires.line("HOOK"));
      assertEquals(-1, wires.line("NOBODY"));
    }
  }

  @Test
  void aLineInUseIsToldBusyAndOneBeyondTheChipGone() throws Exception {
    try (LinuxWires first = Guest.wires();
        LinuxWires second = Guest.wires()) {
      InputLine taken = first.input(8);
      assertNotNull(taken);
      BusException busy = assertThrows(BusException.class, () -> second.input(8));
      assertEquals(Kind.BUSY, busy.kind());
      assertEquals(
          "GPIO 8 is in use by another program or driver; end that or choose another.",
          busy.getMessage());
      BusException gone = assertThrows(BusException.class, () -> second.input(28));
      assertEquals(Kind.GONE, gone.kind());
    }
  }

  @Test
  void theHookIsHeardThroughPi4j() throws Exception {
    Guest.pull(Guest.HOOK, true);
    try (Pi4jBuses buses = Pi4jBuses.over(Guest.wires())) {
      InputLine hook = buses.input(Guest.HOOK, true);
      BlockingQueue<Edge> heard = edges(hook);
      assertFalse(hook.active(), "on hook");
      Guest.pull(Guest.HOOK, false);
      assertTrue(next(heard).active(), "lifted");
      assertTrue(hook.active());
      Guest.pull(Guest.HOOK, true);
      assertFalse(next(heard).active(), "put back");
    }
  }
}
