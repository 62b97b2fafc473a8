package org.trucephone.firmware.media.tone;

/**
 * A tone: up to two sines and a cadence.
 *
 * @param hz1 first frequency, 0 for none
 * @param hz2 second frequency, 0 for none
 * @param amplitude of each, 0…32767
 * @param cadenceMs on, off, on, off …, repeated; empty is continuous
 */
public record ToneSpec(int hz1, int hz2, int amplitude, int... cadenceMs) {
  /** Keeps a copy. */
  public ToneSpec {
    cadenceMs = cadenceMs.clone();
  }

  @Override
  public int[] cadenceMs() {
    return cadenceMs.clone();
  }
}
