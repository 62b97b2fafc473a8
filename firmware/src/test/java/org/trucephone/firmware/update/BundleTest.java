package org.trucephone.firmware.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {
  private static final Bundle NEWER = new Bundle("truce-rpi-arm64", "0.10.0");

  @Test
  void readsWhatTheToolSays() {
    Bundle read =
        Bundle.parse(
            List.of(
                "RAUC_MF_COMPATIBLE='truce-rpi-arm64'",
                "RAUC_MF_VERSION='0.10.0'",
                "RAUC_MF_DESCRIPTION=''",
                "a line of another kind"));
    assertEquals(NEWER, read);
    assertNull(Bundle.parse(List.of("RAUC_MF_VERSION='1'")));
    assertNull(Bundle.parse(List.of()));
  }

  @Test
  void refusesWhatDoesNotBelongHere() {
    assertNull(NEWER.refusal("truce-rpi-arm64", "0.9.3", false));
    assertEquals(
        "The update is for other hardware: it is for truce-rpi-arm64, this is truce-vm-amd64.",
        NEWER.refusal("truce-vm-amd64", "0.1", true));
    assertEquals(
        "The update is version 0.10.0, which this phone runs already.",
        NEWER.refusal("truce-rpi-arm64", "0.10", false));
    assertEquals(
        "The update is older (0.10.0) than what this phone runs (0.11.0). Allow older ones to go"
            + " back.",
        NEWER.refusal("truce-rpi-arm64", "0.11.0", false));
    assertNull(NEWER.refusal("truce-rpi-arm64", "0.11.0", true));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0.0, 0",
    "0.10.0, 0.9.9, 1",
    "1.0-rc2, 1.0-rc1, 1",
    "99999999999, 2, 1",
    "1..2, 1.0.2, -1"
  })
  void versionsAreComparedNumberByNumber(String a, String b, int order) {
    assertEquals(order, Integer.signum(Bundle.compare(a, b)));
    assertEquals(-order, Integer.signum(Bundle.compare(b, a)));
  }

  @Test
  void startsAgainAtNightOrWhenAskedButNeverInUse() {
    assertTrue(QuietHour.now(LocalTime.of(3, 0), false, false));
    assertFalse(QuietHour.now(LocalTime.of(5, 0), false, false));
    assertTrue(QuietHour.now(LocalTime.of(11, 0), false, true));
    assertFalse(QuietHour.now(LocalTime.of(3, 0), true, true));
  }

  @Test
  void otherMakersFilesAreNoUpdates() {
    assertEquals(
        URI.create("https://a.example/t.raucb"), Updater.named("https://a.example/t.raucb"));
    assertNull(Updater.named("https://a.example/SIP41.9-4-2SR3.loads"));
    assertNull(Updater.named("tftp://a.example/t.raucb"));
    assertNull(Updater.named("https:// /t.raucb"));
    assertNull(Updater.named(null));
  }

  @Test
  void theToolsWordsBecomeOurs() {
    assertEquals(
        "The update is signed by someone this phone does not know. It was not installed.",
        CardSlots.why(
            List.of("signature verification failed: Verify error: self-signed certificate")));
    assertEquals(
        "The update was changed after it was signed. It was not installed.",
        CardSlots.why(List.of("signature verification failed: digest failure")));
    assertEquals(
        "The update is cut off or not signed. It was not installed.",
        CardSlots.why(List.of("signature size (1152921504606846976) exceeds bundle size")));
    assertEquals(
        "The file is not an update for this phone. It was not installed.",
        CardSlots.why(List.of()));
  }
}
