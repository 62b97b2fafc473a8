package org.trucephone.firmware.directory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trucephone.firmware.history.Contact;

/**
 * What directories found for the last few searches, merged: no number twice, whose whole name the
 * digits begin first. Pure; one thread at a time.
 */
public final class Finds {
  /** Shown at most: nobody scrolls through more. */
  static final int MOST = 50;

  private static final int REMEMBERED = 64;

  private final Map<String, List<Contact>> bySearch =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Contact>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** {@return what was found for these digits, best first} */
  public List<Contact> of(String digits) {
    return List.copyOf(bySearch.getOrDefault(digits, List.of()));
  }

  /** {@return whether that search was begun} */
  public boolean knows(String digits) {
    return bySearch.containsKey(digits);
  }

  /**
   * Begins a search with what a shorter one found already, so that the list narrows while the
   * servers are asked.
   */
  public void begin(String digits) {
    List<Contact> first = new ArrayList<>();
    for (int length = digits.length() - 1; length > 0 && first.isEmpty(); length--) {
      for (Contact contact : bySearch.getOrDefault(digits.substring(0, length), List.of())) {
        if (fits(digits, contact)) {
          first.add(contact);
        }
      }
    }
    bySearch.put(digits, first);
  }

  /** {@return whether the contact is new to that search} */
  public boolean add(String digits, Contact contact) {
    List<Contact> all = bySearch.computeIfAbsent(digits, _ -> new ArrayList<>());
    if (all.size() >= MOST
        || contact.number().isBlank()
        || !fits(digits, contact)
        || all.stream().anyMatch(old -> Keypad.same(old.number(), contact.number()))) {
      return false;
    }
    all.add(contact);
    all.sort(
        Comparator.comparing((Contact c) -> !Keypad.digitsOf(c.name()).startsWith(digits))
            .thenComparing(Contact::name, String.CASE_INSENSITIVE_ORDER)
            .thenComparing(Contact::number));
    return true;
  }

  /** {@return whether that search has found as many as are shown} */
  public boolean full(String digits) {
    return bySearch.getOrDefault(digits, List.of()).size() >= MOST;
  }

  /** Forgets a search that failed, so that it is made again. */
  public void forget(String digits) {
    bySearch.remove(digits);
  }

  /** Forgets all. */
  public void clear() {
    bySearch.clear();
  }

  private static boolean fits(String digits, Contact contact) {
    return Keypad.spells(digits, contact.name())
        || Keypad.bare(contact.number()).startsWith(digits);
  }
}
