package org.trucephone.tests.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.trucephone.firmware.app.Main;
import org.trucephone.firmware.app.OptionException;
import org.trucephone.firmware.app.Options;

/**
 * The lab and a phone in one process: what {@code firmware/run} starts when it is given no server.
 */
public final class Demo {
  private Demo() {}

  /** The phone's command line; the lab's provisioning server is put in front of it. */
  public static void main(String[] args) throws IOException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (OptionException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    Lab lab = Lab.start(LabOptions.standard().mac(options.mac()));
    System.out.println(
        "The built-in lab serves settings at "
            + lab.tftpUrl()
            + " and is a telephone server on port "
            + lab.sipPort()
            + ".");
    System.out.println("Dial a number and #, or click the keys:");
    Lab.numbers().forEach((number, words) -> System.out.println("  " + number + "  " + words));
    List<String> all =
        new ArrayList<>(
            List.of("--server", lab.tftpUrl(), "--bind", "127.0.0.1", "--admin", "127.0.0.1:8443"));
    all.addAll(Arrays.asList(args));
    Main.main(all.toArray(String[]::new));
  }
}
