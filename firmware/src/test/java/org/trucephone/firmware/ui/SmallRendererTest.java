package org.trucephone.firmware.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent;

class SmallRendererTest {
  private final Ui oled = new Ui(128, 64);
  private final Ui letters = new Ui(120, 48);

  private static String seen(Ui ui, PhoneView view) {
    List<String> words = ui.picture(view).words();
    return String.join("\n", words.stream().map(String::stripTrailing).toList()) + "\n";
  }

  @Test
  void idle() {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).voicemails(2).missed(2).view();
    assertEquals(
        """
        14:05        ✉2  Desk
        Thursday, 26 November
        ● Desk
        ✉ 2 new voicemails
        Calls Cont Fwd  Quiet
        """,
        seen(oled, view));
    assertEquals(
        """
        14:05       ✉2  Desk
        Thursday, 26 Novemb…
        ● Desk
        Call Cont Fwd  Quiet
        """,
        seen(letters, view));
  }

  @Test
  void inACall() {
    assertEquals(
        5,
        oled.picture(
                new Screens().line(LineState.REGISTERED, null).call(CallPhase.CONNECTED).view())
            .words()
            .size());
  }

  @Test
  void aFaultIsToldInWholeWords() {
    assertEquals(
        """
        ! Desk cannot regist…
        The server does not
        accept the password
        for user 1001.
        Again Stat
        """,
        seen(
            oled,
            new Screens()
                .phase(Phase.FAILED, "")
                .line(LineState.FAILED, "The server does not accept the password for user 1001.")
                .view()));
  }

  @Test
  void aListFollowsTheCursor() {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).view();
    oled.on(new KeyEvent(Key.MENU, KeyEvent.Action.PRESS), view);
    for (int i = 0; i < 12; i++) {
      List<Command> none = oled.on(new KeyEvent(Key.DOWN, KeyEvent.Action.PRESS), view);
      assertEquals(List.of(), none);
      assertTrue(seen(oled, view).lines().anyMatch(line -> line.startsWith(">")), seen(oled, view));
    }
  }

  @ParameterizedTest
  @CsvSource({"128, 64, 21, 5", "120, 48, 20, 4", "96, 24, 16, 2"})
  void neverMoreThanFits(int width, int height, int columns, int rows) {
    Ui ui = new Ui(width, height);
    for (LineState state : LineState.values()) {
      Framebuffer picture =
          ui.picture(
              new Screens()
                  .line(state, "The server does not accept the password for user 1001.")
                  .view());
      assertEquals(rows, picture.words().size());
      picture.words().forEach(line -> assertTrue(line.length() <= columns, line));
    }
  }

  @Test
  void aBoardWithoutDisplayDrawsNothing() {
    Framebuffer none = new Ui(0, 0).picture(new Screens().view());
    assertEquals(0, none.pixels().length);
  }
}
