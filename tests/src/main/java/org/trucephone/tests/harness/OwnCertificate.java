package org.trucephone.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A server's certificate for 127.0.0.1, made for one test and signed by itself.
 *
 * @param context what the server speaks TLS with
 * @param pem what a phone must trust, as a file holds it
 */
public record OwnCertificate(SSLContext context, String pem) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  /** Makes one, with files in the folder. */
  public static OwnCertificate make(Path folder) throws IOException {
    Path store = folder.resolve("server.p12");
    Path keytool = Path.of(System.getProperty("java.home", ""), "bin", "keytool");
    try (Child making =
        Child.start(
            folder.resolve("keytool.log"),
            List.of(
                keytool.toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=server.example",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD)))) {
      if (making.awaitExit(Duration.ofSeconds(60)) != 0) {
        throw new IOException("keytool: " + making.output());
      }
    }
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      String body =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
              .encodeToString(keys.getCertificate("server").getEncoded());
      return new OwnCertificate(
          context, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    } catch (GeneralSecurityException e) {
      throw new IOException("a certificate could not be made", e);
    }
  }
}
