package org.trucephone.firmware.dialect.cisco;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.trucephone.firmware.dialect.Dialect.Heard;

/** The two headers of a BYE that say how many packets went and came. */
final class CallStatistics {
  private static final int OCTETS = 160;

  /** Codecs of which every packet of 20 ms holds as much. */
  private static final Set<String> CONSTANT = Set.of("PCMU", "PCMA", "G722");

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
    boolean constant = CONSTANT.contains(heard.codec().toUpperCase(Locale.ROOT));
    return "Dur="
        + heard.seconds()
        + ",Pkt="
        + packets
        + (constant ? ",Oct=" + packets * OCTETS : "");
  }
}
