package org.trucephone.tests.systems;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Writes which feature works with which telephone system, from the reports the tests left.
 *
 * <p>Each line of the list says {@code system | feature | how | proof}: how is {@code real}, {@code
 * simulator} or {@code no}; proof is {@code Class#method}, several separated by a comma, or for
 * {@code no} the reason.
 */
public final class SystemsTable {
  private static final String HEAD =
      """
      # Telephone systems and what works with each

      Written by `tests/run` from its results and `tests/interop/systems.txt`, which names the test behind every line.
      "Real" is the server itself; "simulator" is one built from public documents, strict about what they demand:
      no call server of Cisco, Microsoft, Avaya, Nortel or BroadWorks was ever at hand.

      | system | feature | result | shown by |
      |---|---|---|---|
      """;

  private SystemsTable() {}

  /** What became of a test, the worst of its runs. */
  enum Result {
    PASSED,
    SKIPPED,
    FAILED
  }

  /** One line of the list. */
  record Row(String system, String feature, String how, String proof) {
    /** {@return the tests that show it; none for what is not planned} */
    List<String> tests() {
      return how.equals("no") ? List.of() : List.of(proof.split(" *, *"));
    }
  }

  /**
   * Writes the table.
   *
   * @param arguments the list, the table, folders of reports
   */
  public static void main(String[] arguments) throws IOException {
    List<Row> rows = read(Files.readString(Path.of(arguments[0])));
    Map<String, Result> results = new HashMap<>();
    for (int i = 2; i < arguments.length; i++) {
      results.putAll(reports(Path.of(arguments[i])));
    }
    Set<String> absent = new LinkedHashSet<>();
    rows.forEach(
        row -> row.tests().stream().filter(t -> !results.containsKey(t)).forEach(absent::add));
    if (!absent.isEmpty()) {
      System.out.println("systems: the table stays as it is: no report of " + absent);
      return;
    }
    Files.writeString(Path.of(arguments[1]), table(rows, results));
  }

  /**
   * Reads the list.
   *
   * @throws IOException if a line is not one
   */
  static List<Row> read(String text) throws IOException {
    List<Row> rows = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.strip().split(" *\\| *", -1);
      if (cells.length != 4
          || !Set.of("real", "simulator", "no").contains(cells[2])
          || cells[3].isEmpty()
          || !cells[2].equals("no") && !cells[3].contains("#")) {
        throw new IOException("line " + number + " is no row: " + line);
      }
      rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
    }
    return rows;
  }

  /** {@return the results of a folder of Surefire's reports, by {@code Class#method}} */
  static Map<String, Result> reports(Path folder) throws IOException {
    Map<String, Result> results = new HashMap<>();
    if (!Files.isDirectory(folder)) {
      return results;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).toList()) {
        NodeList cases =
            DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
          Element test = (Element) cases.item(i);
          String name = test.getAttribute("classname");
          String method = test.getAttribute("name").replaceFirst("[^A-Za-z0-9_].*", "");
          results.merge(
              name.substring(name.lastIndexOf('.') + 1) + "#" + method,
              result(test),
              (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("a report in " + folder + " cannot be read", e);
    }
    return results;
  }

  private static Result result(Element test) {
    if (test.getElementsByTagName("failure").getLength() > 0
        || test.getElementsByTagName("error").getLength() > 0) {
      return Result.FAILED;
    }
    return test.getElementsByTagName("skipped").getLength() > 0 ? Result.SKIPPED : Result.PASSED;
  }

  /** {@return the table, every test of the rows being known} */
  static String table(List<Row> rows, Map<String, Result> results) {
    StringBuilder text = new StringBuilder(HEAD);
    for (Row row : rows) {
      String result = "not planned: " + row.proof;
      if (!row.tests().isEmpty()) {
        Result worst =
            row.tests().stream().map(results::get).max(Enum::compareTo).orElse(Result.FAILED);
        result =
            switch (worst) {
              case PASSED ->
                  row.how.equals("real") ? "works on the real server" : "works against a simulator";
              case SKIPPED -> "not run here";
              case FAILED -> "**fails**";
            };
      }
      text.append(
          "| %s | %s | %s | %s |\n"
              .formatted(row.system, row.feature, result, String.join(", ", row.tests())));
    }
    return text.toString();
  }
}
