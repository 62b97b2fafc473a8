package org.trucephone.hal.bus.linux;

import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/** Error numbers in words, with what to do. */
final class Faults {
  private Faults() {}

  /**
   * @param file the device file
   * @param group the group whose members may open it
   * @param module what the kernel calls the bus in its configuration
   * @param error as the C library numbers it, below zero or above
   */
  static BusException opening(String where, String file, String group, String module, int error) {
    return switch (Math.abs(error)) {
      case CLibrary.EACCES, CLibrary.EPERM ->
          new BusException(
              Kind.NO_PERMISSION,
              where
                  + ": "
                  + file
                  + " may not be opened; put the phone's user into the group "
                  + group
                  + ".");
      case CLibrary.ENOENT, CLibrary.ENXIO, CLibrary.ENODEV ->
          new BusException(
              Kind.GONE,
              where + ": there is no " + file + "; switch " + module + " on in the boot settings.");
      case CLibrary.EBUSY -> busy(where);
      default ->
          new BusException(Kind.OTHER, where + ": " + file + " does not open, " + number(error));
    };
  }

  static BusException busy(String where) {
    return new BusException(
        Kind.BUSY, where + " is in use by another program or driver; end that or choose another.");
  }

  /**
   * A transfer that failed. Adapters tell a missing target as ENXIO or EREMOTEIO, some as EIO or a
   * time-out (kernel documentation, {@code i2c/fault-codes}).
   *
   * @param written whether the target had answered before in this transfer
   */
  static BusException transfer(String where, int error, boolean written) {
    return switch (Math.abs(error)) {
      case CLibrary.ENXIO, CLibrary.EREMOTEIO ->
          new BusException(
              written ? Kind.NO_ACK_DATA : Kind.NO_ACK_ADDRESS,
              where + " does not answer; check its plug and its wiring.");
      case CLibrary.EIO ->
          new BusException(
              Kind.NO_ACK_DATA, where + " stopped answering; check its plug and its wiring.");
      case CLibrary.ETIMEDOUT ->
          new BusException(
              Kind.NO_ACK_DATA, where + " holds the bus; check for a short between its wires.");
      case CLibrary.EBUSY -> busy(where);
      case CLibrary.ENODEV, CLibrary.ESHUTDOWN ->
          new BusException(Kind.GONE, where + ": the bus itself went away.");
      default -> new BusException(Kind.OTHER, where + " failed, " + number(error));
    };
  }

  private static String number(int error) {
    return "error " + Math.abs(error) + " of the kernel.";
  }
}
