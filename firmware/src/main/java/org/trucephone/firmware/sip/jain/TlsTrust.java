package org.trucephone.firmware.sip.jain;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.tinylog.Logger;
import org.trucephone.firmware.sip.CertificateNames;

/**
 * Which servers are believed over TLS: those whose certificate leads to a known authority and bears
 * the name we look for (RFC 5922). Any thread.
 */
public final class TlsTrust {
  private final List<X509TrustManager> authorities;

  private TlsTrust(List<X509TrustManager> authorities) {
    this.authorities = authorities;
  }

  /** {@return the authorities Java comes with} */
  public static TlsTrust usual() {
    return new TlsTrust(List.of(manager(null)));
  }

  /**
   * {@return the authorities Java comes with and those in the {@code *.pem} and {@code *.crt} files
   * of a folder, which need not exist; a file that holds no certificate is passed over with a
   * warning}
   */
  public static TlsTrust andFolder(Path folder) {
    List<Certificate> more = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{pem,crt}")) {
        for (Path file : files) {
          read(file, more);
        }
      } catch (IOException e) {
        Logger.tag("sip").warn("certificates in {} could not be read: {}", folder, e.getMessage());
      }
    }
    List<X509TrustManager> all = new ArrayList<>();
    if (!more.isEmpty()) {
      all.add(manager(store(more)));
    }
    all.add(manager(null));
    return new TlsTrust(List.copyOf(all));
  }

  private static void read(Path file, List<Certificate> into) {
    try (InputStream in = Files.newInputStream(file)) {
      into.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (IOException | CertificateException e) {
      Logger.tag("sip").warn("{} holds no certificate: {}", file, e.getMessage());
    }
  }

  private static KeyStore store(List<Certificate> certificates) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (int i = 0; i < certificates.size(); i++) {
        store.setCertificateEntry("authority-" + i, certificates.get(i));
      }
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("no key store in this Java", e);
    }
  }

  @SuppressWarnings("NullAway") // null means Java's own authorities
  private static X509TrustManager manager(@org.jspecify.annotations.Nullable KeyStore store) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509TrustManager found) {
          return found;
        }
      }
      throw new IllegalStateException("no X.509 trust in this Java");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no X.509 trust in this Java", e);
    }
  }

  /** {@return what makes sockets to a server that must bear one of these names} */
  SSLSocketFactory sockets(Collection<String> names) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Checking(List.copyOf(names))}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS in this Java", e);
    }
  }

  /** What is wrong with a certificate, as a sentence. */
  static final class Distrust extends CertificateException {
    private static final long serialVersionUID = 1;

    Distrust(String sentence) {
      super(sentence);
    }
  }

  private final class Checking extends X509ExtendedTrustManager {
    private final List<String> names;

    Checking(List<String> names) {
      this.names = names;
    }

    private void check(X509Certificate[] chain, String type) throws CertificateException {
      try {
        verify(chain, type);
      } catch (Distrust e) {
        PhoneNetwork.failed(new java.io.IOException(e.getMessage(), e));
        throw e;
      }
    }

    private void verify(X509Certificate[] chain, String type) throws CertificateException {
      X509Certificate server = chain[0];
      try {
        server.checkValidity();
      } catch (CertificateExpiredException e) {
        throw new Distrust(
            "its certificate expired on " + server.getNotAfter().toInstant().toString());
      } catch (CertificateNotYetValidException e) {
        throw new Distrust(
            "its certificate is not valid before "
                + server.getNotBefore().toInstant()
                + " (is the phone's clock right?)");
      }
      if (!CertificateNames.match(server, names)) {
        throw new Distrust(
            "its certificate is for "
                + String.join(", ", CertificateNames.of(server))
                + ", not for "
                + String.join(" or ", names));
      }
      for (X509TrustManager authority : authorities) {
        try {
          authority.checkServerTrusted(chain, type);
          return;
        } catch (CertificateException e) {
          Logger.tag("sip").debug("not by this authority: {}", e.getMessage());
        }
      }
      throw new Distrust(
          "its certificate was issued by "
              + server.getIssuerX500Principal().getName()
              + ", which this phone does not trust");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("this phone is no TLS server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
