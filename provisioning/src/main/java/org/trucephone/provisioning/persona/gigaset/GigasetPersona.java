package org.trucephone.provisioning.persona.gigaset;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** Gigaset's base stations: one file by address, capitals first. */
public final class GigasetPersona implements Persona {
  @Override
  public String name() {
    return "gigaset";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(
        new Way(true, List.of(Wish.required(Persona.upper(mac) + ".xml", mac + ".xml"))),
        new Way(false, List.of(Wish.required("provisioning.xml"))));
  }

  @Override
  public String userAgent(String mac) {
    return "N510 IP PRO/42.258.00.000.000;" + Persona.upper(mac);
  }

  @Override
  public String vendorClass() {
    return "N510_IP_PRO";
  }
}
