package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.firmware.sip.CallId;
import org.trucephone.firmware.sip.HostPort;
import org.trucephone.firmware.sip.SipEvent;
import org.trucephone.firmware.sip.SubscriptionWish;
import org.trucephone.provisioning.settings.Transport;
import org.trucephone.tests.harness.Await;

/**
 * Every feature of signalling at every server over every transport, as a table in {@code
 * docs/interop.md}: what failed says why, nothing is left out in silence.
 */
@Tag("interop")
@Timeout(600)
class MatrixTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String DIALOG = "application/dialog-info+xml";

  @TempDir Path folder;
  private final Map<String, Map<String, String>> table = new LinkedHashMap<>();
  private final List<String> columns = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /** One feature, tried. */
  private interface Trial {
    void run() throws Exception;
  }

  private void trial(String column, String feature, Trial trial) {
    String result = "pass";
    try {
      trial.run();
    } catch (Exception | AssertionError e) {
      result = "FAIL";
      failures.add(feature + " at " + column + ": " + e.getMessage());
    }
    table.computeIfAbsent(feature, f -> new LinkedHashMap<>()).put(column, result);
  }

  @Test
  void everyFeatureAtEveryServerOverEveryTransport() throws Exception {
    try (Asterisk asterisk = Asterisk.start(folder.resolve("asterisk"))) {
      for (Transport transport : Transport.values()) {
        asterisk(asterisk, transport);
      }
    }
    try (Kamailio kamailio = Kamailio.start(folder.resolve("kamailio"))) {
      for (Transport transport : Transport.values()) {
        kamailio(kamailio, transport);
      }
    }
    write();
    assertTrue(failures.isEmpty(), String.join("\n\n", failures));
  }

  private void write() throws IOException {
    StringBuilder text =
        new StringBuilder(
            "# Signalling at real servers\n\nWritten by `tests/run interop` (`MatrixTest`). A dash"
                + " means: this server does not offer it.\n\n| feature |");
    columns.forEach(column -> text.append(' ').append(column).append(" |"));
    text.append("\n|---|").append("---|".repeat(columns.size())).append('\n');
    table.forEach((feature, results) -> {
      text.append("| ").append(feature).append(" |");
      columns.forEach(c -> text.append(' ').append(results.getOrDefault(c, "-")).append(" |"));
      text.append('\n');
    });
    System.out.println(text);
    Files.createDirectories(Path.of("docs"));
    Files.writeString(Path.of("docs", "interop.md"), text);
  }

  // ---------------------------------------------------------------- Asterisk

  private void asterisk(Asterisk server, Transport transport) throws Exception {
    String column = "Asterisk " + transport;
    columns.add(column);
    int port = transport == Transport.TLS ? server.tlsPort() : server.sipPort();
    HostPort place = new HostPort("127.0.0.1", port);
    try (SipPhone ann =
            SipPhone.open("1001", "127.0.0.1", place, transport, server.certificates());
        SipPhone bob = SipPhone.open("1002", "127.0.0.1", place, transport, server.certificates());
        SipPhone sha =
            SipPhone.open("1005", "127.0.0.1", place, transport, server.certificates())) {
      trial(column, "register, digest MD5", ann::register);
      trial(column, "register, digest SHA-256", sha::register);
      bob.register();
      trial(
          column, "message waiting, not asked for", () -> ann.await(SipEvent.MessageSummary.class));
      trial(
          column,
          "message waiting, subscribed",
          () -> {
            bob.sip.subscribeMessages(1, Duration.ofSeconds(300));
            bob.await(SipEvent.MessageSummary.class);
          });
      trial(column, "call out, hang up", () -> ann.sip.bye(ann.connect("600")));
      trial(
          column,
          "call in, answer, hang up",
          () -> {
            CallId mine = ann.dial("1002");
            CallId his = bob.answer();
            ann.await(SipEvent.Accepted.class);
            bob.sip.bye(his);
            assertEquals(mine, ann.await(SipEvent.ByeReceived.class).call());
          });
      trial(
          column,
          "hold and resume",
          () -> {
            CallId call = ann.connect("601");
            ann.sip.reinvite(call, SipPhone.sdp("sendonly"));
            assertEquals(200, ann.await(SipEvent.ReinviteAnswered.class).status());
            ann.sip.reinvite(call, SipPhone.sdp("sendrecv"));
            assertEquals(200, ann.await(SipEvent.ReinviteAnswered.class).status());
            ann.sip.bye(call);
          });
      trial(
          column,
          "early media, reliable (100rel)",
          () -> {
            CallId call = ann.dial("604");
            ann.await(SipEvent.Progress.class, e -> e.status() == 183 && e.answer() != null, LIMIT);
            ann.sip.cancel(call);
            ann.await(SipEvent.Rejected.class);
          });
      trial(
          column,
          "cancel while ringing",
          () -> {
            CallId call = ann.dial("607");
            ann.await(SipEvent.Progress.class, e -> e.call().equals(call), LIMIT);
            ann.sip.cancel(call);
            assertEquals(487, ann.await(SipEvent.Rejected.class).status());
          });
      trial(
          column,
          "busy and unknown numbers",
          () -> {
            for (Map.Entry<String, Integer> each : Map.of("605", 486, "611", 404).entrySet()) {
              CallId call = ann.dial(each.getKey());
              SipEvent.Rejected said =
                  ann.await(SipEvent.Rejected.class, e -> e.call().equals(call), LIMIT);
              assertEquals(each.getValue(), said.status());
            }
          });
      trial(
          column,
          "the far end hangs up",
          () -> {
            ann.connect("609");
            ann.await(SipEvent.ByeReceived.class);
          });
      trial(
          column,
          "connected line changes",
          () -> {
            CallId call = ann.connect("614");
            SipEvent.RemoteChanged now =
                ann.await(
                    SipEvent.RemoteChanged.class, e -> e.remote().user().equals("5551234"), LIMIT);
            assertEquals("New Name", now.remote().name());
            ann.sip.bye(call);
          });
      trial(
          column,
          "lamp: dialog package through ringing and talk",
          () -> {
            ann.sip.subscribe(
                new SubscriptionWish(
                    1, 1, "1002", "dialog", List.of(DIALOG), Duration.ofSeconds(300)));
            ann.await(SipEvent.Notified.class, e -> e.body().contains("terminated"), LIMIT);
            sha.dial("1002");
            CallId his = bob.await(SipEvent.InviteReceived.class).call();
            bob.sip.ring(his);
            ann.await(SipEvent.Notified.class, e -> e.body().contains("early"), LIMIT);
            bob.sip.accept(his, SipPhone.sdp("sendrecv"));
            ann.await(SipEvent.Notified.class, e -> e.body().contains("confirmed"), LIMIT);
            bob.sip.bye(his);
            ann.await(SipEvent.Notified.class, e -> e.body().contains("terminated"), LIMIT);
            ann.sip.unsubscribe(1);
          });
      trial(
          column,
          "blind transfer",
          () -> {
            CallId call = ann.dial("1002");
            CallId his = bob.answer();
            ann.await(SipEvent.Accepted.class);
            bridged(server); // before that this server answers 400
            ann.sip.refer(call, "601", null);
            SipEvent.ReferProgress end =
                ann.await(SipEvent.ReferProgress.class, SipEvent.ReferProgress::over, LIMIT);
            assertEquals(200, end.status());
            bob.sip.bye(his);
            ann.sip.bye(call);
          });
      trial(column, "attended transfer", () -> attended(ann, bob, "600"));
      trial(
          column,
          "check-sync",
          () -> {
            server.ask("pjsip send notify check-sync endpoint 1001");
            ann.await(SipEvent.CheckSync.class);
          });
      trial(
          column,
          "auto-answer header arrives",
          () -> {
            ann.dial("*801002");
            SipEvent.InviteReceived invite = bob.await(SipEvent.InviteReceived.class);
            assertTrue(
                invite.headers().getOrDefault("call-info", "").contains("answer-after=0"),
                "" + invite.headers());
            bob.sip.reject(invite.call(), 486);
          });
    }
  }

  /** Waits until two channels talk through the server. */
  private static void bridged(Asterisk server) {
    Pattern two = Pattern.compile("\\s2 basic\\s");
    Await.until(
        "two channels in a bridge",
        LIMIT,
        () -> two.matcher(bridges(server)).find(),
        () -> bridges(server));
  }

  private static String bridges(Asterisk server) {
    try {
      return server.ask("bridge show all") + server.ask("core show channels");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Ann talks to bob and to a number, and joins the two. */
  private static void attended(SipPhone ann, SipPhone bob, String number) {
    CallId first = ann.dial("1002");
    CallId his = bob.answer();
    ann.await(SipEvent.Accepted.class);
    CallId second = ann.connect(number);
    ann.sip.refer(first, "", second);
    SipEvent.ReferProgress end =
        ann.await(SipEvent.ReferProgress.class, SipEvent.ReferProgress::over, LIMIT);
    assertEquals(200, end.status(), end.toString());
    bob.sip.bye(his);
    ann.sip.bye(first);
    ann.sip.bye(second);
  }

  // ---------------------------------------------------------------- Kamailio

  private void kamailio(Kamailio server, Transport transport) throws Exception {
    String column = "Kamailio " + transport;
    columns.add(column);
    int port = transport == Transport.TLS ? server.tlsPort() : server.sipPort();
    HostPort place = new HostPort("127.0.0.1", port);
    try (SipPhone ann = SipPhone.open("2001", "lab.test", place, transport, server.certificates());
        SipPhone bob = SipPhone.open("2002", "lab.test", place, transport, server.certificates());
        SipPhone cid = SipPhone.open("2003", "lab.test", place, transport, server.certificates())) {
      trial(column, "register, digest MD5", ann::register);
      bob.register();
      cid.register();
      trial(
          column,
          "call in, answer, hang up",
          () -> {
            ann.dial("2002");
            CallId his = bob.answer();
            ann.await(SipEvent.Accepted.class);
            bob.sip.bye(his);
            ann.await(SipEvent.ByeReceived.class);
          });
      trial(
          column,
          "call out, hang up",
          () -> {
            CallId mine = ann.dial("2002");
            bob.answer();
            ann.await(SipEvent.Accepted.class);
            ann.sip.bye(mine);
            bob.await(SipEvent.ByeReceived.class);
          });
      trial(
          column,
          "hold and resume",
          () -> {
            CallId mine = ann.dial("2002");
            CallId his = bob.answer();
            ann.await(SipEvent.Accepted.class);
            for (String way : List.of("sendonly", "sendrecv")) {
              bob.sip.reinvite(his, SipPhone.sdp(way));
              SipEvent.ReinviteReceived offer = ann.await(SipEvent.ReinviteReceived.class);
              assertTrue(String.valueOf(offer.offer()).contains(way), way);
              ann.sip.acceptReinvite(mine, SipPhone.sdp("sendrecv"));
              assertEquals(200, bob.await(SipEvent.ReinviteAnswered.class).status());
            }
            ann.sip.bye(mine);
            bob.await(SipEvent.ByeReceived.class);
          });
      trial(
          column,
          "cancel while ringing",
          () -> {
            CallId mine = ann.dial("2002");
            CallId his = bob.await(SipEvent.InviteReceived.class).call();
            bob.sip.ring(his);
            ann.await(SipEvent.Progress.class);
            ann.sip.cancel(mine);
            assertEquals(487, ann.await(SipEvent.Rejected.class).status());
            bob.await(SipEvent.Cancelled.class);
          });
      trial(
          column,
          "busy and unknown numbers",
          () -> {
            ann.dial("2002");
            bob.sip.reject(bob.await(SipEvent.InviteReceived.class).call(), 486);
            assertEquals(486, ann.await(SipEvent.Rejected.class).status());
            ann.dial("2004");
            assertEquals(480, ann.await(SipEvent.Rejected.class).status());
          });
      trial(
          column,
          "a request above 1300 bytes",
          () -> {
            CallId mine = ann.dial("2002", Map.of("Subject", "x".repeat(1500)));
            SipEvent.InviteReceived invite = bob.await(SipEvent.InviteReceived.class);
            assertEquals(1500, invite.headers().getOrDefault("subject", "").length());
            bob.sip.accept(invite.call(), SipPhone.sdp("sendrecv"));
            ann.await(SipEvent.Accepted.class);
            ann.sip.bye(mine);
            bob.await(SipEvent.ByeReceived.class);
          });
      trial(column, "blind transfer", () -> transfer(ann, bob, cid, false));
      trial(column, "attended transfer", () -> transfer(ann, bob, cid, true));
    }
  }

  /** Ann sends bob to cid; the three of them are ours, the proxy is between them. */
  private static void transfer(SipPhone ann, SipPhone bob, SipPhone cid, boolean attended) {
    CallId mine = ann.dial("2002");
    CallId bobs = bob.answer();
    ann.await(SipEvent.Accepted.class);
    CallId second = null;
    CallId cids = null;
    if (attended) {
      second = ann.dial("2003");
      cids = cid.answer();
      ann.await(SipEvent.Accepted.class);
    }
    ann.sip.refer(mine, "2003", second);
    SipEvent.ReferReceived asked = bob.await(SipEvent.ReferReceived.class);
    bob.sip.answerRefer(asked.refer(), 202);
    CallId called = bob.dial(asked.target(), asked.headers());
    SipEvent.InviteReceived invite = cid.await(SipEvent.InviteReceived.class);
    assertEquals(cids, invite.replaces());
    cid.sip.accept(invite.call(), SipPhone.sdp("sendrecv"));
    bob.await(SipEvent.Accepted.class, e -> e.call().equals(called), LIMIT);
    if (cids != null) {
      cid.sip.bye(cids);
      ann.await(SipEvent.ByeReceived.class);
    }
    bob.sip.referProgress(asked.refer(), 200, "OK");
    SipEvent.ReferProgress end =
        ann.await(SipEvent.ReferProgress.class, SipEvent.ReferProgress::over, LIMIT);
    assertEquals(200, end.status());
    ann.sip.bye(mine);
    assertEquals(bobs, bob.await(SipEvent.ByeReceived.class).call());
    bob.sip.bye(called);
    cid.await(SipEvent.ByeReceived.class);
  }
}
