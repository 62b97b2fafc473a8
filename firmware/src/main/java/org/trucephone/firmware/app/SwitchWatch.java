package org.trucephone.firmware.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.linux.LinuxFrames;
import org.trucephone.provisioning.discovery.VoiceVlan;

/**
 * Introduces the phone to the switch it is plugged into and hears which VLAN the switch has for
 * phones. On a thread of its own, until it is interrupted; ends where listening is not allowed.
 */
final class SwitchWatch implements Runnable {
  private static final int LISTEN_MS = 500;

  /** Four introductions quickly, then one in thirty seconds (IEEE 802.1AB 9.2.5). */
  private static final int QUICK = 4;

  private static final int SELDOM_MS = 30_000;

  private final Path root;
  private final Consumer<String> told;

  /**
   * @param root where {@code sys} and {@code proc} are; "/" but in tests
   * @param told takes a sentence when the phone is not where the switch wants it, and "" when it is
   */
  SwitchWatch(Path root, Consumer<String> told) {
    this.root = root;
    this.told = told;
  }

  @Override
  public void run() {
    String face = wired();
    if (face == null) {
      return;
    }
    try (LinuxFrames lldp = LinuxFrames.open(face, VoiceVlan.LLDP_TYPE, VoiceVlan.lldpGroup());
        LinuxFrames cdp = LinuxFrames.open(face, LinuxFrames.WITH_LENGTH, VoiceVlan.cdpGroup())) {
      byte[] introduction =
          VoiceVlan.introduction(
              HexFormat.of().parseHex(read("sys/class/net/" + face + "/address").replace(":", "")),
              "Truce " + Handset.VERSION);
      VoiceVlan last = null;
      int since = SELDOM_MS;
      int sent = 0;
      while (!Thread.currentThread().isInterrupted()) {
        if (since >= SELDOM_MS || sent < QUICK) {
          lldp.send(introduction);
          sent++;
          since = 0;
        }
        VoiceVlan heard = heard(lldp);
        heard = heard == null ? heard(cdp) : heard;
        since += 2 * LISTEN_MS;
        if (heard != null && !heard.equals(last) && !weaker(heard, last)) {
          last = heard;
          Logger.tag("network").info("{}: {}", face, heard);
          told.accept(sentence(heard));
        }
      }
    } catch (BusException e) {
      Logger.tag("network").info("{}", e.getMessage());
    }
  }

  /** Where a switch speaks both, what LLDP says holds. */
  private static boolean weaker(VoiceVlan heard, @Nullable VoiceVlan last) {
    return last != null && last.protocol().equals("LLDP") && heard.protocol().equals("CDP");
  }

  private static @Nullable VoiceVlan heard(LinuxFrames frames) throws BusException {
    byte[] frame = frames.next(LISTEN_MS);
    return VoiceVlan.read(frame).orElse(null);
  }

  /** {@return what to tell of it; "" when all is as the switch wants it} */
  String sentence(VoiceVlan said) {
    String own = "(?s).*\\|\\s*" + said.vlan() + "\\s*\\|.*";
    if (said.vlan() == 0 || read("proc/net/vlan/config").matches(own)) {
      return "";
    }
    return "The switch%s has VLAN %d for phones, and this phone is not in it. Set vlan = %d on the card, or ask the network's administrator."
        .formatted(
            said.switchName().isEmpty() ? "" : " " + said.switchName() + port(said),
            said.vlan(),
            said.vlan());
  }

  private static String port(VoiceVlan said) {
    return said.port().isEmpty() ? "" : " (" + said.port() + ")";
  }

  /** {@return the first interface of Ethernet that is no bridge, VLAN or radio, or null} */
  @Nullable String wired() {
    try (Stream<Path> all = Files.list(root.resolve("sys/class/net"))) {
      return all.map(each -> each.getFileName().toString())
          .sorted()
          .filter(face -> face.matches("(eth|en|usb).*"))
          .filter(face -> read("sys/class/net/" + face + "/type").equals("1"))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private String read(String path) {
    try {
      return Files.readString(root.resolve(path)).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
