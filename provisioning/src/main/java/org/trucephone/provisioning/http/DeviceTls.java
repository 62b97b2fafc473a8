package org.trucephone.provisioning.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Whom the phone believes over HTTPS and what it shows of itself.
 *
 * <p>Believed are the authorities Java comes with and those in the {@code *.pem} and {@code *.crt}
 * files of a folder. Shown, to servers that ask, is the certificate chain of a PEM file that also
 * holds its private key (PKCS #8, not encrypted). What cannot be read is passed over with a warning
 * that names the file, never its contents.
 */
public final class DeviceTls {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");

  private DeviceTls() {}

  /**
   * {@return what to open connections with}
   *
   * @param trusted folder of authorities, which need not exist
   * @param identity PEM file of the phone's own certificate and key, which need not exist
   */
  public static SSLContext of(Path trusted, Path identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(identity), trust(trusted), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static TrustManager[] trust(Path folder) throws GeneralSecurityException, IOException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, null);
    int n = 0;
    for (Certificate known : usual()) {
      all.setCertificateEntry("usual-" + n++, known);
    }
    for (Certificate own : inFolder(folder)) {
      all.setCertificateEntry("own-" + n++, own);
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(all);
    return factory.getTrustManagers();
  }

  @SuppressWarnings("NullAway") // null means Java's own authorities
  private static List<X509Certificate> usual() throws GeneralSecurityException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return List.of(found.getAcceptedIssuers());
      }
    }
    return List.of();
  }

  private static List<Certificate> inFolder(Path folder) {
    List<Certificate> all = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return all;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pem,crt}")) {
      for (Path file : files) {
        try {
          all.addAll(certificates(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IOException | CertificateException e) {
          Logger.tag("provisioning").warn("{} holds no certificate.", file);
        }
      }
    } catch (IOException e) {
      Logger.tag("provisioning").warn("certificates in {} could not be read.", folder);
    }
    return all;
  }

  private static KeyManager @Nullable [] keys(Path file)
      throws GeneralSecurityException, IOException {
    if (!Files.exists(file)) {
      return null;
    }
    char[] none = new char[0];
    try {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      Matcher key = KEY.matcher(text);
      List<Certificate> chain = certificates(text);
      if (!key.find() || chain.isEmpty()) {
        throw new InvalidKeySpecException("certificate or key missing");
      }
      byte[] der = Base64.getMimeDecoder().decode(key.group(1));
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, none);
      store.setKeyEntry("phone", privateKey(der), none, chain.toArray(new Certificate[0]));
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(store, none);
      return factory.getKeyManagers();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      Logger.tag("provisioning")
          .warn(
              "{} is not used: it must hold the phone's certificate and its private key in PEM.",
              file);
      return null;
    }
  }

  private static PrivateKey privateKey(byte[] der) throws GeneralSecurityException {
    for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException e) {
        // of another kind
      }
    }
    throw new InvalidKeySpecException("of no known kind");
  }

  private static List<Certificate> certificates(String pem) throws CertificateException {
    List<Certificate> all = new ArrayList<>();
    Matcher one = CERTIFICATE.matcher(pem);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    while (one.find()) {
      byte[] bytes = one.group().getBytes(StandardCharsets.ISO_8859_1);
      all.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
    }
    if (all.isEmpty()) {
      throw new CertificateException("none in it");
    }
    return all;
  }
}
