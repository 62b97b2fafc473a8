package org.trucephone.hal.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.tomlj.Toml;

/** The JSON Schema that editors check board files with, against the files and the reader. */
class BoardSchemaTest {
  static final List<String> BOARDS = Board.NAMES;

  private static final Path FOLDER = Path.of("boards");

  private static Set<String> wrong(String toml) throws IOException {
    JsonSchema schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(Files.readString(FOLDER.resolve("board.schema.json")));
    Set<String> messages = new TreeSet<>();
    schema
        .validate(Toml.parse(toml).toJson(), InputFormat.JSON)
        .forEach(message -> messages.add(message.getMessage()));
    return messages;
  }

  private static String board(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name + ".toml"));
  }

  @ParameterizedTest
  @FieldSource("BOARDS")
  void everyBoardThatShipsFitsAndNamesTheSchema(String name) throws IOException {
    assertEquals(Set.of(), wrong(board(name)));
    assertTrue(board(name).startsWith("#:schema ./board.schema.json\n"));
  }

  /** What the schema refuses the reader refuses too. */
  @ParameterizedTest
  @CsvSource({
    "desk-tft, gpio = 22, gpio = 40",
    "desk-tft, st7789, st7798",
    "desk-tft, rotation = 90, rotation = 45",
    "desk-tft, hook = {, hok = {",
    "desk-tft, bounce-ms, bouncems",
    "desk-tft, '\"GPA0\", \"GPA1\"', '\"GPA7\", \"GPA1\"'",
    "desk-tft, '\"star\"', '\"starr\"'",
    "desk-tft, message = { red, mesage = { red",
    "desk-tft, '\"hpl\"', '\"hpx\"'",
    "desk-oled, 0x34, 0x35",
    "desk-oled, 0x3c, 0x40",
    "desk-oled, '\"R0\"', '\"R8\"'",
    "bare-gpio, '[5, 6', '[5, 66'",
    "bare-gpio, columns = 20, columns = 40",
    "bare-gpio, mclk-hz = 12_288_000, mclk-hz = 12"
  })
  void whatTheSchemaRefusesTheReaderRefuses(String name, String from, String to)
      throws IOException {
    String good = board(name);
    assertTrue(good.contains(from), from);
    String bad = good.replace(from, to);
    assertFalse(wrong(bad).isEmpty(), () -> "the schema takes " + to);
    assertThrows(BoardException.class, () -> Board.parse("bad.toml", bad));
  }

  @Test
  void usbPartsFit() throws IOException {
    assertEquals(
        Set.of(),
        wrong(
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
            """));
  }
}
