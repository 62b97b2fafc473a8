package org.trucephone.provisioning.tftp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's side of a read: sends one file to one client.
 *
 * <p>Only timeouts repeat a DATA packet, never a repeated ACK: that would double every packet after
 * the first delay (the Sorcerer's Apprentice, RFC 1123 4.2.3.1).
 */
public final class TftpSending implements TftpTransfer<TftpSending.Outcome> {

  /** What block follows 65535. RFC 1350 does not say; servers do either. */
  public enum Wrap {
    TO_ZERO,
    TO_ONE
  }

  /**
   * How it ended.
   *
   * @param complete whether the client acknowledged the last block
   * @param text for the log, a few words
   */
  public record Outcome(boolean complete, String text) {}

  private final Peer client;
  private final byte[] content;
  private final TftpLimits limits;
  private final Wrap wrap;
  private final Map<String, String> accepted = new LinkedHashMap<>();
  private final int blockSize;

  /** Number of the packet in flight; 0 also stands for the OACK at the start. */
  private int block;

  /** Where the block in flight begins in the content; -1 while the OACK is in flight. */
  private long position;

  private byte[] inFlight = new byte[0];
  private int sentTimes;
  private long deadline = Long.MAX_VALUE;
  private long giveUpAt = Long.MAX_VALUE;
  private boolean over;

  /**
   * Answers a read request.
   *
   * @param request what the client asked; its mode must be {@code octet} or {@code netascii}
   * @param content the file, already converted if the mode asks for it
   */
  public TftpSending(
      Peer client, TftpPacket.Request request, byte[] content, TftpLimits limits, Wrap wrap) {
    this.client = client;
    this.content = content;
    this.limits = limits;
    this.wrap = wrap;
    int size = TftpLimits.PLAIN_BLOCK;
    for (Map.Entry<String, String> option : request.options().entrySet()) {
      long value = TftpReading.number(option.getValue());
      // RFC 2347: an option not understood, or a value not liked, is left out of the OACK.
      switch (option.getKey()) {
        case "blksize" -> {
          if (value >= 8) {
            size = (int) Math.min(value, 65464);
            accepted.put("blksize", Integer.toString(size));
          }
        }
        case "timeout" -> {
          if (value >= 1 && value <= 255) {
            accepted.put("timeout", Long.toString(value));
          }
        }
        case "tsize" -> {
          if (value == 0) {
            accepted.put("tsize", Integer.toString(content.length));
          }
        }
        default -> {
          // not ours
        }
      }
    }
    blockSize = size;
  }

  @Override
  public Step<Outcome> start(long nowMillis) {
    giveUpAt = nowMillis + limits.wholeMillis();
    if (accepted.isEmpty()) {
      block = 1;
      position = 0;
      inFlight = data();
    } else {
      block = 0;
      position = -1;
      inFlight = new TftpPacket.OptionAck(accepted).encode();
    }
    return send(nowMillis);
  }

  @Override
  public Step<Outcome> onPacket(Peer from, byte[] bytes, int offset, int length, long now) {
    TftpPacket packet;
    try {
      packet = TftpPacket.decode(bytes, offset, length);
    } catch (TftpPacket.MalformedException e) {
      return nothing();
    }
    if (!from.equals(client)) {
      return packet instanceof TftpPacket.Fault
          ? nothing()
          : new Step<>(
              List.of(
                  new Send(
                      from,
                      new TftpPacket.Fault(TftpPacket.UNKNOWN_TID, "unknown transfer").encode())),
              null);
    }
    if (over) {
      return nothing();
    }
    return switch (packet) {
      case TftpPacket.Ack ack -> ack.block() == block ? acknowledged(now) : nothing();
      case TftpPacket.Fault fault -> end(false, "client ended it with error " + fault.code());
      case TftpPacket.Request _, TftpPacket.Data _, TftpPacket.OptionAck _ -> nothing();
    };
  }

  private Step<Outcome> acknowledged(long now) {
    boolean wasLast = position >= 0 && content.length - position < blockSize;
    if (wasLast) {
      return end(true, content.length + " bytes");
    }
    position = position < 0 ? 0 : position + blockSize;
    block = block == 65535 ? (wrap == Wrap.TO_ZERO ? 0 : 1) : block + 1;
    inFlight = data();
    sentTimes = 0;
    return send(now);
  }

  @Override
  public Step<Outcome> onTime(long now) {
    if (over || now < deadline) {
      return nothing();
    }
    if (now >= giveUpAt || sentTimes >= limits.tries()) {
      return end(false, "client stopped answering");
    }
    return send(now);
  }

  @Override
  public Step<Outcome> onUnreachable() {
    return over ? nothing() : end(false, "client is gone");
  }

  @Override
  public long deadlineMillis() {
    return over ? Long.MAX_VALUE : deadline;
  }

  @Override
  public boolean over() {
    return over;
  }

  private byte[] data() {
    int length = (int) Math.min(blockSize, content.length - position);
    byte[] payload = new byte[length];
    System.arraycopy(content, (int) position, payload, 0, length);
    return new TftpPacket.Data(block, payload).encode();
  }

  private Step<Outcome> send(long now) {
    sentTimes++;
    deadline = Math.min(now + limits.waitMillis(sentTimes), giveUpAt);
    return new Step<>(List.of(new Send(client, inFlight)), null);
  }

  private Step<Outcome> end(boolean complete, String text) {
    over = true;
    return new Step<>(List.of(), new Outcome(complete, text));
  }

  private static Step<Outcome> nothing() {
    return new Step<>(List.of(), null);
  }
}
