package org.trucephone.firmware.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.media.dtls.Dtls;
import org.trucephone.firmware.media.dtls.DtlsException;
import org.trucephone.firmware.media.dtls.DtlsIdentity;
import org.trucephone.firmware.media.dtls.DtlsKeys;
import org.trucephone.firmware.media.dtls.DtlsLink;
import org.trucephone.firmware.media.srtp.DtlsTerms;

/** A stream's handshake over sockets. */
@Timeout(60)
class KeyAgreementTest {
  @ParameterizedTest
  @CsvSource({
    "0,false",
    "3,false",
    "19,false",
    "20,true",
    "22,true",
    "63,true",
    "64,false",
    "127,false",
    "128,false",
    "200,false",
    "255,false"
  })
  void theFirstOctetTellsAHandshake(int first, boolean handshake) {
    assertEquals(handshake, KeyAgreement.concerns(new byte[] {(byte) first}, 1));
  }

  @Test
  void nothingIsNoHandshake() {
    assertEquals(false, KeyAgreement.concerns(new byte[1], 0));
  }

  private static DtlsLink over(DatagramSocket socket, InetSocketAddress to) {
    return new DtlsLink() {
      @Override
      public int receive(byte[] b, int at, int most, int waitMs) throws IOException {
        socket.setSoTimeout(Math.max(1, waitMs));
        DatagramPacket packet = new DatagramPacket(b, at, most);
        try {
          socket.receive(packet);
          return packet.getLength();
        } catch (SocketTimeoutException e) {
          return -1;
        }
      }

      @Override
      public void send(byte[] b, int at, int length) throws IOException {
        socket.send(new DatagramPacket(b, at, length, to));
      }
    };
  }

  /** As a server does after every re-INVITE: the same ports, the same certificates, new keys. */
  @Test
  void whoBeginsAnewGetsNewKeys() throws IOException, DtlsException, InterruptedException {
    DtlsIdentity ours = Dtls.identity(new SecureRandom());
    DtlsIdentity theirs = Dtls.identity(new SecureRandom());
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramChannel channel = DatagramChannel.open();
        DatagramSocket peer = new DatagramSocket(0, loopback)) {
      channel.bind(new InetSocketAddress(loopback, 0));
      KeyAgreement agreement =
          new KeyAgreement(
              new DtlsTerms(List.of(theirs.fingerprint()), false),
              channel,
              (InetSocketAddress) peer.getLocalSocketAddress(),
              new AtomicBoolean());
      Thread receiver =
          Thread.ofVirtual()
              .start(() -> {
                ByteBuffer buffer = ByteBuffer.allocate(1500);
                try {
                  while (channel.receive(buffer.clear()) != null) {
                    agreement.received(buffer.array(), buffer.position());
                  }
                } catch (IOException e) {
                  // closed: the test is over
                }
              });
      Semaphore agreed = new Semaphore(0);
      agreement.start(() -> ours, agreed::release, e -> {});
      DtlsTerms terms = new DtlsTerms(List.of(ours.fingerprint()), true);
      DtlsLink link = over(peer, (InetSocketAddress) channel.getLocalAddress());
      DtlsKeys first = theirs.agree(terms, link).keys();
      assertEquals(true, agreed.tryAcquire(30, TimeUnit.SECONDS));
      assertEquals(first.ours(), keys(agreement).theirs());
      DtlsKeys second = theirs.agree(terms, link).keys();
      assertEquals(true, agreed.tryAcquire(30, TimeUnit.SECONDS));
      assertNotEquals(first.ours(), second.ours());
      assertEquals(second.ours(), keys(agreement).theirs());
      agreement.close();
      channel.close();
      receiver.join();
    }
  }

  private static DtlsKeys keys(KeyAgreement agreement) {
    DtlsKeys keys = agreement.keys();
    assertNotNull(keys);
    return keys;
  }
}
