package org.trucephone.hal.audio;

/**
 * Pins of a codec chip that one path is soldered to.
 *
 * @param output where the earpiece or amplifier is: {@code hpl hpr left-lo right-lo}
 * @param input where the microphone is: {@code line1l line1r line2l line2r}
 */
public record CodecPins(String output, String input) {}
