package org.trucephone.firmware.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.media.codec.Codecs;

/**
 * A call of the phone to itself that nobody hears, once after the start: what a first call would
 * load and compile is ready when it comes, and its first second is as smooth as the rest. Over
 * 127.0.0.1, some packets lost. The audio thread only.
 */
final class Rehearsal implements AutoCloseable {
  private static final int PERIODS_PER_CODEC = 80;
  private static final int LOST_EVERY = 16;
  private static final int SSRC = 0x7265_6865;

  private final List<String> codecs = Codecs.names();
  private final AtomicBoolean lose = new AtomicBoolean();
  private final short[] voice = new short[160];
  private final short[] ear = new short[160];
  private final RtpStream stream;
  private final int rtpPort;
  private final int rtcpPort;
  private int period;

  private Rehearsal(DatagramChannel rtp, DatagramChannel rtcp) throws IOException {
    rtpPort = port(rtp);
    rtcpPort = port(rtcp);
    RtcpMonitor nobody = new RtcpMonitor();
    stream =
        new RtpStream(
            -1,
            new KnownSockets.Pair(rtp, rtcp, rtpPort, null),
            SSRC,
            0,
            0,
            event -> {},
            lose,
            nobody,
            () -> null);
    for (int i = 0; i < voice.length; i++) {
      voice[i] = (short) (8000 * Math.sin(2 * Math.PI * i * 4 / voice.length));
    }
  }

  /** {@return one that begins, or null where there is no loopback: the first call warms up then} */
  static @Nullable Rehearsal begin() {
    try {
      DatagramChannel rtp = DatagramChannel.open();
      DatagramChannel rtcp = DatagramChannel.open();
      rtp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      rtcp.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return new Rehearsal(rtp, rtcp);
    } catch (IOException e) {
      Logger.tag("media").debug("no rehearsal: {}", e.getMessage());
      return null;
    }
  }

  /** One period of 10 ms. {@return whether there is more to come} */
  boolean tick(long nanos) {
    if (period % PERIODS_PER_CODEC == 0) {
      if (period / PERIODS_PER_CODEC == codecs.size()) {
        return false;
      }
      stream.apply(plan(codecs.get(period / PERIODS_PER_CODEC)));
    }
    lose.set(period++ % LOST_EVERY < 2);
    stream.tick(voice, nanos);
    stream.pull(ear);
    return true;
  }

  private StreamPlan plan(String codec) {
    int type = 96 + codecs.indexOf(codec);
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    Map<Integer, String> receive = Map.of(type, codec);
    return new StreamPlan(
        host, rtpPort, rtcpPort, codec, type, "", receive, -1, -1, 20, null, null, null, null,
        false, true, true);
  }

  private static int port(DatagramChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  @Override
  public void close() {
    stream.close();
  }
}
