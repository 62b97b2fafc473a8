package org.trucephone.provisioning.persona.avaya;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Avaya's J100 phones: the upgrade file, which says what settings to get; or a file of the phone's
 * own.
 */
public final class AvayaPersona implements Persona {
  @Override
  public String name() {
    return "avaya";
  }

  @Override
  public String model() {
    return "J179";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(
        new Way(
            true, List.of(Wish.required(mac + ".txt", Persona.upper(mac) + ".txt", mac + ".cfg"))),
        new Way(true, List.of(Wish.required("J100Supgrade.txt", "96x1Supgrade.txt"))),
        new Way(false, List.of(Wish.required("46xxsettings.txt"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Mozilla/4.0 (compatible; MSIE 6.0) AVAYA/J179-4.1.3.0.6 (MAC:" + mac + ")";
  }
}
