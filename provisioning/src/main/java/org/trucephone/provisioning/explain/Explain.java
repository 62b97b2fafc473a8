package org.trucephone.provisioning.explain;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.Jose;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.format.Sealed;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Validation;

/** The command {@code provisioning/explain}. */
public final class Explain {
  private static final String USAGE =
      """
      Usage: provisioning/explain [OPTION…] FILE|URL…

      Says what a phone configuration would do: each statement with what it sets, whether another
      one overrides it, and what is unknown or damaged. URLs: tftp, http, https.

        --json        one JSON object a line, in the order of the arguments
        --secrets     show passwords instead of dots
        --persona P   read the files as phones of this make do (default auto)
        --model M     model for files that branch on it
        --mac M       MAC address for files that branch on it
        --key K       opens encrypted files; may be given again
        --signer K    public key that must have signed the files
        --help        this text

      Exit status: 0, 1 when a file could not be read, 2 when the command line is wrong.
      """;

  private Explain() {}

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
    } catch (Options.UsageException e) {
      err.println("explain: " + e.getMessage());
      return 2;
    }
    if (options.help()) {
      out.print(USAGE);
      return 0;
    }
    List<ParsedFile> files = new ArrayList<>();
    for (String source : options.sources()) {
      ParsedFile file = read(source, options);
      files.add(file);
      Explained explained = Explained.of(file, Source.exposure(source));
      if (options.json()) {
        out.println(new JsonReport(options.secrets()).line(explained));
      } else {
        out.print(new TextReport(options.secrets()).file(explained));
      }
    }
    if (files.size() > 1 && !options.json()) {
      Settings merged = Formats.merge(files);
      out.print(
          new TextReport(options.secrets())
              .together(merged, Validation.check(merged, Formats.place(files))));
    }
    return files.stream().allMatch(ParsedFile::readable) ? 0 : 1;
  }

  /** Says how the file is signed and encrypted. */
  private static Finding seal(String shown, boolean encrypted, byte[] bytes, String signer) {
    String start =
        encrypted ? "The file is encrypted and one of the keys opens it; it " : "The file ";
    if (!Jose.signed(bytes)) {
      Finding.Kind kind = signer.isEmpty() ? Finding.Kind.SEALED : Finding.Kind.INVALID;
      return new Finding(kind, shown, 0, start + "is not signed.");
    }
    if (signer.isEmpty()) {
      return new Finding(
          Finding.Kind.SEALED,
          shown,
          0,
          start + "is signed; name the signer with --signer to check it.");
    }
    return Jose.verified(bytes, signer) != null
        ? new Finding(Finding.Kind.SEALED, shown, 0, start + "is signed by the signer named.")
        : new Finding(
            Finding.Kind.INVALID,
            shown,
            0,
            start + "is not signed by the signer named: a phone that trusts that one refuses it.");
  }

  /** Reads one source; what cannot be read becomes a finding. */
  static ParsedFile read(String source, Options options) {
    String shown = options.secrets() ? source : Source.shown(source);
    try {
      byte[] sealed = Source.read(source);
      byte[] plain = Sealed.open(sealed, options.keys());
      byte[] bytes = plain == null ? sealed : plain;
      byte[] signed = Jose.unverified(bytes);
      ParsedFile file =
          Formats.parse(
              shown, signed == null ? bytes : signed, options.context(), options.formats());
      boolean encrypted = plain != null && Sealed.is(sealed);
      return !encrypted && signed == null && options.signer().isEmpty()
          ? file
          : file.with(seal(shown, encrypted, bytes, options.signer()));
    } catch (Source.UnreadableException e) {
      return ParsedFile.unreadable(
          shown, Finding.Kind.UNREADABLE, 0, String.valueOf(e.getMessage()));
    }
  }
}
