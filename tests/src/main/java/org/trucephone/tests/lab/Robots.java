package org.trucephone.tests.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers 600 to 606. The lab's thread only. */
final class Robots {
  /** What can be dialled, in words for the person at the phone. */
  static final Map<String, String> NUMBERS =
      new TreeMap<>(
          Map.of(
              "600", "echo: you hear yourself",
              "601", "a continuous tone",
              "602", "hangs up and calls you back",
              "603", "always busy",
              "604", "rings for ever",
              "605", "rings for a second, then echo",
              "606", "a tone before the answer (early media)"));

  /** Who answers, as the phone is to show it. */
  static final Map<String, String> NAMES =
      Map.of("600", "Echo", "601", "Tone", "602", "Callback robot", "605", "Echo", "606", "Tone");

  private static final List<String> G711_ONLY = List.of("PCMU", "PCMA");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int TONE_HZ = 440;

  private final Pbx pbx;
  private final Duration callBackAfter;

  Robots(Pbx pbx, Duration callBackAfter) {
    this.pbx = pbx;
    this.callBackAfter = callBackAfter;
  }

  /** Lets the robot of the call's number act. */
  void take(LabCall call, String caller) {
    switch (call.number()) {
      case "600" -> {
        echo(call);
      }
      case "601" -> {
        call.formats(G711_ONLY);
        call.tone(TONE_HZ);
        call.accept();
      }
      case "602" -> {
        call.formats(G711_ONLY);
        call.accept();
        call.after(SECOND, call::end);
        call.onEnd(() -> pbx.loop().after(callBackAfter, () -> callBack(caller)));
      }
      case "603" -> call.refuse(486, "Busy Here");
      case "604" -> call.ring();
      case "605" -> {
        call.ring();
        call.after(SECOND, () -> echo(call));
      }
      default -> {
        call.formats(G711_ONLY);
        call.tone(TONE_HZ);
        call.early();
        call.after(SECOND, call::accept);
      }
    }
  }

  private static void echo(LabCall call) {
    call.echo();
    call.accept();
  }

  private void callBack(String user) {
    if (!pbx.registrar().bindings(user).isEmpty()) {
      LabCall call = pbx.call(user, "602", "Callback robot");
      call.echo();
    }
  }
}
