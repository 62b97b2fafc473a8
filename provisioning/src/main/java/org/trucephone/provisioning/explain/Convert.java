package org.trucephone.provisioning.explain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.SettingsWriter;
import org.trucephone.provisioning.format.Writers;
import org.trucephone.provisioning.settings.Settings;

/**
 * The command {@code provisioning/convert}: a configuration in another format, read back at once.
 */
public final class Convert {
  private Convert() {}

  private static String usage() {
    return """
    Usage: provisioning/convert --to FORMAT [OPTION…] FILE|URL…

    Puts the files together as the phone does and writes them in another format to standard
    output, passwords included. What is written is read back; what it could not carry over is
    told on standard error.

      --to FORMAT   %s
      --persona P   read the files as phones of this make do (default auto)
      --model M     model for files that branch on it
      --mac M       MAC address for files that branch on it
      --help        this text

    Exit status: 0, 1 when something could not be carried over or read, 2 when the command line
    is wrong.
    """
        .formatted(names());
  }

  private static String names() {
    return Writers.ALL.stream().map(SettingsWriter::name).collect(Collectors.joining(", "));
  }

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
    List<String> rest = new ArrayList<>(arguments);
    String to = "";
    int at = rest.indexOf("--to");
    if (at >= 0) {
      rest.remove(at);
      to = at < rest.size() ? rest.remove(at) : "";
    }
    Options options;
    try {
      options = Options.parse(rest);
    } catch (Options.UsageException e) {
      err.println("convert: " + String.valueOf(e.getMessage()).replace("explain", "convert"));
      return 2;
    }
    if (options.help()) {
      out.print(usage());
      return 0;
    }
    Optional<SettingsWriter> writer = Writers.named(to);
    if (writer.isEmpty()) {
      err.println("convert: Say with --to which format to write: " + names() + ".");
      return 2;
    }
    List<ParsedFile> files = new ArrayList<>();
    for (String source : options.sources()) {
      ParsedFile file = Explain.read(source, options);
      if (!file.readable()) {
        err.println("convert: " + file.source() + ": " + file.findings().getFirst().text());
        return 1;
      }
      files.add(file);
    }
    Settings settings = Formats.merge(files);
    String text = writer.get().write(settings);
    out.print(text);
    List<String> lost = lost(settings, writer.get(), text);
    lost.forEach(l -> err.println("convert: " + l));
    return lost.isEmpty() ? 0 : 1;
  }

  /** {@return a sentence for each value that reads back differently; empty when all is there} */
  static List<String> lost(Settings settings, SettingsWriter writer, String text) {
    JsonReport report = new JsonReport(true);
    ParsedFile back =
        Formats.parse(
            writer.fileName("001122334455"),
            text.getBytes(StandardCharsets.UTF_8),
            ParseContext.NONE);
    Map<String, String> before = report.neutral(settings);
    Map<String, String> after = report.neutral(Formats.merge(List.of(back)));
    List<String> lost = new ArrayList<>();
    before.forEach((name, value) -> {
      if (!Objects.equals(value, after.get(name))) {
        lost.add(
            after.containsKey(name)
                ? name + " is only nearly the same in " + writer.name() + "."
                : name + " has no place in " + writer.name() + ": it is left out.");
      }
    });
    return lost;
  }
}
