package org.trucephone.firmware.media.jitter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Hands packets from one receiving thread to one audio thread without a lock; when full, new ones
 * are dropped and counted.
 */
public final class PacketQueue {
  private static final int SLOTS = 128;
  private static final VarHandle HEAD;
  private static final VarHandle TAIL;

  static {
    try {
      HEAD = MethodHandles.lookup().findVarHandle(PacketQueue.class, "head", long.class);
      TAIL = MethodHandles.lookup().findVarHandle(PacketQueue.class, "tail", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final byte[][] bytes;
  private final int[] lengths = new int[SLOTS];
  private final long[] arrivals = new long[SLOTS];

  @SuppressWarnings("UnusedVariable") // written through HEAD and TAIL
  private long head;

  @SuppressWarnings("UnusedVariable")
  private long tail;

  private long dropped;

  /** For packets of up to {@code largest} bytes. */
  public PacketQueue(int largest) {
    bytes = new byte[SLOTS][largest];
  }

  /** Receiving thread: copies a packet in. */
  public void offer(byte[] packet, int at, int length, long nanos) {
    long next = (long) TAIL.get(this);
    int slot = (int) (next % SLOTS);
    if (length > bytes[slot].length || next - (long) HEAD.getAcquire(this) >= SLOTS) {
      dropped++;
      return;
    }
    System.arraycopy(packet, at, bytes[slot], 0, length);
    lengths[slot] = length;
    arrivals[slot] = nanos;
    TAIL.setRelease(this, next + 1);
  }

  /** Takes packets out. */
  @FunctionalInterface
  public interface Sink {
    /** One packet; the buffer is only lent. */
    void packet(byte[] b, int at, int length, long nanos);
  }

  /** Audio thread: gives what is queued, oldest first. */
  public void drain(Sink into) {
    long from = (long) HEAD.get(this);
    long to = (long) TAIL.getAcquire(this);
    for (; from < to; from++) {
      int slot = (int) (from % SLOTS);
      into.packet(bytes[slot], 0, lengths[slot], arrivals[slot]);
    }
    HEAD.setRelease(this, from);
  }

  /** {@return packets that found no room; receiving thread} */
  public long dropped() {
    return dropped;
  }
}
