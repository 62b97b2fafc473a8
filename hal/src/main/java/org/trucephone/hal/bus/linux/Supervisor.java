package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whoever started this process and starts it again when it hangs: told through a datagram socket of
 * the local machine (sd_notify(3)). Any thread.
 */
public final class Supervisor implements AutoCloseable {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int LONGEST_PATH = 107; // unix(7): sun_path less its end

  private final byte[] address;
  private final Duration patience;
  private final int fd;

  private Supervisor(byte[] address, Duration patience, int fd) {
    this.address = address;
    this.patience = patience;
    this.fd = fd;
  }

  /**
   * {@return the supervisor the environment names, or null where nobody wants to hear}
   *
   * @param environment {@code NOTIFY_SOCKET} and {@code WATCHDOG_USEC} as sd_notify(3) and
   *     sd_watchdog_enabled(3) have them
   */
  public static @Nullable Supervisor of(Map<String, String> environment) {
    String path = environment.get("NOTIFY_SOCKET");
    String micros = environment.get("WATCHDOG_USEC");
    if (path == null || !(path.startsWith("/") || path.startsWith("@")) || micros == null) {
      return null;
    }
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length > LONGEST_PATH || !micros.matches("\\d{1,15}")) {
      return null;
    }
    if (name[0] == '@') {
      name[0] = 0; // a name of the abstract space
    }
    int fd = CLibrary.socket(AF_UNIX, SOCK_DGRAM);
    return fd < 0
        ? null
        : new Supervisor(name, Duration.ofNanos(Long.parseLong(micros) * 1000), fd);
  }

  /** {@return how long it waits for {@link #alive()} before it acts} */
  public Duration patience() {
    return patience;
  }

  /** Says that start-up is over. {@return whether it was heard} */
  public boolean ready() {
    return tell("READY=1");
  }

  /** Says that all is well. {@return whether it was heard} */
  public boolean alive() {
    return tell("WATCHDOG=1");
  }

  private boolean tell(String words) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment to = arena.allocate(Short.BYTES + address.length);
      to.set(JAVA_SHORT, 0, AF_UNIX);
      MemorySegment.copy(address, 0, to, JAVA_BYTE, Short.BYTES, address.length);
      MemorySegment what = arena.allocateFrom(JAVA_BYTE, words.getBytes(StandardCharsets.US_ASCII));
      return CLibrary.send(fd, what, to) == what.byteSize();
    }
  }

  @Override
  public void close() {
    CLibrary.close(fd);
  }
}
