package org.trucephone.provisioning.persona.aastra;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Aastra's and Mitel's phones: the start-up file of all, the model's, the phone's own, its address
 * in capitals; the last one read wins. The 53xx asks for {@code MN_} files.
 */
public final class AastraPersona implements Persona {
  @Override
  public String name() {
    return "aastra";
  }

  @Override
  public String model() {
    return "6867i";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    return List.of(
        new Way(
            true,
            List.of(
                Wish.optional("startup.cfg", "aastra.cfg"),
                Wish.optional("6867i.cfg"),
                Wish.required(upper + ".cfg"))),
        new Way(
            true,
            List.of(
                Wish.optional("MN_Generic.cfg"),
                Wish.required("MN_" + upper + ".cfg", "MN_" + mac + ".cfg"))),
        new Way(false, List.of(Wish.required("startup.cfg", "aastra.cfg"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Aastra6867i MAC:"
        + Persona.upper(mac).replaceAll("(..)(?=.)", "$1-")
        + " V:5.1.0.1024-SIP";
  }

  @Override
  public String vendorClass() {
    return "AastraIPPhone6867i";
  }
}
