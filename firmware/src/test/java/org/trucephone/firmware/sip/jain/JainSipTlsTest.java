package org.trucephone.firmware.sip.jain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipAccount;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.TransportFault;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/** TLS to a server with certificates good and bad (RFC 5922). */
class JainSipTlsTest {
  @TempDir Path folder;
  private final Heard hears = new Heard();

  private JainSip phone(TlsServer server, TlsTrust trust) throws Exception {
    JainSip phone = JainSip.open(new SipOptions("127.0.0.1", 0, "Test/1", trust), hears);
    phone.accounts(
        List.of(
            new SipAccount(
                1,
                "100",
                "pbx.example",
                "100",
                new Secret("x"),
                "",
                new HostPort("127.0.0.1", server.port()),
                null,
                Transport.TLS,
                true)));
    return phone;
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void registersAndHearsOverTheSameConnection(String protocol) throws Exception {
    try (TlsServer server = new TlsServer(folder, "URI:sip:pbx.example", "-1d", protocol);
        JainSip phone = phone(server, TlsTrust.andFolder(server.authorities))) {
      phone.register(1, Duration.ofSeconds(60));
      String request = server.requests.poll(10, TimeUnit.SECONDS);
      assertTrue(request != null && request.startsWith(protocol + " REGISTER"), request);
      assertTrue(request.contains("SIP/2.0/TLS"), request);
      assertTrue(request.contains(";transport=tls"), request);
      assertEquals(60, hears.next(SipEvent.Registered.class).expires().toSeconds());
      server.send(
          "INVITE sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bK1\r\n"
              + "From: <sip:200@pbx.example>;tag=a\r\nTo: <sip:100@pbx.example>\r\n"
              + "Call-ID: c1\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n"
              + "Contact: <sip:200@127.0.0.1:5061;transport=tls>\r\nContent-Length: 0\r\n\r\n");
      assertEquals("200", hears.next(SipEvent.InviteReceived.class).from().user());
      server.hangUp();
      assertEquals(1, hears.next(SipEvent.FlowLost.class).account());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "URI:sip:other.example | -1d | is for other.example, not for 127.0.0.1 or pbx.example",
        "DNS:*.example         | -1d | is for *.example, not for",
        "DNS:pbx.example       | -9d | expired on",
        "DNS:pbx.example       | +2d | not valid before",
      })
  void aWrongCertificateIsRefusedInWords(String names, String start, String why) throws Exception {
    try (TlsServer server = new TlsServer(folder, names, start, "TLSv1.3");
        JainSip phone = phone(server, TlsTrust.andFolder(server.authorities))) {
      phone.register(1, Duration.ofSeconds(60));
      SipEvent.RegisterFailed failed = hears.next(SipEvent.RegisterFailed.class);
      assertEquals(TransportFault.CERTIFICATE, failed.fault());
      assertTrue(failed.detail().contains(why), failed.detail());
    }
  }

  @Test
  void anUnknownAuthorityIsRefusedInWords() throws Exception {
    try (TlsServer server = new TlsServer(folder, "IP:127.0.0.1", "-1d", "TLSv1.3");
        JainSip phone = phone(server, TlsTrust.usual())) {
      phone.register(1, Duration.ofSeconds(60));
      SipEvent.RegisterFailed failed = hears.next(SipEvent.RegisterFailed.class);
      assertEquals(TransportFault.CERTIFICATE, failed.fault());
      assertTrue(failed.detail().contains("does not trust"), failed.detail());
    }
  }

  @Test
  void aServerThatSpeaksNoTlsIsNamed() throws Exception {
    try (TlsServer server = new TlsServer(folder, "IP:127.0.0.1", "-1d", "TLSv1.3");
        java.net.ServerSocket plain =
            new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        JainSip phone = phone(server, TlsTrust.usual())) {
      Thread.ofVirtual()
          .start(() -> {
            try (java.net.Socket peer = plain.accept()) {
              peer.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes("US-ASCII"));
            } catch (java.io.IOException e) {
              throw new AssertionError(e);
            }
          });
      phone.accounts(
          List.of(
              new SipAccount(
                  1,
                  "100",
                  "pbx.example",
                  "100",
                  new Secret("x"),
                  "",
                  new HostPort("127.0.0.1", plain.getLocalPort()),
                  null,
                  Transport.TLS,
                  true)));
      phone.register(1, Duration.ofSeconds(60));
      SipEvent.RegisterFailed failed = hears.next(SipEvent.RegisterFailed.class);
      assertEquals(TransportFault.ENCRYPTION, failed.fault());
    }
  }
}
