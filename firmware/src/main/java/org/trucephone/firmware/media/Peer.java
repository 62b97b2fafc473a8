package org.trucephone.firmware.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.firmware.media.dtls.DtlsIdentity;
import org.trucephone.firmware.media.ice.IceTerms;
import org.trucephone.firmware.media.srtp.DtlsTerms;
import org.trucephone.firmware.media.stun.Stun;

/**
 * The other end of a stream: where it is, and by which keys it is known. The phone thread hands in
 * plans, handshakes bring keys; each makes a new {@link Target}, which any thread may read.
 */
final class Peer {
  private final int id;
  private final DatagramChannel rtp;
  private final DatagramChannel rtcp;
  private final MediaPort.Listener listener;
  private final AtomicBoolean unplugged;
  private final Supplier<@Nullable DtlsIdentity> identity;

  private volatile @Nullable Target target;
  private volatile @Nullable KeyAgreement keying;
  private volatile @Nullable KeyAgreement keyingReports;
  private volatile @Nullable IceLink ice;

  // under this object's monitor
  private @Nullable StreamPlan wanted;
  private @Nullable InetAddress host;
  private boolean closed;

  Peer(
      int id,
      DatagramChannel rtp,
      DatagramChannel rtcp,
      MediaPort.Listener listener,
      AtomicBoolean unplugged,
      Supplier<@Nullable DtlsIdentity> identity) {
    this.id = id;
    this.rtp = rtp;
    this.rtcp = rtcp;
    this.listener = listener;
    this.unplugged = unplugged;
    this.identity = identity;
  }

  /** {@return where it is now, null before the first plan} */
  @Nullable Target target() {
    return target;
  }

  void apply(StreamPlan plan) {
    if (plan.remoteHost().matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.%]*")) {
      resolve(plan); // a literal: no look-up
    } else {
      Thread.ofVirtual().name("media-dns").start(() -> resolve(plan));
    }
  }

  private void resolve(StreamPlan plan) {
    try {
      settle(plan, InetAddress.getByName(plan.remoteHost()));
    } catch (UnknownHostException | IllegalArgumentException e) {
      Logger.tag("media")
          .warn("stream={} cannot send to {}:{}", id, plan.remoteHost(), plan.remotePort());
    }
  }

  private synchronized void settle(StreamPlan plan, InetAddress where) {
    wanted = plan;
    host = where;
    DtlsTerms terms = closed ? null : plan.dtls();
    InetSocketAddress speech = new InetSocketAddress(where, plan.remotePort());
    InetSocketAddress reports = new InetSocketAddress(where, plan.remoteRtcpPort());
    keying = agreement(keying, terms, rtp, speech);
    ice = link(ice, plan, where);
    keyingReports = agreement(keyingReports, plan.mux() ? null : terms, rtcp, reports);
    retarget();
  }

  private @Nullable KeyAgreement agreement(
      @Nullable KeyAgreement before,
      @Nullable DtlsTerms terms,
      DatagramChannel channel,
      InetSocketAddress to) {
    // A hold of the old kind names no address: what was agreed stays.
    if (before != null
        && terms != null
        && (to.getAddress().isAnyLocalAddress() || before.serves(terms, to))) {
      return before;
    }
    if (before != null) {
      before.close();
    }
    if (terms == null) {
      return null;
    }
    boolean speech = channel == rtp;
    KeyAgreement begun = new KeyAgreement(terms, channel, to, unplugged);
    begun.start(
        identity,
        () -> {
          retarget();
          if (speech) {
            listener.on(new MediaEvent.Secured(id));
          }
        },
        e -> {
          Logger.tag("media").warn("stream={} {}", id, e.getMessage());
          if (speech || e.stranger()) {
            listener.on(new MediaEvent.NotSecured(id, e.stranger()));
          }
        });
    return begun;
  }

  private @Nullable IceLink link(@Nullable IceLink before, StreamPlan plan, InetAddress where) {
    IceTerms terms = closed ? null : plan.ice();
    if (before != null && terms != null && before.serves(terms)) {
      return before;
    }
    if (before != null) {
      before.close();
    }
    if (terms == null) {
      return null;
    }
    IceLink begun = new IceLink(id, terms, where, rtp, unplugged, this::retarget);
    begun.start();
    return begun;
  }

  private synchronized void retarget() {
    StreamPlan plan = wanted;
    InetAddress where = host;
    KeyAgreement speech = keying;
    KeyAgreement reports = keyingReports;
    IceLink link = ice;
    InetSocketAddress found = link == null ? null : link.chosen();
    if (found != null && speech != null) {
      speech.goTo(found);
    }
    if (plan != null && where != null) {
      target =
          Target.of(
              target,
              plan,
              where,
              found,
              speech == null ? null : speech.keys(),
              reports == null ? null : reports.keys());
    }
  }

  /** {@return whether a datagram of the RTP port was one of a handshake, and is dealt with} */
  boolean handshake(byte[] b, int length) {
    return handshake(keying, b, length);
  }

  /** {@return the same for the RTCP port} */
  boolean handshakeOfReports(byte[] b, int length) {
    return handshake(keyingReports, b, length);
  }

  private static boolean handshake(@Nullable KeyAgreement agreement, byte[] b, int length) {
    if (agreement == null || !KeyAgreement.concerns(b, length)) {
      return false;
    }
    agreement.received(b, length);
    return true;
  }

  /** {@return whether a datagram of the RTP port was one that checks the way, and is dealt with} */
  boolean check(byte[] b, int length, InetSocketAddress from) {
    IceLink link = ice;
    if (link == null || !Stun.concerns(b, length)) {
      return false;
    }
    link.received(b, length, from);
    return true;
  }

  /** Ends handshakes and checks. */
  synchronized void close() {
    closed = true;
    keying = ended(keying);
    keyingReports = ended(keyingReports);
    IceLink link = ice;
    if (link != null) {
      link.close();
    }
  }

  private static @Nullable KeyAgreement ended(@Nullable KeyAgreement agreement) {
    if (agreement != null) {
      agreement.close();
    }
    return null;
  }
}
