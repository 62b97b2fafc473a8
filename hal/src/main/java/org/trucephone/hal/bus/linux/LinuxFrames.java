package org.trucephone.hal.bus.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.trucephone.hal.bus.BusException;
import org.trucephone.hal.bus.BusException.Kind;

/**
 * Whole frames of one kind to and from one wired interface (packet(7)), for what switches tell
 * their neighbours. Opening needs the right to use raw sockets (CAP_NET_RAW). Used by one thread.
 */
public final class LinuxFrames implements AutoCloseable {
  /** Frames whose third field is a length: IEEE 802.2 (ETH_P_802_2 of linux/if_ether.h). */
  public static final int WITH_LENGTH = 0x0004;

  private static final short AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int SOL_PACKET = 263;
  private static final int PACKET_ADD_MEMBERSHIP = 1;
  private static final int LARGEST = 1600;

  private final int fd;

  private LinuxFrames(int fd) {
    this.fd = fd;
  }

  /**
   * Listens.
   *
   * @param face the interface's name
   * @param type of the frames, as in their third field, or {@link #WITH_LENGTH}
   * @param group the multicast address they are sent to, six octets
   */
  public static LinuxFrames open(String face, int type, byte[] group) throws BusException {
    int index = index(face);
    int fd = CLibrary.socket(AF_PACKET, SOCK_RAW);
    if (fd < 0) {
      throw refused(face, -fd);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(20, 4); // struct sockaddr_ll
      address.set(JAVA_SHORT, 0, AF_PACKET);
      address.set(JAVA_SHORT, 2, Short.reverseBytes((short) type));
      address.set(JAVA_INT, 4, index);
      int result = CLibrary.bind(fd, address);
      if (result == 0) {
        MemorySegment join = arena.allocate(16, 4); // struct packet_mreq, PACKET_MR_MULTICAST
        join.set(JAVA_INT, 0, index);
        join.set(JAVA_SHORT, 6, (short) group.length);
        MemorySegment.copy(group, 0, join, JAVA_BYTE, 8, group.length);
        result = CLibrary.option(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, join);
      }
      if (result < 0) {
        CLibrary.close(fd);
        throw refused(face, -result);
      }
    }
    return new LinuxFrames(fd);
  }

  /** {@return the next frame with its addresses; none of its octets when nothing came in time} */
  public byte[] next(int timeoutMillis) throws BusException {
    if (!CLibrary.readable(fd, timeoutMillis)) {
      return new byte[0];
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(LARGEST);
      long got = CLibrary.read(fd, room);
      if (got < 0) {
        throw new BusException(Kind.GONE, "The network interface is down (" + -got + ").");
      }
      return room.asSlice(0, got).toArray(JAVA_BYTE);
    }
  }

  /** Sends a whole frame, addresses included. {@return whether the interface took it} */
  public boolean send(byte[] frame) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment what = arena.allocateFrom(JAVA_BYTE, frame);
      return CLibrary.send(fd, what, MemorySegment.NULL) == frame.length;
    }
  }

  @Override
  public void close() {
    CLibrary.close(fd);
  }

  private static int index(String face) throws BusException {
    try {
      return Integer.parseInt(Files.readString(Path.of("/sys/class/net", face, "ifindex")).strip());
    } catch (java.io.IOException | NumberFormatException e) {
      throw new BusException(Kind.GONE, "There is no network interface " + face + ".");
    }
  }

  private static BusException refused(String face, int error) {
    return error == CLibrary.EPERM || error == CLibrary.EACCES
        ? new BusException(
            Kind.NO_PERMISSION,
            "The process may not listen to switches on "
                + face
                + ": give it CAP_NET_RAW, or name the VLAN yourself.")
        : new BusException(Kind.GONE, "Frames of " + face + " cannot be had (" + error + ").");
  }
}
