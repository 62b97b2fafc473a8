package org.trucephone.firmware.app;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.Request;
import org.trucephone.provisioning.discovery.Discovery;
import org.trucephone.provisioning.discovery.Place;

/** Which servers to ask for settings: the one that was named, or those the network names. */
final class Sources {
  private final @Nullable URI server;
  private final String mac;
  private final String persona;
  private final Path data;
  private final Discovery discovery;

  /**
   * Sources of one phone.
   *
   * @param server null to ask the network
   */
  Sources(@Nullable URI server, String mac, String persona, Path data, RandomGenerator random) {
    this.server = server;
    this.mac = mac;
    this.persona = persona;
    this.data = data;
    this.discovery = new Discovery(random, Handset.VERSION);
  }

  /** {@return requests to make in turn until one is answered well; blocks for some seconds} */
  List<Request> find() {
    if (server != null) {
      return List.of(new Request(server, mac, persona, data, null));
    }
    List<Request> all = new ArrayList<>();
    for (Place place : discovery.find(mac, persona)) {
      boolean hinted = persona.equals("auto") && !place.persona().equals("auto");
      if (hinted) {
        all.add(new Request(place.server(), mac, place.persona(), data, null, place.file()));
      }
      all.add(new Request(place.server(), mac, persona, data, null, place.file()));
    }
    return all;
  }

  /** {@return whether there is only the one that was named} */
  boolean fixed() {
    return server != null;
  }

  /** {@return what is being done, for the display} */
  String looking() {
    return server == null
        ? "Asking the network where the settings are …"
        : "Asking " + server.getHost() + " for settings …";
  }

  /** {@return what is wrong when there is no place to ask} */
  String nothing() {
    String trouble = discovery.trouble();
    return trouble != null
        ? trouble + " Name the provisioning server with --server."
        : "The network names no provisioning server, neither by DHCP nor by plug and play: tell your"
            + " administrator.";
  }

  Path data() {
    return data;
  }

  String mac() {
    return mac;
  }
}
