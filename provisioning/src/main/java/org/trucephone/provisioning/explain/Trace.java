package org.trucephone.provisioning.explain;

import com.grack.nanojson.JsonWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Secret;

/**
 * The command {@code provisioning/trace}: every statement that sets a value, and which one wins.
 */
public final class Trace {
  private static final String USAGE =
      """
      Usage: provisioning/trace [OPTION…] FIELD FILE|URL…

      Says which statements of the files, in the order they are read, set a value, which one wins
      and why. FIELD is a name explain prints: ntp, line.1.password, key.3, or password for the
      passwords of all lines.

        --json        one JSON object a field
        --secrets     show passwords instead of dots
        --persona P   read the files as phones of this make do (default auto)
        --model M     model for files that branch on it
        --mac M       MAC address for files that branch on it
        --help        this text

      Exit status: 0, 1 when no file sets it, 2 when the command line is wrong.
      """;

  private Trace() {}

  /** Runs once and exits. */
  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int status = run(List.of(arguments), out, err);
    out.flush();
    System.exit(status);
  }

  /** Runs once; returns the exit status. */
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Options options;
    try {
      options = Options.parse(arguments);
      if (!options.help() && options.sources().size() < 2) {
        throw new Options.UsageException("Name a field and at least one file.");
      }
    } catch (Options.UsageException e) {
      err.println("trace: " + String.valueOf(e.getMessage()).replace("/explain", "/trace"));
      return 2;
    }
    if (options.help()) {
      out.print(USAGE);
      return 0;
    }
    Wanted wanted = Wanted.of(options.sources().getFirst());
    List<ParsedFile> files = new ArrayList<>();
    for (String source : options.sources().subList(1, options.sources().size())) {
      ParsedFile file = Explain.read(source, options);
      files.add(file);
      if (!file.readable()) {
        err.println("trace: " + file.source() + ": " + file.findings().getFirst().text());
      }
    }
    Map<String, List<Step>> fields = wanted.key() ? keys(wanted, files) : values(wanted, files);
    if (fields.isEmpty()) {
      err.println("trace: No file sets " + options.sources().getFirst() + ".");
      return 1;
    }
    fields.forEach((field, steps) -> print(field, steps, options, out));
    return 0;
  }

  /** One statement about the field. */
  private record Step(
      String file, int line, String statement, String value, boolean wins, String rule) {}

  /**
   * What was asked for.
   *
   * @param key whether it is a key
   * @param index line or key, 1…; 0 for all of them
   */
  private record Wanted(boolean key, int index, String name) {

    static Wanted of(String text) {
      String[] words = text.strip().toLowerCase(Locale.ROOT).split("[.\\s]+");
      boolean numbered = words.length >= 2 && words[1].matches("\\d{1,3}");
      if (numbered && words[0].equals("key")) {
        return new Wanted(true, Integer.parseInt(words[1]), "");
      }
      if (numbered && words[0].equals("line")) {
        return new Wanted(false, Integer.parseInt(words[1]), words.length > 2 ? words[2] : "");
      }
      return new Wanted(false, 0, words.length == 0 ? "" : words[words.length - 1]);
    }

    boolean matches(Assignment<?> a) {
      String field = a.field().name().toLowerCase(Locale.ROOT);
      boolean shared = field.equals(name + "forall") || field.equals(name + "number");
      boolean named = name.isEmpty() ? a.index() > 0 : field.equals(name) || shared;
      return named && (index == 0 || a.index() == index || shared);
    }
  }

  private static Map<String, List<Step>> values(Wanted wanted, List<ParsedFile> files) {
    record Place(Field<?> field, int index) {}
    List<Assignment<?>> counted = Formats.assignments(files);
    Map<Place, Assignment<?>> winners = new LinkedHashMap<>();
    counted.forEach(a -> winners.put(new Place(a.field(), a.index()), a));
    List<Assignment<?>> all = new ArrayList<>();
    files.forEach(f -> all.addAll(f.assignments()));
    counted.stream()
        .filter(a -> !all.contains(a) && all.stream().noneMatch(b -> same(a, b)))
        .forEach(all::add);
    Map<String, List<Step>> fields = new LinkedHashMap<>();
    for (Assignment<?> a : all) {
      if (!wanted.matches(a)) {
        continue;
      }
      Assignment<?> winner = winners.get(new Place(a.field(), a.index()));
      boolean wins = winner != null && same(a, winner);
      String rule = "";
      if (winner != null) {
        rule = wins ? winner.provenance().rule() : "overridden by " + winner.provenance().place();
      }
      fields
          .computeIfAbsent(a.target(), t -> new ArrayList<>())
          .add(
              new Step(
                  a.provenance().source(),
                  a.provenance().line(),
                  a.provenance().statement(),
                  shown(a.value()),
                  wins,
                  rule));
    }
    return fields;
  }

  private static boolean same(Assignment<?> a, Assignment<?> b) {
    return a.field().equals(b.field())
        && a.index() == b.index()
        && a.provenance().place().equals(b.provenance().place())
        && a.provenance().statement().equals(b.provenance().statement())
        && Objects.equals(a.value(), b.value());
  }

  private static String shown(@Nullable Object value) {
    return value instanceof Secret s ? SECRET + s.reveal() : Words.plain(value, true);
  }

  private static final String LAST_WINS = "the last one that sets it wins";

  /** Marks a value that is only shown when secrets are. */
  private static final String SECRET = "\0";

  private static Map<String, List<Step>> keys(Wanted wanted, List<ParsedFile> files) {
    List<LineKey> kept = Formats.merge(files).keys();
    Map<String, List<Step>> fields = new LinkedHashMap<>();
    for (ParsedFile file : files) {
      for (LineKey k : file.keys()) {
        if (k.index() == wanted.index()) {
          boolean wins = kept.contains(k);
          String value = k.type().token() + " " + k.value() + " " + k.label();
          fields
              .computeIfAbsent("key " + k.index(), t -> new ArrayList<>())
              .add(
                  new Step(
                      k.provenance().source(),
                      k.provenance().line(),
                      k.provenance().statement(),
                      value.strip(),
                      wins,
                      wins ? "" : "another statement takes the place"));
        }
      }
    }
    return fields;
  }

  private static String value(Step step, Options options) {
    if (step.value().startsWith(SECRET)) {
      return options.secrets() ? step.value().substring(1) : "•••";
    }
    return Words.plain(step.value(), options.secrets());
  }

  private static void print(String field, List<Step> steps, Options options, PrintStream out) {
    if (options.json()) {
      List<Object> list = new ArrayList<>();
      for (Step s : steps) {
        Map<String, Object> step = new LinkedHashMap<>();
        step.put("file", s.file());
        step.put("line", s.line());
        step.put("statement", s.statement());
        step.put("value", value(s, options));
        step.put("wins", s.wins());
        if (!s.rule().isEmpty()) {
          step.put("rule", s.rule());
        }
        list.add(step);
      }
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("field", field);
      object.put("steps", list);
      out.println(JsonWriter.string(object));
      return;
    }
    out.println(field);
    boolean several = steps.size() > 1;
    for (Step s : steps) {
      String place = s.line() > 0 ? s.file() + ":" + s.line() : s.file();
      String rule = s.rule().isEmpty() && s.wins() && several ? LAST_WINS : s.rule();
      String why = rule.isEmpty() ? "" : ": " + rule;
      out.println(
          "  %s  %s = %s  (%s%s)"
              .formatted(
                  place, s.statement(), value(s, options), s.wins() ? "wins" : "loses", why));
    }
  }
}
