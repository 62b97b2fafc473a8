package org.trucephone.provisioning.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;
import org.trucephone.provisioning.fetch.FetchResult.Validators;

class TlsTest {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static HttpsServer server;
  private static SSLContext context;

  @BeforeAll
  static void startServerWithACertificateForLocalhost() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
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
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(store, STORE_PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);

    server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/f",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.createContext(
        "/down",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://localhost/f");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void aTrustedCertificateForTheRightNameIsAccepted() {
    assertInstanceOf(FetchResult.Fetched.class, fetch(context, "localhost", "/f"));
  }

  @Test
  void aCertificateForAnotherNameIsSaid() {
    assertEquals(
        new FetchResult.Failed(
            Kind.CERTIFICATE,
            "The certificate of the provisioning server 127.0.0.1 is for another name."),
        fetch(context, "127.0.0.1", "/f"));
  }

  @Test
  void aCertificateNobodyVouchesForIsSaid() {
    assertEquals(
        new FetchResult.Failed(
            Kind.CERTIFICATE,
            "The certificate of the provisioning server localhost is not trusted."),
        fetch(null, "localhost", "/f"));
  }

  @Test
  void noRedirectionLeadsFromHttpsToHttp() {
    FetchResult.Failed failed =
        assertInstanceOf(FetchResult.Failed.class, fetch(context, "localhost", "/down"));
    assertEquals(Kind.PROTOCOL, failed.kind());
    assertTrue(failed.sentence().contains("not secure"), failed.sentence());
  }

  private static FetchResult fetch(SSLContext trust, String host, String path) {
    try (HttpFetcher fetcher = new HttpFetcher(HttpLimits.USUAL, trust)) {
      URI uri = URI.create("https://%s:%d%s".formatted(host, server.getAddress().getPort(), path));
      return fetcher.fetch(uri, Validators.NONE, null, "Truce");
    }
  }
}
