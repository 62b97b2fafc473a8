package org.trucephone.tests.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trucephone.firmware.media.dtls.Dtls;
import org.trucephone.firmware.media.dtls.DtlsException;
import org.trucephone.firmware.media.dtls.DtlsIdentity;
import org.trucephone.firmware.media.dtls.DtlsKeys;
import org.trucephone.firmware.media.dtls.DtlsLink;
import org.trucephone.firmware.media.srtp.DtlsTerms;

/**
 * Handshakes whose datagrams are damaged on the way: each ends with the same keys at both ends or
 * with the exception promised, never with another. {@code -Dfuzz.seconds=600} is the long run.
 */
@Tag("fuzz")
class DtlsFuzzTest {
  private static final long NANOS = Long.getLong("fuzz.seconds", 3) * 1_000_000_000L;

  /** An end that loses patience soon: nothing sent again is worth waiting for here. */
  private static final class End implements DtlsLink {
    private final LinkedBlockingQueue<byte[]> in;
    private final LinkedBlockingQueue<byte[]> out;
    private final Random random;
    private final long[] damaged;

    End(
        LinkedBlockingQueue<byte[]> in,
        LinkedBlockingQueue<byte[]> out,
        long seed,
        long[] damaged) {
      this.in = in;
      this.out = out;
      this.random = new Random(seed);
      this.damaged = damaged;
    }

    @Override
    public int receive(byte[] b, int at, int most, int waitMs) throws IOException {
      try {
        byte[] next = in.poll(25, TimeUnit.MILLISECONDS);
        if (next == null) {
          throw new IOException("nothing more");
        }
        int length = Math.min(most, next.length);
        System.arraycopy(next, 0, b, at, length);
        return length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] b, int at, int length) {
      byte[] sent = Arrays.copyOfRange(b, at, at + length);
      if (random.nextInt(10) == 0) {
        damaged[0]++;
        for (int n = 1 + random.nextInt(4); n > 0 && sent.length > 0; n--) {
          int where = random.nextInt(sent.length);
          switch (random.nextInt(4)) {
            case 0 -> sent[where] = (byte) random.nextInt(256);
            case 1 -> sent[where] ^= (byte) (1 << random.nextInt(8));
            case 2 -> sent = Arrays.copyOf(sent, where);
            default -> sent = Arrays.copyOf(sent, sent.length + random.nextInt(100));
          }
        }
      }
      out.add(sent);
    }
  }

  @Test
  void aDamagedHandshakeGivesTheSameKeysOrNone() throws IOException, InterruptedException {
    DtlsIdentity anna = Dtls.identity(new SecureRandom());
    DtlsIdentity bert = Dtls.identity(new SecureRandom());
    DtlsTerms active = new DtlsTerms(List.of(bert.fingerprint()), true);
    DtlsTerms passive = new DtlsTerms(List.of(anna.fingerprint()), false);
    long end = System.nanoTime() + NANOS;
    long seed = 0;
    long agreed = 0;
    long[] damaged = {0};
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      while (System.nanoTime() < end) {
        LinkedBlockingQueue<byte[]> there = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<byte[]> back = new LinkedBlockingQueue<>();
        End left = new End(back, there, seed++, damaged);
        End right = new End(there, back, seed++, damaged);
        Future<DtlsKeys> one = threads.submit(() -> anna.agree(active, left).keys());
        Future<DtlsKeys> two = threads.submit(() -> bert.agree(passive, right).keys());
        DtlsKeys client = keys(one);
        DtlsKeys server = keys(two);
        if (client != null && server != null) {
          agreed++;
          assertEquals(client.ours(), server.theirs(), "seed " + seed);
          assertEquals(client.theirs(), server.ours(), "seed " + seed);
        }
      }
    }
    System.out.printf(
        "figure: DTLS: %d handshakes, %d datagrams damaged, %d agreed%n",
        seed / 2, damaged[0], agreed);
    assertTrue(agreed > 0 && agreed < seed / 2);
  }

  /** {@return the keys, or null where none were agreed; any other failure is thrown} */
  private static DtlsKeys keys(Future<DtlsKeys> side) throws InterruptedException {
    try {
      return side.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DtlsException) {
        return null;
      }
      throw new AssertionError(e.getCause());
    }
  }
}
