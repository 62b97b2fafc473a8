package org.trucephone.hal.bus.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/** What can be shown without the devices; the devices' own tests run in a guest. */
class LinuxWiresTest {
  @TempDir Path root;

  private void bus(String folder, String name, String node) throws IOException {
    Path device = root.resolve(folder).resolve(name);
    Path tree = root.resolve("sys/firmware/devicetree/base" + node);
    Files.createDirectories(device);
    Files.createDirectories(tree);
    Files.createSymbolicLink(device.resolve("of_node"), tree);
  }

  private void alias(String name, String node) throws IOException {
    Path aliases = root.resolve("proc/device-tree/aliases");
    Files.createDirectories(aliases);
    Files.writeString(aliases.resolve(name), node + "\0");
  }

  @Test
  void aBusIsFoundByItsPlaceInTheDeviceTree() throws IOException {
    alias("i2c1", "/soc/i2c@7e804000");
    alias("spi0", "/soc/spi@7e204000");
    bus("sys/bus/i2c/devices", "i2c-0", "/soc/i2c@7e205000");
    bus("sys/bus/i2c/devices", "i2c-11", "/soc/i2c@7e804000");
    bus("sys/class/spi_master", "spi10", "/soc/spi@7e204000");
    DeviceTree tree = new DeviceTree(root);
    assertEquals(11, tree.i2c(1));
    assertEquals(10, tree.spi(0));
    assertEquals(3, tree.i2c(3), "no such alias: the number as it is");
  }

  @Test
  void withoutADeviceTreeNumbersAreTakenAsTheyAre() {
    assertEquals(1, new DeviceTree(root).i2c(1));
    assertEquals(0, new DeviceTree(root).spi(0));
  }

  @Test
  void aMachineWithoutLinesIsToldSo() {
    BusException none = assertThrows(BusException.class, () -> GpioChip.find(root, label -> true));
    assertEquals(Kind.GONE, none.kind());
    assertEquals(
        "There are no GPIO lines on this machine: is it a Raspberry Pi?", none.getMessage());
  }

  @Test
  void aMissingBusNamesItsFileAndItsCure() {
    String file = root.resolve("i2c-1").toString();
    BusException none = assertThrows(BusException.class, () -> LinuxI2c.open(file, "i2c-1", 0x20));
    assertEquals(Kind.GONE, none.kind());
    assertTrue(none.getMessage().startsWith("i2c-1 address 0x20: there is no "), none.getMessage());
    BusException spi =
        assertThrows(BusException.class, () -> LinuxSpi.open(file, "spi-0", 0, 32_000_000));
    assertEquals(Kind.GONE, spi.kind());
  }

  @Test
  void aFileThatIsNoBusIsRefused() throws IOException {
    String file = Files.createFile(root.resolve("plain")).toString();
    BusException no = assertThrows(BusException.class, () -> LinuxI2c.open(file, "i2c-1", 0x20));
    assertEquals(Kind.OTHER, no.kind());
    assertTrue(no.getMessage().contains("error " + CLibrary.ENOTTY), no.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "6, NO_ACK_ADDRESS",
    "121, NO_ACK_ADDRESS",
    "5, NO_ACK_DATA",
    "110, NO_ACK_DATA",
    "16, BUSY",
    "19, GONE",
    "108, GONE",
    "22, OTHER"
  })
  void errorsOfTransfersHavePortableKinds(int error, Kind kind) {
    assertEquals(kind, Faults.transfer("i2c-1 address 0x20", -error, false).kind());
  }

  @Test
  void noPermissionNamesTheGroup() {
    BusException no = Faults.opening("GPIO", "/dev/gpiochip0", "gpio", "GPIO", -CLibrary.EACCES);
    assertEquals(Kind.NO_PERMISSION, no.kind());
    assertTrue(no.getMessage().contains("into the group gpio"), no.getMessage());
  }
}
