package org.trucephone.tests.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.harness.Sweep;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabCall;
import org.trucephone.tests.lab.LabOptions;

/** The phone as a process beside the built-in lab: calls made and taken by keys and hook. */
@Timeout(120)
class FirstCallTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;
  private Lab lab;
  private PhoneProcess phone;
  private HandsetClient panel;

  @BeforeEach
  void start() throws IOException {
    lab = Lab.start(LabOptions.standard());
  }

  @AfterEach
  void stop() {
    if (phone != null) {
      phone.close();
    }
    lab.close();
  }

  private void phone(String... more) throws IOException {
    String[] options = new String[more.length + 4];
    options[0] = "--server";
    options[1] = lab.tftpUrl();
    options[2] = "--mac";
    options[3] = lab.options().mac();
    System.arraycopy(more, 0, options, 4, more.length);
    phone = PhoneProcess.start(folder, options);
    panel = phone.ready();
  }

  @Test
  void provisionsByTftpRegistersAndTalksToTheEcho() throws IOException {
    Path mic = folder.resolve("tone.wav");
    Path speaker = folder.resolve("out.wav");
    Sweep.write(mic, 16000, 60);
    phone("--mic", mic.toString(), "--speaker", speaker.toString());
    JsonObject ready = panel.state();
    assertEquals("ready", ready.getString("phase"), ready.toString());
    assertTrue(
        ready.getObject("provisioning").getString("source").startsWith("tftp://127.0.0.1:"),
        ready.toString());
    assertEquals("sip:1001@127.0.0.1", address(ready));

    panel.press("6", "0", "0", "hash");
    Duration connected = panel.awaitCall("connected", LIMIT);
    System.out.println("figure: # pressed to connected " + connected.toMillis() + " ms");
    panel.await("150 packets came", LIMIT, s -> panel.rtp("received") >= 150);
    assertTrue(panel.rtp("sent") >= 100, panel.state().toString());
    JsonObject call = panel.state().getArray("calls").getObject(0);
    assertEquals("600", call.getString("remote"));
    assertEquals("out", call.getString("direction"));
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    phone.close();

    double correlation = Sweep.correlation(speaker);
    System.out.println(
        "figure: echo in " + call.getString("codec") + ", correlation " + correlation);
    assertTrue(correlation > 0.9, "correlation " + correlation + "\n" + phone.log());
  }

  private static String address(JsonObject state) {
    String address = HandsetClient.line(state, 0).getString("address");
    return address.replaceFirst(":[0-9]+$", "");
  }

  @Test
  void aLabCallRingsIsAnsweredByTheHookAndHungUpByIt() throws IOException {
    phone();
    LabCall call = lab.call("1001", "699", "Lab");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Lab", LIMIT);
    assertEquals("ringing", lamp(1), panel.state().toString());
    panel.hook(true);
    panel.awaitCall("connected", LIMIT);
    assertTrue(call.await(LabCall.State.CONNECTED, LIMIT), lab.logText());
    assertTrue(call.awaitReceived(50, LIMIT), lab.logText());
    panel.hook(false);
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
    panel.awaitNoCall(LIMIT);
  }

  private String lamp(int index) {
    return panel.state().getArray("keys").stream()
        .map(JsonObject.class::cast)
        .filter(k -> k.getInt("index") == index)
        .map(k -> k.getString("lamp"))
        .findFirst()
        .orElse("none");
  }

  @Test
  void aCallAnsweredByKeyIsHungUpByTheOtherSide() throws IOException {
    phone();
    LabCall call = lab.call("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("ok");
    panel.awaitCall("connected", LIMIT);
    assertTrue(call.await(LabCall.State.CONNECTED, LIMIT), lab.logText());
    call.tone(1000);
    panel.await("packets came", LIMIT, s -> panel.rtp("received") >= 50);
    call.hangUp();
    panel.awaitNoCall(LIMIT);
    panel.awaitScreen("hung up", LIMIT);
  }

  @Test
  void endRejectsARingingCallAndTheCallerIsTold() throws IOException {
    phone();
    LabCall call = lab.call("1001");
    panel.awaitCall("ringing-in", LIMIT);
    panel.press("end");
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
    System.out.println("figure: rejected by key, answered " + call.status());
    assertTrue(call.status() == 486 || call.status() == 603, "status " + call.status());
    panel.awaitNoCall(LIMIT);
  }

  @Test
  void aCallerWhoGivesUpLeavesAMissedCall() throws IOException {
    phone();
    LabCall call = lab.call("1001", "699", "Lab");
    panel.awaitCall("ringing-in", LIMIT);
    call.hangUp();
    panel.awaitNoCall(LIMIT);
    panel.awaitScreen("issed", LIMIT);
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
    assertEquals(487, call.status());
  }

  @Test
  void holdAndResumeReachTheOtherSide() throws IOException {
    phone();
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    LabCall call = lab.awaitCall(LabCall::fromPhone, LIMIT);
    panel.press("hold");
    panel.awaitCall("held", LIMIT);
    assertTrue(call.awaitHeldByPhone(true, LIMIT), lab.logText());
    panel.press("hold");
    panel.awaitCall("connected", LIMIT);
    assertTrue(call.awaitHeldByPhone(false, LIMIT), lab.logText());
    call.hold();
    panel.awaitCall("remote-held", LIMIT);
    panel.awaitScreen("on hold", LIMIT);
    call.resume();
    panel.awaitCall("connected", LIMIT);
  }

  @Test
  void aBusyNumberIsToldInWordsAndRedialCallsItAgain() throws IOException {
    phone();
    panel.dial("603");
    panel.awaitScreen("is busy", LIMIT);
    panel.awaitNoCall(LIMIT);
    panel.await("the notice has gone", LIMIT, s -> s.getArray("calls").isEmpty());
    int before = lab.calls().size();
    panel.press("redial");
    panel.awaitScreen("is busy", LIMIT);
    assertTrue(lab.calls().size() > before, lab.logText());
  }

  @Test
  void aRingingNumberIsGivenUpWithEnd() throws IOException {
    phone();
    panel.dial("604");
    panel.awaitCall("ringing-out", LIMIT);
    panel.press("end");
    panel.awaitNoCall(LIMIT);
    LabCall call = lab.awaitCall(LabCall::fromPhone, LIMIT);
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
    assertEquals(487, call.status());
  }

  @Test
  void digitsAreSentAndCountedAtTheOtherSide() throws IOException {
    phone();
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    LabCall call = lab.awaitCall(LabCall::fromPhone, LIMIT);
    panel.press("1", "9", "star", "0", "0", "hash");
    assertTrue(call.awaitDigits("19*00#", LIMIT), "heard " + call.digits());
  }

  @Test
  void aSecondCallWaitsAndIsTakenByItsSoftKey() throws IOException {
    phone();
    panel.dial("600");
    panel.awaitCall("connected", LIMIT);
    LabCall second = lab.call("1001", "698", "Second");
    panel.awaitCall("ringing-in", LIMIT);
    panel.awaitScreen("Second", LIMIT);
    panel.awaitScreen("Answer", LIMIT);
    panel.press("soft1");
    assertTrue(second.await(LabCall.State.CONNECTED, LIMIT), lab.logText());
    panel.awaitCall("held", LIMIT);
    panel.awaitCall("connected", LIMIT);
  }
}
