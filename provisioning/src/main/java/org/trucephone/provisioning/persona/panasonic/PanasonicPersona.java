package org.trucephone.provisioning.persona.panasonic;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Panasonic's phones: the model's file, then the phone's own: {@code Config} and the address in
 * capitals.
 */
public final class PanasonicPersona implements Persona {
  @Override
  public String name() {
    return "panasonic";
  }

  @Override
  public String model() {
    return "KX-UT136";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    return List.of(
        new Way(
            true,
            List.of(
                Wish.optional("KX-UT136.cfg"),
                Wish.required("Config" + upper + ".cfg", "Config" + mac + ".cfg", upper + ".cfg"))),
        new Way(false, List.of(Wish.required("KX-UT136.cfg"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Panasonic_KX-UT136/01.133 (" + mac + ")";
  }

  @Override
  public String vendorClass() {
    return "Panasonic";
  }
}
