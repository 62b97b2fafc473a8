package org.trucephone.hal.audio;

import org.trucephone.hal.bus.BusException;

/**
 * An audio codec chip's control side; samples travel by {@link PcmDevice}. Called on the {@code
 * hardware} thread only.
 */
public interface CodecChip {
  /**
   * (Re)initialises: clocks for {@code rateHz}, everything muted, no route. Also after it came back
   * from being unplugged.
   */
  void reset(int rateHz) throws BusException;

  /** Connects a path without a pop: mutes, switches, unmutes. */
  void route(AudioPath path) throws BusException;

  /** Playback level of a path in dB, clipped to what the chip can do; 0 is the reference level. */
  void playbackDb(AudioPath path, double db) throws BusException;

  /** Microphone gain of a path in dB, clipped to what the chip can do. */
  void captureDb(AudioPath path, double db) throws BusException;

  /** Mutes the microphone in the chip's registers. */
  void muteMicrophone(boolean muted) throws BusException;

  /**
   * Level at which the person hears themself in handset and headset, in dB; {@code -120} or less is
   * off.
   */
  void sideToneDb(double db) throws BusException;

  /** {@return whether the chip answers on its bus} */
  boolean present();
}
