package org.trucephone.tests.lab;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs the lab alone, for phones started elsewhere. */
public final class LabMain {
  private static final String USAGE =
      """
      Usage: LabMain [--sip-port N] [--tftp-port N] [--http-port N] [--mac M] [--quiet]

      Runs the built-in telephone system and provisioning server on 127.0.0.1 until Ctrl-C.

        --sip-port N    UDP and TCP port of the SIP server (default 5060, 0 for any free one)
        --tftp-port N   UDP port of the file server (default 6969)
        --http-port N   TCP port of the file server (default 6970)
        --mac M         MAC address of the phone to serve (default 001122334455)
        --quiet         no line for each message
        --help          this text
      """;

  private LabMain() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      if (List.of(arguments).contains("--help")) {
        System.out.print(USAGE);
        return;
      }
      try (Lab lab = Lab.start(parse(List.of(arguments)))) {
        System.out.println("SIP   127.0.0.1:" + lab.sipPort() + " (UDP and TCP)");
        System.out.println("Files " + lab.tftpUrl() + " and " + lab.httpUrl());
        lab.options().accounts().keySet().forEach(user -> System.out.println("User  " + user));
        Lab.numbers()
            .forEach((number, what) -> System.out.println("Dial  " + number + "  " + what));
        System.out.flush();
        new CountDownLatch(1).await();
      }
    } catch (IllegalArgumentException e) {
      System.err.println("lab: " + e.getMessage() + " (--help lists the options)");
      System.exit(2);
    } catch (IOException e) {
      System.err.println("lab: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Reads the command line; what is wrong with it is an {@code IllegalArgumentException}. */
  static LabOptions parse(List<String> arguments) {
    int sip = 5060;
    int tftp = 6969;
    int http = 6970;
    LabOptions options = LabOptions.standard().onEvent(System.out::println);
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (option.equals("--quiet")) {
        options = options.onEvent(line -> {});
        continue;
      }
      if (!List.of("--sip-port", "--tftp-port", "--http-port", "--mac").contains(option)) {
        throw new IllegalArgumentException("unknown option " + option);
      }
      if (++i == arguments.size()) {
        throw new IllegalArgumentException(option + " needs a value");
      }
      String value = arguments.get(i);
      switch (option) {
        case "--sip-port" -> sip = port(option, value);
        case "--tftp-port" -> tftp = port(option, value);
        case "--http-port" -> http = port(option, value);
        default -> options = options.mac(value);
      }
    }
    return options.ports(sip, tftp, http);
  }

  private static int port(String option, String value) {
    if (!value.matches("\\d{1,5}") || Integer.parseInt(value) > 65535) {
      throw new IllegalArgumentException(option + " takes a number from 0 to 65535, not " + value);
    }
    return Integer.parseInt(value);
  }
}
