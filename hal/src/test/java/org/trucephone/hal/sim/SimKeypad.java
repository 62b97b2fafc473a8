package org.trucephone.hal.sim;

import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;

/** A simulated key matrix on its expander, for tests of drivers in other packages. */
public final class SimKeypad {
  private final SimLine interrupt = new SimLine(true);
  private final SimKeyMatrix matrix;
  private final SimMcp23017 expander;
  private long transfers;

  public SimKeypad(KeyMatrix wiring) {
    matrix = new SimKeyMatrix(wiring);
    expander = new SimMcp23017("keypad", matrix, interrupt, new SimLine(true));
  }

  public SimI2cTarget chip() {
    return this::transfer;
  }

  private void transfer(byte[] write, byte[] read) throws BusException {
    transfers++;
    expander.transfer(write, read);
  }

  public SimLine interrupt() {
    return interrupt;
  }

  public long transfers() {
    return transfers;
  }

  public void press(Key key) {
    expander.press(matrix, key);
  }

  public void release(Key key) {
    expander.release(matrix, key);
  }

  public void unplug() {
    expander.unplug();
  }

  public void plug() {
    expander.plug();
  }

  public boolean shorted() {
    return matrix.shorted();
  }
}
