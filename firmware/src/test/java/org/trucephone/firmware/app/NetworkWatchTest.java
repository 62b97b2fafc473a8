package org.trucephone.firmware.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.firmware.diagnosis.Evidence.Seen;

class NetworkWatchTest {
  @TempDir Path root;

  private NetworkWatch watch() {
    return new NetworkWatch(root, network -> {});
  }

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void aCableIsSeen() throws IOException {
    assertEquals(Seen.UNKNOWN, watch().carrier());
    file("sys/class/net/lo/carrier", "1\n");
    file("sys/class/net/eth0/carrier", "0\n");
    assertEquals(Seen.NO, watch().carrier());
    file("sys/class/net/wlan0/carrier", "1\n");
    assertEquals(Seen.YES, watch().carrier());
  }

  @Test
  void theWayOutIsSeen() throws IOException {
    assertEquals(Seen.UNKNOWN, watch().gateway());
    String head = "Iface\tDestination\tGateway \tFlags\n";
    file("proc/net/route", head + "eth0\t0001A8C0\t00000000\t0001\n");
    assertEquals(Seen.NO, watch().gateway());
    file("proc/net/route", head + "eth0\t00000000\t0101A8C0\t0003\n");
    assertEquals(Seen.YES, watch().gateway());
  }

  @Test
  void nameServersAreSeen() throws IOException {
    assertEquals(Seen.UNKNOWN, watch().nameServers());
    file("etc/resolv.conf", "# nameserver 1.2.3.4\nsearch lan\n");
    assertEquals(Seen.NO, watch().nameServers());
    file("etc/resolv.conf", "search lan\nnameserver 192.168.1.1\n");
    assertEquals(Seen.YES, watch().nameServers());
  }
}
