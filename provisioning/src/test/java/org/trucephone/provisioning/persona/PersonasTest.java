package org.trucephone.provisioning.persona;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonasTest {
  private static final String MAC = "00aabbccddee";

  @Test
  void namesAreAskedInTheVendorsOrderCapitalsFirst() {
    assertEquals(
        List.of(
            "SEP00AABBCCDDEE.cnf.xml",
            "SEP00aabbccddee.cnf.xml",
            "SIPDefault.cnf",
            "SIP00AABBCCDDEE.cnf",
            "SIP00aabbccddee.cnf",
            "8851-3PCC.xml",
            "spa504G.cfg",
            "spa504g.cfg",
            "00aabbccddee.xml",
            "spa00aabbccddee.xml",
            "00AABBCCDDEE.xml",
            "spa00aabbccddee.cfg",
            "8851-3PCC.xml",
            "spa504G.cfg",
            "spa504g.cfg",
            "XMLDefault.cnf.xml"),
        order("cisco"));
    assertEquals(
        List.of("cfg00aabbccddee", "cfg00aabbccddee.bin", "cfg00aabbccddee.xml"),
        order("grandstream").subList(0, 3));
    assertEquals(
        List.of(
            "00aabbccddee-phone.cfg",
            "00AABBCCDDEE-phone.cfg",
            "00aabbccddee-web.cfg",
            "00AABBCCDDEE-web.cfg",
            "00aabbccddee.cfg"),
        order("polycom").subList(0, 5));
    assertEquals("00aabbccddee.boot", order("yealink").get(0));
    assertTrue(order("snom").contains("snomD785-00AABBCCDDEE.htm"));
    assertEquals(List.of("cfg0016.xml", "cfg00aabbccddee.xml"), order("htek").subList(0, 2));
    assertEquals("00aabbccddee.cfg", order("digium").get(0));
    assertEquals(
        List.of("truce.toml", "truce-00aabbccddee.toml", "truce-00AABBCCDDEE.toml", "truce.toml"),
        order("truce"));
  }

  @Test
  void userAgentsHoldTheAddress() {
    assertEquals("Truce (00aabbccddee)", Personas.named("truce").orElseThrow().userAgent(MAC));
    assertTrue(Personas.named("cisco").orElseThrow().userAgent(MAC).endsWith("(00AABBCCDDEE)"));
    assertEquals("Yealink SIP-T46U 108.86.0.90 00:aa:bb:cc:dd:ee", agent("yealink"));
    assertEquals("Mozilla/4.0 (compatible; snomD785-SIP 10.1.184.15 00AABBCCDDEE)", agent("snom"));
    assertEquals(
        "Grandstream Model HW GXP2170 SW 1.0.11.79 DevId 00aabbccddee", agent("grandstream"));
    assertEquals("Htek UC926 2.0.4.6 00:aa:bb:cc:dd:ee", agent("htek"));
  }

  @Test
  void everyWayNeedsAFileAndNamesAreDistinct() {
    assertEquals(List.of("auto", "truce", "cisco"), Personas.names().subList(0, 3));
    assertEquals(Personas.names().size(), Set.copyOf(Personas.names()).size());
    for (Persona persona : Personas.ALL) {
      assertTrue(
          persona.ways(MAC).stream()
              .allMatch(w -> w.files().stream().anyMatch(Persona.Wish::required)));
    }
    assertTrue(Personas.named("nobody").isEmpty());
  }

  private static String agent(String persona) {
    return Personas.named(persona).orElseThrow().userAgent(MAC);
  }

  private static List<String> order(String persona) {
    return Personas.named(persona).orElseThrow().ways(MAC).stream()
        .flatMap(w -> w.files().stream())
        .flatMap(f -> f.names().stream())
        .toList();
  }
}
