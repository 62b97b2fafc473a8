package org.trucephone.firmware.media.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class VqReportTest {
  private static VqReport report(long received, long lost, int roundTripMs) {
    return new VqReport(
        "6dg37f1890463",
        "6dg37f1890463;to-tag=8472761;from-tag=9123dh311",
        "sip:alice@example.org",
        "sip:bill@example.net",
        true,
        new VqReport.Address("192.0.2.1", 5000),
        new VqReport.Address("192.0.2.2", 5002),
        "001f5bcc210f",
        Instant.parse("2026-10-10T18:23:43.5Z"),
        Instant.parse("2026-10-10T18:26:02Z"),
        new VqReport.Figures("PCMU", received, lost, 2, 4, roundTripMs, 60, 71, 3.6));
  }

  @Test
  void theEndOfACallIsTold() {
    assertEquals(
        """
        VQSessionReport: CallTerm
        CallID: 6dg37f1890463
        LocalID: <sip:alice@example.org>
        RemoteID: <sip:bill@example.net>
        OrigID: <sip:alice@example.org>
        LocalAddr: IP=192.0.2.1 PORT=5000
        LocalMAC: 001f5bcc210f
        RemoteAddr: IP=192.0.2.2 PORT=5002
        LocalMetrics:
        Timestamps: START=2026-10-10T18:23:43Z STOP=2026-10-10T18:26:02Z
        SessionDesc: PD=PCMU SR=8000
        JitterBuffer: JBA=3 JBN=60
        PacketLoss: NLR=5.0 JDR=0.2
        Delay: RTD=200 ESD=60 IAJ=4
        QualityEst: RLQ=71 MOSLQ=3.6 QoEEstAlg=G.107
        DialogID: 6dg37f1890463;to-tag=8472761;from-tag=9123dh311
        """
            .replace("\n", "\r\n"),
        report(950, 50, 200).atEnd());
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    String silent = report(0, 0, -1).interval();
    assertTrue(silent.startsWith("VQIntervalReport\r\n"));
    assertFalse(silent.contains("RTD="));
    assertFalse(silent.contains("QualityEst"));
  }

  @Test
  void anAlertNamesItsSeverity() {
    assertTrue(
        report(9, 1, 0)
            .alert("RLQ", true)
            .startsWith("VQAlertReport: Type=RLQ Severity=Critical Dir=local\r\n"));
  }
}
