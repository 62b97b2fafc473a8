package org.trucephone.firmware.media.echo;

/**
 * Cleans the microphone of one sound device: aligns what was played, cancels its echo, gates the
 * rest.
 */
public final class MouthProcessor implements AutoCloseable {
  private final EchoCanceller canceller;
  private final Reference reference = new Reference();
  private final EchoGate gate = new EchoGate();
  private final short[] sounding;

  /**
   * @param periodSamples samples in 10 ms
   */
  public MouthProcessor(EchoCanceller canceller, int periodSamples) {
    this.canceller = canceller;
    this.sounding = new short[periodSamples];
  }

  /**
   * Cleans a captured period in place.
   *
   * @param delaySamples the device's delay, out and in together
   */
  public void captured(short[] mouth, int delaySamples) {
    if (reference.sounding(sounding, delaySamples)) {
      canceller.reset();
    }
    double heard = EchoGate.power(mouth);
    canceller.process(mouth, sounding);
    gate.gate(heard, mouth, EchoGate.power(sounding));
  }

  /** Takes note of a period that goes to the device. */
  public void played(short[] period) {
    reference.played(period);
  }

  @Override
  public void close() {
    canceller.close();
  }
}
