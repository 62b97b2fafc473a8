package org.trucephone.firmware.media;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.media.dtls.DtlsKeys;
import org.trucephone.firmware.media.srtp.SrtpKey;
import org.trucephone.firmware.media.srtp.SrtpReceiver;
import org.trucephone.firmware.media.srtp.SrtpSender;

/**
 * A plan with its addresses resolved and its keys at work.
 *
 * @param plan with the keys a handshake gave; while one is under way it neither sends nor receives
 * @param lock what RTP is encrypted with, null in the clear
 * @param reports what RTCP is, the same unless it has a handshake of its own
 * @param silent no RTP may pass: keys are not agreed yet
 * @param silentReports no RTCP may pass
 */
record Target(
    StreamPlan plan,
    InetAddress host,
    InetSocketAddress rtp,
    InetSocketAddress rtcp,
    @Nullable Lock lock,
    @Nullable Lock reports,
    boolean silent,
    boolean silentReports) {

  /** Both directions of one association. */
  record Lock(SrtpKey ours, SrtpKey theirs, SrtpSender seal, SrtpReceiver open) {
    /** The same keys go on counting: a key used twice from zero would betray what it hides. */
    static @Nullable Lock of(
        @Nullable Lock before, @Nullable SrtpKey ours, @Nullable SrtpKey theirs) {
      if (ours == null || theirs == null) {
        return null;
      }
      SrtpSender seal =
          before != null && before.ours.equals(ours) ? before.seal : new SrtpSender(ours);
      SrtpReceiver open =
          before != null && before.theirs.equals(theirs) ? before.open : new SrtpReceiver(theirs);
      return new Lock(ours, theirs, seal, open);
    }
  }

  /**
   * A target after another.
   *
   * @param found where the other side was found to be, null if it is where the plan says
   * @param keys what the handshake on the RTP port gave, null before it did
   * @param reportKeys the same of the RTCP port, if that has its own
   */
  static Target of(
      @Nullable Target before,
      StreamPlan plan,
      InetAddress described,
      @Nullable InetSocketAddress found,
      @Nullable DtlsKeys keys,
      @Nullable DtlsKeys reportKeys) {
    Lock old = before == null ? null : before.lock;
    Lock oldReports = before == null ? null : before.reports;
    InetSocketAddress rtp =
        found != null ? found : new InetSocketAddress(described, plan.remotePort());
    InetAddress host = rtp.getAddress();
    InetSocketAddress rtcp =
        found != null && plan.mux()
            ? found
            : new InetSocketAddress(described, plan.remoteRtcpPort());
    if (plan.dtls() == null) {
      Lock lock = Lock.of(old, plan.sendKey(), plan.receiveKey());
      return new Target(plan, host, rtp, rtcp, lock, lock, false, false);
    }
    Lock lock = keys == null ? null : Lock.of(old, keys.ours(), keys.theirs());
    DtlsKeys ofReports = plan.mux() ? keys : reportKeys;
    Lock reports =
        Objects.equals(ofReports, keys) || ofReports == null
            ? ofReports == null ? null : lock
            : Lock.of(oldReports, ofReports.ours(), ofReports.theirs());
    StreamPlan now = lock == null ? plan.paused() : plan;
    return new Target(now, host, rtp, rtcp, lock, reports, lock == null, reports == null);
  }
}
