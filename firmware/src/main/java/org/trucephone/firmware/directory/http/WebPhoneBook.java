package org.trucephone.firmware.directory.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.trucephone.firmware.directory.Directory;
import org.trucephone.firmware.directory.DirectoryAddress;
import org.trucephone.firmware.directory.DirectoryException;
import org.trucephone.firmware.directory.Keypad;
import org.trucephone.firmware.directory.format.PhoneBooks;
import org.trucephone.firmware.history.Contact;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.http.Credentials;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.settings.Secret;

/** A phone book fetched as a whole, kept, and looked after again once it is a while old. */
public final class WebPhoneBook implements Directory {
  private static final Duration FRESH = Duration.ofMinutes(15);

  private final URI address;
  private final String user;
  private final Secret password;
  private final HttpFetcher fetcher;
  private final InstantSource clock;
  private List<Contact> people = List.of();
  private Validators version = Validators.NONE;
  private Instant due = Instant.MIN;

  /**
   * @param user "" to ask without a name
   */
  public WebPhoneBook(
      DirectoryAddress address, String user, Secret password, SSLContext tls, InstantSource clock) {
    this.address = address.uri();
    this.user = user;
    this.password = password;
    this.fetcher = new HttpFetcher(HttpLimits.USUAL, tls);
    this.clock = clock;
  }

  @Override
  public String name() {
    return String.valueOf(address.getHost());
  }

  @Override
  public void search(String digits, Predicate<Contact> found) throws DirectoryException {
    for (Contact contact : people()) {
      boolean fits =
          Keypad.spells(digits, contact.name()) || Keypad.bare(contact.number()).startsWith(digits);
      if (fits && !found.test(contact)) {
        return;
      }
    }
  }

  @Override
  public void whoIs(String number, Consumer<Contact> found) throws DirectoryException {
    for (Contact contact : people()) {
      if (Keypad.same(contact.number(), number)) {
        found.accept(contact);
        return;
      }
    }
  }

  private List<Contact> people() throws DirectoryException {
    if (clock.instant().isBefore(due)) {
      return people;
    }
    Credentials who = user.isEmpty() ? null : new Credentials(user, password);
    FetchResult result = fetcher.fetch(address, version, who, "Truce");
    String where = "The phone book of " + address.getHost() + " ";
    switch (result) {
      case FetchResult.Fetched fetched -> {
        try {
          people = PhoneBooks.read(fetched.content());
          version = fetched.validators();
        } catch (PhoneBooks.UnreadableException e) {
          throw new DirectoryException(
              where + e.getMessage() + ". Tell your administrator: " + address.getPath());
        }
      }
      case FetchResult.Unchanged _ -> {
        // what we have is what it has
      }
      case FetchResult.Failed failed -> {
        if (people.isEmpty()) {
          throw new DirectoryException(where + "cannot be fetched: " + failed.sentence());
        }
      }
    }
    due = clock.instant().plus(FRESH);
    return people;
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
