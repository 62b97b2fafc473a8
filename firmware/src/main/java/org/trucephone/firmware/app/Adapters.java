package org.trucephone.firmware.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.UUID;
import org.tinylog.Logger;
import org.trucephone.firmware.admin.DeviceKeys;
import org.trucephone.firmware.handset.PanelServer;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.sip.SipPort;
import org.trucephone.firmware.sip.jain.JainSip;
import org.trucephone.firmware.sip.jain.SipOpenException;
import org.trucephone.firmware.sip.jain.SipOptions;
import org.trucephone.firmware.sip.jain.TlsTrust;
import org.trucephone.hal.audio.AlsaPcm;
import org.trucephone.hal.audio.AudioException;
import org.trucephone.hal.audio.PcmDevice;
import org.trucephone.hal.board.Board;
import org.trucephone.hal.board.BoardException;
import org.trucephone.hal.sim.SimSounds;

/**
 * Opens what the command line asks for. What cannot be opened is one sentence in an {@link
 * OptionException}: what is wrong and which option chooses another.
 */
final class Adapters {
  private Adapters() {}

  static String pin(Options options, DeviceKeys keys) throws OptionException {
    if (options.adminHost() == null) {
      return "";
    }
    try {
      return keys.pin();
    } catch (IOException e) {
      throw new OptionException(
          "The PIN of the administrator's page cannot be kept in "
              + options.data()
              + ": "
              + e.getMessage());
    }
  }

  static String adminWords(Options options, String pin) {
    String host = options.adminHost();
    if (host == null) {
      return "";
    }
    String shown = host.equals("0.0.0.0") || host.equals("::") ? address() : host;
    return "https://" + shown + ":" + options.adminPort() + "/ PIN " + pin;
  }

  /** A board file is for wires that only a Pi has; elsewhere its chips are simulated. */
  static boolean onRaspberryPi() {
    try {
      return Files.readString(Path.of("/proc/device-tree/model")).startsWith("Raspberry Pi");
    } catch (IOException e) {
      return false; // no device tree: no Pi
    }
  }

  static Board board(String name) throws OptionException {
    try {
      return Board.load(name);
    } catch (BoardException e) {
      throw new OptionException(String.join("\n", e.findings()));
    }
  }

  static SimSounds sounds(Options options) throws OptionException {
    try {
      String audio = options.audio().startsWith("alsa") ? "null" : options.audio();
      Path mic = options.mic();
      return SimSounds.open(audio, mic == null ? null : mic.toString(), options.speaker());
    } catch (AudioException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  static PcmDevice alsa(String audio) throws OptionException {
    try {
      return new AlsaPcm(audio.equals("alsa") ? "default" : audio.substring("alsa:".length()));
    } catch (AudioException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  static JainSip sip(Options options, EventLoop.Relay<Input> relay) throws OptionException {
    TlsTrust trust = TlsTrust.andFolder(options.data().resolve("trusted"));
    byte[] name = ("truce " + options.mac()).getBytes(StandardCharsets.US_ASCII);
    String instance = "urn:uuid:" + UUID.nameUUIDFromBytes(name);
    SipPort.Listener listener = event -> relay.post(new Input.Event(new PhoneEvent.Sip(event)));
    try {
      return JainSip.open(
          new SipOptions(options.bind(), options.sipPort(), Handset.USER_AGENT, trust, instance),
          listener);
    } catch (SipOpenException taken) {
      if (options.sipPortAsked()) {
        throw new OptionException(String.valueOf(taken.getMessage()));
      }
      Logger.warn("{} A free port is used instead.", taken.getMessage());
    }
    try {
      return JainSip.open(
          new SipOptions(options.bind(), 0, Handset.USER_AGENT, trust, instance), listener);
    } catch (SipOpenException e) {
      throw new OptionException(String.valueOf(e.getMessage()));
    }
  }

  static PanelServer panel(Options options, VirtualPanel hands) throws OptionException {
    try {
      return PanelServer.start(options.panelHost(), options.panelPort(), hands);
    } catch (IOException e) {
      throw new OptionException(
          "The page cannot be served on "
              + options.panelHost()
              + ":"
              + options.panelPort()
              + " ("
              + e.getMessage()
              + "). Choose another with --panel HOST:PORT.");
    }
  }

  /** {@return the first address others can reach us at, else loopback} */
  static String address() {
    try {
      for (NetworkInterface nic : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (nic.isUp() && !nic.isLoopback()) {
          for (InterfaceAddress bound : nic.getInterfaceAddresses()) {
            InetAddress address = bound.getAddress();
            if (address instanceof java.net.Inet4Address) {
              return address.getHostAddress();
            }
          }
        }
      }
    } catch (SocketException e) {
      Logger.debug("The network interfaces cannot be listed: {}", e.getMessage());
    }
    return "127.0.0.1";
  }
}
