package org.trucephone.firmware.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trucephone.firmware.phone.Command;
import org.trucephone.firmware.phone.PhoneView;
import org.trucephone.firmware.phone.PhoneView.CallPhase;
import org.trucephone.firmware.phone.PhoneView.LineState;
import org.trucephone.firmware.phone.PhoneView.Phase;
import org.trucephone.hal.display.Framebuffer;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyEvent;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.Origins;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Settings;

class UiTest {
  private final Ui ui = new Ui(320, 240);

  private List<Command> press(Key key, PhoneView view) {
    return ui.on(new KeyEvent(key, KeyEvent.Action.PRESS), view);
  }

  private String text(PhoneView view) {
    return String.join("\n", ui.text(view)) + "\n";
  }

  // ------------------------------------------------------------------------------------------------- what is shown

  @Test
  void boot() {
    assertEquals(
        """

        Truce
        Asking 10.0.0.5 for settings …
        Version 0.1.0
        10.0.0.17
         |  |  | Status
        """,
        text(new Screens().phase(Phase.PROVISIONING, "Asking 10.0.0.5 for settings …").view()));
  }

  @Test
  void idle() {
    assertEquals(
        """
        Thu 26 Nov   ✉2  Desk
        14:05
        Thursday, 26 November
        ● Desk
        ✉ 2 new voicemails
        ← 1 missed call
        Calls | Contacts | Forward | Quiet
        """,
        text(new Screens().line(LineState.REGISTERED, null).voicemails(2).missed(1).view()));
  }

  @Test
  void aLineThatCannotRegisterSaysWhyAndWhatToDo() {
    assertEquals(
        """
        14:05   not registered
        ! Desk cannot register
        The server does not accept the password for user 1001. Tell your administrator.
        Proof: 401 again after the password was sent
        Next try in 00:28
        Try now | Status |  |\s
        """,
        text(
            new Screens()
                .phase(Phase.FAILED, "")
                .line(
                    LineState.FAILED,
                    "The server does not accept the password for user 1001. Tell your administrator.")
                .view()));
  }

  @Test
  void withoutSettingsTheReasonIsShown() {
    assertEquals(
        """
        14:05   no settings
        ! No settings
        The provisioning server 10.0.0.5 does not answer (TFTP).
        The phone asks again by itself. Tell your administrator if this stays.
        Asked: tftp://10.0.0.5/
        MAC 02:54:52:55:43:45   10.0.0.17
        Try now | Status |  |\s
        """,
        text(
            new Screens()
                .phase(Phase.FAILED, "The provisioning server 10.0.0.5 does not answer (TFTP).")
                .view()));
  }

  @Test
  void dialing() {
    assertEquals(
        """
        14:05   Desk
        Call
        [0301|]
          Anna Berger  0301234567
        Dial | ⌫ |  | Cancel
        """,
        text(new Screens().line(LineState.REGISTERED, null).dialing("0301").view()));
  }

  @Test
  void namesAreFoundByTheirLettersKeys() {
    assertTrue(
        text(new Screens().line(LineState.REGISTERED, null).dialing("2662").view())
            .contains("Anna Berger"));
  }

  @Test
  void ringing() {
    assertEquals(
        """
        14:05   Desk
        ☎ Anna Berger
        2002
        ♪ ringing
        Answer | Reject | Silence | Forward
        """,
        text(new Screens().line(LineState.REGISTERED, null).call(CallPhase.RINGING_IN).view()));
  }

  @Test
  void inACallWithAnotherHeld() {
    assertEquals(
        """
        14:05   G.722  ▮▮▮▮
        Anna Berger
        2002
        00:42  handset
          ▸ Anna Berger  held 00:42
        Transfer | Hold | Conf. | More ▸
        """,
        text(
            new Screens()
                .line(LineState.REGISTERED, null)
                .call(CallPhase.CONNECTED)
                .call(CallPhase.HELD)
                .view()));
  }

  @Test
  void onHoldByThem() {
    assertTrue(
        text(new Screens().line(LineState.REGISTERED, null).call(CallPhase.REMOTE_HELD).view())
            .contains("The other side has put you on hold."));
  }

  @Test
  void aNotice() {
    assertEquals(
        """
        14:05
        Busy
        603 is busy. Try again later.
        Redial |  |  | Close
        """,
        text(
            new Screens()
                .line(LineState.REGISTERED, null)
                .notice("Busy", "603 is busy. Try again later.")
                .view()));
  }

  @Test
  void aStandingFaultIsOnEveryScreen() {
    Screens screens =
        new Screens().line(LineState.REGISTERED, null).fault("The keypad is not answering.");
    assertTrue(text(screens.view()).contains("The keypad is not answering."));
    assertTrue(
        text(screens.call(CallPhase.CONNECTED).view()).contains("The keypad is not answering."));
  }

  @Test
  void statusIsReadOnly() {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).view();
    press(Key.MENU, view);
    press(Key.DOWN, view);
    press(Key.DOWN, view);
    press(Key.OK, view);
    assertEquals(
        """
        Status   14:05
        Address  10.0.0.17
        MAC  02:54:52:55:43:45
        Version  0.1.0
        Line 1  ● Desk
        sip:1001@pbx
        Settings  tftp://10.0.0.5/
        Read as  truce
        truce.toml
        Fetch | From? | About | Back
        """,
        text(view));
  }

  @Test
  void eachSettingTellsItsFileAndLineAndWhatItBeat() {
    Provenance common = new Provenance("tftp://10.0.0.5/SIPDefault.cnf", 4, "proxy1_address");
    Provenance own = new Provenance("tftp://10.0.0.5/SIP001122334455.cnf", 2, "line1_name");
    Settings settings =
        Settings.of(
            List.of(
                new Assignment<>(Field.USER, 1, "1000", common),
                new Assignment<>(Field.USER, 1, "1001", own),
                new Assignment<>(Field.PASSWORD, 1, new Secret("hush"), own),
                new Assignment<>(Field.REGISTRAR, 1, new Endpoint("pbx", 5060), common)),
            List.of(),
            List.of());
    PhoneView view =
        new Screens().line(LineState.REGISTERED, null).origins(Origins.of(settings)).view();
    press(Key.MENU, view);
    press(Key.DOWN, view);
    press(Key.DOWN, view);
    press(Key.OK, view);
    press(Key.SOFT_2, view);
    assertEquals(
        """
        Where from?   1/3
        > line 1 user  1001
          line 1 password  •••
          line 1 registrar  pbx:5060
        line 1 user = 1001
        from SIP001122334455.cnf:2 (line1_name)
        the later statement wins over tftp://10.0.0.5/SIPDefault.cnf:4
         |  |  | Back
        """,
        text(view));
    press(Key.DOWN, view);
    press(Key.DOWN, view);
    assertTrue(text(view).contains("from SIPDefault.cnf:4 (proxy1_address)"), text(view));
    assertFalse(text(view).contains("hush"));
    press(Key.DOWN, view);
    assertTrue(text(view).contains("3/3"), "the list ends");
    press(Key.SOFT_4, view);
    assertTrue(text(view).startsWith("Status"), text(view));
  }

  @Test
  void aboutNamesTheSystemAndShowsItToACamera() {
    PhoneView view = new Screens().view();
    press(Key.MENU, view);
    press(Key.DOWN, view);
    press(Key.DOWN, view);
    press(Key.OK, view);
    press(Key.SOFT_3, view);
    assertTrue(text(view).startsWith("About"), text(view));
    assertTrue(text(view).contains("System 0123456789abcdef\n"), text(view));
    // The eye of a QR code in its corner: dark, light, three dark, light, dark (ISO 18004 6.3.3).
    Framebuffer picture = ui.picture(view);
    int top = 0;
    int x = 10 + 4 * 3 + 1;
    while (!bright(picture, 11, top) || !bright(picture, 140, top)) {
      top++;
    }
    StringBuilder eye = new StringBuilder();
    for (int dot = 0; dot < 7; dot++) {
      eye.append(bright(picture, x + dot * 3, top + 4 * 3 + 3 * 3 + 1) ? '.' : '#');
    }
    assertEquals("#.###.#", eye.toString());
  }

  private static boolean bright(Framebuffer picture, int x, int y) {
    return Framebuffer.luminance(picture.pixels()[y * picture.width() + x]) > 200;
  }

  // ------------------------------------------------------------------------------------------------- what keys do

  @ParameterizedTest
  @CsvSource({
    "RINGING_IN,OK,Answer[call=1]",
    "RINGING_IN,SOFT_1,Answer[call=1]",
    "RINGING_IN,SOFT_2,Reject[call=1]",
    "RINGING_IN,SOFT_3,SilenceBell[]",
    "RINGING_IN,END,End[call=1]",
    "RINGING_OUT,END,End[call=1]",
    "RINGING_OUT,SOFT_4,End[call=1]",
    "CONNECTED,DIGIT_5,Digit[digit=5]",
    "CONNECTED,HOLD,ToggleHold[call=1]",
    "CONNECTED,SOFT_1,Transfer[]",
    "CONNECTED,SOFT_2,ToggleHold[call=1]",
    "CONNECTED,SOFT_3,Conference[]",
    "CONNECTED,END,End[call=1]",
    "CONNECTED,MUTE,ToggleMute[]",
    "CONNECTED,SPEAKER,ToggleSpeaker[]",
    "CONNECTED,VOLUME_UP,Volume[steps=1]",
    "HELD,OK,ToggleHold[call=1]",
    "HELD,SOFT_1,ToggleHold[call=1]",
    "HELD,SOFT_2,Transfer[]",
    "HELD,DIGIT_5,Digit[digit=5]",
  })
  void keysInACall(CallPhase phase, Key key, String command) {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).call(phase).view();
    List<Command> commands = press(key, view);
    assertEquals(command, commands.isEmpty() ? "" : commands.getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "OK,Dial[]",
    "SOFT_1,Dial[]",
    "SOFT_2,Backspace[]",
    "BACK,Backspace[]",
    "END,CancelDialing[]",
    "SOFT_4,CancelDialing[]",
    "HASH,Digit[digit=#]",
  })
  void keysWhileDialing(Key key, String command) {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).dialing("60").view();
    assertEquals(command, press(key, view).getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "DIGIT_6,Digit[digit=6]",
    "STAR,Digit[digit=*]",
    "REDIAL,Redial[]",
    "MESSAGES,CallVoicemail[]",
    "SPEAKER,ToggleSpeaker[]",
    "LINE_2,LineKey[index=2]",
    "SOFT_3,AskForward[]",
    "SOFT_4,ToggleQuiet[]",
    "SOFT_1,MissedSeen[]",
    "OK,MissedSeen[]",
    "VOLUME_DOWN,Volume[steps=-1]",
  })
  void keysWhenIdle(Key key, String command) {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).view();
    assertEquals(command, press(key, view).getFirst().toString());
  }

  @Test
  void theTransferAndConferenceKeysAskThePhone() {
    PhoneView view =
        new Screens().line(LineState.REGISTERED, null).call(CallPhase.CONNECTED).view();
    assertEquals(List.of(new Command.Transfer()), press(Key.TRANSFER, view));
    assertEquals(List.of(new Command.Conference()), press(Key.CONFERENCE, view));
  }

  @Test
  void moreShowsTheOtherSoftKeys() {
    PhoneView view =
        new Screens()
            .line(LineState.REGISTERED, null)
            .call(CallPhase.CONNECTED)
            .call(CallPhase.HELD)
            .view();
    press(Key.SOFT_4, view);
    assertTrue(text(view).contains("Swap | Park | Mute | ◂ Back"), text(view));
    assertEquals(List.of(new Command.ToggleHold(2)), press(Key.SOFT_1, view));
    assertTrue(text(view).contains("Transfer | Hold | Conf. | More ▸"), text(view));
  }

  @Test
  void theHistoryIsScrolledAndDialled() {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).view();
    press(Key.SOFT_1, view);
    assertTrue(text(view).contains("> ✕ Anna Berger"));
    press(Key.DOWN, view);
    assertTrue(text(view).contains("> → 0301234567"));
    for (int i = 0; i < 10; i++) {
      press(Key.DOWN, view);
    }
    assertEquals(List.of(new Command.DialNumber("0301234567")), press(Key.OK, view));
    assertTrue(text(view).startsWith("Thu 26 Nov"));
  }

  @Test
  void aHeldKeyScrollsAndAShortPressDoesNotCountTwice() {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).view();
    press(Key.SOFT_1, view);
    assertEquals(List.of(), ui.on(new KeyEvent(Key.DOWN, KeyEvent.Action.SHORT), view));
    assertTrue(text(view).contains("> ✕"));
    ui.on(new KeyEvent(Key.DOWN, KeyEvent.Action.REPEAT), view);
    assertTrue(text(view).contains("> →"));
  }

  @Test
  void backAndEndLeavePages() {
    PhoneView view = new Screens().line(LineState.REGISTERED, null).view();
    press(Key.MENU, view);
    press(Key.OK, view);
    press(Key.BACK, view);
    assertTrue(text(view).startsWith("Menu"));
    press(Key.END, view);
    assertTrue(text(view).startsWith("Thu 26 Nov"));
  }

  @Test
  void severalCallsAreChosenWithUpAndDown() {
    PhoneView view =
        new Screens()
            .line(LineState.REGISTERED, null)
            .call(CallPhase.CONNECTED)
            .call(CallPhase.HELD)
            .view();
    assertEquals(List.of(new Command.Select(2)), press(Key.DOWN, view));
  }

  @Test
  void tryNowTriesThatLine() {
    PhoneView view = new Screens().phase(Phase.FAILED, "").line(LineState.FAILED, "No.").view();
    assertEquals(List.of(new Command.RetryRegistration(1)), press(Key.SOFT_1, view));
  }

  // ------------------------------------------------------------------------------------------------- pixels

  @Test
  void everyStateLooksDifferent() {
    short[] idle = ui.picture(new Screens().line(LineState.REGISTERED, null).view()).pixels();
    for (CallPhase phase : CallPhase.values()) {
      if (phase != CallPhase.ENDED) {
        short[] call =
            ui.picture(new Screens().line(LineState.REGISTERED, null).call(phase).view()).pixels();
        assertFalse(Arrays.equals(idle, call), phase.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A name that is much longer than the display of any telephone that was ever made, and then some more of it",
        "\u0000\u0007\u001b[31m\r\n\t",
        "📞👩‍👩‍👧‍👦🇩🇪",
        "שלום مرحبا",
        "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW"
      })
  void hostileTextsAreDrawnSomehow(String text) {
    for (CallPhase phase : CallPhase.values()) {
      Screens screens =
          new Screens()
              .line(LineState.FAILED, text)
              .named(text)
              .call(phase)
              .call(phase)
              .call(phase)
              .call(phase);
      assertEquals(320, ui.picture(screens.keys(8, text).fault(text).view()).width());
      assertFalse(ui.text(screens.view()).isEmpty());
    }
    ui.picture(new Screens().phase(Phase.FAILED, text).view());
    ui.picture(new Screens().dialing(text).notice(text, text).view());
  }

  @Test
  void sentencesWrapAndAreNeverCut() {
    String sentence =
        "The server does not accept the password for user 1001. Tell your administrator.";
    var font = org.trucephone.hal.display.Font.small();
    List<String> lines = CanvasRenderer.wrap(font, sentence, 150);
    assertEquals(sentence, String.join(" ", lines));
    assertTrue(lines.stream().allMatch(line -> font.width(line) <= 150));
    assertTrue(
        CanvasRenderer.wrap(font, "x".repeat(300), 100).stream()
            .allMatch(line -> font.width(line) <= 100));
  }
}
