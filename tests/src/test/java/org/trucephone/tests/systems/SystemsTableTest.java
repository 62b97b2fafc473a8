package org.trucephone.tests.systems;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list names tests that exist, and the table says of each what became of it. */
class SystemsTableTest {
  private static final Path LIST = Path.of("interop", "systems.txt");

  @TempDir Path folder;

  private static String source(String name) throws IOException {
    for (String module : List.of(".", "../firmware", "../provisioning")) {
      try (Stream<Path> files = Files.walk(Path.of(module, "src", "test", "java"))) {
        Path found =
            files
                .filter(f -> f.getFileName().toString().equals(name + ".java"))
                .findFirst()
                .orElse(null);
        if (found != null) {
          return Files.readString(found);
        }
      }
    }
    return "";
  }

  @Test
  void everyRowNamesTestsThatAreThere() throws IOException {
    List<SystemsTable.Row> rows = SystemsTable.read(Files.readString(LIST));
    assertTrue(rows.size() > 30, rows.size() + " rows");
    for (SystemsTable.Row row : rows) {
      for (String test : row.tests()) {
        String[] parts = test.split("#");
        assertTrue(
            source(parts[0]).contains(" void " + parts[1] + "("),
            row.system() + ", " + row.feature() + ": there is no " + test);
      }
    }
  }

  @Test
  void theWorstRunOfATestCounts() throws IOException {
    Files.writeString(
        folder.resolve("TEST-x.ATest.xml"),
        """
        <testsuite>
          <testcase classname="x.ATest" name="good"/>
          <testcase classname="x.ATest" name="mixed(int)[1]"/>
          <testcase classname="x.ATest" name="mixed(int)[2]"><failure message="no"/></testcase>
          <testcase classname="x.ATest" name="left"><skipped/></testcase>
        </testsuite>
        """);
    Map<String, SystemsTable.Result> results = SystemsTable.reports(folder);
    List<SystemsTable.Row> rows =
        SystemsTable.read(
            """
            # a remark
            S | calls | simulator | ATest#good
            S | both | real | ATest#good, ATest#mixed
            S | lamps | real | ATest#left
            S | old | no | nobody has it
            """);
    List<String> table = SystemsTable.table(rows, results).lines().toList();
    assertEquals(
        List.of(
            "| S | calls | works against a simulator | ATest#good |",
            "| S | both | **fails** | ATest#good, ATest#mixed |",
            "| S | lamps | not run here | ATest#left |",
            "| S | old | not planned: nobody has it |  |"),
        table.subList(table.size() - 4, table.size()));
  }

  @Test
  void aLineThatIsNoRowIsRefused() {
    for (String line :
        List.of("S | calls | real", "S | calls | maybe | ATest#good", "S | x | real | why")) {
      assertThrows(IOException.class, () -> SystemsTable.read(line));
    }
  }
}
