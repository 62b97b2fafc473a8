package org.trucephone.provisioning.persona.grandstream;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Grandstream's phones: the binary file, the phone's XML, the model's, that of all; small letters.
 */
public final class GrandstreamPersona implements Persona {
  @Override
  public String name() {
    return "grandstream";
  }

  @Override
  public String model() {
    return "gxp2170";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(
        new Way(
            true, List.of(Wish.required("cfg" + mac, "cfg" + mac + ".bin", "cfg" + mac + ".xml"))),
        new Way(false, List.of(Wish.required("cfggxp2170.xml", "cfg.xml"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Grandstream Model HW GXP2170 SW 1.0.11.79 DevId " + mac;
  }
}
