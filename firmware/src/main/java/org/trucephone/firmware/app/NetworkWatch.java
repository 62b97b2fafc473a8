package org.trucephone.firmware.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.diagnosis.Evidence.Network;
import org.trucephone.firmware.diagnosis.Evidence.Seen;

/**
 * Looks at this machine's network every two seconds and tells what changed: cable, addresses, way
 * out, name servers. On its own virtual thread, until it is interrupted.
 */
final class NetworkWatch implements Runnable {
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Path root;
  private final Consumer<Network> changed;

  /**
   * @param root where {@code sys}, {@code proc} and {@code etc} are; "/" but in tests
   */
  NetworkWatch(Path root, Consumer<Network> changed) {
    this.root = root;
    this.changed = changed;
  }

  @Override
  public void run() {
    Network last = null;
    try {
      while (true) {
        Network now = look();
        if (!now.equals(last)) {
          last = now;
          changed.accept(now);
        }
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      Logger.tag("network").debug("the watch ends");
    }
  }

  /** {@return the network as it is now} */
  Network look() {
    List<String> addresses = new ArrayList<>();
    boolean looked = true;
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (!each.isLoopback() && each.isUp()) {
          for (InetAddress address : Collections.list(each.getInetAddresses())) {
            if (!address.isLinkLocalAddress()) {
              addresses.add(address.getHostAddress().replaceAll("%.*", ""));
            }
          }
        }
      }
    } catch (SocketException e) {
      looked = false;
    }
    Collections.sort(addresses);
    return new Network(
        carrier(),
        addresses,
        looked,
        Seen.UNKNOWN,
        gateway(),
        Seen.UNKNOWN,
        nameServers(),
        Seen.UNKNOWN);
  }

  /** {@return whether a real interface has a carrier (Linux, Documentation/ABI sysfs-class-net)} */
  Seen carrier() {
    Path net = root.resolve("sys/class/net");
    Seen best = Seen.UNKNOWN;
    try (var interfaces = Files.newDirectoryStream(net)) {
      for (Path each : interfaces) {
        if (each.endsWith("lo")) {
          continue;
        }
        // An interface that is switched off has no readable carrier.
        String carrier = read(each.resolve("carrier"));
        if ("1".equals(carrier)) {
          return Seen.YES;
        }
        best = Seen.NO;
      }
    } catch (IOException e) {
      return Seen.UNKNOWN;
    }
    return best;
  }

  /** {@return whether there is a default route, IPv4} */
  Seen gateway() {
    String routes = read(root.resolve("proc/net/route"));
    if (routes == null) {
      return Seen.UNKNOWN;
    }
    // Interface, destination, gateway … in hexadecimal; destination 0 is everything else.
    return Seen.of(routes.lines().anyMatch(line -> line.matches("\\S+\\s+00000000\\s+.*")));
  }

  Seen nameServers() {
    String text = read(root.resolve("etc/resolv.conf"));
    if (text == null) {
      return Seen.UNKNOWN;
    }
    return Seen.of(text.lines().anyMatch(line -> line.strip().startsWith("nameserver ")));
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return null;
    }
  }
}
