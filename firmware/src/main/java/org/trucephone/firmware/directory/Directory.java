package org.trucephone.firmware.directory;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.trucephone.firmware.history.Contact;

/** One list of people. Called on a thread that may wait; one call at a time. */
public interface Directory extends AutoCloseable {
  /** {@return what to call it in a sentence: its server's name} */
  String name();

  /**
   * Finds people whose names the digits may begin to spell, or whose numbers begin with them.
   *
   * @param found told at once of each; says whether more are wanted
   * @throws DirectoryException with a sentence that says what is wrong
   */
  void search(String digits, Predicate<Contact> found) throws DirectoryException;

  /** Finds who has a number. */
  void whoIs(String number, Consumer<Contact> found) throws DirectoryException;

  @Override
  void close();
}
