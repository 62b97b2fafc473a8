package org.trucephone.provisioning.tftp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;
import org.trucephone.provisioning.fetch.Wording;

/**
 * The client's side of a read.
 *
 * <pre>
 *  ASKING ──DATA 1 or OACK──► RECEIVING ──short DATA──► LINGERING ──time──► OVER
 *    │ ERROR 8 or 4: once more without options              (repeats a lost last ACK)
 *    └─────────ERROR, silence, limit exceeded──────────────────────────────► OVER
 * </pre>
 *
 * <p>A repeated DATA is acknowledged again, but only the newest one: with a sender that ignores
 * repeated ACKs no packet is ever doubled for good (RFC 1123 4.2.3.1).
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2347">RFC 2347</a>
 */
public final class TftpReading implements TftpTransfer<FetchResult> {
  private enum Phase {
    ASKING,
    RECEIVING,
    LINGERING,
    OVER
  }

  private static final int LAST_BLOCK = 65535;

  private final Peer server;
  private final String file;
  private final TftpLimits limits;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final List<String> notes = new ArrayList<>();

  private Phase phase = Phase.ASKING;
  private boolean withOptions = true;

  /** The server's end of the transfer, known from its first answer on. */
  private @Nullable Peer peer;

  /** The end that refused our options: late copies of its ERROR must not end the second try. */
  private @Nullable Peer refuser;

  private int blockSize = TftpLimits.PLAIN_BLOCK;
  private long announced = -1;

  /** The newest block in hand, 0 to 65535; the OACK counts as block 0. */
  private int lastBlock;

  /** Whether the numbers began again: tells that block 0 from the OACK. */
  private boolean wrapped;

  private Send lastSent;
  private int sentTimes;
  private long deadline = Long.MAX_VALUE;
  private long giveUpAt = Long.MAX_VALUE;

  /**
   * A read of one file.
   *
   * @param server where requests go, usually port 69
   * @param file its name as the server knows it
   */
  public TftpReading(Peer server, String file, TftpLimits limits) {
    this.server = server;
    this.file = file;
    this.limits = limits;
    this.lastSent = new Send(server, request());
  }

  @Override
  public Step<FetchResult> start(long nowMillis) {
    giveUpAt = nowMillis + limits.wholeMillis();
    return send(lastSent, nowMillis);
  }

  @Override
  public Step<FetchResult> onPacket(Peer from, byte[] bytes, int offset, int length, long now) {
    if (phase == Phase.OVER) {
      return nothing();
    }
    TftpPacket packet;
    try {
      packet = TftpPacket.decode(bytes, offset, length);
    } catch (TftpPacket.MalformedException e) {
      return nothing(); // damaged on the way, or not TFTP: as good as lost
    }
    boolean stranger = peer == null ? !from.host().equals(server.host()) : !from.equals(peer);
    if (stranger) {
      if (packet instanceof TftpPacket.Fault || from.equals(refuser)) {
        return nothing();
      }
      // RFC 1350 4: tell the stranger, do not disturb the transfer.
      return sends(new Send(from, fault(TftpPacket.UNKNOWN_TID, "unknown transfer")));
    }
    if (from.equals(refuser)) {
      return nothing();
    }
    return switch (packet) {
      case TftpPacket.Data data -> onData(from, data, now);
      case TftpPacket.OptionAck ack -> onOptionAck(from, ack, now);
      case TftpPacket.Fault fault -> onFault(from, fault, now);
      case TftpPacket.Request _, TftpPacket.Ack _ ->
          fail(from, Kind.PROTOCOL, "answers with a packet that is no part of a read");
    };
  }

  private Step<FetchResult> onData(Peer from, TftpPacket.Data data, long now) {
    if (phase == Phase.LINGERING) {
      return data.block() == lastBlock ? sends(lastSent) : nothing();
    }
    if (!isNext(data.block())) {
      boolean repeated = phase == Phase.RECEIVING && data.block() == lastBlock;
      return repeated ? sends(lastSent) : nothing();
    }
    if (data.payload().length > blockSize) {
      return fail(
          from,
          Kind.PROTOCOL,
          "sends blocks of " + data.payload().length + " bytes although " + blockSize + " hold");
    }
    if (content.size() + data.payload().length > limits.maxBytes()) {
      return tooLarge(from);
    }
    peer = from;
    phase = Phase.RECEIVING;
    wrapped |= lastBlock == LAST_BLOCK;
    lastBlock = data.block();
    content.writeBytes(data.payload());
    sentTimes = 0;
    Step<FetchResult> acknowledged =
        send(new Send(from, new TftpPacket.Ack(lastBlock).encode()), now);
    return data.payload().length < blockSize ? complete(acknowledged, now) : acknowledged;
  }

  /** After 65535 some servers count on with 0, some with 1: take whichever comes. */
  private boolean isNext(int block) {
    if (lastBlock == LAST_BLOCK) {
      return block == 0 || block == 1;
    }
    return block == lastBlock + 1;
  }

  private Step<FetchResult> complete(Step<FetchResult> acknowledged, long now) {
    phase = Phase.LINGERING;
    // Long enough for the server to miss our last ACK and repeat its last DATA once.
    deadline = now + 2 * limits.firstWaitMillis();
    if (announced >= 0 && content.size() < announced) {
      return new Step<>(
          acknowledged.sends(),
          failed(
              Kind.PROTOCOL,
              "%s from the provisioning server %s is cut off: %d of %d bytes came (TFTP)."
                  .formatted(file, server.host(), content.size(), announced)));
    }
    if (announced >= 0 && content.size() > announced) {
      notes.add(
          "The server announced %d bytes for %s but sent %d."
              .formatted(announced, file, content.size()));
    }
    return new Step<>(
        acknowledged.sends(),
        new FetchResult.Fetched(content.toByteArray(), FetchResult.Validators.NONE, notes));
  }

  private Step<FetchResult> onOptionAck(Peer from, TftpPacket.OptionAck ack, long now) {
    if (phase == Phase.RECEIVING && lastBlock == 0 && !wrapped) {
      return sends(lastSent); // our ACK 0 was lost
    }
    if (phase != Phase.ASKING || !withOptions) {
      return nothing();
    }
    int agreed = TftpLimits.PLAIN_BLOCK;
    for (Map.Entry<String, String> option : ack.options().entrySet()) {
      long value = number(option.getValue());
      switch (option.getKey()) {
        case "blksize" -> {
          if (value < 8 || value > limits.blockSize()) {
            return refuse(from, "blksize", option.getValue());
          }
          agreed = (int) value;
        }
        case "tsize" -> {
          if (value < 0) {
            return refuse(from, "tsize", option.getValue());
          }
          if (value > limits.maxBytes()) {
            return tooLarge(from);
          }
          announced = value;
        }
        case "timeout" -> {
          // RFC 2349: must be the value asked for. Ours is longer or equal in any case.
        }
        default -> {
          return refuse(from, Wording.oneLine(option.getKey()), option.getValue());
        }
      }
    }
    peer = from;
    blockSize = agreed;
    phase = Phase.RECEIVING;
    sentTimes = 0;
    return send(new Send(from, new TftpPacket.Ack(0).encode()), now);
  }

  private Step<FetchResult> refuse(Peer from, String option, String value) {
    phase = Phase.OVER;
    return new Step<>(
        List.of(new Send(from, fault(TftpPacket.OPTION_REFUSED, "option " + option))),
        failed(
            Kind.PROTOCOL,
            "The provisioning server %s answers with an option that was not offered: %s %s (TFTP)."
                .formatted(server.host(), option, Wording.oneLine(value))));
  }

  private Step<FetchResult> onFault(Peer from, TftpPacket.Fault fault, long now) {
    if (phase == Phase.LINGERING) {
      return nothing();
    }
    boolean aboutOptions =
        fault.code() == TftpPacket.OPTION_REFUSED || fault.code() == TftpPacket.ILLEGAL_OPERATION;
    if (phase == Phase.ASKING && withOptions && aboutOptions) {
      withOptions = false;
      refuser = from.port() == server.port() ? null : from;
      sentTimes = 0;
      return send(new Send(server, request()), now);
    }
    phase = Phase.OVER;
    String text = Wording.oneLine(fault.message());
    String lower = text.toLowerCase(Locale.ROOT);
    // Code 0 carries only text; these are how the common servers put "no such file".
    boolean missing =
        fault.code() == TftpPacket.NO_FILE
            || fault.code() == 0 && (lower.contains("not found") || lower.contains("no such file"));
    if (missing) {
      return result(
          Kind.NOT_FOUND,
          "The provisioning server %s has no file %s (TFTP).".formatted(server.host(), file));
    }
    if (fault.code() == TftpPacket.ACCESS_VIOLATION) {
      return result(
          Kind.DENIED,
          "The provisioning server %s does not give out %s (TFTP).".formatted(server.host(), file));
    }
    return result(
        Kind.SERVER_ERROR,
        "The provisioning server %s refuses %s: error %d%s (TFTP)."
            .formatted(
                server.host(), file, fault.code(), text.isEmpty() ? "" : ", \"" + text + "\""));
  }

  @Override
  public Step<FetchResult> onTime(long now) {
    if (now < deadline || phase == Phase.OVER) {
      return nothing();
    }
    if (phase == Phase.LINGERING) {
      phase = Phase.OVER;
      return nothing();
    }
    if (now >= giveUpAt || sentTimes >= limits.tries()) {
      boolean silent = phase == Phase.ASKING;
      phase = Phase.OVER;
      return result(
          Kind.TIMEOUT,
          silent
              ? "The provisioning server %s does not answer (TFTP).".formatted(server.host())
              : "The provisioning server %s stopped sending %s after %d bytes (TFTP)."
                  .formatted(server.host(), file, content.size()));
    }
    return send(lastSent, now);
  }

  @Override
  public Step<FetchResult> onUnreachable() {
    if (phase == Phase.OVER || phase == Phase.LINGERING) {
      phase = Phase.OVER;
      return nothing();
    }
    phase = Phase.OVER;
    return result(
        Kind.REFUSED,
        "There is no TFTP service at %s port %d.".formatted(server.host(), server.port()));
  }

  @Override
  public long deadlineMillis() {
    return phase == Phase.OVER ? Long.MAX_VALUE : deadline;
  }

  /** {@return whether the request went out a second time because nothing came back} */
  boolean unansweredTwice() {
    return phase == Phase.ASKING && sentTimes >= 2;
  }

  @Override
  public boolean over() {
    return phase == Phase.OVER;
  }

  private byte[] request() {
    Map<String, String> options = new LinkedHashMap<>();
    if (withOptions && limits.blockSize() != TftpLimits.PLAIN_BLOCK) {
      options.put("blksize", Integer.toString(limits.blockSize()));
    }
    if (withOptions) {
      options.put("timeout", Long.toString(Math.clamp(limits.firstWaitMillis() / 1000, 1, 255)));
      options.put("tsize", "0");
    }
    return new TftpPacket.Request(false, file, "octet", options).encode();
  }

  private Step<FetchResult> send(Send send, long now) {
    lastSent = send;
    sentTimes++;
    deadline = Math.min(now + limits.waitMillis(sentTimes), giveUpAt);
    return sends(send);
  }

  private Step<FetchResult> tooLarge(Peer from) {
    phase = Phase.OVER;
    return new Step<>(
        List.of(new Send(from, fault(TftpPacket.DISK_FULL, "file too large"))),
        failed(
            Kind.TOO_LARGE,
            "%s on the provisioning server %s is larger than the %d kB a phone takes (TFTP)."
                .formatted(file, server.host(), limits.maxBytes() / 1024)));
  }

  private Step<FetchResult> fail(Peer from, Kind kind, String does) {
    phase = Phase.OVER;
    return new Step<>(
        List.of(new Send(from, fault(TftpPacket.ILLEGAL_OPERATION, "unexpected packet"))),
        failed(
            kind,
            "The provisioning server %s %s (TFTP, %s).".formatted(server.host(), does, file)));
  }

  private static byte[] fault(int code, String message) {
    return new TftpPacket.Fault(code, message).encode();
  }

  private static FetchResult failed(Kind kind, String sentence) {
    return new FetchResult.Failed(kind, sentence);
  }

  private static Step<FetchResult> result(Kind kind, String sentence) {
    return new Step<>(List.of(), failed(kind, sentence));
  }

  private static Step<FetchResult> sends(Send send) {
    return new Step<>(List.of(send), null);
  }

  private static Step<FetchResult> nothing() {
    return new Step<>(List.of(), null);
  }

  /** {@return the decimal number, or -1 when it is none} */
  static long number(String text) {
    byte[] digits = text.getBytes(StandardCharsets.UTF_8);
    if (digits.length == 0 || digits.length > 10) {
      return -1;
    }
    long value = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      value = value * 10 + digit - '0';
    }
    return value;
  }
}
