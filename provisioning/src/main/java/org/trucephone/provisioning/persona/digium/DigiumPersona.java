package org.trucephone.provisioning.persona.digium;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** Digium's and Sangoma's D-series: one file, address in small letters. */
public final class DigiumPersona implements Persona {
  @Override
  public String name() {
    return "digium";
  }

  @Override
  public String model() {
    return "D65";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(new Way(true, List.of(Wish.required(mac + ".cfg", "Digium/" + mac + ".cfg"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Digium D65 2_8_1";
  }

  @Override
  public String vendorClass() {
    return "digium_D65_2_8_1";
  }
}
