package org.trucephone.hal.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.trucephone.hal.board.Board;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class WiringTest {
  static final List<String> BOARDS = Board.NAMES;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int check(String... words) {
    return Check.run(
        words,
        new BufferedReader(new StringReader("")),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @FieldSource("BOARDS")
  void thePictureHasEveryPartAndEveryWire(String name) throws Exception {
    Board board = Board.load(name);
    List<Wiring.Part> parts = Wiring.of(board);
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(
                    WiringPicture.draw(board, parts).getBytes(StandardCharsets.UTF_8)));
    NodeList texts = svg.getElementsByTagName("text");
    int width = Integer.parseInt(svg.getDocumentElement().getAttribute("width"));
    int height = Integer.parseInt(svg.getDocumentElement().getAttribute("height"));
    Set<String> said = new HashSet<>();
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      said.add(text.getTextContent());
      int x = Integer.parseInt(text.getAttribute("x"));
      int y = Integer.parseInt(text.getAttribute("y"));
      assertTrue(x > 0 && x < width && y > 0 && y < height, () -> text + " is off the picture");
    }
    int wires = 0;
    for (Wiring.Part part : parts) {
      assertTrue(said.contains(part.title()), part.title());
      for (Wiring.Wire wire : part.wires()) {
        assertTrue(said.contains(wire.pin()), wire.pin());
        if (wire.end() instanceof Wiring.End.Line(int gpio)) {
          assertTrue(said.contains("GPIO " + gpio + ", pin " + Header.pin(gpio)));
          wires++;
        }
      }
    }
    assertTrue(wires >= 15, "wires: " + wires);
  }

  @ParameterizedTest
  @FieldSource("BOARDS")
  void onlyABusIsSharedByParts(String name) throws Exception {
    Map<Integer, Set<String>> pins = new TreeMap<>();
    for (Wiring.Part part : Wiring.of(Board.load(name))) {
      for (Wiring.Wire wire : part.wires()) {
        if (wire.end() instanceof Wiring.End.Line(int gpio)
            && !pins.computeIfAbsent(gpio, _ -> new HashSet<>()).add(part.title() + wire.pin())) {
          throw new AssertionError(gpio + " twice in " + part.title());
        }
      }
    }
    pins.forEach((gpio, users) -> assertTrue(users.size() == 1 || gpio == 2 || gpio == 3));
  }

  @ParameterizedTest
  @FieldSource("BOARDS")
  void theDrawingBesideTheBoardIsUpToDate(String name) throws Exception {
    Board board = Board.load(name);
    assertEquals(
        Files.readString(Path.of("boards", name + ".svg")),
        WiringPicture.draw(board, Wiring.of(board)),
        "type: hal/check " + name + " --svg hal/boards/" + name + ".svg");
  }

  /** As printed on the board: www.raspberrypi.com's drawing of the 40-pin header. */
  @Test
  void theHeaderIsTheRaspberryPis() {
    assertEquals(3, Header.pin(2));
    assertEquals(12, Header.pin(18));
    assertEquals(35, Header.pin(19));
    assertEquals(38, Header.pin(20));
    assertEquals(40, Header.pin(21));
    assertEquals(19, Header.pin(10));
    assertEquals(37, Header.pin(26));
    assertEquals("GND", Header.name(39));
    assertEquals("5V", Header.name(2));
    assertEquals(
        28, java.util.stream.IntStream.rangeClosed(0, 27).map(Header::pin).distinct().count());
  }

  @Test
  void theTableSaysWhereEachWireGoes(@TempDir Path folder) throws Exception {
    Path svg = folder.resolve("wiring.svg");
    assertEquals(0, check("desk-tft", "--svg", svg.toString()), err::toString);
    String table = out.toString(StandardCharsets.UTF_8);
    assertTrue(table.contains("Display: ST7789 320×240, spi-0, 32 MHz"), table);
    assertTrue(table.contains("DC                           GPIO 25   pin 22"), table);
    assertTrue(table.contains("INTA                         GPIO 17   pin 11"), table);
    assertTrue(table.contains("A0                           3V3       any 3V3 pin"), table);
    assertTrue(table.contains("Device-tree overlay: truce-desk-tft.dtbo"), table);
    assertTrue(Files.size(svg) > 10_000);
  }

  @Test
  void aBoardThatIsWrongIsSaidLineByLine(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("mine.toml");
    Files.writeString(
        file,
        """
        name = "mine"
        hook = { gpio = 3 }
        [buses]
        i2c = ["i2c-1"]
        [display]
        driver = "ssd1360"
        bus = "i2c-1"
        address = 0x3c
        """);
    assertEquals(1, check(file.toString()));
    assertEquals(
        List.of(
            "mine.toml line 2: hook: GPIO 3 is already used by buses.i2c",
            "mine.toml line 6: display.driver: \"ssd1360\" is not known; did you mean ssd1306?"),
        err.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains(": hook:") || line.contains(".driver:"))
            .toList());
    assertTrue(out.size() == 0);
  }

  @Test
  void itIsAskedWrongly() {
    assertEquals(2, check());
    assertEquals(2, check("virtual", "--swg", "x"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("does not understand --swg"));
    assertEquals(2, check("virtual", "--hardware"));
    assertTrue(err.toString(StandardCharsets.UTF_8).contains("firmware/run"));
    out.reset();
    assertEquals(0, check("--help"));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("desk-tft, desk-oled, bare-gpio"));
    assertFalse(out.toString(StandardCharsets.UTF_8).contains("%"));
  }
}
