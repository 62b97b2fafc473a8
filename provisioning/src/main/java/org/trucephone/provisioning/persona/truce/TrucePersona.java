package org.trucephone.provisioning.persona.truce;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** The phone as itself. {@code truce.toml} is for all phones, {@code truce-MAC.toml} for one. */
public final class TrucePersona implements Persona {
  @Override
  public String name() {
    return "truce";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(
        new Way(
            true,
            List.of(
                Wish.optional("truce.toml"),
                Wish.required("truce-" + mac + ".toml", "truce-" + Persona.upper(mac) + ".toml"))),
        new Way(false, List.of(Wish.required("truce.toml"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Truce (" + mac + ")";
  }
}
