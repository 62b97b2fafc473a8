package org.trucephone.provisioning.persona.nortel;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Nortel's 1140E: the model's file names the device configuration; the 12x0, LG-Nortel's and the
 * NT1535 ask by address alone.
 */
public final class NortelPersona implements Persona {
  @Override
  public String name() {
    return "nortel";
  }

  @Override
  public String model() {
    return "1140e";
  }

  @Override
  public List<Way> ways(String mac) {
    String upper = Persona.upper(mac);
    return List.of(
        new Way(true, List.of(Wish.required("SIP" + upper + ".cfg", "SIP" + mac + ".cfg"))),
        new Way(
            true,
            List.of(Wish.required("1140eSIP.cfg", "1140e.cfg", "1120eSIP.cfg", "12x0SIP.cfg"))),
        new Way(
            true,
            List.of(
                Wish.optional("sysconf_2890d_sip.cfg"),
                Wish.required(upper + ".cfg", mac + ".cfg", upper + ".xml", mac + ".xml"))));
  }

  @Override
  public String userAgent(String mac) {
    return "Nortel IP Phone 1140e (SIP1140e.04.03.12.00) " + Persona.upper(mac);
  }

  @Override
  public String vendorClass() {
    return "Nortel-SIP-Phone-A";
  }
}
