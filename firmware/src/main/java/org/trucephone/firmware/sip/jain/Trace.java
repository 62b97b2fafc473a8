package org.trucephone.firmware.sip.jain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.tinylog.Logger;

/** The last 200 happenings in plain words; never a password or what was made of one. Any thread. */
final class Trace {
  private static final int MOST = 200;
  private static final int LONGEST = 200;

  private final Deque<String> lines = new ArrayDeque<>();

  void add(String line) {
    String clean = line.replaceAll("\\p{Cntrl}+", " ");
    if (clean.length() > LONGEST) {
      clean = clean.substring(0, LONGEST) + "…";
    }
    synchronized (lines) {
      if (lines.size() == MOST) {
        lines.removeFirst();
      }
      lines.addLast(clean);
    }
    Logger.tag("sip").debug("{}", clean);
  }

  List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }
}
