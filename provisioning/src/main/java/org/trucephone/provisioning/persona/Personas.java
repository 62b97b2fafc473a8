package org.trucephone.provisioning.persona;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trucephone.provisioning.persona.aastra.AastraPersona;
import org.trucephone.provisioning.persona.alcatel.AlcatelPersona;
import org.trucephone.provisioning.persona.avaya.AvayaPersona;
import org.trucephone.provisioning.persona.cisco.CiscoPersona;
import org.trucephone.provisioning.persona.digium.DigiumPersona;
import org.trucephone.provisioning.persona.fanvil.FanvilPersona;
import org.trucephone.provisioning.persona.gigaset.GigasetPersona;
import org.trucephone.provisioning.persona.grandstream.GrandstreamPersona;
import org.trucephone.provisioning.persona.hitachi.HitachiPersona;
import org.trucephone.provisioning.persona.htek.HtekPersona;
import org.trucephone.provisioning.persona.nortel.NortelPersona;
import org.trucephone.provisioning.persona.panasonic.PanasonicPersona;
import org.trucephone.provisioning.persona.polycom.PolycomPersona;
import org.trucephone.provisioning.persona.snom.SnomPersona;
import org.trucephone.provisioning.persona.truce.TrucePersona;
import org.trucephone.provisioning.persona.yealink.YealinkPersona;

/** Every persona. */
public final class Personas {
  /** The word for asking as every persona and taking what answers best. */
  public static final String AUTO = "auto";

  /** In the order {@link #AUTO} asks. */
  public static final List<Persona> ALL =
      List.of(
          new TrucePersona(),
          new CiscoPersona(),
          new PolycomPersona(),
          new YealinkPersona(),
          new SnomPersona(),
          new GrandstreamPersona(),
          new HtekPersona(),
          new DigiumPersona(),
          new AastraPersona(),
          new FanvilPersona(),
          new AvayaPersona(),
          new GigasetPersona(),
          new PanasonicPersona(),
          new NortelPersona(),
          new AlcatelPersona(),
          new HitachiPersona());

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
