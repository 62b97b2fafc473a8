package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Locale;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpSuite;

/** What both parts of a handshake share: the profile, the certificate's proof, the keys. */
final class Handshake {
  /** The longest a handshake lasts. */
  static final int LIMIT_MS = 30_000;

  /** The first wait before a flight is sent again; it doubles each time. */
  static final int RESEND_MS = 400;

  /** Suites with a certificate and forward secrecy; as a client, whatever the other's key is. */
  static final int[] CLIENT_SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
  };

  /** As a server: our key is ECDSA. */
  static final int[] SERVER_SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
  };

  /** Profiles in order of preference (RFC 5764 4.1.2, RFC 7714 14.2). */
  private static final int[] PROFILES = {
    SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80, SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM,
  };

  private final DtlsTerms terms;
  private @Nullable SrtpSuite suite;
  private @Nullable DtlsKeys keys;
  private boolean proved;
  private boolean stranger;

  Handshake(DtlsTerms terms) {
    this.terms = terms;
  }

  /** The client's wish. */
  static void offer(Hashtable<Integer, byte[]> extensions) throws IOException {
    TlsSRTPUtils.addUseSRTPExtension(
        extensions, new UseSRTPData(PROFILES.clone(), TlsUtils.EMPTY_BYTES));
  }

  /** The server's choice of the client's wishes. */
  void choose(@Nullable Hashtable<?, ?> wished) throws IOException {
    UseSRTPData data = wished == null ? null : TlsSRTPUtils.getUseSRTPExtension(wished);
    for (int profile : PROFILES) {
      if (data != null
          && suite == null
          && Arrays.stream(data.getProtectionProfiles()).anyMatch(p -> p == profile)) {
        suite = suite(profile);
      }
    }
    if (suite == null) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile in common");
    }
  }

  /** Tells the client the choice. */
  void answer(Hashtable<Integer, byte[]> extensions) throws IOException {
    for (int profile : PROFILES) {
      if (suite(profile) == suite) {
        TlsSRTPUtils.addUseSRTPExtension(
            extensions, new UseSRTPData(new int[] {profile}, TlsUtils.EMPTY_BYTES));
      }
    }
  }

  private static SrtpSuite suite(int profile) {
    return profile == SRTPProtectionProfile.SRTP_AEAD_AES_128_GCM
        ? SrtpSuite.AEAD_AES_128_GCM
        : SrtpSuite.AES_CM_128_HMAC_SHA1_80;
  }

  /** The other side's certificate: it must be the one its signalling announced (RFC 5763 5). */
  void prove(@Nullable Certificate chain) throws IOException {
    byte[] certificate =
        chain == null || chain.isEmpty() ? new byte[0] : chain.getCertificateAt(0).getEncoded();
    proved = terms.theirs().stream().anyMatch(announced -> announced.matches(certificate));
    if (!proved) {
      stranger = true;
      throw new TlsFatalAlert(
          AlertDescription.bad_certificate,
          "certificate of " + certificate.length + " octets is not the one announced");
    }
  }

  /** The handshake is done: takes the keys from it (RFC 5764 4.2). */
  void complete(TlsContext context) throws IOException {
    SrtpSuite agreed = suite;
    if (agreed == null || !proved) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure, "no certificate or no profile");
    }
    int key = agreed.keyLength();
    int salt = agreed.saltLength();
    byte[] all = context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, 2 * (key + salt));
    SrtpKey client =
        new SrtpKey(
            agreed,
            Arrays.copyOfRange(all, 0, key),
            Arrays.copyOfRange(all, 2 * key, 2 * key + salt));
    SrtpKey server =
        new SrtpKey(
            agreed,
            Arrays.copyOfRange(all, key, 2 * key),
            Arrays.copyOfRange(all, 2 * key + salt, 2 * (key + salt)));
    Arrays.fill(all, (byte) 0);
    keys = terms.active() ? new DtlsKeys(client, server) : new DtlsKeys(server, client);
  }

  boolean stranger() {
    return stranger;
  }

  DtlsKeys keys() throws IOException {
    DtlsKeys made = keys;
    if (made == null) {
      throw new IOException(
          String.format(Locale.ROOT, "handshake without keys, profile %s", suite));
    }
    return made;
  }
}
