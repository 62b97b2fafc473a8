package org.trucephone.provisioning.persona.alcatel;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** Alcatel-Lucent's phones: XML by address, or the sectioned files of the older SIP images. */
public final class AlcatelPersona implements Persona {
  @Override
  public String name() {
    return "alcatel";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    return List.of(
        new Way(
            true,
            List.of(
                Wish.optional("config.model.xml"),
                Wish.required("config." + mac + ".xml", "config." + upper + ".xml"))),
        new Way(
            true,
            List.of(
                Wish.optional("sipconfig.txt"),
                Wish.required("sipconfig-" + mac + ".txt", "sipconfig-" + upper + ".txt"))));
  }

  @Override
  public String userAgent(String mac) {
    return "ALE M5-CE 2.13.2 " + mac;
  }

  @Override
  public String vendorClass() {
    return "alcatel.sip.0";
  }
}
