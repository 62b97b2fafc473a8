package org.trucephone.hal.keypad;

import java.util.ArrayList;
import java.util.List;
import org.trucephone.hal.keypad.KeyEvent.Action;

/**
 * From raw scans to what a finger did. Pure: the scan and the time go in, events come out.
 *
 * <p>A contact counts once it has read the same for {@code bounceMillis} without a break. Where a
 * scan shows all four corners of a rectangle, the matrix cannot tell three pressed keys from four
 * (current flows backwards through three closed switches and fakes the fourth), so a new key there
 * waits until the reading is unambiguous; keys already down stay down.
 */
public final class Debouncer {
  /** How long each step takes, in milliseconds. */
  public record Timing(int bounceMillis, int longMillis, int repeatMillis) {
    /** 8 ms of bounce, LONG after 600 ms, REPEAT each 150 ms. */
    public static final Timing USUAL = new Timing(8, 600, 150);
  }

  private static final long NEVER = Long.MAX_VALUE;

  private final KeyMatrix matrix;
  private final Timing timing;
  private final Contact[][] contacts;

  /** All keys up. */
  public Debouncer(KeyMatrix matrix, Timing timing) {
    this.matrix = matrix;
    this.timing = timing;
    contacts = new Contact[matrix.rows()][matrix.columns()];
    for (Contact[] row : contacts) {
      for (int column = 0; column < row.length; column++) {
        row[column] = new Contact();
      }
    }
  }

  /** One switch: what is believed, and since when the reading disagrees. */
  private static final class Contact {
    boolean down;
    long differsSince = NEVER;
    long nextHeld = NEVER;
    boolean longTold;
  }

  /**
   * Takes one scan.
   *
   * @param columns {@code int[matrix.columns()]}; bit r of entry c is set while the switch at row
   *     r, column c reads closed
   * @param nowMillis any clock that only goes forward
   * @return what happened, in order; mostly empty
   */
  public List<KeyEvent> scan(int[] columns, long nowMillis) {
    List<KeyEvent> events = new ArrayList<>();
    for (int column = 0; column < columns.length; column++) {
      int unsure = ambiguous(columns, column);
      for (int row = 0; row < matrix.rows(); row++) {
        Contact contact = contacts[row][column];
        boolean closed = (columns[column] >> row & 1) != 0;
        if ((unsure >> row & 1) != 0) {
          closed = contact.down;
        }
        if (matrix.at(row, column).isPresent()) {
          read(matrix.at(row, column).get(), contact, closed, nowMillis, events);
        }
      }
    }
    return events;
  }

  /** {@return whether every key is up and none is bouncing: scanning may stop} */
  public boolean quiet() {
    for (Contact[] row : contacts) {
      for (Contact contact : row) {
        if (contact.down || contact.differsSince != NEVER) {
          return false;
        }
      }
    }
    return true;
  }

  /** Lets go of every key, as when the keypad is lost: RELEASE without SHORT. */
  public List<KeyEvent> releaseAll() {
    List<KeyEvent> events = new ArrayList<>();
    for (int row = 0; row < matrix.rows(); row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        if (contacts[row][column].down) {
          matrix.at(row, column).ifPresent(k -> events.add(new KeyEvent(k, Action.RELEASE)));
        }
        contacts[row][column] = new Contact();
      }
    }
    return events;
  }

  private void read(Key key, Contact contact, boolean closed, long now, List<KeyEvent> events) {
    if (closed == contact.down) {
      contact.differsSince = NEVER;
    } else if (contact.differsSince == NEVER) {
      contact.differsSince = now;
    }
    if (contact.differsSince != NEVER && now - contact.differsSince >= timing.bounceMillis()) {
      contact.differsSince = NEVER;
      contact.down = closed;
      if (closed) {
        contact.longTold = false;
        contact.nextHeld = now + timing.longMillis();
        events.add(new KeyEvent(key, Action.PRESS));
      } else {
        contact.nextHeld = NEVER;
        events.add(new KeyEvent(key, Action.RELEASE));
        if (!contact.longTold) {
          events.add(new KeyEvent(key, Action.SHORT));
        }
      }
    } else if (now >= contact.nextHeld && closed) {
      events.add(new KeyEvent(key, contact.longTold ? Action.REPEAT : Action.LONG));
      contact.longTold = true;
      contact.nextHeld = now + timing.repeatMillis();
    }
  }

  /** {@return the rows of this column that stand at a corner of a closed rectangle} */
  private static int ambiguous(int[] columns, int column) {
    int rows = 0;
    for (int other = 0; other < columns.length; other++) {
      int shared = columns[column] & columns[other];
      if (other != column && Integer.bitCount(shared) > 1) {
        rows |= shared;
      }
    }
    return rows;
  }
}
