package org.trucephone.provisioning.tftp;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.trucephone.provisioning.fetch.FetchResult;

/**
 * A network of two machines in virtual time: every datagram may be lost, doubled or late. The seed
 * decides which, so a run can be repeated.
 */
final class LossyWire {
  static final TftpTransfer.Peer SERVER = new TftpTransfer.Peer("10.0.0.5", 69);
  static final TftpTransfer.Peer SERVER_TID = new TftpTransfer.Peer("10.0.0.5", 40001);
  static final TftpTransfer.Peer CLIENT = new TftpTransfer.Peer("10.0.0.9", 30000);

  private record Flight(long at, long order, boolean toServer, byte[] datagram) {}

  private final SplittableRandom random;
  private final double loss;
  private final double duplication;
  private final int jitterMillis;
  private final PriorityQueue<Flight> inFlight =
      new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
  private long order;
  private long now;

  /** DATA packets the sender put on the wire, repeats included. */
  int dataSent;

  FetchResult received;
  TftpSending.Outcome sent;

  LossyWire(long seed, double loss, double duplication, int jitterMillis) {
    this.random = new SplittableRandom(seed);
    this.loss = loss;
    this.duplication = duplication;
    this.jitterMillis = jitterMillis;
  }

  static LossyWire perfect() {
    return new LossyWire(0, 0, 0, 0);
  }

  /** Runs a read of {@code content} until neither side has anything left to do. */
  void run(TftpReading reading, byte[] content, TftpLimits serverLimits, TftpSending.Wrap wrap)
      throws TftpPacket.MalformedException {
    TftpSending sending = null;
    client(reading.start(now));
    while (true) {
      Flight next = inFlight.peek();
      long deadline =
          Math.min(
              reading.deadlineMillis(),
              sending == null ? Long.MAX_VALUE : sending.deadlineMillis());
      if (next == null && deadline == Long.MAX_VALUE) {
        return;
      }
      if (next == null || next.at() > deadline) {
        now = Math.max(now, deadline);
        client(reading.onTime(now));
        if (sending != null) {
          server(sending.onTime(now));
        }
        continue;
      }
      inFlight.remove();
      now = Math.max(now, next.at());
      byte[] bytes = next.datagram();
      if (!next.toServer()) {
        client(reading.onPacket(SERVER_TID, bytes, 0, bytes.length, now));
      } else if (sending != null) {
        server(sending.onPacket(CLIENT, bytes, 0, bytes.length, now));
      } else if (TftpPacket.decode(bytes, 0, bytes.length) instanceof TftpPacket.Request request) {
        sending = new TftpSending(CLIENT, request, content, serverLimits, wrap);
        server(sending.start(now));
      }
    }
  }

  private void client(TftpTransfer.Step<FetchResult> step) {
    received = step.result() != null ? step.result() : received;
    step.sends().forEach(s -> fly(true, s.datagram()));
  }

  private void server(TftpTransfer.Step<TftpSending.Outcome> step) {
    sent = step.result() != null ? step.result() : sent;
    for (TftpTransfer.Send send : step.sends()) {
      dataSent += send.datagram()[1] == 3 ? 1 : 0;
      fly(false, send.datagram());
    }
  }

  private void fly(boolean toServer, byte[] datagram) {
    int copies = random.nextDouble() < duplication ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      if (random.nextDouble() >= loss) {
        long delay = 1 + (jitterMillis == 0 ? 0 : random.nextInt(jitterMillis));
        inFlight.add(new Flight(now + delay, order++, toServer, datagram));
      }
    }
  }
}
