package org.trucephone.provisioning.persona.snom;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Snom's phones: the model's file, then the phone's own, address in capitals; either may be a list
 * of further files.
 */
public final class SnomPersona implements Persona {
  @Override
  public String name() {
    return "snom";
  }

  @Override
  public String model() {
    return "snomD785";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    Wish general = Wish.optional("snomD785.htm", "snomD785.xml", "snom.htm");
    return List.of(
        new Way(
            true,
            List.of(
                general,
                Wish.required(
                    "snomD785-" + upper + ".htm",
                    "snomD785-" + upper + ".xml",
                    upper + ".xml",
                    "snomD785-" + mac + ".htm",
                    mac + ".xml"))),
        new Way(false, List.of(Wish.required("snomD785.htm", "snomD785.xml", "snom.htm"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Mozilla/4.0 (compatible; snomD785-SIP 10.1.184.15 " + Persona.upper(mac) + ")";
  }

  @Override
  public String vendorClass() {
    return "snomD785";
  }
}
