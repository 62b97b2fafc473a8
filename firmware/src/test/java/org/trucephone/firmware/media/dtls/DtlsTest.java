package org.trucephone.firmware.media.dtls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.srtp.Fingerprint;
import org.trucephone.firmware.media.srtp.SrtpReceiver;
import org.trucephone.firmware.media.srtp.SrtpSender;

/** Handshakes between two of us over a link in memory. */
@Timeout(60)
class DtlsTest {
  private static DtlsIdentity anna;
  private static DtlsIdentity bert;

  @BeforeAll
  static void identities() throws IOException {
    assertTrue(Dtls.present());
    anna = Dtls.identity(new SecureRandom());
    bert = Dtls.identity(new SecureRandom());
  }

  /** One end: what it sends lies in the other's queue, unless it is lost. */
  private static final class End implements DtlsLink {
    private final BlockingQueue<byte[]> in;
    private final BlockingQueue<byte[]> out;
    private final IntPredicate lost;
    private int sent;

    End(BlockingQueue<byte[]> in, BlockingQueue<byte[]> out, IntPredicate lost) {
      this.in = in;
      this.out = out;
      this.lost = lost;
    }

    @Override
    public int receive(byte[] b, int at, int most, int waitMs) throws IOException {
      try {
        byte[] next = in.poll(waitMs, TimeUnit.MILLISECONDS);
        if (next == null) {
          return -1;
        }
        System.arraycopy(next, 0, b, at, Math.min(most, next.length));
        return Math.min(most, next.length);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] b, int at, int length) {
      if (!lost.test(sent++)) {
        out.add(Arrays.copyOfRange(b, at, at + length));
      }
    }
  }

  private static CompletableFuture<DtlsSession> side(
      DtlsIdentity who, DtlsTerms terms, DtlsLink link) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return who.agree(terms, link);
          } catch (DtlsException e) {
            throw new CompletionException(e);
          }
        },
        Executors.newVirtualThreadPerTaskExecutor());
  }

  private record Two(
      CompletableFuture<DtlsSession> client, CompletableFuture<DtlsSession> server) {}

  private static Two begin(Fingerprint server, Fingerprint client, IntPredicate lost) {
    BlockingQueue<byte[]> there = new LinkedBlockingQueue<>();
    BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
    return new Two(
        side(anna, new DtlsTerms(List.of(server), true), new End(back, there, lost)),
        side(bert, new DtlsTerms(List.of(client), false), new End(there, back, lost)));
  }

  private static DtlsKeys keys(CompletableFuture<DtlsSession> side)
      throws ExecutionException, InterruptedException, TimeoutException {
    return side.get(40, TimeUnit.SECONDS).keys();
  }

  @Test
  void bothEndsHaveTheSameKeysAndOpenWhatTheOtherSealed() throws Exception {
    Two two = begin(bert.fingerprint(), anna.fingerprint(), n -> false);
    DtlsKeys client = keys(two.client);
    DtlsKeys server = keys(two.server);
    assertEquals(client.ours(), server.theirs());
    assertEquals(client.theirs(), server.ours());
    assertNotEquals(client.ours(), client.theirs());
    byte[] packet = new byte[12 + 160 + SrtpSender.OVERHEAD];
    packet[0] = (byte) 0x80;
    packet[20] = 42;
    int sealed = new SrtpSender(client.ours()).seal(packet, 0, 172);
    assertFalse(Arrays.equals(new byte[140], 0, 140, packet, 32, 172), "nothing was hidden");
    assertEquals(172, new SrtpReceiver(server.theirs()).open(packet, 0, sealed));
    assertEquals(42, packet[20]);
  }

  /** The first, the second … datagram of each side is lost: it is sent again. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void whatIsLostIsSentAgain(int many) throws Exception {
    Two two = begin(bert.fingerprint(), anna.fingerprint(), n -> n < many);
    assertEquals(keys(two.client).ours(), keys(two.server).theirs());
  }

  @Test
  void aServerWithAnotherCertificateIsAStranger() {
    Two two = begin(anna.fingerprint(), anna.fingerprint(), n -> false);
    ExecutionException e = assertThrows(ExecutionException.class, () -> keys(two.client));
    assertTrue(assertInstanceOf(DtlsException.class, e.getCause()).stranger());
    assertThrows(ExecutionException.class, () -> keys(two.server));
  }

  @Test
  void aClientWithAnotherCertificateIsAStranger() {
    Two two = begin(bert.fingerprint(), bert.fingerprint(), n -> false);
    ExecutionException e = assertThrows(ExecutionException.class, () -> keys(two.server));
    assertTrue(assertInstanceOf(DtlsException.class, e.getCause()).stranger());
  }

  @Test
  void oneOfSeveralFingerprintsIsEnough() throws Exception {
    BlockingQueue<byte[]> there = new LinkedBlockingQueue<>();
    BlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
    DtlsTerms both = new DtlsTerms(List.of(anna.fingerprint(), bert.fingerprint()), true);
    CompletableFuture<DtlsSession> client = side(anna, both, new End(back, there, n -> false));
    DtlsTerms one = new DtlsTerms(List.of(anna.fingerprint()), false);
    CompletableFuture<DtlsSession> server = side(bert, one, new End(there, back, n -> false));
    assertEquals(keys(client).ours(), keys(server).theirs());
  }

  /** Who only sends rubbish gets no further, and nothing but the promised exception comes of it. */
  @Test
  void rubbishIsNoHandshake() {
    Random random = new Random(5);
    DtlsLink rubbish =
        new DtlsLink() {
          private int left = 500;

          @Override
          public int receive(byte[] b, int at, int most, int waitMs) throws IOException {
            if (left-- == 0) {
              throw new IOException("closed");
            }
            byte[] noise = new byte[1 + random.nextInt(200)];
            random.nextBytes(noise);
            noise[0] = (byte) (20 + random.nextInt(44));
            System.arraycopy(noise, 0, b, at, Math.min(most, noise.length));
            return Math.min(most, noise.length);
          }

          @Override
          public void send(byte[] b, int at, int length) {}
        };
    DtlsTerms active = new DtlsTerms(List.of(bert.fingerprint()), true);
    assertThrows(DtlsException.class, () -> anna.agree(active, rubbish));
    DtlsTerms passive = new DtlsTerms(List.of(bert.fingerprint()), false);
    assertThrows(DtlsException.class, () -> anna.agree(passive, rubbish));
  }
}
