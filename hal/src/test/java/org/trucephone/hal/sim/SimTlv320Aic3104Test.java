package org.trucephone.hal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.trucephone.hal.audio.AudioPath;
import org.trucephone.hal.bus.BusException;

/** The chip's bus face and its mixers, by bytes from the datasheet, without the driver. */
class SimTlv320Aic3104Test {
  private final SimTlv320Aic3104 chip = new SimTlv320Aic3104(12_288_000, 16_000);

  private void write(int... bytes) throws BusException {
    byte[] out = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      out[i] = (byte) bytes[i];
    }
    chip.transfer(out, new byte[0]);
  }

  private int[] read(int register, int count) throws BusException {
    byte[] in = new byte[count];
    chip.transfer(new byte[] {(byte) register}, in);
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = in[i] & 0xff;
    }
    return values;
  }

  /** PLL for 48 kHz from 12.288 MHz, 16 kHz, master, left DAC on, its datapath open. */
  private void clocks() throws BusException {
    write(2, 0x44, 0x91, 0x20, 0, 0, 0x08, 0xc0, 0, 0);
    write(37, 0x80);
    write(43, 0x00);
  }

  @Test
  void registersHaveTheirDefaultsAndTheAddressCountsUp() throws BusException {
    assertArrayEquals(new int[] {0x00, 0x10, 0x04, 0x00}, read(2, 4));
    assertArrayEquals(new int[] {0x80, 0x80, 0xff, 0xff, 0x78}, read(15, 5));
    write(15, 0x21, 0x22);
    assertArrayEquals(new int[] {0x21, 0x22, 0xff}, read(15, 3));
  }

  @Test
  void pagesAreApartAndASoftwareResetRestoresEverything() throws BusException {
    write(0, 1);
    write(15, 0x55);
    assertArrayEquals(new int[] {1}, read(0, 1));
    write(0, 0);
    assertArrayEquals(new int[] {0x80}, read(15, 1));
    write(15, 0x10);
    write(1, 0x80);
    assertArrayEquals(new int[] {0x80}, read(15, 1));
    write(0, 1);
    assertArrayEquals(new int[] {0}, read(15, 1));
  }

  @Test
  void statusRegistersShowPowerAndCannotBeWritten() throws BusException {
    write(94, 0xff);
    assertArrayEquals(new int[] {0}, read(94, 1));
    write(37, 0xc0);
    write(51, 0x05);
    assertArrayEquals(new int[] {0xc4}, read(94, 1));
    write(19, 0x7c);
    assertArrayEquals(new int[] {0x40}, read(36, 1));
  }

  @Test
  void offTheBoardItDoesNotAcknowledge() throws BusException {
    write(15, 0x10);
    chip.unplug();
    BusException gone = assertThrows(BusException.class, () -> read(15, 1));
    assertEquals(BusException.Kind.NO_ACK_ADDRESS, gone.kind());
    chip.plug();
    assertArrayEquals(new int[] {0x80}, read(15, 1));
    chip.reset(true);
    assertThrows(BusException.class, () -> read(15, 1));
    chip.reset(false);
    assertArrayEquals(new int[] {0x80}, read(15, 1));
  }

  @Test
  void gainsAddUpAlongThePath() throws BusException {
    clocks();
    write(43, 12); // −6 dB in the DAC
    write(47, 0x80 | 20); // −10 dB in the mixer
    write(51, 0x39); // +3 dB, not muted, powered
    assertEquals(-13, chip.playbackDb(AudioPath.HANDSET), 0.01);
    write(47, 0x80 | 117);
    assertEquals(-6 - 78.3 + 3, chip.playbackDb(AudioPath.HANDSET), 0.01);
    write(47, 0x80 | 118); // the table ends in mute
    assertEquals(0, chip.gains().playback(AudioPath.HANDSET));
  }

  @Test
  void theDacCanBypassTheMixersAndBothDacsAddUp() throws BusException {
    clocks();
    write(51, 0x09);
    write(41, 0x80); // DAC_L2: straight to HPLOUT
    assertEquals(0, chip.playbackDb(AudioPath.HANDSET), 0.01);
    write(41, 0x40); // DAC_L3: to the line output
    assertEquals(0, chip.gains().playback(AudioPath.HANDSET));
    write(86, 0x09);
    assertEquals(0, chip.playbackDb(AudioPath.SPEAKER), 0.01);
    write(41, 0x00);
    write(7, 0x0a); // left and right slots
    write(37, 0xc0);
    write(44, 0x00);
    write(47, 0x80);
    write(50, 0x80);
    assertEquals(20 * Math.log10(2), chip.playbackDb(AudioPath.HANDSET), 0.01);
  }

  @Test
  void withoutPllTheDividerMayMakeTheSameClock() throws BusException {
    clocks();
    write(47, 0x80);
    write(51, 0x09);
    write(3, 0x10); // PLL off, Q = 2
    assertEquals(0, chip.gains().playback(AudioPath.HANDSET));
    write(101, 0x01);
    assertEquals(0, chip.playbackDb(AudioPath.HANDSET), 0.01);
    write(3, 0x18); // Q = 3: 32 kHz
    assertEquals(0, chip.gains().playback(AudioPath.HANDSET));
  }
}
