package org.trucephone.firmware.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfferAnswerTest {
  private static LocalMedia local(Direction wish) {
    return new LocalMedia(
        "192.0.2.1",
        4000,
        7,
        1,
        List.of("G722", "PCMA", "PCMU"),
        wish,
        20,
        Protection.NONE,
        List.of(),
        null,
        null);
  }

  private static String remote(String... lines) {
    return "v=0\r\no=- 1 1 IN IP4 192.0.2.2\r\ns=-\r\nc=IN IP4 192.0.2.2\r\nt=0 0\r\n"
        + String.join("\r\n", lines)
        + "\r\n";
  }

  @Test
  void theOfferListsOurCodecsInOrder() {
    assertEquals(
        """
        v=0
        o=- 7 1 IN IP4 192.0.2.1
        s=-
        c=IN IP4 192.0.2.1
        t=0 0
        m=audio 4000 RTP/AVP 9 8 0 101
        a=rtpmap:9 G722/8000
        a=rtpmap:8 PCMA/8000
        a=rtpmap:0 PCMU/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-16
        a=ptime:20
        a=rtcp:4001
        a=sendrecv
        """,
        OfferAnswer.offer(local(Direction.SENDRECV)).replace("\r\n", "\n"));
  }

  @Test
  void theOfferersOrderAndNumbersAreKept() throws SdpException {
    var answered =
        OfferAnswer.answer(
            remote(
                "m=audio 5000 RTP/AVP 111 0 8 96",
                "a=rtpmap:111 opus/48000/2",
                "a=rtpmap:96 telephone-event/8000",
                "a=ptime:30"),
            local(Direction.SENDRECV));
    Agreement agreement = answered.agreement();
    assertEquals("PCMU", agreement.sendCodec());
    assertEquals(96, agreement.sendEvents());
    assertEquals(96, agreement.receiveEvents());
    assertEquals(30, agreement.ptimeMs());
    assertEquals("192.0.2.2", agreement.remoteHost());
    assertEquals(5001, agreement.remoteRtcpPort());
    assertTrue(answered.sdp().contains("m=audio 4000 RTP/AVP 0 96\r\n"));
  }

  @Test
  void aDynamicNumberForG722IsKept() throws SdpException {
    var answered =
        OfferAnswer.answer(
            remote("m=audio 5000 RTP/AVP 102", "a=rtpmap:102 G722/8000"),
            local(Direction.SENDRECV));
    assertEquals(Map.of(102, "G722"), answered.agreement().receive());
    assertEquals(-1, answered.agreement().sendEvents());
  }

  @Test
  void videoIsRefusedInItsPlace() throws SdpException {
    var answered =
        OfferAnswer.answer(
            remote("m=video 6000 RTP/AVP 99", "a=rtpmap:99 H264/90000", "m=audio 5000 RTP/AVP 8"),
            local(Direction.SENDRECV));
    int video = answered.sdp().indexOf("m=video 0 RTP/AVP 99");
    assertTrue(video > 0 && video < answered.sdp().indexOf("m=audio 4000 RTP/AVP 8"));
  }

  @Test
  void nothingInCommonIsRefused() {
    assertThrows(
        SdpException.class,
        () ->
            OfferAnswer.answer(
                remote("m=audio 5000 RTP/AVP 18", "a=rtpmap:18 G729/8000"),
                local(Direction.SENDRECV)));
  }

  @ParameterizedTest
  @CsvSource({
    "sendrecv,SENDRECV,SENDRECV,false",
    "sendonly,SENDRECV,RECVONLY,true",
    "recvonly,SENDRECV,SENDONLY,false",
    "inactive,SENDRECV,INACTIVE,true",
    "sendrecv,SENDONLY,SENDONLY,false",
    "sendonly,SENDONLY,INACTIVE,true",
  })
  void directionsMeet(String theirs, Direction wish, Direction ours, boolean held)
      throws SdpException {
    var answered = OfferAnswer.answer(remote("m=audio 5000 RTP/AVP 8", "a=" + theirs), local(wish));
    assertEquals(ours, answered.agreement().local());
    assertEquals(held, answered.agreement().remoteHolds());
    assertTrue(answered.sdp().contains("a=" + ours.attribute() + "\r\n"));
  }

  @Test
  void theOldHoldByZeroAddressIsUnderstood() throws SdpException {
    var answered =
        OfferAnswer.answer(
            "v=0\no=- 1 1 IN IP4 192.0.2.2\ns=-\nc=IN IP4 0.0.0.0\nt=0 0\nm=audio 5000 RTP/AVP 8\n",
            local(Direction.SENDRECV));
    assertTrue(answered.agreement().remoteHolds());
    assertFalse(answered.agreement().local().sends());
  }

  @Test
  void anAnswerIsSettled() throws SdpException {
    Agreement agreement =
        OfferAnswer.settle(
            remote(
                "m=audio 5000 RTP/AVP 8 101", "a=rtpmap:101 telephone-event/8000", "a=rtcp:7001"),
            local(Direction.SENDRECV));
    assertEquals("PCMA", agreement.sendCodec());
    assertEquals(7001, agreement.remoteRtcpPort());
    assertEquals("PCMU", agreement.receive().get(0));
  }

  @Test
  void aRefusedAnswerIsAnError() {
    assertThrows(
        SdpException.class,
        () -> OfferAnswer.settle(remote("m=audio 0 RTP/AVP 8"), local(Direction.SENDRECV)));
  }

  @Test
  void cutAnywhereItNeverFailsOtherwise() {
    String whole =
        remote(
            "m=audio 5000 RTP/AVP 8 101",
            "c=IN IP4 192.0.2.3",
            "a=rtpmap:101 telephone-event/8000",
            "a=rtcp:7001",
            "a=ptime:20");
    for (int i = 0; i < whole.length(); i++) {
      String cut = whole.substring(0, i);
      try {
        OfferAnswer.answer(cut, local(Direction.SENDRECV));
      } catch (SdpException expected) {
        assertFalse(expected.getMessage().isBlank());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "m=audio 99999 RTP/AVP 8",
    "m=audio x RTP/AVP 8",
    "m=audio",
    "v=1",
    "c=IN",
    "garbage"
  })
  void nonsenseIsAnErrorThatNamesItsLine(String line) {
    SdpException error =
        assertThrows(SdpException.class, () -> SessionDescription.parse("v=0\r\n" + line + "\r\n"));
    assertEquals(2, error.line());
  }
}
