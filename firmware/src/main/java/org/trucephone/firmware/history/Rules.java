package org.trucephone.firmware.history;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the person wants done with calls that come.
 *
 * @param doNotDisturb calls are refused as busy, in silence
 * @param rejectAnonymous callers who hide their number are refused
 * @param forwards by line, 1…8
 */
public record Rules(boolean doNotDisturb, boolean rejectAnonymous, Map<Integer, Forward> forwards) {
  /** Every call rings. */
  public static final Rules NONE = new Rules(false, false, Map.of());

  /** Keeps a copy. */
  public Rules {
    forwards = Map.copyOf(forwards);
  }

  /** When calls go elsewhere; "" where they do not. */
  public record Forward(String always, String busy, String noAnswer) {
    /** Calls stay. */
    public static final Forward NOWHERE = new Forward("", "", "");
  }

  /** Which calls a forwarding is for. */
  public enum When {
    ALWAYS,
    BUSY,
    NO_ANSWER
  }

  /** {@return where a line's calls go} */
  public Forward forward(int line) {
    return forwards.getOrDefault(line, Forward.NOWHERE);
  }

  /** {@return this with a line's calls going to a number, or staying for ""} */
  public Rules with(int line, When when, String number) {
    Forward f = forward(line);
    Forward next =
        switch (when) {
          case ALWAYS -> new Forward(number, f.busy, f.noAnswer);
          case BUSY -> new Forward(f.always, number, f.noAnswer);
          case NO_ANSWER -> new Forward(f.always, f.busy, number);
        };
    Map<Integer, Forward> all = new TreeMap<>(forwards);
    all.put(line, next);
    if (next.equals(Forward.NOWHERE)) {
      all.remove(line);
    }
    return new Rules(doNotDisturb, rejectAnonymous, all);
  }

  /** {@return this with calls refused, or not} */
  public Rules withDoNotDisturb(boolean on) {
    return new Rules(on, rejectAnonymous, forwards);
  }

  /** {@return this with anonymous callers refused, or not} */
  public Rules withRejectAnonymous(boolean on) {
    return new Rules(doNotDisturb, on, forwards);
  }
}
