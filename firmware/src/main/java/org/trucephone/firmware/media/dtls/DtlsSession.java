package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DTLSTransport;

/** What stays of a handshake: its keys, and somebody who repeats its last words. */
public final class DtlsSession {
  private static final int WAIT_MS = 60_000;

  private final DTLSTransport transport;
  private final DtlsKeys keys;

  DtlsSession(DTLSTransport transport, DtlsKeys keys) {
    this.transport = transport;
    this.keys = keys;
  }

  /** {@return what was agreed on} */
  public DtlsKeys keys() {
    return keys;
  }

  /**
   * Answers who lost our last flight (RFC 6347 4.2.4), until the link closes or the other side
   * does. Blocks.
   */
  public void attend() {
    byte[] ignored = new byte[2048];
    try {
      while (transport.receive(ignored, 0, ignored.length, WAIT_MS) >= -1) {
        // Nothing but the handshake is spoken here (RFC 5764 3).
      }
    } catch (IOException | RuntimeException e) {
      // Closed. The keys go on: a call ends by signalling.
    }
  }
}
