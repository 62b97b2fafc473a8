package org.trucephone.provisioning.persona;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
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
            "XMLDefault.cnf.xml"),
        order("cisco"));
    assertEquals(
        List.of("truce.toml", "truce-00aabbccddee.toml", "truce-00AABBCCDDEE.toml", "truce.toml"),
        order("truce"));
  }

  @Test
  void userAgentsHoldTheAddress() {
    assertEquals("Truce (00aabbccddee)", Personas.named("truce").orElseThrow().userAgent(MAC));
    assertTrue(Personas.named("cisco").orElseThrow().userAgent(MAC).endsWith("(00AABBCCDDEE)"));
  }

  @Test
  void everyWayNeedsAFileAndNamesAreDistinct() {
    assertEquals(List.of("auto", "truce", "cisco"), Personas.names());
    for (Persona persona : Personas.ALL) {
      assertTrue(
          persona.ways(MAC).stream()
              .allMatch(w -> w.files().stream().anyMatch(Persona.Wish::required)));
    }
    assertTrue(Personas.named("nobody").isEmpty());
  }

  private static List<String> order(String persona) {
    return Personas.named(persona).orElseThrow().ways(MAC).stream()
        .flatMap(w -> w.files().stream())
        .flatMap(f -> f.names().stream())
        .toList();
  }
}
