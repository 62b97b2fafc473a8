package org.trucephone.provisioning.format;

import java.util.List;
import java.util.Optional;
import org.trucephone.provisioning.format.cisco.FlatWriter;
import org.trucephone.provisioning.format.grandstream.GrandstreamWriter;
import org.trucephone.provisioning.format.polycom.PolycomWriter;
import org.trucephone.provisioning.format.snom.SnomWriter;
import org.trucephone.provisioning.format.truce.TruceWriter;
import org.trucephone.provisioning.format.yealink.YealinkWriter;

/** Every format that can be written. */
public final class Writers {
  /** In the order help lists them. */
  public static final List<SettingsWriter> ALL =
      List.of(
          new TruceWriter(),
          new FlatWriter(),
          new PolycomWriter(),
          new YealinkWriter(),
          new SnomWriter(),
          new GrandstreamWriter());

  private Writers() {}

  /** {@return the writer of this name} */
  public static Optional<SettingsWriter> named(String name) {
    return ALL.stream().filter(w -> w.name().equals(name)).findFirst();
  }
}
