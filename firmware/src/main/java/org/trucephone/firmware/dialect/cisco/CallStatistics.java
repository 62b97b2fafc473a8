package org.trucephone.firmware.dialect.cisco;

import java.util.Map;
import org.trucephone.firmware.dialect.Dialect.Heard;

/** The two headers of a BYE that say how many packets went and came. */
final class CallStatistics {
  private CallStatistics() {}

  static Map<String, String> of(Heard heard) {
    return Map.of(
        "RTP-RxStat",
        start(heard, heard.received())
            + ",LatePkt="
            + heard.late()
            + ",LostPkt="
            + heard.lost()
            + ",AvgJit="
            + heard.jitterMs(),
        "RTP-TxStat",
        start(heard, heard.sent()));
  }

  /** What is not known is left out. */
  private static String start(Heard heard, long packets) {
    long octets = heard.octets(packets);
    return "Dur=" + heard.seconds() + ",Pkt=" + packets + (octets < 0 ? "" : ",Oct=" + octets);
  }
}
