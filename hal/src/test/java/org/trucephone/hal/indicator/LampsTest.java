package org.trucephone.hal.indicator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.indicator.LampState.Colour;
import org.trucephone.hal.indicator.LampState.Rhythm;
import org.trucephone.hal.indicator.LedGroup.Led;
import org.trucephone.hal.sim.SimMcp23017;

/** Lamps over a simulated expander, by the levels on its pins; time is an argument. */
class LampsTest {
  private final SimMcp23017 chip = new SimMcp23017("lamps");
  private int transfers;
  private final Mcp23017LampsDriver driver =
      new Mcp23017LampsDriver(
          (write, read) -> {
            transfers++;
            chip.transfer(write, read);
          },
          1 << 2);
  private final Lamps lamps =
      new Lamps(
          new LedGroup(
              Map.of(
                  Lamp.LINE_1,
                  List.of(
                      new Led(lit -> driver.light(0, lit), true, false),
                      new Led(lit -> driver.light(8, lit), false, true)),
                  Lamp.MESSAGE,
                  List.of(new Led(lit -> driver.light(2, lit), true, true))),
              Optional.of(driver)));

  private static final int DARK = 1 << 2; // the message LED lights at a low level

  @Test
  void afterResetAllIsDark() throws Exception {
    lamps.reset();
    assertEquals(0xffff, chip.outputs());
    assertEquals(DARK, chip.pins());
  }

  @Test
  void coloursAreSeparatePins() throws Exception {
    lamps.reset();
    show(Lamp.LINE_1, Colour.RED, Rhythm.STEADY);
    assertEquals(DARK | 1, chip.pins());
    show(Lamp.LINE_1, Colour.GREEN, Rhythm.STEADY);
    assertEquals(DARK | 1 << 8, chip.pins());
    show(Lamp.LINE_1, Colour.GREEN, Rhythm.OFF);
    assertEquals(DARK, chip.pins());
  }

  @Test
  void aOneColourLampShowsEitherColour() throws Exception {
    lamps.reset();
    show(Lamp.MESSAGE, Colour.GREEN, Rhythm.STEADY);
    assertEquals(0, chip.pins());
    show(Lamp.MESSAGE, Colour.RED, Rhythm.STEADY);
    assertEquals(0, chip.pins());
  }

  @Test
  void slowBlinksEveryHalfSecond() throws Exception {
    assertEquals(
        List.of("0 on", "500 off", "1000 on", "1500 off", "2000 on"), changes(Rhythm.SLOW, 2000));
  }

  @Test
  void fastBlinksFourTimesASecond() throws Exception {
    assertEquals(
        List.of("0 on", "125 off", "250 on", "375 off", "500 on"), changes(Rhythm.FAST, 500));
  }

  @Test
  void doubleBlinkIsTwoFlashesInTwoSeconds() throws Exception {
    assertEquals(
        List.of("0 on", "80 off", "240 on", "320 off", "2000 on"),
        changes(Rhythm.DOUBLE_BLINK, 2000));
  }

  @Test
  void nothingBlinksMeansNoWakingAndNoTraffic() throws Exception {
    lamps.reset();
    lamps.want(Lamp.LINE_1, new LampState(Colour.RED, Rhythm.STEADY));
    assertEquals(-1, lamps.beat(0));
    int before = transfers;
    assertEquals(-1, lamps.beat(10));
    assertEquals(before, transfers);
  }

  @Test
  void aLampTheBoardDoesNotHaveIsIgnored() throws Exception {
    lamps.reset();
    show(Lamp.LINE_7, Colour.RED, Rhythm.STEADY);
    assertEquals(DARK, chip.pins());
  }

  @Test
  void aChipThatComesBackIsLitAgain() throws Exception {
    lamps.reset();
    show(Lamp.LINE_1, Colour.RED, Rhythm.STEADY);
    chip.unplug();
    assertThrows(BusException.class, lamps::probe);
    chip.plug();
    BusException e = assertThrows(BusException.class, lamps::probe);
    assertEquals("the lamps' port expander has lost its settings", e.getMessage());
    lamps.reset();
    lamps.beat(0);
    assertEquals(DARK | 1, chip.pins());
  }

  private void show(Lamp lamp, Colour colour, Rhythm rhythm) throws BusException {
    lamps.want(lamp, new LampState(colour, rhythm));
    lamps.beat(0);
  }

  /** Steps from wake to wake as the thread does; tells when the red LED changed. */
  private List<String> changes(Rhythm rhythm, long until) throws BusException {
    lamps.reset();
    lamps.want(Lamp.LINE_1, new LampState(Colour.RED, rhythm));
    List<String> changes = new ArrayList<>();
    boolean was = false;
    for (long now = 0; now <= until; ) {
      long next = lamps.beat(now);
      boolean is = (chip.pins() & 1) != 0;
      if (is != was) {
        changes.add(now + (is ? " on" : " off"));
      }
      was = is;
      now += next;
    }
    return changes;
  }
}
