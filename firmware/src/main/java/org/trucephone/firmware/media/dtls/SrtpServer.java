package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsUtils;

/** The part that waits. */
final class SrtpServer extends DefaultTlsServer {
  private final DtlsIdentity identity;
  private final Handshake handshake;

  SrtpServer(DtlsIdentity identity, Handshake handshake) {
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
    return Handshake.SERVER_SUITES.clone();
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
  @SuppressWarnings({"rawtypes", "JdkObsolete"}) // the library's type
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    handshake.choose(extensions);
  }

  @Override
  @SuppressWarnings({"unchecked", "JdkObsolete"})
  public Hashtable<Integer, byte[]> getServerExtensions() throws IOException {
    Hashtable<Integer, byte[]> extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
    handshake.answer(extensions);
    return extensions;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        TlsUtils.getDefaultSupportedSignatureAlgorithms(context),
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) throws IOException {
    handshake.prove(certificate);
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return identity.credentials(context);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    handshake.complete(context);
  }
}
