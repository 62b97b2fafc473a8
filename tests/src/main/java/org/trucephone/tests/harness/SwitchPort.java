package org.trucephone.tests.harness;

import java.util.HexFormat;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.linux.LinuxFrames;
import org.trucephone.provisioning.discovery.VoiceVlan;

/**
 * A switch's end of a cable, a program: sends the frame it is given again and again, and prints
 * every LLDP frame it hears. Needs root.
 */
public final class SwitchPort {
  private SwitchPort() {}

  /** Runs until it is ended; the interface's name and the frame in hexadecimal. */
  public static void main(String[] args) throws BusException {
    try (LinuxFrames cable =
        LinuxFrames.open(args[0], VoiceVlan.LLDP_TYPE, VoiceVlan.lldpGroup())) {
      while (true) {
        cable.send(HexFormat.of().parseHex(args[1]));
        byte[] heard = cable.next(500);
        if (heard.length > 0) {
          System.out.println("heard " + HexFormat.of().formatHex(heard));
        }
      }
    }
  }
}
