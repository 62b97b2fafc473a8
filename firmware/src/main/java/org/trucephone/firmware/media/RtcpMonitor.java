package org.trucephone.firmware.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Who gets copies of the RTCP packets sent. Its name is looked up aside, for every call anew, so
 * that neither a call nor its sound waits for a name server.
 */
final class RtcpMonitor {
  private volatile String host = "";
  private volatile int port;
  private volatile @Nullable InetSocketAddress address;
  private volatile boolean told;

  void configured(String wanted, int itsPort) {
    if (!wanted.equals(host) || itsPort != port) {
      host = wanted;
      port = itsPort;
      address = null;
      told = false;
      lookUp();
    }
  }

  void lookUp() {
    if (!host.isEmpty()) {
      Thread.ofVirtual().name("rtcp-monitor").start(this::resolve);
    }
  }

  private void resolve() {
    String name = host;
    int there = port;
    try {
      InetSocketAddress found = new InetSocketAddress(InetAddress.getByName(name), there);
      if (name.equals(host) && there == port && !found.equals(address)) {
        address = found;
      }
    } catch (UnknownHostException e) {
      if (!told) {
        told = true;
        Logger.tag("quality")
            .warn("The RTCP monitor {} has no address; see quality.rtcp_monitor.", name);
      }
    }
  }

  /** {@return where copies go, or null} */
  @Nullable InetSocketAddress address() {
    return address;
  }
}
