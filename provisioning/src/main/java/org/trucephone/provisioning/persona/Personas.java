package org.trucephone.provisioning.persona;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trucephone.provisioning.persona.cisco.CiscoPersona;
import org.trucephone.provisioning.persona.truce.TrucePersona;

/** Every persona. */
public final class Personas {
  /** The word for asking as every persona and taking what answers best. */
  public static final String AUTO = "auto";

  /** In the order {@link #AUTO} asks. */
  public static final List<Persona> ALL = List.of(new TrucePersona(), new CiscoPersona());

  private Personas() {}

  /** {@return the persona of this name} */
  public static Optional<Persona> named(String name) {
    return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** {@return every name {@code --persona} takes} */
  public static List<String> names() {
    return Stream.concat(Stream.of(AUTO), ALL.stream().map(Persona::name)).toList();
  }
}
