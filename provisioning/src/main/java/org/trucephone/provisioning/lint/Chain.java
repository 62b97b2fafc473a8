package org.trucephone.provisioning.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.settings.Finding;

/**
 * What one phone would read of a tree: the files of its persona's first way that is there, and
 * those they name.
 *
 * @param persona whose ways were gone
 * @param own whether one file is this phone's alone
 * @param files in the order they are read
 * @param findings names that lead nowhere
 */
public record Chain(Persona persona, boolean own, List<ParsedFile> files, List<Finding> findings) {
  private static final int MOST_FILES = 60;

  /** Copies the lists. */
  public Chain {
    files = List.copyOf(files);
    findings = List.copyOf(findings);
  }

  /** {@return the chain, or empty when the tree has nothing this persona asks for} */
  public static Optional<Chain> of(Tree tree, Persona persona, ParseContext context) {
    for (Persona.Way way : persona.ways(context.mac())) {
      Walk walk = new Walk(tree, context);
      if (walk.follow(way)) {
        return Optional.of(new Chain(persona, way.own(), walk.files, walk.findings));
      }
    }
    return Optional.empty();
  }

  /**
   * {@return whether a file is in this persona's own grammar: names are alike, contents are not}
   */
  public boolean inItsOwnGrammar() {
    return files.stream()
        .anyMatch(f ->
            Formats.ALL.stream()
                .anyMatch(g -> g.name().equals(f.format()) && g.persona().equals(persona.name())));
  }

  private static final class Walk {
    private final Tree tree;
    private final ParseContext context;
    private final List<ParsedFile> files = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Walk(Tree tree, ParseContext context) {
      this.tree = tree;
      this.context = context;
    }

    boolean follow(Persona.Way way) {
      for (Persona.Wish wish : way.files()) {
        Optional<String> there =
            wish.names().stream().filter(n -> tree.bytes(n).isPresent()).findFirst();
        if (there.isPresent()) {
          add(there.get());
        } else if (wish.required()) {
          return false;
        }
      }
      return true;
    }

    private void add(String name) {
      byte[] bytes = tree.bytes(name).orElseThrow();
      ParsedFile file = Formats.parse(name, bytes, context);
      files.add(file);
      if (!file.readable()) {
        return;
      }
      List<String> included =
          Formats.recognise(name, bytes).map(f -> f.includes(bytes, context)).orElse(List.of());
      for (String wanted : included) {
        String local = Tree.local(wanted);
        boolean known = files.stream().anyMatch(f -> f.source().equals(local));
        if (known || files.size() >= MOST_FILES) {
          continue;
        }
        if (tree.bytes(local).isPresent()) {
          add(local);
        } else if (!wanted.contains("://")) {
          findings.add(
              new Finding(
                  Finding.Kind.MISSING,
                  name,
                  line(file, wanted),
                  "%s names %s, which is not there: put it there or take the name out."
                      .formatted(name, local)));
        }
      }
    }

    /** The statement that names the file, or the whole file when its name was made up. */
    private static int line(ParsedFile file, String wanted) {
      String last = wanted.substring(wanted.lastIndexOf('/') + 1);
      return file.statements().stream()
          .filter(s -> s.shown().contains(last))
          .mapToInt(s -> s.line())
          .findFirst()
          .orElse(0);
    }
  }
}
