package org.trucephone.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.trucephone.hal.bus.BusException;

/** The chip against its datasheet, DS20001952; bytes as on the bus. */
class SimMcp23017Test {
  private final SimLine intA = new SimLine(true);
  private final SimLine intB = new SimLine(true);
  private int outside = 0xffff;
  private final SimMcp23017 chip =
      new SimMcp23017(
          "expander",
          (outputs, driven, pullUps) -> outputs & driven | ~outputs & outside,
          intA,
          intB);

  @Test
  void powersUpAsInputs() throws Exception {
    assertEquals("ffff" + "00".repeat(16) + "ffff" + "0000", read("00", 22));
  }

  @Test
  void theAddressMovesOnFromPortToPort() throws Exception {
    write("00 0000 0000");
    write("14 aa 55");
    assertEquals("aa55", read("14", 2));
    assertEquals(0x55aa, chip.pins());
  }

  @Test
  void writingTheGpioRegisterWritesTheLatch() throws Exception {
    write("00 00");
    write("12 0f");
    assertEquals("0f", read("14", 1));
  }

  @Test
  void bankedAddressesAreSortedByPort() throws Exception {
    write("0a 80");
    write("00 00"); // IODIRA
    write("0a 3c"); // OLATA
    assertEquals("3c", read("0a", 1));
    assertEquals("ff", read("10", 1), "IODIRB");
    assertEquals("80", read("05", 1), "IOCON");
  }

  @Test
  void byteModeTogglesBetweenThePortsOfAPair() throws Exception {
    write("0a 20");
    assertEquals("ffffffff", read("00", 4));
  }

  @Test
  void comparingWithDefvalInterruptsUntilTheLevelIsRightAgain() throws Exception {
    write("06 01");
    write("08 01");
    write("04 01");
    assertTrue(intA.high());
    outside = 0xfffe;
    chip.surroundingsChanged();
    assertFalse(intA.high());
    assertEquals("01", read("0e", 1), "INTF");
    assertEquals("fe", read("10", 1), "INTCAP");
    assertFalse(intA.high(), "the level still differs");
    outside = 0xffff;
    chip.surroundingsChanged();
    assertFalse(intA.high(), "held until read");
    read("12", 1);
    assertTrue(intA.high());
  }

  @Test
  void anyChangeInterruptsAndIsOverWhenRead() throws Exception {
    write("05 02"); // GPINTENB, pin 1
    outside = 0xfdff;
    chip.surroundingsChanged();
    assertTrue(intA.high());
    assertFalse(intB.high());
    read("13", 1);
    assertTrue(intB.high());
    outside = 0xffff;
    chip.surroundingsChanged();
    assertFalse(intB.high(), "the way back is a change too");
  }

  @Test
  void mirroredInterruptsShowOnBothLines() throws Exception {
    write("0a 40");
    write("05 02");
    outside = 0xfdff;
    chip.surroundingsChanged();
    assertFalse(intA.high());
    assertFalse(intB.high());
  }

  @Test
  void interruptPolarityCanBeTurned() throws Exception {
    write("0a 02");
    assertFalse(intA.high());
    write("04 01");
    outside = 0xfffe;
    chip.surroundingsChanged();
    assertTrue(intA.high());
  }

  @Test
  void invertedPinsReadInverted() throws Exception {
    write("02 f0");
    assertEquals("0f", read("12", 1));
  }

  @Test
  void unpluggedItDoesNotAcknowledgeAndForgets() throws Exception {
    write("00 00");
    chip.unplug();
    BusException e = assertThrows(BusException.class, () -> read("00", 1));
    assertEquals(BusException.Kind.NO_ACK_ADDRESS, e.kind());
    assertEquals(0, chip.outputs());
    chip.plug();
    assertEquals("ff", read("00", 1));
  }

  @Test
  void aRegisterThatIsNotThereIsRefused() {
    BusException e = assertThrows(BusException.class, () -> write("16 00"));
    assertEquals(BusException.Kind.NO_ACK_DATA, e.kind());
  }

  private void write(String hex) throws BusException {
    chip.transfer(HexFormat.of().parseHex(hex.replace(" ", "")), new byte[0]);
  }

  private String read(String register, int count) throws BusException {
    byte[] in = new byte[count];
    chip.transfer(HexFormat.of().parseHex(register), in);
    return HexFormat.of().formatHex(in);
  }
}
