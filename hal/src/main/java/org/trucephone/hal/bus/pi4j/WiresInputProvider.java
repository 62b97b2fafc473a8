package org.trucephone.hal.bus.pi4j;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.InputLine;
import org.trucephone.hal.bus.Wires;

/** Pi4J's digital inputs over {@link Wires}: electrical levels, no debouncing. */
final class WiresInputProvider extends DigitalInputProviderBase {
  private final Wires wires;

  WiresInputProvider(Wires wires) {
    super("truce-input", "GPIO inputs over Truce's wires");
    this.wires = wires;
  }

  @Override
  public DigitalInput create(DigitalInputConfig config) {
    try {
      Line line = new Line(this, config, wires.input(config.bcm()));
      context().registry().add(line);
      line.listen();
      return line;
    } catch (BusException e) {
      throw new WireFault(e);
    }
  }

  private static final class Line extends DigitalInputBase {
    private final InputLine wire;

    Line(DigitalInputProvider provider, DigitalInputConfig config, InputLine wire) {
      super(provider, config);
      this.wire = wire;
    }

    void listen() {
      wire.onEdge(high ->
          dispatch(new DigitalStateChangeEvent<DigitalInput>(this, DigitalState.getState(high))));
    }

    @Override
    public DigitalState state() {
      try {
        return DigitalState.getState(wire.active());
      } catch (BusException e) {
        throw new WireFault(e);
      }
    }
  }
}
