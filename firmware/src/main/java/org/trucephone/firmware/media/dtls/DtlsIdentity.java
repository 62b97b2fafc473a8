package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;

/**
 * A key pair on P-256 and its self-signed certificate, for one run of the phone. The certificate
 * names nobody: its fingerprint in the signalling is what makes it ours. Any thread.
 */
public final class DtlsIdentity {
  private static final SignatureAndHashAlgorithm SIGNATURE =
      new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

  private final BcTlsCrypto crypto;
  private final AsymmetricKeyParameter key;
  private final Certificate chain;
  private final Fingerprint fingerprint;

  private DtlsIdentity(BcTlsCrypto crypto, AsymmetricKeyParameter key, byte[] certificate)
      throws IOException {
    this.crypto = crypto;
    this.key = key;
    this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(certificate)});
    this.fingerprint = Fingerprint.of(certificate);
  }

  static DtlsIdentity make(SecureRandom random) throws IOException {
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            ECNamedDomainParameters.lookup(SECObjectIdentifiers.secp256r1), random));
    AsymmetricCipherKeyPair pair = generator.generateKeyPair();
    return new DtlsIdentity(new BcTlsCrypto(random), pair.getPrivate(), certificate(pair, random));
  }

  /**
   * RFC 5280 4.1, the least there may be. Its time is all there is: a phone without a clock chip
   * knows no better, and no one may judge it by that (RFC 5763 5).
   */
  private static byte[] certificate(AsymmetricCipherKeyPair pair, SecureRandom random)
      throws IOException {
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    X500Name name = new X500Name("CN=phone");
    V3TBSCertificateGenerator draft = new V3TBSCertificateGenerator();
    draft.setSerialNumber(new ASN1Integer(new BigInteger(64, random).setBit(62)));
    draft.setSignature(algorithm);
    draft.setIssuer(name);
    draft.setSubject(name);
    draft.setStartDate(new Time(new Date(0)));
    draft.setEndDate(new Time(new Date(4_102_444_800_000L))); // 2100
    draft.setSubjectPublicKeyInfo(
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()));
    TBSCertificate unsigned = draft.generateTBSCertificate();
    DSADigestSigner signer = new DSADigestSigner(new ECDSASigner(), new SHA256Digest());
    signer.init(true, new ParametersWithRandom(pair.getPrivate(), random));
    byte[] bytes = unsigned.getEncoded(ASN1Encoding.DER);
    signer.update(bytes, 0, bytes.length);
    ASN1Encodable[] parts = {unsigned, algorithm, new DERBitString(signer.generateSignature())};
    return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
  }

  /** {@return what our descriptions say of the certificate} */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /**
   * Agrees on keys. Blocks until done or failed, at most {@value Handshake#LIMIT_MS} ms.
   *
   * @throws DtlsException if the other side shows another certificate than it announced, or nothing
   *     can be agreed
   */
  public DtlsSession agree(DtlsTerms terms, DtlsLink link) throws DtlsException {
    Handshake handshake = new Handshake(terms);
    Datagrams datagrams = new Datagrams(link);
    try {
      DTLSTransport transport =
          terms.active()
              ? new DTLSClientProtocol().connect(new SrtpClient(this, handshake), datagrams)
              : new DTLSServerProtocol().accept(new SrtpServer(this, handshake), datagrams);
      return new DtlsSession(transport, handshake.keys());
    } catch (IOException | RuntimeException e) { // the library throws both at what the net sends
      throw new DtlsException(handshake.stranger(), e);
    }
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  TlsCredentialedSigner credentials(TlsContext context) {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context), crypto, key, chain, SIGNATURE);
  }
}
