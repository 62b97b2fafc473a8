package org.trucephone.hal.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;

/**
 * A TCA8418 with a key matrix (Texas Instruments SCPS222C): the registers a keypad needs, the queue
 * of ten events with its overflow, the interrupt line.
 *
 * <p>Safe for any thread.
 */
public final class SimTca8418 implements SimI2cTarget, SimKeys {
  private static final int CFG = 0x01;
  private static final int INT_STAT = 0x02;
  private static final int KEY_LCK_EC = 0x03;
  private static final int KEY_EVENT_A = 0x04;
  private static final int KEY_EVENT_J = 0x0d;
  private static final int KP_GPIO1 = 0x1d;
  private static final int QUEUE = 10;

  private final KeyMatrix matrix;
  private final SimLine interrupt;
  private final int[] registers = new int[0x2f];
  private final Deque<Integer> events = new ArrayDeque<>();
  private final Set<Key> down = new HashSet<>();
  private boolean plugged = true;
  private boolean stuck;
  private int pointer;

  /** Powered up; the interrupt line idles high. */
  public SimTca8418(KeyMatrix matrix, SimLine interrupt) {
    this.matrix = matrix;
    this.interrupt = interrupt;
  }

  @Override
  public synchronized void transfer(byte[] write, byte[] read) throws BusException {
    if (!plugged) {
      throw new BusException(Kind.NO_ACK_ADDRESS, "the keypad does not answer: unplugged");
    }
    if (write.length > 0) {
      pointer = write[0] & 0xff;
      for (int i = 1; i < write.length; i++) {
        put(write[i] & 0xff);
      }
    }
    for (int i = 0; i < read.length; i++) {
      read[i] = (byte) value();
    }
    settle();
  }

  private void put(int value) throws BusException {
    if (pointer >= registers.length) {
      throw new BusException(
          Kind.NO_ACK_DATA, String.format(Locale.ROOT, "no register 0x%02x", pointer));
    }
    if (pointer == INT_STAT) {
      registers[INT_STAT] &= ~value;
    } else {
      registers[pointer] = value;
    }
  }

  private int value() {
    if (pointer == KEY_LCK_EC) {
      return events.size();
    }
    if (pointer >= KEY_EVENT_A && pointer <= KEY_EVENT_J) {
      Integer oldest = events.poll();
      return oldest == null ? 0 : oldest;
    }
    return pointer < registers.length ? registers[pointer] : 0;
  }

  private void settle() {
    if (!events.isEmpty()) {
      registers[INT_STAT] |= 0x01;
    }
    boolean active =
        (registers[INT_STAT] & registers[CFG] & 0x01) != 0
            || (registers[INT_STAT] & registers[CFG] & 0x08) != 0;
    interrupt.drive(!active && !stuck);
  }

  private void moved(Key key, boolean pressed) {
    matrix
        .find(key)
        .ifPresent(at -> {
          int row = matrix.rowPins().get(at.row());
          int column = matrix.columnPins().get(at.column());
          boolean watched =
              (registers[KP_GPIO1] >> row & 1) != 0
                  && (registers[KP_GPIO1 + 1 + column / 8] >> column % 8 & 1) != 0;
          if (watched && plugged) {
            if (events.size() == QUEUE) {
              registers[INT_STAT] |= 0x08;
              if ((registers[CFG] & 0x20) == 0) {
                return; // what overflows is lost
              }
              events.poll();
            }
            events.add((pressed ? 0x80 : 0) | row * 10 + column + 1);
          }
        });
    settle();
  }

  @Override
  public synchronized boolean press(Key key) {
    if (down.add(key)) {
      moved(key, true);
    }
    return matrix.find(key).isPresent();
  }

  @Override
  public synchronized boolean release(Key key) {
    if (down.remove(key)) {
      moved(key, false);
    }
    return matrix.find(key).isPresent();
  }

  @Override
  public synchronized void unplug() {
    plugged = false;
    powerOn();
  }

  @Override
  public synchronized void plug() {
    plugged = true;
    powerOn();
  }

  /** The interrupt line hangs low, as with a short. */
  public synchronized void stuckInterrupt() {
    stuck = true;
    settle();
  }

  private void powerOn() {
    java.util.Arrays.fill(registers, 0);
    events.clear();
    settle();
  }
}
