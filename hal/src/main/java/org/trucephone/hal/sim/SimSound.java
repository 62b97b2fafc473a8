package org.trucephone.hal.sim;

import java.util.Arrays;
import org.trucephone.hal.audio.AudioPath;

/**
 * The air around the simulated handset: what its microphones hear, and who hears its earpieces.
 *
 * <p>Mono, 16 kHz, signed 16 bit, periods of {@code short[160]}. Called on the audio thread: must
 * neither wait nor allocate nor throw.
 */
public interface SimSound extends AutoCloseable {
  /** Nothing to hear, nobody listens. */
  SimSound NONE =
      new SimSound() {
        @Override
        public void mic(short[] period) {
          Arrays.fill(period, (short) 0);
        }

        @Override
        public void ear(AudioPath transducer, short[] period) {}
      };

  /** Fills a period with what a microphone hears. */
  void mic(short[] period);

  /** Hears a period of one transducer; {@code period} is the caller's again afterwards. */
  void ear(AudioPath transducer, short[] period);

  /** Every transducer was heard for this period. */
  default void periodHeard() {}

  @Override
  default void close() {}

  /** {@return the microphone of one with the ears of another} */
  static SimSound of(SimSound microphone, SimSound ears) {
    return new SimSound() {
      @Override
      public void mic(short[] period) {
        microphone.mic(period);
      }

      @Override
      public void ear(AudioPath transducer, short[] period) {
        ears.ear(transducer, period);
      }

      @Override
      public void periodHeard() {
        ears.periodHeard();
      }

      @Override
      public void close() {
        microphone.close();
        if (ears != microphone) {
          ears.close();
        }
      }
    };
  }
}
