package org.trucephone.firmware.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What must survive a restart: the call log, contacts, volumes. Immutable; stored whole after each
 * change.
 *
 * @param history newest first, at most {@link #MOST}
 * @param contacts in the person's order
 * @param missed missed calls not looked at
 * @param volumes steps 0…10 for bell, handset, headset, speaker
 * @param rules what is done with calls that come
 */
public record Memory(
    List<HistoryEntry> history, List<Contact> contacts, int missed, Volumes volumes, Rules rules) {
  /** Entries kept. */
  public static final int MOST = 100;

  /** A new phone. */
  public static final Memory EMPTY =
      new Memory(List.of(), List.of(), 0, new Volumes(6, 6, 6, 6), Rules.NONE);

  /** Memory of a phone whose every call rings. */
  public Memory(List<HistoryEntry> history, List<Contact> contacts, int missed, Volumes volumes) {
    this(history, contacts, missed, volumes, Rules.NONE);
  }

  /** Keeps copies. */
  public Memory {
    history = List.copyOf(history);
    contacts = List.copyOf(contacts);
  }

  /** Volume steps, 0…10; 6 is the reference level. */
  public record Volumes(int bell, int handset, int headset, int speaker) {}

  /** {@return this with one more entry, counted if it was missed} */
  public Memory plus(HistoryEntry entry) {
    List<HistoryEntry> longer = new ArrayList<>(MOST);
    longer.add(entry);
    longer.addAll(history.subList(0, Math.min(history.size(), MOST - 1)));
    int more = entry.kind() == HistoryEntry.Kind.MISSED ? 1 : 0;
    return new Memory(longer, contacts, missed + more, volumes, rules);
  }

  /** {@return this with a contact, in place of one of the same number, by name} */
  public Memory plus(Contact contact) {
    List<Contact> more = new ArrayList<>(without(contact.number()).contacts);
    more.add(contact);
    more.sort(Comparator.comparing(Contact::name, String.CASE_INSENSITIVE_ORDER));
    return new Memory(history, more, missed, volumes, rules);
  }

  /** {@return this without the contact of a number} */
  public Memory without(String number) {
    List<Contact> fewer = contacts.stream().filter(c -> !c.number().equals(number)).toList();
    return new Memory(history, fewer, missed, volumes, rules);
  }

  /** {@return this with no missed calls to look at} */
  public Memory missedSeen() {
    return new Memory(history, contacts, 0, volumes, rules);
  }

  /** {@return this with other volumes} */
  public Memory with(Volumes louder) {
    return new Memory(history, contacts, missed, louder, rules);
  }

  /** {@return this with other rules} */
  public Memory with(Rules wanted) {
    return new Memory(history, contacts, missed, volumes, wanted);
  }

  /** {@return the number that called last, or "" if none did} */
  public String lastCaller() {
    for (HistoryEntry entry : history) {
      if (entry.kind() != HistoryEntry.Kind.DIALLED && !entry.number().isEmpty()) {
        return entry.number();
      }
    }
    return "";
  }

  /** {@return the number dialled last, or "" if none} */
  public String lastDialled() {
    for (HistoryEntry entry : history) {
      if (entry.kind() == HistoryEntry.Kind.DIALLED && !entry.number().isEmpty()) {
        return entry.number();
      }
    }
    return "";
  }

  /** {@return the name the person gave a number, else the one it last called with, else ""} */
  public String nameOf(String number) {
    if (number.isEmpty()) {
      return "";
    }
    for (Contact contact : contacts) {
      if (contact.number().equals(number)) {
        return contact.name();
      }
    }
    return "";
  }
}
