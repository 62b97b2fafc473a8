package org.trucephone.provisioning.persona.htek;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/** Htek's phones: the file of the model's number, then the phone's own. */
public final class HtekPersona implements Persona {
  /** The UC926's number. */
  private static final String OF_MODEL = "cfg0016.xml";

  @Override
  public String name() {
    return "htek";
  }

  @Override
  public String model() {
    return "UC926";
  }

  @Override
  public List<Way> ways(String mac) {
    return List.of(
        new Way(true, List.of(Wish.optional(OF_MODEL), Wish.required("cfg" + mac + ".xml"))),
        new Way(false, List.of(Wish.required(OF_MODEL))));
  }

  @Override
  public String userAgent(String mac) {
    return "Htek UC926 2.0.4.6 " + mac.replaceAll("(..)(?=.)", "$1:");
  }
}
