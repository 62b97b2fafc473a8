package org.trucephone.firmware.app;

import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.hal.keypad.KeyEvent;

/** What may be posted to the phone thread. */
sealed interface Input {
  /** A key; the screens make commands of it. */
  record Key(KeyEvent event) implements Input {}

  /** Someone wants to know whether this thread moves. */
  record Beat(Runnable answer) implements Input {}

  /** Anything else. */
  record Event(PhoneEvent event) implements Input {}
}
