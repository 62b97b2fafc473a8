package org.trucephone.firmware.app;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/**
 * Tells the supervisor that the phone lives, as long as both loops do: the phone's own answers a
 * beat, the audio thread counts on. When one of them hangs nothing is told, and the supervisor
 * starts the process again.
 */
final class Heartbeat implements Runnable {
  private final long periodMillis;
  private final Consumer<Runnable> phone;
  private final LongSupplier audio;
  private final BooleanSupplier alive;

  /**
   * @param periodMillis time between two beats, well under the supervisor's patience
   * @param phone has something run by the phone's loop
   * @param audio periods of sound so far
   * @param alive tells the supervisor; whether it heard
   */
  Heartbeat(
      long periodMillis, Consumer<Runnable> phone, LongSupplier audio, BooleanSupplier alive) {
    this.periodMillis = periodMillis;
    this.phone = phone;
    this.audio = audio;
    this.alive = alive;
  }

  @Override
  public void run() {
    AtomicBoolean answered = new AtomicBoolean(true);
    long before = -1;
    try {
      while (true) {
        long now = audio.getAsLong();
        boolean phoneLives = answered.getAndSet(false);
        if (!phoneLives || now == before) {
          Logger.warn("The {} thread does not move.", phoneLives ? "audio" : "phone");
        } else if (!alive.getAsBoolean()) {
          Logger.debug("The supervisor did not hear that the phone lives.");
        }
        before = now;
        phone.accept(() -> answered.set(true));
        TimeUnit.MILLISECONDS.sleep(periodMillis);
      }
    } catch (InterruptedException e) {
      Logger.debug("The heartbeat ends.");
    }
  }
}
