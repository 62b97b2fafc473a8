package org.trucephone.provisioning.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VoiceVlanTest {
  /** Chassis, port "Gi1/0/7", 120 s, name "sw1", MED voice policy: tagged, VLAN 100, 5, DSCP 46. */
  static final String LLDP =
      "0180c200000e"
          + "0050568a0001"
          + "88cc"
          + "0207040050568a0001"
          + "0408054769312f302f37"
          + "06020078"
          + "0a03737731"
          + "fe08"
          + "0012bb02"
          + "01"
          + "40c96e"
          + "0000";

  /** Device "sw2", port "Fa0/3", VoIP VLAN reply for application 1: 200. */
  static final String CDP =
      "01000ccccccc"
          + "0050568a0002"
          + "0023"
          + "aaaa03"
          + "00000c"
          + "2000"
          + "02b40000"
          + "00010007737732"
          + "000300094661302f33"
          + "000e00070100c8";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void lldpNamesTheVlanItsPriorityAndDscp() {
    assertEquals(
        Optional.of(new VoiceVlan("LLDP", "sw1", "Gi1/0/7", 100, 5, 46)),
        VoiceVlan.read(bytes(LLDP)));
  }

  @Test
  void aPolicyThatIsUnknownSaysNothingAndOneWithoutTagNamesNoVlan() {
    assertEquals(Optional.empty(), VoiceVlan.read(bytes(LLDP.replace("0140c96e", "01800000"))));
    VoiceVlan untagged = VoiceVlan.read(bytes(LLDP.replace("0140c96e", "0100016e"))).orElseThrow();
    assertEquals(0, untagged.vlan());
    assertEquals(46, untagged.dscp());
    // Video conferencing is another application.
    assertEquals(Optional.empty(), VoiceVlan.read(bytes(LLDP.replace("0140c96e", "0640c96e"))));
  }

  @Test
  void theOlderProtocolNamesTheVlanToo() {
    assertEquals(
        Optional.of(new VoiceVlan("CDP", "sw2", "Fa0/3", 200, -1, -1)), VoiceVlan.read(bytes(CDP)));
  }

  @Test
  void anIntroductionIsWhatAPhoneSays() {
    assertEquals(
        "0180c200000e"
            + "001122334455"
            + "88cc"
            + "020704001122334455"
            + "040703001122334455"
            + "060200b4"
            + "0a055472756365"
            + "0e0400200020"
            + "fe070012bb01000303"
            + "fe080012bb0201800000"
            + "0000",
        HexFormat.of().formatHex(VoiceVlan.introduction(bytes("001122334455"), "Truce")));
  }

  @Test
  void damageIsNeverMoreThanNothing() {
    Random random = new Random(58);
    for (String whole : new String[] {LLDP, CDP}) {
      byte[] frame = bytes(whole);
      for (int length = 0; length < frame.length; length++) {
        assertNotNull(VoiceVlan.read(Arrays.copyOf(frame, length)));
      }
      for (int run = 0; run < 20_000; run++) {
        byte[] damaged = frame.clone();
        for (int n = random.nextInt(4); n >= 0; n--) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        VoiceVlan.read(damaged)
            .ifPresent(said -> assertTrue(said.vlan() >= 0 && said.vlan() <= 4094, whole));
      }
    }
  }
}
