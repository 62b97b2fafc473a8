package org.trucephone.provisioning.persona.cisco;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Cisco's desk phones. Their file names hold the MAC address in capitals; some trees have it in
 * small letters, and TFTP servers tell the two apart.
 */
public final class CiscoPersona implements Persona {
  @Override
  public String name() {
    return "cisco";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    return List.of(
        new Way(true, List.of(Wish.required("SEP" + upper + ".cnf.xml", "SEP" + mac + ".cnf.xml"))),
        // SIPMAC.cnf overrides SIPDefault.cnf, so it is read last.
        new Way(
            true,
            List.of(
                Wish.optional("SIPDefault.cnf"),
                Wish.required("SIP" + upper + ".cnf", "SIP" + mac + ".cnf"))),
        new Way(
            true,
            List.of(
                Wish.optional("8851-3PCC.xml", "spa504G.cfg", "spa504g.cfg"),
                Wish.required(
                    mac + ".xml", "spa" + mac + ".xml", upper + ".xml", "spa" + mac + ".cfg"))),
        new Way(false, List.of(Wish.required("8851-3PCC.xml", "spa504G.cfg", "spa504g.cfg"))),
        new Way(false, List.of(Wish.required("XMLDefault.cnf.xml"))));
  }

  /** Their call manager's TFTP service has the same files there, and faster. */
  @Override
  public int webPort() {
    return 6970;
  }

  @Override
  public String model() {
    return "CP-8851-3PCC";
  }

  @Override
  public String vendorClass() {
    return "Cisco Systems, Inc. IP Phone CP-8851-3PCC";
  }

  /** The shape servers read the address from; the model is one whose files we understand. */
  @Override
  public String userAgent(String mac) {
    return "Cisco-CP-8851-3PCC/12.0.7 (" + Persona.upper(mac) + ")";
  }
}
