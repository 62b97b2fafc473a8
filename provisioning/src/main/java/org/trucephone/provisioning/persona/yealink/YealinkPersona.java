package org.trucephone.provisioning.persona.yealink;

import java.util.List;
import org.trucephone.provisioning.persona.Persona;

/**
 * Yealink's phones: the boot file of the phone or of all, which includes the rest; without one, the
 * file of the hardware and then that of the phone. The user's own changes are read last.
 */
public final class YealinkPersona implements Persona {
  /** Hardware number of the T46U, whose files are understood. */
  private static final String HARDWARE = "y000000000108.cfg";

  @Override
  public String name() {
    return "yealink";
  }

  @Override
  public String model() {
    return "T46U";
  }

  @Override
  public List<Way> ways(String mac) {
    Wish local = Wish.optional(mac + "-local.cfg");
    return List.of(
        new Way(true, List.of(Wish.required(mac + ".boot"), local)),
        new Way(true, List.of(Wish.required("y000000000000.boot"), local)),
        new Way(true, List.of(Wish.optional(HARDWARE), Wish.required(mac + ".cfg"), local)),
        new Way(false, List.of(Wish.required(HARDWARE))));
  }

  @Override
  public String userAgent(String mac) {
    return "Yealink SIP-T46U 108.86.0.90 " + mac.replaceAll("(..)(?=.)", "$1:");
  }
}
