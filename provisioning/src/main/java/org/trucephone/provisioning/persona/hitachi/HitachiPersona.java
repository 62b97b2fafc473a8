package org.trucephone.provisioning.persona.hitachi;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** Hitachi's wireless phones: one file by address, or one for all. */
public final class HitachiPersona implements Persona {
  @Override
  public String name() {
    return "hitachi";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    return List.of(
        new Way(
            true, List.of(Wish.required(upper + ".ini", mac + ".ini", "user." + upper + ".ini"))),
        new Way(false, List.of(Wish.required("user.ini"))));
  }

  @Override
  public String userAgent(String mac) {
    return "HitachiWirelessIP (" + mac + ")";
  }
}
