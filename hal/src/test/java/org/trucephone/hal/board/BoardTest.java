package org.trucephone.hal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trucephone.hal.board.Board.Gpio;
import org.trucephone.hal.indicator.Lamp;
import org.trucephone.hal.keypad.Key;
import org.trucephone.hal.keypad.KeyMatrix;
import org.trucephone.hal.keypad.KeyMatrix.Position;

/** Good boards read as they say; each bad one gets exactly the sentence that helps. */
class BoardTest {
  private static String good;

  @BeforeAll
  static void read() throws Exception {
    try (var in = Board.class.getResourceAsStream("/boards/virtual.toml")) {
      good = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theVirtualBoardHasEveryKeyAndLamp() throws Exception {
    Board board = Board.load("virtual");
    assertEquals("virtual", board.name());
    for (Key key : Key.values()) {
      assertTrue(
          board.keypad().orElseThrow().matrix().find(key).isPresent(), () -> "no key " + key);
    }
    for (Lamp lamp : Lamp.values()) {
      assertTrue(board.lamps().containsKey(lamp), () -> "no lamp " + lamp);
    }
    assertEquals(Optional.of(new Gpio(22, true)), board.hook());
    assertEquals(
        Optional.of(new Position(2, 1)), board.keypad().orElseThrow().matrix().find(Key.DIGIT_2));
    assertEquals(320, board.display().orElseThrow().width());
    assertTrue(
        board.codec().orElseThrow() instanceof Board.Codec.OnI2c codec
            && codec.chip().equals(new Board.Chip("tlv320aic3104", "i2c-1", 0x18)));
  }

  @Test
  void theVirtualBoardIsWiredAsTheDesk() throws Exception {
    Board virtual = Board.load("virtual");
    Board desk = Board.load("desk-tft");
    assertEquals(virtual.keypad(), desk.keypad());
    assertEquals(virtual.display(), desk.display());
    assertEquals(virtual.lamps(), desk.lamps());
    assertEquals(virtual.expanders(), desk.expanders());
    assertEquals(virtual.codec(), desk.codec());
    assertEquals(virtual.hook(), desk.hook());
  }

  @Test
  void aBoardWithAlmostNothingIsABoard() throws Exception {
    Board board = Board.parse("bare.toml", "name = \"bare\"\n[buses]\n");
    assertEquals(Optional.empty(), board.display());
    assertEquals(Optional.empty(), board.keypad());
  }

  @Test
  void aBoardIsReadFromAnyPath(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.toml");
    Files.writeString(file, good.replace("name = \"virtual\"", "name = \"mine\""));
    assertEquals("mine", Board.load(file.toString()).name());
  }

  @Test
  void aMissingFileIsSaid() {
    BoardException e = assertThrows(BoardException.class, () -> Board.load("nowhere/desk.toml"));
    assertEquals(
        List.of(
            "there is no board file nowhere/desk.toml; give the path of a .toml file or one of:"
                + " desk-tft, desk-oled, bare-gpio, virtual"),
        e.findings());
  }

  @Test
  void aFileThatIsNoText(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("odd.toml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 'n'});
    BoardException e = assertThrows(BoardException.class, () -> Board.load(file.toString()));
    assertEquals(List.of(file + ": is not UTF-8 text; save it as UTF-8"), e.findings());
  }

  @Test
  void aMissingNameNamesTheNearest() {
    BoardException e = assertThrows(BoardException.class, () -> Board.load("virtuel"));
    assertEquals(List.of("there is no board \"virtuel\"; did you mean virtual?"), e.findings());
  }

  @Test
  void aPinThatDoesNotExist() {
    finds(
        "rows = [\"GPA0\"",
        "rows = [\"17\"",
        "rows: pin 17 does not exist on mcp23017 (0…15); use GPA0…GPB7",
        "keypad.");
  }

  @Test
  void aPinByNumberThatDoesNotExist() {
    finds(
        "rows = [\"GPA0\"",
        "rows = [17",
        "rows: pin 17 does not exist on mcp23017 (0…15); use GPA0…GPB7",
        "keypad.");
  }

  @Test
  void aRowOnAnOutputOnlyPin() {
    finds(
        "rows = [\"GPA0\"",
        "rows = [\"GPA7\"",
        "rows: GPA7 cannot be a row: it is an output only on mcp23017; use it as a column",
        "keypad.");
  }

  @Test
  void onePinAsRowAndColumn() {
    finds(
        "columns = [\"GPB0\"",
        "columns = [\"GPA0\"",
        "columns: keypad GPA0 is already used by keypad.rows",
        "keypad.");
  }

  @Test
  void oneGpioTwice() {
    finds(
        "backlight = { gpio = 12 }",
        "backlight = { gpio = 25 }",
        "backlight: GPIO 25 is already used by display.data-command",
        "display.");
  }

  @Test
  void aLineTheBusIsOn() {
    finds(
        "backlight = { gpio = 12 }",
        "backlight = { gpio = 10 }",
        "backlight: GPIO 10 is already used by buses.spi",
        "display.");
  }

  @Test
  void aLineTheSoundIsOn() {
    finds(
        "backlight = { gpio = 12 }",
        "backlight = { gpio = 18 }",
        "driver: GPIO 18 is already used by display.backlight",
        "codec.",
        "driver = \"tlv320aic3104\"");
  }

  @Test
  void keysOnTheProcessorsOwnLines() throws Exception {
    Board board = Board.load("bare-gpio");
    Board.Keypad keypad = board.keypad().orElseThrow();
    assertEquals(new Board.KeyWire.OnGpio(), keypad.wire());
    assertEquals(List.of(5, 6, 13, 26), keypad.matrix().rowPins());
    assertEquals(Optional.of(new Position(3, 1)), keypad.matrix().find(Key.DIGIT_0));
    BoardException e =
        assertThrows(
            BoardException.class,
            () ->
                Board.parse(
                    "mine.toml",
                    """
                    name = "mine"
                    [buses]
                    [keypad]
                    driver = "gpio"
                    rows = [5, 99]
                    columns = [5, "GPA1"]
                    keys = [["1", "2"], ["3", "4"]]
                    """));
    assertEquals(
        List.of(
            "mine.toml line 5: keypad.rows: there is no GPIO 99; use 0 to 27",
            "mine.toml line 6: keypad.columns: GPIO 5 is already used by keypad.rows",
            "mine.toml line 6: keypad.columns: must hold GPIO numbers, not GPA1",
            "mine.toml line 7: keypad.keys row 1: has 2 keys for 1 columns; \"\" is a gap",
            "mine.toml line 7: keypad.keys row 2: has 2 keys for 1 columns; \"\" is a gap"),
        e.findings());
  }

  @Test
  void aUsbKeypadAndAUsbHandsetNeedNoWires() throws Exception {
    Board board =
        Board.parse(
            "usb.toml",
            """
            name = "usb"
            [buses]
            [keypad]
            driver = "evdev"
            keyboard = "Any Maker's Keypad"
            [keypad.codes]
            111 = "end"
            [codec]
            driver = "usb-audio"
            card = "Headset"
            """);
    KeyMatrix keys = board.keypad().orElseThrow().matrix();
    assertEquals(Optional.of(Key.END), keys.at(0, keys.columnPins().indexOf(111)));
    assertEquals(Optional.of(Key.DIGIT_7), keys.at(0, keys.columnPins().indexOf(71)));
    assertEquals(Optional.of(new Board.Codec.OnUsb("Headset")), board.codec());
    BoardException e =
        assertThrows(
            BoardException.class,
            () ->
                Board.parse(
                    "usb.toml",
                    """
                    name = "usb"
                    [buses]
                    [keypad]
                    driver = "evdev"
                    keyboard = "K"
                    [keypad.codes]
                    del = "end"
                    111 = "ende"
                    """));
    assertEquals(
        List.of(
            "usb.toml line 7: keypad.codes.del: is not a key's number; the kernel numbers keys"
                + " 1…767",
            "usb.toml line 8: keypad.codes.111: there is no key \"ende\"; did you mean end?"),
        e.findings());
  }

  @Test
  void aGpioThatDoesNotExist() {
    finds(
        "backlight = { gpio = 12 }",
        "backlight = { gpio = 40 }",
        "backlight.gpio: must be a whole number from 0 to 27, not 40",
        "display.");
  }

  @Test
  void oneAddressTwice() {
    finds(
        "address = 0x21",
        "address = 0x20 # again",
        "address: i2c-1 address 0x20 is already used by keypad.address",
        "expanders.lamps.");
  }

  @Test
  void anAddressTheChipCannotHave() {
    finds(
        "address = 0x21",
        "address = 0x40",
        "address: 0x40 is not possible for mcp23017 (0x20…0x27)",
        "expanders.lamps.");
  }

  @Test
  void oneKeyTwice() {
    finds(
        "[\"4\", \"5\", \"6\",",
        "[\"4\", \"5\", \"1\",",
        "keys row 4: key \"1\" is already at keypad.keys row 3",
        "keypad.");
  }

  @Test
  void aKeyThatDoesNotExist() {
    finds(
        "[\"star\", ",
        "[\"starr\", ",
        "keys row 6: there is no key \"starr\"; did you mean star?",
        "keypad.");
  }

  @Test
  void aRowThatIsTooShort() {
    finds(
        "[\"star\", \"0\", \"hash\", \"\", \"\", \"\", \"\", \"\"]",
        "[\"star\", \"0\", \"hash\"]",
        "keys row 6: has 3 keys for 8 columns; \"\" is a gap",
        "keypad.");
  }

  @Test
  void anUnknownKeyInTheFile() {
    finds(
        "bounce-ms = 8",
        "bouncems = 8",
        "bouncems: is not known; did you mean bounce-ms?",
        "keypad.");
  }

  @Test
  void anUnknownTable() {
    finds("hook = {", "hok = {", "hok: is not known; did you mean hook?", "");
  }

  @Test
  void anUnknownDriver() {
    finds(
        "driver = \"st7789\"",
        "driver = \"st7798\"",
        "driver: \"st7798\" is not known; did you mean st7789?",
        "display.");
  }

  @Test
  void aBusThatIsNotListed() {
    finds(
        "bus = \"spi-0\"",
        "bus = \"spi-1\"",
        "bus: there is no bus \"spi-1\" in buses.spi; did you mean spi-0?",
        "display.");
  }

  @Test
  void aRotationThatIsNoQuarter() {
    finds(
        "rotation = 90",
        "rotation = 45",
        "rotation: must be 0, 90, 180 or 270, not 45",
        "display.");
  }

  @Test
  void aPictureThatDoesNotFit() {
    finds(
        "rotation = 90",
        "rotation = 0",
        "width: 320 pixels do not fit: st7789 has 240×320, turned by rotation = 0",
        "display.",
        "width = 320");
  }

  @Test
  void aLampThatDoesNotExist() {
    finds(
        "message = { red",
        "mesage = { red",
        "mesage: there is no such lamp; did you mean message?",
        "lamps.");
  }

  @Test
  void aLampWithoutLed() {
    finds(
        "mute = { red = { gpio = 13 } }",
        "mute = { }",
        "mute: has no LED; name red, green or both",
        "lamps.");
  }

  @Test
  void aLampOnAnExpanderThatIsNotThere() {
    finds(
        "line1 = { red = { expander = \"lamps\"",
        "line1 = { red = { expander = \"lamp\"",
        "expander: there is no expander \"lamp\"; did you mean lamps?",
        "lamps.line1.red.");
  }

  @Test
  void aRouteTheCodecDoesNotHave() {
    finds(
        "output = \"hpl\"",
        "output = \"hpx\"",
        "output: \"hpx\" is not known; did you mean hpl?",
        "codec.routes.handset.");
  }

  @Test
  void somethingMissing() {
    finds(
        "data-command = { gpio = 25 }",
        "",
        "data-command: is missing; give the line, such as { gpio = 25 }",
        "display.",
        "[display]");
  }

  @Test
  void notToml() {
    BoardException e =
        assertThrows(BoardException.class, () -> Board.parse("x.toml", "name = \"x\"\nrows ["));
    assertTrue(
        e.findings().getFirst().startsWith("x.toml line 2: is not valid TOML: "), e::getMessage);
  }

  @Test
  void everythingWrongIsSaidAtOnceInTheFilesOrder() {
    String bad =
        good.replace("hz = 32_000_000", "hz = \"fast\"")
            .replace("address = 0x18", "address = 300")
            .replace("gpio = 22", "gpio = -1");
    BoardException e = assertThrows(BoardException.class, () -> Board.parse("desk.toml", bad));
    assertEquals(
        List.of(
            at(bad, "gpio = -1", "hook.gpio: must be a whole number from 0 to 27, not -1"),
            at(
                bad,
                "hz = \"fast\"",
                "display.hz: must be a whole number from 100000 to 80000000, not fast"),
            at(
                bad,
                "address = 300",
                "codec.address: must be a whole number from 8 to 119, not 300")),
        e.findings());
  }

  private static void finds(String from, String to, String sentence, String path) {
    finds(from, to, sentence, path, to);
  }

  /** Breaks the good board in one place and expects one finding, at the line of {@code where}. */
  private static void finds(String from, String to, String sentence, String path, String where) {
    assertTrue(good.contains(from), () -> "the board has no " + from);
    String bad = good.replaceFirst(java.util.regex.Pattern.quote(from), to);
    BoardException e = assertThrows(BoardException.class, () -> Board.parse("desk.toml", bad));
    assertEquals(List.of(at(bad, where, path + sentence)), e.findings());
  }

  private static String at(String text, String where, String finding) {
    long line = text.substring(0, text.indexOf(where)).lines().count();
    boolean atLineStart = text.charAt(text.indexOf(where) - 1) == '\n';
    return "desk.toml line " + (atLineStart ? line + 1 : line) + ": " + finding;
  }
}
