package org.trucephone.provisioning.lint;

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.persona.Personas;
import org.trucephone.provisioning.settings.Finding;

/** The command {@code provisioning/lint}. */
public final class Lint {
  private static final String USAGE =
      """
      Usage: provisioning/lint [OPTION…] DIR

      Says what is wrong with a tree of phone configurations, file and line: damage, values that
      cannot be right, template text, missing files and passwords, names no phone asks for.

        --mac M       only this phone (default: every phone the tree has a file for)
        --model M     the model files may branch on
        --persona P   only as phones of this make (default auto: all)
        --json        one JSON object a line
        --help        this text

      Exit status: 0, 1 when calls may fail because of a finding, 2 when the command line is wrong.
      """;

  private Lint() {}

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
    String mac = "";
    String model = "";
    boolean json = false;
    List<Persona> personas = Personas.ALL;
    List<String> folders = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String a = arguments.get(i);
      switch (a) {
        case "--help", "-h" -> {
          out.print(USAGE);
          return 0;
        }
        case "--json" -> json = true;
        case "--mac", "--model", "--persona" -> {
          if (++i >= arguments.size()) {
            return wrong(err, "The option " + a + " needs a value after it.");
          }
          String v = arguments.get(i);
          if (a.equals("--model")) {
            model = v;
          } else if (a.equals("--mac")) {
            mac = v.replaceAll("[:.-]", "").toLowerCase(Locale.ROOT);
            if (!mac.matches("[0-9a-f]{12}")) {
              return wrong(err, "“" + v + "” is not a MAC address such as 00:11:22:33:44:55.");
            }
          } else if (!v.equals(Personas.AUTO)) {
            List<Persona> one = Personas.named(v).stream().toList();
            if (one.isEmpty()) {
              return wrong(
                  err,
                  "There is no persona "
                      + v
                      + ", only "
                      + String.join(", ", Personas.names())
                      + ".");
            }
            personas = one;
          }
        }
        default -> {
          if (a.startsWith("-")) {
            return wrong(err, "There is no option " + a + ".");
          }
          folders.add(a);
        }
      }
    }
    if (folders.size() != 1) {
      return wrong(err, "Name one folder to look through.");
    }
    Tree tree = open(folders.get(0), err);
    if (tree == null) {
      return 2;
    }
    Linter linter = new Linter(tree, personas, model);
    List<Finding> findings = linter.findings(mac);
    for (Finding f : findings) {
      out.println(json ? json(f) : text(f));
    }
    long serious = findings.stream().filter(f -> f.kind().serious()).count();
    if (!json) {
      out.println(
          "%d files, %d phones: %d findings, %d of them may keep calls from working."
              .formatted(tree.names().size(), linter.phones(), findings.size(), serious));
    }
    return serious == 0 ? 0 : 1;
  }

  private static @Nullable Tree open(String folder, PrintStream err) {
    try {
      Path path = Path.of(folder);
      if (!Files.isDirectory(path)) {
        err.println("lint: " + folder + " is no folder: name the top of the tree.");
        return null;
      }
      return new Tree(path);
    } catch (InvalidPathException | IOException e) {
      err.println("lint: " + folder + " cannot be read: " + e.getMessage());
      return null;
    }
  }

  private static int wrong(PrintStream err, String sentence) {
    err.println("lint: " + sentence + " (provisioning/lint --help lists the options)");
    return 2;
  }

  /** As compilers write it, so that editors jump there. */
  private static String text(Finding f) {
    String place = f.file().isEmpty() ? "" : f.file() + ":" + Math.max(1, f.line()) + ": ";
    return place + f.kind().token() + ": " + f.text();
  }

  private static String json(Finding f) {
    Map<String, Object> object = new LinkedHashMap<>();
    if (!f.file().isEmpty()) {
      object.put("file", f.file());
    }
    if (f.line() > 0) {
      object.put("line", f.line());
    }
    object.put("kind", f.kind().token());
    object.put("serious", f.kind().serious());
    object.put("text", f.text());
    return JsonWriter.string(object);
  }
}
