package org.trucephone.provisioning.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;
import org.trucephone.provisioning.fetch.FetchResult.Validators;

/** A server that wants the phone's certificate before it gives anything away. */
class DeviceTlsTest {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static HttpsServer server;
  private static Path trusted;
  private static Path client;

  @BeforeAll
  static void startServerThatAsksForACertificate() throws Exception {
    KeyStore ofServer = generate("localhost", "server.p12");
    KeyStore ofPhone = generate("001122334455", "phone.p12");
    trusted = Files.createDirectory(folder.resolve("trusted"));
    Files.writeString(
        trusted.resolve("office.pem"),
        pem("CERTIFICATE", ofServer.getCertificate("it").getEncoded()));
    Files.writeString(trusted.resolve("notes.pem"), "no certificate at all");
    client = folder.resolve("client.pem");
    Files.writeString(
        client,
        pem("CERTIFICATE", ofPhone.getCertificate("it").getEncoded())
            + pem("PRIVATE KEY", ofPhone.getKey("it", STORE_PASSWORD).getEncoded()));

    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(ofServer, STORE_PASSWORD);
    KeyStore phones = KeyStore.getInstance("PKCS12");
    phones.load(null, null);
    phones.setCertificateEntry("phone", ofPhone.getCertificate("it"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(phones);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.createContext(
        "/f",
        exchange -> {
          byte[] who =
              ((HttpsExchange) exchange)
                  .getSSLSession()
                  .getPeerPrincipal()
                  .getName()
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, who.length);
          exchange.getResponseBody().write(who);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void thePhoneShowsItsCertificateAndBelievesTheOfficesAuthority() {
    FetchResult.Fetched file =
        assertInstanceOf(FetchResult.Fetched.class, fetch(DeviceTls.of(trusted, client)));
    assertEquals("CN=001122334455", new String(file.content(), StandardCharsets.UTF_8));
  }

  @Test
  void withoutACertificateOfItsOwnItIsTurnedAwayWithASentence() {
    assertRefused(DeviceTls.of(trusted, folder.resolve("none.pem")));
  }

  @Test
  void aFileThatHoldsNoKeyIsPassedOver() throws Exception {
    Path broken = folder.resolve("broken.pem");
    Files.writeString(broken, "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n");
    assertRefused(DeviceTls.of(trusted, broken));
  }

  @Test
  void anAuthorityNobodyInstalledIsNotBelieved() {
    FetchResult.Failed failed =
        assertInstanceOf(
            FetchResult.Failed.class, fetch(DeviceTls.of(folder.resolve("nowhere"), client)));
    assertEquals(
        "The certificate of the provisioning server localhost is not trusted.", failed.sentence());
  }

  /** The server's word may be lost when it resets the connection after it (RFC 8446 6.2). */
  private static void assertRefused(SSLContext tls) {
    FetchResult.Failed failed = assertInstanceOf(FetchResult.Failed.class, fetch(tls));
    for (int turn = 1; turn < 10 && failed.kind() != Kind.CERTIFICATE; turn++) {
      failed = assertInstanceOf(FetchResult.Failed.class, fetch(tls));
    }
    assertEquals(Kind.CERTIFICATE, failed.kind(), failed.sentence());
  }

  private static FetchResult fetch(SSLContext tls) {
    try (HttpFetcher fetcher = new HttpFetcher(HttpLimits.USUAL, tls)) {
      URI uri = URI.create("https://localhost:%d/f".formatted(server.getAddress().getPort()));
      return fetcher.fetch(uri, Validators.NONE, null, "Truce");
    }
  }

  private static KeyStore generate(String name, String file) throws Exception {
    Path keys = folder.resolve(file);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "it",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-validity",
                "3650",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(STORE_PASSWORD),
                "-keystore",
                keys.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, keytool.waitFor(), said);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, STORE_PASSWORD);
    }
    return store;
  }

  private static String pem(String kind, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %1$s-----\n"
        .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der));
  }
}
