package org.trucephone.firmware.admin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last lines of the log, for the page and the problem report. Any thread. */
public final class Log {
  private static final int LINES = 1000;
  private static final int LONGEST = 500;
  private static final Deque<String> KEPT = new ArrayDeque<>();

  private Log() {}

  static void add(String line) {
    String plain = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    synchronized (KEPT) {
      if (KEPT.size() == LINES) {
        KEPT.removeFirst();
      }
      KEPT.addLast(plain);
    }
  }

  /** {@return the last lines, oldest first} */
  public static List<String> lines() {
    synchronized (KEPT) {
      return new ArrayList<>(KEPT);
    }
  }
}
