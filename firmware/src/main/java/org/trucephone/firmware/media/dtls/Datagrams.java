package org.trucephone.firmware.media.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DatagramTransport;

/** A link as the library wants it. */
final class Datagrams implements DatagramTransport {
  /** Fits an Ethernet frame with an IPv6 header. */
  private static final int LARGEST = 1440;

  private static final int MOST_SENT = 1200;

  private final DtlsLink link;

  Datagrams(DtlsLink link) {
    this.link = link;
  }

  @Override
  public int getReceiveLimit() {
    return LARGEST;
  }

  @Override
  public int getSendLimit() {
    return MOST_SENT;
  }

  @Override
  public int receive(byte[] b, int at, int most, int waitMs) throws IOException {
    return link.receive(b, at, most, waitMs);
  }

  @Override
  public void send(byte[] b, int at, int length) throws IOException {
    link.send(b, at, length);
  }

  @Override
  public void close() {
    // The socket is the stream's.
  }
}
