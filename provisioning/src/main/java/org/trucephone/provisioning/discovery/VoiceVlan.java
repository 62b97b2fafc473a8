package org.trucephone.provisioning.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a switch says of the network for phones, by LLDP-MED (IEEE 802.1AB, ANSI/TIA-1057 10.2.3) or
 * by the discovery protocol older switches speak alone.
 *
 * @param protocol {@code LLDP} or {@code CDP}
 * @param switchName what it calls itself; empty when it does not say
 * @param port the switch's name of the port we are at; empty when it does not say
 * @param vlan 1 to 4094; 0 when voice goes without a tag
 * @param priority of layer 2, 0 to 7; -1 when it does not say
 * @param dscp of layer 3, 0 to 63; -1 when it does not say
 */
public record VoiceVlan(
    String protocol, String switchName, String port, int vlan, int priority, int dscp) {
  /** Type field of LLDP frames. */
  public static final int LLDP_TYPE = 0x88cc;

  private static final byte[] LLDP_GROUP = {0x01, (byte) 0x80, (byte) 0xc2, 0, 0, 0x0e};
  private static final byte[] CDP_GROUP = {0x01, 0, 0x0c, (byte) 0xcc, (byte) 0xcc, (byte) 0xcc};
  private static final byte[] MED = {0x00, 0x12, (byte) 0xbb};
  private static final int ADDRESSES = 12;
  private static final int VOICE = 1;
  private static final int LONGEST_NAME = 255;

  /** {@return the multicast address of LLDP, nearest bridge} */
  public static byte[] lldpGroup() {
    return LLDP_GROUP.clone();
  }

  /** {@return the multicast address of the older protocol} */
  public static byte[] cdpGroup() {
    return CDP_GROUP.clone();
  }

  /** {@return what a whole frame says of voice; empty when it is another one or says nothing} */
  public static Optional<VoiceVlan> read(byte[] frame) {
    if (frame.length < ADDRESSES + 2) {
      return Optional.empty();
    }
    int type = word(frame, ADDRESSES);
    if (type == LLDP_TYPE) {
      return lldp(frame);
    }
    // 802.3 length, then LLC SNAP: AA AA 03, organisation 00 00 0C, protocol 2000.
    boolean snap =
        type <= 1500
            && frame.length > ADDRESSES + 14
            && word(frame, 14) == 0xaaaa
            && word(frame, 16) == 0x0300
            && word(frame, 18) == 0x000c
            && word(frame, 20) == 0x2000;
    return snap ? cdp(frame, Math.min(frame.length, 14 + type)) : Optional.empty();
  }

  /** Each element: 7 bits of type, 9 of length, then its content. */
  private static Optional<VoiceVlan> lldp(byte[] frame) {
    String name = "";
    String port = "";
    int policy = -1;
    int at = ADDRESSES + 2;
    while (at + 2 <= frame.length) {
      int head = word(frame, at);
      int type = head >> 9;
      int length = head & 0x1ff;
      int from = at + 2;
      if (type == 0 || from + length > frame.length) {
        break;
      }
      switch (type) {
        case 2 -> port = length > 1 && frame[from] != 3 ? text(frame, from + 1, length - 1) : port;
        case 5 -> name = text(frame, from, length);
        case 127 -> {
          boolean network =
              length >= 8
                  && frame[from] == MED[0]
                  && frame[from + 1] == MED[1]
                  && frame[from + 2] == MED[2]
                  && frame[from + 3] == 2
                  && frame[from + 4] == VOICE;
          if (network) {
            policy = (frame[from + 5] & 0xff) << 16 | word(frame, from + 6);
          }
        }
        default -> {
          // says nothing of voice
        }
      }
      at = from + length;
    }
    // Bits: unknown, tagged, reserved, 12 of VLAN, 3 of priority, 6 of DSCP.
    if (policy < 0 || (policy & 0x800000) != 0) {
      return Optional.empty();
    }
    boolean tagged = (policy & 0x400000) != 0;
    int vlan = policy >> 9 & 0xfff;
    return vlan == 0xfff
        ? Optional.empty()
        : Optional.of(
            new VoiceVlan("LLDP", name, port, tagged ? vlan : 0, policy >> 6 & 7, policy & 0x3f));
  }

  /** After version, time to live and checksum: type, length with this head, content. */
  private static Optional<VoiceVlan> cdp(byte[] frame, int end) {
    String name = "";
    String port = "";
    int vlan = -1;
    int at = 22 + 4;
    while (at + 4 <= end) {
      int type = word(frame, at);
      int length = word(frame, at + 2);
      if (length < 4 || at + length > end) {
        break;
      }
      switch (type) {
        case 0x0001 -> name = text(frame, at + 4, length - 4);
        case 0x0003 -> port = text(frame, at + 4, length - 4);
        case 0x000e -> vlan = length >= 7 && frame[at + 4] == VOICE ? word(frame, at + 5) : vlan;
        default -> {
          // says nothing of voice
        }
      }
      at += length;
    }
    return vlan < 1 || vlan > 4094
        ? Optional.empty()
        : Optional.of(new VoiceVlan("CDP", name, port, vlan, -1, -1));
  }

  /**
   * {@return an LLDP frame in which a phone introduces itself: switches tell their policy only to
   * those they know to be phones (ANSI/TIA-1057 11.2.1)}
   *
   * @param mac of the interface, six octets
   * @param name of the phone
   */
  public static byte[] introduction(byte[] mac, String name) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(LLDP_GROUP);
    frame.writeBytes(mac);
    frame.write(LLDP_TYPE >> 8);
    frame.write(LLDP_TYPE & 0xff);
    element(frame, 1, bytes(4), mac); // chassis: a MAC address
    element(frame, 2, bytes(3), mac); // port: a MAC address
    element(frame, 3, bytes(0, 180), bytes()); // seconds this holds
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    element(frame, 5, text.length > LONGEST_NAME ? bytes() : text, bytes());
    element(frame, 7, bytes(0, 0x20, 0, 0x20), bytes()); // it can be, and is, a telephone
    element(frame, 127, MED, bytes(1, 0, 3, 3)); // MED: capabilities and policy, endpoint class 3
    element(frame, 127, MED, bytes(2, VOICE, 0x80, 0, 0)); // policy for voice: unknown, tell me
    element(frame, 0, bytes(), bytes());
    return frame.toByteArray();
  }

  private static void element(ByteArrayOutputStream frame, int type, byte[] one, byte[] two) {
    int head = type << 9 | one.length + two.length;
    frame.write(head >> 8);
    frame.write(head & 0xff);
    frame.writeBytes(one);
    frame.writeBytes(two);
  }

  private static byte[] bytes(int... values) {
    byte[] all = new byte[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) values[i];
    }
    return all;
  }

  private static int word(byte[] frame, int at) {
    return (frame[at] & 0xff) << 8 | frame[at + 1] & 0xff;
  }

  /** Anybody on the cable may have written it: printable characters alone. */
  private static String text(byte[] frame, int at, int length) {
    return new String(frame, at, length, StandardCharsets.UTF_8)
        .replaceAll("[\\p{Cntrl}\ufffd]", "")
        .strip();
  }
}
