package org.trucephone.firmware.phone;

import org.trucephone.firmware.history.Memory;

/** What the phone asks of the process around it. Returns at once. */
public interface Host {
  /** Fetch the configuration again, soon; the outcome comes as an event. */
  void reprovision();

  /**
   * Tells whether the configuration in force does its work: at least one line registered. Told when
   * it changes.
   */
  void working(boolean works);

  /**
   * Tells what came of the settings put in force last: once for each change.
   *
   * @param fault null when the lines that should be registered are; else which is not and why
   */
  void tried(@org.jspecify.annotations.Nullable String fault);

  /** Ask the directories for people by digits; what they find comes as events. */
  default void search(String digits) {}

  /** Ask the directories whose number that is; a name comes as an event, if any. */
  default void whoIs(String number) {}

  /** Fetch a page of a service; it comes as an event. */
  default void service(java.net.URI address) {}

  /** Store what must survive. */
  void remember(Memory memory);
}
