package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import java.security.SecureRandom;

/** Whether this phone can agree on keys by DTLS, and its identity to do so. */
public final class Dtls {
  private Dtls() {}

  /** {@return whether the library is there} */
  public static boolean present() {
    try {
      Class.forName("org.bouncycastle.tls.DTLSClientProtocol", false, Dtls.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * Makes a key pair and its certificate; takes up to a second on a small machine.
   *
   * @throws IOException if the library cannot
   */
  public static DtlsIdentity identity(SecureRandom random) throws IOException {
    return DtlsIdentity.make(random);
  }
}
