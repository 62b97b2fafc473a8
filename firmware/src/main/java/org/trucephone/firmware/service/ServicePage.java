package org.trucephone.firmware.service;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a service.
 *
 * @param title shown above, "" for none
 * @param prompt what the person is to do, "" for none
 * @param text to read, "" for none
 * @param entries to choose from
 * @param question to answer before going on, or null
 * @param atOnce what to do without being asked; such a page shows nothing
 */
public record ServicePage(
    String title,
    String prompt,
    String text,
    List<Entry> entries,
    @Nullable Question question,
    List<Target> atOnce) {
  /** Copies the lists. */
  public ServicePage {
    entries = List.copyOf(entries);
    atOnce = List.copyOf(atOnce);
  }

  /** A page to read. */
  public static ServicePage text(String title, String text) {
    return new ServicePage(title, "", text, List.of(), null, List.of());
  }

  /** Where choosing leads. */
  public sealed interface Target {
    /** Another page, at an http or https address. */
    record Open(URI address) implements Target {}

    /** A call. */
    record Dial(String number) implements Target {}

    /** Out of the services. */
    record Close() implements Target {}

    /** Nowhere on this phone. */
    record Nowhere() implements Target {}
  }

  /**
   * Something to choose.
   *
   * @param detail shown beside it, such as a number; "" for none
   */
  public record Entry(String label, String detail, Target target) {}

  /**
   * Something to type: digits.
   *
   * @param label what is asked
   * @param address where the answer goes, up to and with the {@code =} before it
   * @param given what stands there before anything is typed
   */
  public record Question(String label, String address, String given) {}
}
