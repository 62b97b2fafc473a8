package org.trucephone.hal.bus.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.OutputLine;
import org.trucephone.hal.bus.Wires;

/** Pi4J's digital outputs over {@link Wires}: electrical levels. */
final class WiresOutputProvider extends DigitalOutputProviderBase {
  private final Wires wires;

  WiresOutputProvider(Wires wires) {
    super("truce-output", "GPIO outputs over Truce's wires");
    this.wires = wires;
  }

  @Override
  public DigitalOutput create(DigitalOutputConfig config) {
    try {
      boolean high = config.initialState() == DigitalState.HIGH;
      DigitalOutput line = new Line(this, config, wires.output(config.bcm(), high));
      context().registry().add(line);
      return line;
    } catch (BusException e) {
      throw new WireFault(e);
    }
  }

  private static final class Line extends DigitalOutputBase {
    private final OutputLine wire;

    Line(DigitalOutputProvider provider, DigitalOutputConfig config, OutputLine wire) {
      super(provider, config);
      this.wire = wire;
    }

    /** Drives the wire first: Pi4J's idea of the state follows only what was done. */
    @Override
    public DigitalOutput state(DigitalState state) {
      try {
        wire.set(state.isHigh());
      } catch (BusException e) {
        throw new WireFault(e);
      }
      return super.state(state);
    }
  }
}
