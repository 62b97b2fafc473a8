package org.trucephone.provisioning.explain;

import com.grack.nanojson.JsonWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.lint.Chain;
import org.trucephone.provisioning.lint.Tree;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.persona.Personas;
import org.trucephone.provisioning.settings.Settings;

/**
 * The command {@code provisioning/diff}: how two configurations differ, whatever format each has.
 */
public final class Diff {
  private static final String USAGE =
      """
      Usage: provisioning/diff [OPTION…] A B

      Says how two configurations differ in what the phone would do, not in how they are written.
      A and B are each a file, a URL, or with --mac the folder of a tree.

        --json        one JSON object a line
        --secrets     show passwords instead of dots
        --model M     model for files that branch on it
        --mac M       the phone whose files of a folder are compared
        --help        this text

      Exit status: 0 when they do the same, 1 when they differ, 2 when one cannot be read.
      """;

  private Diff() {}

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
      if (!options.help() && options.sources().size() != 2) {
        throw new Options.UsageException("Name two configurations.");
      }
    } catch (Options.UsageException e) {
      err.println("diff: " + String.valueOf(e.getMessage()).replace("/explain", "/diff"));
      return 2;
    }
    if (options.help()) {
      out.print(USAGE);
      return 0;
    }
    List<Map<String, String>> sides = new ArrayList<>();
    for (String source : options.sources()) {
      Settings settings = read(source, options, err);
      if (settings == null) {
        return 2;
      }
      // Compared with passwords, shown without.
      sides.add(new JsonReport(true).neutral(settings));
    }
    return compare(sides.get(0), sides.get(1), options, out) ? 0 : 1;
  }

  private static @Nullable Settings read(String source, Options options, PrintStream err) {
    List<ParsedFile> files;
    try {
      boolean folder = !source.contains("://") && Files.isDirectory(Path.of(source));
      if (folder && options.context().mac().isEmpty()) {
        err.println("diff: " + source + " is a folder: say with --mac whose files count.");
        return null;
      }
      files = folder ? chain(source, options.context()) : List.of(Explain.read(source, options));
    } catch (InvalidPathException | IOException e) {
      err.println("diff: " + source + " cannot be read: " + e.getMessage());
      return null;
    }
    for (ParsedFile file : files) {
      if (!file.readable()) {
        err.println("diff: " + file.source() + ": " + file.findings().getFirst().text());
        return null;
      }
    }
    if (files.isEmpty()) {
      err.println("diff: " + source + " has no file for this phone.");
      return null;
    }
    return Formats.merge(files);
  }

  /**
   * The chain of the first persona whose own files come to an account, else the first that is
   * there.
   */
  private static List<ParsedFile> chain(String folder, ParseContext context) throws IOException {
    Tree tree = new Tree(Path.of(folder));
    List<ParsedFile> first = List.of();
    for (Persona persona : Personas.ALL) {
      String model = context.model().isEmpty() ? persona.model() : context.model();
      Optional<Chain> chain = Chain.of(tree, persona, new ParseContext(model, context.mac()));
      if (chain.isPresent()) {
        boolean its = chain.get().inItsOwnGrammar();
        if (its && !Formats.merge(chain.get().files()).usableAccounts().isEmpty()) {
          return chain.get().files();
        }
        first = first.isEmpty() ? chain.get().files() : first;
      }
    }
    return first;
  }

  private static boolean compare(
      Map<String, String> a, Map<String, String> b, Options options, PrintStream out) {
    Set<String> names = new LinkedHashSet<>(a.keySet());
    names.addAll(b.keySet());
    boolean same = true;
    for (String name : names) {
      String left = a.get(name);
      String right = b.get(name);
      if (Objects.equals(left, right)) {
        continue;
      }
      same = false;
      boolean secret = name.toLowerCase(Locale.ROOT).endsWith("password");
      if (options.json()) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("field", name);
        line.put("a", shown(left, secret, options));
        line.put("b", shown(right, secret, options));
        out.println(JsonWriter.string(line));
      } else {
        out.println(
            "%s: %s → %s"
                .formatted(name, shown(left, secret, options), shown(right, secret, options)));
      }
    }
    return same;
  }

  private static String shown(@Nullable String value, boolean secret, Options options) {
    if (value == null) {
      return "(absent)";
    }
    return secret && !options.secrets() ? "•••" : Words.plain(value, options.secrets());
  }
}
