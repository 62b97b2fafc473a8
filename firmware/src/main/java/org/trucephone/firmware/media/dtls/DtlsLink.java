package org.trucephone.firmware.media.dtls;

import java.io.IOException;

/** The way datagrams of a handshake take: both ends of one stream's socket. */
public interface DtlsLink {
  /**
   * Waits for a datagram.
   *
   * @return its length, or -1 if none came in {@code waitMs}
   * @throws IOException if the link was closed
   */
  int receive(byte[] b, int at, int most, int waitMs) throws IOException;

  /** Sends one; what cannot be sent is lost, as on any network. */
  void send(byte[] b, int at, int length) throws IOException;
}
