package org.trucephone.provisioning.persona.fanvil;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** Fanvil's phones: the model's file, then the phone's own, its address in small letters. */
public final class FanvilPersona implements Persona {
  @Override
  public String name() {
    return "fanvil";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(
        new Way(
            true,
            List.of(
                Wish.optional("F0V00X600000.cfg", "F0000X600000.cfg", "F0V0V6500000.cfg"),
                Wish.required(mac + ".cfg", Persona.upper(mac) + ".cfg"))),
        new Way(false, List.of(Wish.required("F0V00X600000.cfg", "F0000X600000.cfg"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Fanvil X6 2.4.0 " + mac;
  }
}
