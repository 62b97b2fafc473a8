package org.trucephone.firmware.directory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.tinylog.Logger;
import org.trucephone.firmware.history.Contact;

/**
 * One search over all directories. Every method returns at once and may be called on any thread;
 * what is found is told as it comes. Each directory has a thread of its own, so a slow one holds up
 * no other, and of the searches waiting for it only the newest is made.
 */
public final class Directories implements AutoCloseable {
  /** Told of results; must only post. */
  public interface Listener {
    /** What is known for these digits so far, best first. */
    void found(String digits, List<Contact> all);

    /** Whose number that is. */
    void named(String number, String name);
  }

  private static final int NAMES_KEPT = 500;

  private final Listener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Finds finds = new Finds();
  private final Map<String, String> names = new LinkedHashMap<>();
  private final List<Seat> seats = new ArrayList<>();
  private String wanted = "";

  private record Seat(Directory directory, ExecutorService thread) {}

  public Directories(Listener listener) {
    this.listener = listener;
  }

  /** Puts other directories in force. */
  public void use(List<? extends Directory> directories) {
    lock.lock();
    try {
      leave();
      finds.clear();
      names.clear();
      for (Directory directory : directories) {
        seats.add(
            new Seat(
                directory,
                Executors.newSingleThreadExecutor(
                    Thread.ofVirtual().name("directory-" + directory.name()).factory())));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Looks for people by name or number. */
  public void search(String digits) {
    lock.lock();
    try {
      wanted = digits;
      if (seats.isEmpty()) {
        return;
      }
      boolean known = finds.knows(digits);
      if (!known) {
        finds.begin(digits);
        for (Seat seat : seats) {
          seat.thread.execute(() -> ask(seat.directory, digits));
        }
      }
      listener.found(digits, finds.of(digits));
    } finally {
      lock.unlock();
    }
  }

  /** Looks for the name to a number. */
  public void whoIs(String number) {
    lock.lock();
    try {
      String known = names.get(number);
      if (known != null) {
        listener.named(number, known);
        return;
      }
      for (Seat seat : seats) {
        seat.thread.execute(() -> askWho(seat.directory, number));
      }
    } finally {
      lock.unlock();
    }
  }

  private void ask(Directory directory, String digits) {
    lock.lock();
    try {
      if (!wanted.equals(digits)) {
        finds.forget(digits); // the person typed on: this search is not made at all
        return;
      }
    } finally {
      lock.unlock();
    }
    try {
      directory.search(digits, contact -> add(digits, contact));
    } catch (DirectoryException e) {
      Logger.tag("directory").warn("{}", e.getMessage());
      lock.lock();
      try {
        finds.forget(digits);
      } finally {
        lock.unlock();
      }
    }
  }

  /** {@return whether more are wanted: the list has room, and the person has not typed on} */
  private boolean add(String digits, Contact contact) {
    lock.lock();
    try {
      if (finds.add(digits, contact)) {
        listener.found(digits, finds.of(digits));
      }
      if (!wanted.equals(digits)) {
        finds.forget(digits); // not whole: to be asked again should it be wanted again
        return false;
      }
      return !finds.full(digits);
    } finally {
      lock.unlock();
    }
  }

  private void askWho(Directory directory, String number) {
    try {
      directory.whoIs(
          number,
          contact -> {
            if (Keypad.same(contact.number(), number)) {
              named(number, contact.name());
            }
          });
    } catch (DirectoryException e) {
      Logger.tag("directory").warn("{}", e.getMessage());
    }
  }

  private void named(String number, String name) {
    lock.lock();
    try {
      if (names.size() >= NAMES_KEPT) {
        names.clear();
      }
      if (names.putIfAbsent(number, name) == null) {
        listener.named(number, name);
      }
    } finally {
      lock.unlock();
    }
  }

  private void leave() {
    for (Seat seat : seats) {
      seat.thread.execute(seat.directory::close);
      seat.thread.shutdown();
    }
    seats.clear();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      leave();
    } finally {
      lock.unlock();
    }
  }
}
