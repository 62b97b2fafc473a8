package org.trucephone.firmware.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodiesTest {
  @Test
  void summaryAsRfc3842WritesIt() {
    assertEquals(
        Optional.of(new Bodies.Summary(true, 2, 5)),
        Bodies.summary(
            "Messages-Waiting: yes\r\nMessage-Account: sip:*97@pbx\r\n"
                + "Voice-Message: 2/5 (0/0)\r\n"));
  }

  @Test
  void summaryLeniently() {
    assertEquals(
        Optional.of(new Bodies.Summary(true, -1, -1)), Bodies.summary("messages-waiting:YES"));
    assertEquals(
        Optional.of(new Bodies.Summary(false, 0, 0)), Bodies.summary("Messages-Waiting: no\n"));
    assertEquals(
        Optional.of(new Bodies.Summary(true, 1, 0)), Bodies.summary("\n Voice-Message : 1 / 0"));
    assertEquals(
        Optional.of(new Bodies.Summary(false, 0, 3)),
        Bodies.summary("Voice-Message: 0/3\nMessages-Waiting: no"));
    assertEquals(Optional.empty(), Bodies.summary("hello"));
    assertEquals(Optional.empty(), Bodies.summary(""));
  }

  @ParameterizedTest
  @CsvSource({
    "application/dtmf-relay, 'Signal=5\r\nDuration=160', 5",
    "application/dtmf-relay, 'Duration=160\nsignal= #', #",
    "Application/DTMF-Relay;x=y, Signal=10, *",
    "application/dtmf-relay, Signal=11, #",
    "application/dtmf-relay, Signal=d, D",
    "application/dtmf, ' 7 ', 7"
  })
  void digits(String type, String body, char expected) {
    assertEquals(Optional.of(expected), Bodies.digit(type, body));
  }

  @ParameterizedTest
  @CsvSource({
    "application/dtmf-relay, Signal=55",
    "application/dtmf-relay, Signal=",
    "application/dtmf, x",
    "text/plain, 5",
    "'', 5"
  })
  void noDigits(String type, String body) {
    assertEquals(Optional.empty(), Bodies.digit(type, body));
  }

  @Test
  void sdpPlainAndInMultipart() {
    assertEquals("v=0\r\n", Bodies.sdp("application/SDP; x=y", "v=0\r\n"));
    assertEquals(
        "v=0\r\no=x\r\n",
        Bodies.sdp(
            "multipart/mixed;boundary=\"b 1\"",
            "--b 1\r\nContent-Type: text/plain\r\n\r\nhi\r\n--b 1\r\n"
                + "Content-Type: application/sdp\r\n\r\nv=0\r\no=x\r\n--b 1--\r\n"));
    assertEquals(
        "v=0\n\r\n".replace("\n\r\n", "\r\n"),
        Bodies.sdp(
            "multipart/alternative; boundary=b",
            "preamble\n--b\ncontent-type: application/sdp\n\nv=0\n--b--"));
    assertNull(Bodies.sdp("text/plain", "v=0"));
    assertNull(Bodies.sdp("multipart/mixed", "--b"));
    assertNull(Bodies.sdp("application/sdp", ""));
  }

  @Test
  void faults() {
    assertEquals(
        TransportFault.CONNECTION_REFUSED,
        TransportFaults.of(new RuntimeException(new ConnectException("Connection refused"))));
    assertEquals(
        TransportFault.UNREACHABLE, TransportFaults.of(new NoRouteToHostException("no route")));
    assertEquals(
        TransportFault.NO_ANSWER,
        TransportFaults.of(new IOException("x", new SocketTimeoutException("timed out"))));
    assertEquals(
        TransportFault.UNREACHABLE, TransportFaults.of(new IOException("Network is unreachable")));
    assertEquals(TransportFault.NOT_SENT, TransportFaults.of(new IllegalStateException("x")));
    assertEquals(
        "127.0.0.1:5060 refuses the connection",
        TransportFaults.detail(TransportFault.CONNECTION_REFUSED, "127.0.0.1:5060"));
  }
}
