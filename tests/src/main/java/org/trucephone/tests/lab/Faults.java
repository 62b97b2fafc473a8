package org.trucephone.tests.lab;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a test makes go wrong on the SIP wire. Any thread. */
public final class Faults {
  private final AtomicInteger drop = new AtomicInteger();
  private final AtomicInteger garbage = new AtomicInteger();
  private volatile boolean silent;
  private volatile int voice;
  private volatile Duration delay = Duration.ZERO;

  Faults() {}

  /** The next {@code messages} SIP messages that arrive are lost. */
  public void dropNext(int messages) {
    drop.set(messages);
  }

  /** The next {@code messages} SIP messages are answered with bytes that are no SIP. */
  public void garbageNext(int messages) {
    garbage.set(messages);
  }

  /** While true, the server hears nothing and says nothing. */
  public void silent(boolean on) {
    silent = on;
  }

  /** Each SIP message is read this much later than it came. */
  public void delay(Duration by) {
    delay = by;
  }

  /** One voice packet in so many that the lab sends is lost; 0: none. */
  public void loseVoice(int oneIn) {
    voice = oneIn;
  }

  boolean losesVoice(int sequence) {
    int oneIn = voice;
    return oneIn > 0 && (sequence & 0xFFFF) % oneIn == 0;
  }

  boolean loses() {
    return silent || takes(drop);
  }

  boolean isSilent() {
    return silent;
  }

  boolean garbles() {
    return takes(garbage);
  }

  Duration delay() {
    return delay;
  }

  private static boolean takes(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
