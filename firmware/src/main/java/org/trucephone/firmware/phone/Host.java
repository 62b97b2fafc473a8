package org.trucephone.firmware.phone;

import org.trucephone.firmware.history.Memory;

/** What the phone asks of the process around it. Returns at once. */
public interface Host {
  /** Fetch the configuration again, soon; the outcome comes as an event. */
  void reprovision();

  /** Store what must survive. */
  void remember(Memory memory);
}
