package org.trucephone.provisioning.discovery;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.persona.Personas;

/**
 * Asks the network where the settings are. First DHCP, as a plain phone and then, when that says
 * nothing, as each make whose servers look at the vendor class; then plug and play, at the SIP
 * servers DHCP names and at the multicast group.
 */
public final class Discovery {
  private static final int SERVER = 67;
  private static final int CLIENT = 68;
  private static final int SIP = 5060;
  private static final String GROUP = "224.0.1.75";
  private static final int PATIENCE_MS = 1500;

  /** Long enough for a server that pings an address before it offers it. */
  private static final int FIRST_PATIENCE_MS = 4000;

  private final RandomGenerator random;
  private final String version;
  private @Nullable String trouble;

  /**
   * For one phone.
   *
   * @param random makes transaction numbers
   * @param version told to plug and play servers
   */
  public Discovery(RandomGenerator random, String version) {
    this.random = random;
    this.version = version;
  }

  /**
   * {@return places to ask in turn; empty when the network says nothing}
   *
   * @param mac twelve hexadecimal digits
   * @param persona whose vendor class to show, or "auto"
   */
  public List<Place> find(String mac, String persona) {
    trouble = null;
    String digits = mac.toLowerCase(java.util.Locale.ROOT);
    Set<Place> places = new LinkedHashSet<>();
    Set<String> sipServers = new LinkedHashSet<>();
    for (InterfaceAddress own : addresses()) {
      for (String vendorClass : classes(persona)) {
        boolean first = vendorClass.equals("Truce") || !persona.equals(Personas.AUTO);
        Optional<DhcpMessage> answer = dhcp(own, digits, vendorClass, first);
        if (answer.isEmpty()) {
          break; // no server there, or none that speaks to us
        }
        places.addAll(DhcpHints.places(answer.get(), digits));
        sipServers.addAll(DhcpHints.sipServers(answer.get()));
        if (named(places) || !sipServers.isEmpty()) {
          break;
        }
      }
      if (!named(places)) {
        sipServers.add(GROUP);
        for (String server : sipServers) {
          plugAndPlay(own, server, digits).ifPresent(places::add);
        }
      }
    }
    List<Place> best = new ArrayList<>(places);
    // An address nobody wrote down for phones comes last.
    best.sort((a, b) -> Boolean.compare(weak(a), weak(b)));
    best.forEach(p ->
        Logger.tag("provisioning")
            .info("{}: {}{}", p.origin(), p.server(), p.file() == null ? "" : p.file()));
    return best;
  }

  /** {@return why the last look could not be taken as it should, or null} */
  public @Nullable String trouble() {
    return trouble;
  }

  private static boolean named(Set<Place> places) {
    return places.stream().anyMatch(p -> !weak(p));
  }

  /** Every DHCP server names itself as the next one. */
  private static boolean weak(Place place) {
    return place.origin().equals("DHCP next server");
  }

  private static List<String> classes(String persona) {
    List<String> all = new ArrayList<>();
    if (!persona.equals(Personas.AUTO)) {
      Personas.named(persona)
          .map(Persona::vendorClass)
          .filter(c -> !c.isEmpty())
          .ifPresent(all::add);
    }
    all.add("Truce");
    if (persona.equals(Personas.AUTO)) {
      Personas.ALL.stream().map(Persona::vendorClass).filter(c -> !c.isEmpty()).forEach(all::add);
    }
    return all;
  }

  private static List<InterfaceAddress> addresses() {
    List<InterfaceAddress> all = new ArrayList<>();
    try {
      for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (nic.isUp() && !nic.isLoopback() && !nic.isPointToPoint()) {
          for (InterfaceAddress own : nic.getInterfaceAddresses()) {
            if (own.getAddress() instanceof Inet4Address && own.getBroadcast() != null) {
              all.add(own);
            }
          }
        }
      }
    } catch (IOException e) {
      Logger.tag("provisioning").warn("the interfaces cannot be listed: {}", e.getMessage());
    }
    return all;
  }

  private Optional<DhcpMessage> dhcp(
      InterfaceAddress own, String mac, String vendorClass, boolean first) {
    try (DatagramSocket socket = new DatagramSocket(null)) {
      socket.setReuseAddress(true);
      socket.setBroadcast(true);
      socket.bind(new InetSocketAddress(CLIENT));
      int xid = random.nextInt();
      int wait = first ? FIRST_PATIENCE_MS : PATIENCE_MS;
      for (int type : new int[] {DhcpMessage.DISCOVER, DhcpMessage.INFORM}) {
        byte[] ask = DhcpMessage.ask(type, xid, mac, own.getAddress().getAddress(), vendorClass);
        send(socket, ask, own.getBroadcast());
        send(socket, ask, InetAddress.getByName("255.255.255.255"));
        Optional<DhcpMessage> answer = await(socket, xid, wait);
        if (answer.isPresent()) {
          return answer;
        }
      }
    } catch (IOException e) {
      trouble =
          "DHCP cannot be asked: the phone may not use its port %d (%s)."
              .formatted(CLIENT, e.getMessage());
      Logger.tag("provisioning").warn("{}", trouble);
    }
    return Optional.empty();
  }

  private static void send(DatagramSocket socket, byte[] ask, InetAddress to) {
    try {
      socket.send(new DatagramPacket(ask, ask.length, to, SERVER));
    } catch (IOException e) {
      Logger.tag("provisioning").debug("not sent to {}: {}", to, e.getMessage());
    }
  }

  private static Optional<DhcpMessage> await(DatagramSocket socket, int xid, int waitMs)
      throws IOException {
    long until = System.nanoTime() + waitMs * 1_000_000L;
    byte[] room = new byte[1500];
    while (true) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) left);
      DatagramPacket packet = new DatagramPacket(room, room.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      Optional<DhcpMessage> answer = DhcpMessage.read(room, packet.getLength(), xid);
      if (answer.isPresent()) {
        return answer;
      }
    }
  }

  private Optional<Place> plugAndPlay(InterfaceAddress own, String server, String mac) {
    String id = "pnp" + Long.toHexString(random.nextLong());
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(own.getAddress(), 0))) {
      NetworkInterface nic = NetworkInterface.getByInetAddress(own.getAddress());
      if (nic != null) {
        socket.setOption(StandardSocketOptions.IP_MULTICAST_IF, nic);
      }
      String from = own.getAddress().getHostAddress() + ":" + socket.getLocalPort();
      byte[] ask =
          PnpMessages.subscribe(server, from, mac, id, version).getBytes(StandardCharsets.UTF_8);
      InetSocketAddress to = new InetSocketAddress(server, SIP);
      if (to.isUnresolved()) {
        return Optional.empty();
      }
      for (int turn = 0; turn < 2; turn++) {
        socket.send(new DatagramPacket(ask, ask.length, to));
        Optional<String> url = notified(socket, id);
        if (url.isPresent()) {
          String origin =
              server.equals(GROUP) ? "plug and play" : "DHCP option 120, SIP server " + server;
          return Optional.ofNullable(DhcpHints.place(url.get(), mac, Personas.AUTO, origin));
        }
      }
    } catch (IOException e) {
      Logger.tag("provisioning").debug("plug and play at {}: {}", server, e.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<String> notified(DatagramSocket socket, String id) throws IOException {
    long until = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    byte[] room = new byte[4096];
    while (true) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      socket.setSoTimeout((int) left);
      DatagramPacket packet = new DatagramPacket(room, room.length);
      try {
        socket.receive(packet);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      }
      String message = new String(room, 0, packet.getLength(), StandardCharsets.UTF_8);
      if (PnpMessages.notifies(message, id)) {
        byte[] ok = PnpMessages.ok(message).getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(ok, ok.length, packet.getSocketAddress()));
        Optional<String> url = PnpMessages.url(message);
        if (url.isPresent()) {
          return url;
        }
      }
    }
  }
}
