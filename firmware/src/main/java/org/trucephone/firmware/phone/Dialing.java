package org.trucephone.firmware.phone;

import java.time.Instant;
import java.util.List;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.phone.PhoneView.Purpose;

/** A number being entered. Phone thread only. */
final class Dialing {
  final int line;
  final StringBuilder digits = new StringBuilder();

  /** When the last digit came; steady clock. */
  Instant last;

  /** What it is for, and the call it is about; 0: none. */
  final Purpose purpose;

  final int about;

  /** Call this after a while if nothing is dialled; "" for nothing. */
  String hotline = "";

  /** What the directories were asked last, and what they know for it. */
  String asked = "";

  List<Contact> found = List.of();

  Dialing(int line, Instant now) {
    this(line, now, Purpose.CALL, 0);
  }

  Dialing(int line, Instant now, Purpose purpose, int about) {
    this.line = line;
    this.last = now;
    this.purpose = purpose;
    this.about = about;
  }
}
