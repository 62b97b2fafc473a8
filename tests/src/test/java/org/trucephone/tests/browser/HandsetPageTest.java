package org.trucephone.tests.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabCall;
import org.trucephone.tests.lab.LabOptions;

/** The virtual handset's page in a real browser: mouse, keyboard, live screen. */
@Tag("browser")
@Timeout(120)
class HandsetPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Path PICTURES = Path.of("target", "browser");

  @TempDir Path folder;
  private Lab lab;
  private PhoneProcess phone;
  private HandsetClient panel;
  private Chromium browser;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    lab = Lab.start(LabOptions.standard());
    phone =
        PhoneProcess.start(
            folder, "--server", lab.tftpUrl(), "--mac", lab.options().mac(), "--audio", "browser");
    panel = phone.ready();
    browser = new Chromium(folder, panel.page());
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.close();
    }
    phone.close();
    lab.close();
  }

  @Test
  void clicking6And0And0AndHashCallsTheEcho() throws IOException {
    browser.screenshot(PICTURES.resolve("idle.png"));
    for (String key : List.of("6", "0", "0", "hash")) {
      browser.click("[data-key=\"" + key + "\"]");
    }
    Duration connected = panel.awaitCall("connected", LIMIT);
    System.out.println("figure: last click to connected " + connected.toMillis() + " ms");
    panel.awaitScreen("600", LIMIT);
    browser.awaitTrue("document.body.innerText.includes('with Echo')");
    panel.await(
        "the timer counts", LIMIT, s -> s.getArray("calls").getObject(0).getInt("seconds") >= 2);
    Path picture = PICTURES.resolve("in-call.png");
    browser.screenshot(picture);
    assertTrue(Files.size(picture) > 20_000, "the picture is empty");
    browser.click("[data-key=\"end\"]");
    panel.awaitNoCall(LIMIT);
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void theKeyboardDialsAndHangsUp() {
    browser.type("6", "Digit6", 54);
    browser.type("0", "Digit0", 48);
    browser.type("0", "Digit0", 48);
    browser.type("Enter", "Enter", 13);
    panel.awaitCall("connected", LIMIT);
    LabCall call = lab.awaitCall(LabCall::fromPhone, LIMIT);
    browser.click("[data-key=\"end\"]");
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
  }

  @Test
  void aCallRingsOnThePageAndTheHandsetAnswersIt() throws IOException {
    LabCall call = lab.call("1001", "699", "Lab");
    panel.awaitCall("ringing-in", LIMIT);
    browser.awaitTrue("document.body.innerText.includes('call from Lab')");
    browser.screenshot(PICTURES.resolve("ringing.png"));
    browser.click("#hook");
    assertTrue(call.await(LabCall.State.CONNECTED, LIMIT), lab.logText());
    panel.awaitCall("connected", LIMIT);
    browser.awaitTrue("document.querySelector('#hook').getAttribute('aria-pressed') === 'true'");
    browser.click("#hook");
    assertTrue(call.await(LabCall.State.ENDED, LIMIT), lab.logText());
  }

  @Test
  void thePictureOnThePageFollowsTheDisplay() {
    String picture =
        """
        (() => {
          const s = document.querySelector('#screen');
          const c = document.createElement('canvas');
          c.width = 320; c.height = 240;
          const g = c.getContext('2d');
          g.drawImage(s, 0, 0, 320, 240);
          let h = 0;
          for (const v of g.getImageData(0, 0, 320, 240).data) h = (h * 31 + v) | 0;
          return h;
        })()\
        """;
    Object idle = browser.evaluate(picture);
    browser.click("[data-key=\"6\"]");
    panel.awaitScreen("6", LIMIT);
    browser.awaitTrue(picture + " !== " + idle);
  }
}
