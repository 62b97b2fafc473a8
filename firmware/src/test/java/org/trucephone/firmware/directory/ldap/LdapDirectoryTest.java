package org.trucephone.firmware.directory.ldap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.directory.Directories;
import org.trucephone.firmware.directory.DirectoryAddress;
import org.trucephone.firmware.directory.DirectoryException;
import org.trucephone.firmware.history.Contact;

/** An in-memory server with the attributes of a company's domain. */
final class LdapDirectoryTest {
  private InMemoryDirectoryServer server;

  @BeforeEach
  void serve() throws Exception {
    InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("DC=corp,DC=example");
    config.setSchema(null); // attributes of a domain are in no standard schema
    config.addAdditionalBindCredentials("CN=phones,DC=corp,DC=example", "s3cret");
    config.setAuthenticationRequiredOperationTypes(com.unboundid.ldap.sdk.OperationType.SEARCH);
    config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("plain", 0));
    server = new InMemoryDirectoryServer(config);
    server.add(new Entry("DC=corp,DC=example", attribute("objectClass", "domain")));
    person("Anna Meyer", "Anna", "Meyer", "+1 555 010-2345", "1001");
    person("Ben Zhou", "Ben", "Zhou", "+15550107788", "1002");
    for (int i = 0; i < 120; i++) {
      person("Cara Smith" + i, "Cara", "Smith" + i, "+1555020" + (1000 + i), "" + (2000 + i));
    }
    server.startListening();
  }

  @AfterEach
  void stop() {
    server.shutDown(true);
  }

  private static com.unboundid.ldap.sdk.Attribute attribute(String name, String value) {
    return new com.unboundid.ldap.sdk.Attribute(name, value);
  }

  private void person(String name, String first, String last, String phone, String extension)
      throws Exception {
    server.add(
        new Entry(
            "CN=" + name + ",DC=corp,DC=example",
            attribute("objectClass", "user"),
            attribute("displayName", name),
            attribute("givenName", first),
            attribute("sn", last),
            attribute("telephoneNumber", phone),
            attribute("ipPhone", extension)));
  }

  private LdapDirectory directory(String user, String password) throws Exception {
    DirectoryAddress address =
        DirectoryAddress.of(
            "ldap://127.0.0.1:" + server.getListenPort() + "/DC=corp,DC=example?starttls=no");
    return new LdapDirectory(address, user, password, SSLContext.getDefault());
  }

  private LdapDirectory directory() throws Exception {
    return directory("CN=phones,DC=corp,DC=example", "s3cret");
  }

  @Test
  void digitsSpellTheBeginningOfAName() throws Exception {
    List<Contact> found = new ArrayList<>();
    try (LdapDirectory directory = directory()) {
      directory.search("6393", found::add); // Meye…
    }
    assertTrue(found.contains(new Contact("Anna Meyer", "+1 555 010-2345")), found.toString());
    assertTrue(found.contains(new Contact("Anna Meyer", "1001")), found.toString());
    assertTrue(found.stream().noneMatch(c -> c.name().equals("Ben Zhou")), found.toString());
  }

  @Test
  void aNumberBringsItsName() throws Exception {
    List<Contact> found = new ArrayList<>();
    try (LdapDirectory directory = directory()) {
      directory.whoIs("015550107788", found::add);
      directory.whoIs("1001", found::add);
    }
    assertTrue(found.contains(new Contact("Ben Zhou", "+15550107788")), found.toString());
    assertTrue(found.contains(new Contact("Anna Meyer", "1001")), found.toString());
  }

  @Test
  void anAnswerOfSeveralPagesIsRead() throws Exception {
    List<Contact> found = new ArrayList<>();
    try (LdapDirectory directory = directory()) {
      directory.search("227", found::add); // Car…
    }
    assertEquals(240, found.size());
  }

  @Test
  void whatOnlyTheLastDigitsTellApartIsFoundAmongMany() throws Exception {
    for (int i = 0; i < 400; i++) {
      person("Fay Robinson" + i, "Fay", "Robinson" + i, "+1555030" + (1000 + i), "" + (3000 + i));
    }
    person("Gus Robinsky", "Gus", "Robinsky", "+15550404040", "4040");
    CountDownLatch gus = new CountDownLatch(1);
    Directories.Listener listener =
        new Directories.Listener() {
          @Override
          public void found(String digits, List<Contact> all) {
            if (digits.equals("76246759")
                && all.stream().anyMatch(c -> c.name().equals("Gus Robinsky"))) {
              gus.countDown();
            }
          }

          @Override
          public void named(String number, String name) {}
        };
    try (Directories directories = new Directories(listener)) {
      directories.use(List.of(directory()));
      directories.search("76246759"); // Robinsky
      assertTrue(gus.await(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void whoHasFoundEnoughIsNotReadOn() throws Exception {
    List<Contact> found = new ArrayList<>();
    try (LdapDirectory directory = directory()) {
      directory.search("227", contact -> found.add(contact) && found.size() < 10); // Car…
    }
    assertEquals(100, found.size(), "one page, two numbers each");
  }

  @Test
  void aWrongPasswordIsSaidWithoutIt() throws Exception {
    try (LdapDirectory directory = directory("CN=phones,DC=corp,DC=example", "wr0ng")) {
      DirectoryException e =
          assertThrows(DirectoryException.class, () -> directory.search("26", _ -> true));
      assertTrue(e.getMessage().contains("refused the user name or the password"));
      assertFalse(e.getMessage().contains("wr0ng"));
    }
  }

  @Test
  void aServerThatWasGoneIsAskedAnew() throws Exception {
    List<Contact> found = new ArrayList<>();
    try (LdapDirectory directory = directory()) {
      directory.search("266", found::add); // Ann…
      int first = found.size();
      server.closeAllConnections(true);
      directory.search("266", found::add);
      assertEquals(2, first);
      assertEquals(4, found.size());
    }
  }

  @Test
  void oneSearchOverAllTellsResultsAsTheyCome() throws Exception {
    CountDownLatch anna = new CountDownLatch(1);
    CountDownLatch ben = new CountDownLatch(1);
    Directories.Listener listener =
        new Directories.Listener() {
          @Override
          public void found(String digits, List<Contact> all) {
            if (all.stream().anyMatch(c -> c.name().equals("Anna Meyer"))) {
              anna.countDown();
            }
          }

          @Override
          public void named(String number, String name) {
            if (name.equals("Ben Zhou")) {
              ben.countDown();
            }
          }
        };
    try (Directories directories = new Directories(listener)) {
      directories.use(List.of(directory()));
      directories.search("266");
      directories.whoIs("1002");
      assertTrue(anna.await(20, TimeUnit.SECONDS));
      assertTrue(ben.await(20, TimeUnit.SECONDS));
    }
  }
}
