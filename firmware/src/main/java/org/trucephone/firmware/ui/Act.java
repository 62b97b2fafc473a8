package org.trucephone.firmware.ui;

import java.util.List;
import org.trucephone.firmware.phone.Command;

/** What a soft key does. */
sealed interface Act {
  /** Asks the phone. */
  record Do(List<Command> commands) implements Act {}

  /** Opens a page. */
  record Open(Page page) implements Act {}

  /** Leaves the page. */
  record Back() implements Act {}

  /** Shows the other soft keys of the screen. */
  record More() implements Act {}

  /** Acts on the selected entry of a list. */
  record Choose() implements Act {}

  /** {@return an act that asks for one thing} */
  static Act of(Command command) {
    return new Do(List.of(command));
  }
}
