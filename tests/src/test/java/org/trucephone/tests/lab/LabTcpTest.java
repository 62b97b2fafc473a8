package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LabTcpTest {

  @Test
  void requestsComeBackOverTheConnectionOfTheRegister() throws IOException {
    try (Lab lab = Lab.start(LabOptions.standard());
        RawPhone phone = new RawPhone("1001", lab.sipPort());
        Socket tcp = new Socket(InetAddress.getLoopbackAddress(), lab.sipPort())) {
      tcp.setSoTimeout(10_000);
      phone.next();
      String first = overTcp(phone.request("REGISTER", "1001", "", "Expires: 60\r\n", ""));
      // In two pieces, behind a keep-alive: framing is by Content-Length alone.
      write(tcp, "\r\n\r\n" + first.substring(0, 40));
      assertEquals("\r\n", new String(tcp.getInputStream().readNBytes(2), UTF_8));
      write(tcp, first.substring(40));
      SipMessage challenge = read(tcp);
      phone.next();
      String credentials =
          phone.credentials(
              challenge, "REGISTER", "sip:1001@127.0.0.1:" + lab.sipPort(), "pw1001", 1);
      write(tcp, overTcp(phone.request("REGISTER", "1001", "", credentials, "")));
      assertEquals(200, read(tcp).status());
      phone.next();
      String asked =
          phone.credentials(challenge, "SUBSCRIBE", "sip:1001", "pw1001", 2)
              + "Event: message-summary\r\nExpires: 300\r\n";
      write(tcp, overTcp(phone.request("SUBSCRIBE", "1001", "", asked, "")));
      SipMessage ok = read(tcp);
      assertEquals(200, ok.status());
      assertEquals("300", ok.text("Expires"));
      SipMessage notice = read(tcp);
      assertEquals("NOTIFY", notice.method());
      assertTrue(notice.text("Subscription-State").startsWith("active"));
      assertTrue(notice.body().contains("Messages-Waiting: no"));
      lab.call("1001");
      assertEquals("INVITE", read(tcp).method());
    }
  }

  @Test
  void closingEndsEveryThread() throws IOException {
    Lab lab = Lab.start(LabOptions.standard());
    try (RawPhone phone = new RawPhone("1001", lab.sipPort())) {
      phone.invite("601", "pw1001");
      phone.await(m -> m.status() == 200 && m.method().equals("INVITE"));
      assertTrue(lab.awaitCall(LabCall::fromPhone, Duration.ofSeconds(10)).number().equals("601"));
      String rtp = "lab-rtp-";
      assertTrue(threads(rtp));
      lab.close();
      assertFalse(threads(rtp));
      assertFalse(threads("lab-sip"));
    }
  }

  private static boolean threads(String prefix) {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(t -> t.isAlive() && t.getName().startsWith(prefix));
  }

  private static String overTcp(String message) {
    return message.replace("SIP/2.0/UDP", "SIP/2.0/TCP");
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static SipMessage read(Socket from) throws IOException {
    InputStream in = from.getInputStream();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (SipMessage.headerEnd(head.toByteArray(), head.size()) < 0) {
      int b = in.read();
      assertTrue(b >= 0, "connection closed");
      head.write(b);
    }
    SipMessage start = SipMessage.parse(head.toByteArray(), head.size());
    head.writeBytes(in.readNBytes(start.number("Content-Length", 0)));
    return SipMessage.parse(head.toByteArray(), head.size());
  }
}
