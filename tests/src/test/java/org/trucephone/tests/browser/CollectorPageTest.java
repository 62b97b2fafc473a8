package org.trucephone.tests.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.HandsetClient;
import org.trucephone.tests.harness.PhoneProcess;
import org.trucephone.tests.lab.Collector;
import org.trucephone.tests.lab.Lab;
import org.trucephone.tests.lab.LabOptions;

/** A call over a path that loses a packet in twenty, watched on the collector's page. */
@Tag("browser")
@Timeout(180)
class CollectorPageTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theGraphShowsTheLossOfTheCall() throws Exception {
    try (Collector collector = Collector.start(0, 0);
        Lab lab = Lab.start(LabOptions.standard().serving(LabOptions.Files.TOML, "udp"))) {
      String name = "truce-" + lab.options().mac() + ".toml";
      String settings =
          new String(lab.file(name), StandardCharsets.UTF_8)
              + "\n[quality]\ncollector = \"%s\"\ninterval = 2\n".formatted(collector.uri());
      lab.serveFile(name, settings.getBytes(StandardCharsets.UTF_8));
      lab.faults().loseVoice(20);
      try (PhoneProcess phone =
          PhoneProcess.start(
              folder, "--server", lab.tftpUrl(), "--mac", lab.options().mac(), "--audio", "null")) {
        HandsetClient panel = phone.ready();
        panel.press("6", "0", "1", "hash");
        panel.awaitCall("connected", LIMIT);
        Await.until(
            "four interval reports",
            LIMIT,
            () -> count(collector, "interval") >= 4,
            () -> collector.reports().toString());
        panel.press("end");
        Await.until(
            "the report of its end",
            LIMIT,
            () -> count(collector, "end") == 1,
            () -> collector.reports().toString());
      }
      Collector.Report last = collector.reports().getLast();
      assertEquals("end", last.kind());
      assertTrue(last.loss() > 3 && last.loss() < 7, last.toString());
      try (Chromium browser = new Chromium(folder, URI.create(collector.url()))) {
        browser.awaitTrue("document.querySelectorAll('svg').length == 4");
        browser.awaitTrue("/Loss [3-6]\\.\\d%/.test(document.body.textContent)");
        Path picture = Path.of("target", "browser", "collector.png");
        browser.screenshot(picture);
        assertTrue(Files.size(picture) > 5_000, "the picture is empty");
        assertEquals(List.of(), browser.complaints());
      }
    }
  }

  private static long count(Collector collector, String kind) {
    return collector.reports().stream().filter(report -> report.kind().equals(kind)).count();
  }
}
