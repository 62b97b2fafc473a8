package org.trucephone.hal.display;

import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.I2cDevice;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.SpiDevice;

/** How a small OLED controller is reached: commands and data, told apart by a byte or a line. */
public interface OledWire {
  /** Sends command bytes, parameters included. */
  void commands(byte... bytes) throws BusException;

  /** Sends bytes of the picture. */
  void data(byte[] bytes, int offset, int length) throws BusException;

  /**
   * {@return the status byte, or -1 where the wire cannot be read}
   *
   * @throws BusException {@code NO_ACK_ADDRESS} if nobody is there
   */
  int status() throws BusException;

  /**
   * I²C: a control byte goes first, 0x00 for commands, 0x40 for data (SSD1306 rev 1.1 8.1.5.2, p.
   * 20; SH1106 v2.3 p. 14).
   */
  static OledWire over(I2cDevice chip) {
    return new OledWire() {
      @Override
      public void commands(byte... bytes) throws BusException {
        chip.transfer(prefixed(0x00, bytes, 0, bytes.length), new byte[0]);
      }

      @Override
      public void data(byte[] bytes, int offset, int length) throws BusException {
        chip.transfer(prefixed(0x40, bytes, offset, length), new byte[0]);
      }

      @Override
      public int status() throws BusException {
        byte[] status = new byte[1];
        chip.transfer(new byte[0], status);
        return status[0] & 0xff;
      }
    };
  }

  /** Four-line SPI: the D/C line tells (SSD1306 8.1.3, p. 16). It cannot be read. */
  static OledWire over(SpiDevice chip, OutputLine dataCommand) {
    return new OledWire() {
      @Override
      public void commands(byte... bytes) throws BusException {
        dataCommand.set(false);
        chip.write(bytes, 0, bytes.length);
      }

      @Override
      public void data(byte[] bytes, int offset, int length) throws BusException {
        dataCommand.set(true);
        chip.write(bytes, offset, length);
      }

      @Override
      public int status() {
        return -1;
      }
    };
  }

  private static byte[] prefixed(int control, byte[] bytes, int offset, int length) {
    byte[] all = new byte[length + 1];
    all[0] = (byte) control;
    System.arraycopy(bytes, offset, all, 1, length);
    return all;
  }
}
