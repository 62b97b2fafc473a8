package org.trucephone.firmware.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.directory.Directories;
import org.trucephone.firmware.directory.Directory;
import org.trucephone.firmware.directory.DirectoryAddress;
import org.trucephone.firmware.directory.DirectoryException;
import org.trucephone.firmware.directory.http.WebPhoneBook;
import org.trucephone.firmware.directory.ldap.LdapDirectory;
import org.trucephone.firmware.history.Contact;
import org.trucephone.firmware.phone.PhoneEvent;
import org.trucephone.firmware.service.http.ServiceFetcher;
import org.trucephone.provisioning.http.DeviceTls;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;

/** The directories and services of the company, opened and asked. Any thread. */
final class Bookshelf implements AutoCloseable {
  private final Path data;
  private final Consumer<PhoneEvent> listener;
  private final Directories directories;
  private @Nullable Named inForce;
  private @Nullable ServiceFetcher services;

  /** What of the settings matters here. */
  private record Named(String addresses, String user, Secret password) {}

  Bookshelf(Path data, Consumer<PhoneEvent> listener) {
    this.data = data;
    this.listener = listener;
    this.directories =
        new Directories(
            new Directories.Listener() {
              @Override
              public void found(String digits, List<Contact> all) {
                listener.accept(new PhoneEvent.Found(digits, all));
              }

              @Override
              public void named(String number, String name) {
                listener.accept(new PhoneEvent.Named(number, name));
              }
            });
  }

  /** Puts the directories of new settings in force; the same ones keep their connections. */
  synchronized void configured(General general) {
    Named named =
        new Named(
            Setting.valueOr(general.directoryUrl(), ""),
            Setting.valueOr(general.directoryUser(), ""),
            Setting.valueOr(general.directoryPassword(), new Secret("")));
    if (named.equals(inForce)) {
      return;
    }
    inForce = named;
    List<Directory> all = new ArrayList<>();
    String trouble = null;
    for (String address : named.addresses.strip().split("\\s+")) {
      if (address.isEmpty()) {
        continue;
      }
      try {
        all.add(open(address, named));
      } catch (DirectoryException e) {
        trouble = e.getMessage();
        Logger.tag("directory").warn("{}", trouble);
      }
    }
    directories.use(all);
    listener.accept(new PhoneEvent.Standing("directory", trouble));
  }

  private Directory open(String text, Named named) throws DirectoryException {
    DirectoryAddress address = DirectoryAddress.of(text);
    SSLContext tls = DeviceTls.of(data.resolve("trusted"), data.resolve("client.pem"));
    if (address.scheme().startsWith("http")) {
      return new WebPhoneBook(address, named.user, named.password, tls, InstantSource.system());
    }
    return new LdapDirectory(address, named.user, named.password.reveal(), tls);
  }

  void search(String digits) {
    directories.search(digits);
  }

  void whoIs(String number) {
    directories.whoIs(number);
  }

  /** Fetches a page of a service; it comes as an event. */
  synchronized void service(URI address) {
    ServiceFetcher open = services;
    if (open == null) {
      open =
          new ServiceFetcher(
              DeviceTls.of(data.resolve("trusted"), data.resolve("client.pem")),
              page -> listener.accept(new PhoneEvent.Served(page)));
      services = open;
    }
    open.fetch(address);
  }

  @Override
  public synchronized void close() {
    ServiceFetcher open = services;
    if (open != null) {
      open.close();
    }
    directories.close();
  }
}
