package org.trucephone.provisioning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.store.LastGood;

/**
 * Whether a configuration can be put in force.
 *
 * @param grade good, or how bad
 * @param settings what the files say, with their findings
 * @param problem what is wrong: file, line, text; null when the grade is good
 */
record Verdict(Grade grade, Settings settings, @Nullable String problem) {

  /** From worst to best. */
  enum Grade {
    /** Cannot be read to its end: not to be used. */
    UNREADABLE,
    /** Can be read, but has no account: nothing to work with. */
    EMPTY,
    /** A value an account needs is nonsense: better than nothing, worse than the last good one. */
    DOUBTFUL,
    /** Can be put in force. */
    GOOD;

    /** {@return whether a phone can work with it} */
    boolean usable() {
      return this == DOUBTFUL || this == GOOD;
    }
  }

  /**
   * Reads and judges files.
   *
   * @param source the server's address, for findings
   * @param mac twelve lower-case hexadecimal digits
   */
  static Verdict of(String source, String model, String mac, List<LastGood.StoredFile> files) {
    ParseContext context = new ParseContext(model, mac);
    List<ParsedFile> parsed = new ArrayList<>();
    for (LastGood.StoredFile file : files) {
      parsed.add(Formats.parse(whole(source, file.name()), file.content(), context));
    }
    Settings settings = Formats.merge(parsed);
    for (ParsedFile file : parsed) {
      if (!file.readable()) {
        Finding why =
            file.findings().isEmpty()
                ? new Finding(Finding.Kind.UNREADABLE, file.source(), 0, "The file cannot be read.")
                : file.findings().getFirst();
        return new Verdict(Grade.UNREADABLE, settings, place(why) + why.text());
      }
      if (file.cutOff()) {
        return new Verdict(Grade.UNREADABLE, settings, cutOff(file));
      }
    }
    // Merging puts what is wrong with the whole after what the files' readers said.
    int ofFiles = parsed.stream().mapToInt(f -> f.findings().size()).sum();
    List<Finding> wrong = settings.findings().stream().skip(ofFiles).toList();
    if (settings.usableAccounts().isEmpty()) {
      Optional<Finding> why = wrong.stream().filter(f -> f.kind().serious()).findFirst();
      return new Verdict(
          Grade.EMPTY,
          settings,
          why.map(f -> place(f) + f.text())
              .orElse("There is no usable account in this configuration."));
    }
    Optional<Finding> nonsense =
        wrong.stream()
            .filter(f -> f.kind() == Finding.Kind.INVALID || f.kind() == Finding.Kind.UNRENDERED)
            .findFirst();
    return nonsense
        .map(f -> new Verdict(Grade.DOUBTFUL, settings, place(f) + f.text()))
        .orElseGet(() -> new Verdict(Grade.GOOD, settings, null));
  }

  private static String whole(String source, String name) {
    return name.contains("://") ? name : source + name;
  }

  private static String cutOff(ParsedFile file) {
    // A reader that recovers notes where the text ended as its last recovery; one that does not
    // says where it stopped.
    List<Finding> recovered =
        file.findings().stream().filter(f -> f.kind() == Finding.Kind.RECOVERED).toList();
    Optional<Finding> stopped =
        file.findings().stream().filter(f -> f.kind() == Finding.Kind.INVALID).findFirst();
    if (recovered.isEmpty() && stopped.isPresent()) {
      return place(stopped.get()) + stopped.get().text();
    }
    int line = recovered.isEmpty() ? 0 : recovered.getLast().line();
    return "%s is cut off%s: put the whole file on the server."
        .formatted(Formats.fileName(file.source()), line > 0 ? " at line " + line : "");
  }

  /** {@return "Line 41 of NAME: " or as much of it as is known} */
  private static String place(Finding finding) {
    if (finding.file().isEmpty()) {
      return "";
    }
    String name = Formats.fileName(finding.file());
    return finding.line() > 0 ? "Line %d of %s: ".formatted(finding.line(), name) : name + ": ";
  }
}
