package org.trucephone.provisioning.persona.polycom;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Polycom's phones: the user's own changes first, for the first file wins, then the master file of
 * the phone or of all, which names the rest. Small letters first, as the updater asks.
 */
public final class PolycomPersona implements Persona {
  @Override
  public String name() {
    return "polycom";
  }

  @Override
  public String model() {
    return "VVX410";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    Wish phone = Wish.optional(mac + "-phone.cfg", upper + "-phone.cfg");
    Wish web = Wish.optional(mac + "-web.cfg", upper + "-web.cfg");
    return List.of(
        new Way(true, List.of(phone, web, Wish.required(mac + ".cfg", upper + ".cfg"))),
        new Way(false, List.of(phone, web, Wish.required("000000000000.cfg"))));
  }

  /** The path carries the address, not this. */
  @Override
  public String userAgent(String mac) {
    return "FileTransport PolycomVVX-VVX_410-UA/5.4.3.1014 Type/Application";
  }
}
