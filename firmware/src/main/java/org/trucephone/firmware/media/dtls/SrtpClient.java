package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;

/** The part that begins. */
final class SrtpClient extends DefaultTlsClient {
  private final DtlsIdentity identity;
  private final Handshake handshake;

  SrtpClient(DtlsIdentity identity, Handshake handshake) {
    super(identity.crypto());
    this.identity = identity;
    this.handshake = handshake;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return Handshake.CLIENT_SUITES.clone();
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return Handshake.LIMIT_MS;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return Handshake.RESEND_MS;
  }

  @Override
  @SuppressWarnings({"unchecked", "JdkObsolete"}) // the library's type
  public Hashtable<Integer, byte[]> getClientExtensions() throws IOException {
    Hashtable<Integer, byte[]> extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
    Handshake.offer(extensions);
    return extensions;
  }

  @Override
  @SuppressWarnings({"rawtypes", "JdkObsolete"})
  public void processServerExtensions(Hashtable extensions) throws IOException {
    super.processServerExtensions(extensions);
    handshake.choose(extensions);
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        handshake.prove(certificate.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return identity.credentials(context);
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    handshake.complete(context);
  }
}
