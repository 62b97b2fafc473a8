package org.trucephone.tests.interop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.tests.harness.Await;
import org.trucephone.tests.harness.Baresip;
import org.trucephone.tests.harness.Sweep;

/** The peers alone, without the phone: what they say of it may then be believed. */
@Tag("interop")
@Timeout(120)
class BaresipTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "G722"})
  void hearsItsOwnSweepFromTheEchoOfAsterisk(String codec) throws IOException {
    Path source = folder.resolve("source.wav");
    Sweep.write(source, codec.equals("G722") ? 16_000 : 8_000, 30);
    try (Asterisk asterisk = Asterisk.start(folder.resolve("asterisk"));
        Baresip baresip =
            Baresip.start(folder.resolve("baresip"), "1002", asterisk.sipPort(), codec, source)) {
      int mark = asterisk.mark();
      baresip.dial("600");
      baresip.await("CALL_ESTABLISHED");
      baresip.digits("147");
      asterisk.awaitDigitsOfBaresip(mark, "1002", "147", LIMIT);
      Await.until("the sweep comes back", LIMIT, () -> heard(baresip) > 0.9, baresip::told);
      baresip.hangUp();
      baresip.await("CALL_CLOSED");
      double heard = baresip.hears();
      System.out.printf("figure: baresip hears itself in %s: correlation %.3f%n", codec, heard);
      assertTrue(heard > 0.9, baresip.told());
    }
  }

  private static double heard(Baresip baresip) {
    try {
      return baresip.hears();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
