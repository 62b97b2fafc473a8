package org.trucephone.provisioning.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.ParsedFile;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Assignment;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Provenance;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Validation;

/** Finds what is wrong with a tree; pure but for the reading of files. */
final class Linter {
  private static final Pattern ADDRESS =
      Pattern.compile("(?<![0-9A-Fa-f])([0-9A-Fa-f]{12})(?:\\d\\d)?(?![0-9A-Fa-f])");
  private static final Pattern CONFIGURATION =
      Pattern.compile(
          "(?i).*\\.(cfg|cnf|xml|boot|toml|conf|ini|htm|prv|dat|txt|sgn)|(?i)cfg[0-9a-f]{12}");

  private final Tree tree;
  private final List<Persona> personas;
  private final String model;
  private final Set<Finding> found = new LinkedHashSet<>();
  private final Set<String> read = new HashSet<>();
  private int phones;

  Linter(Tree tree, List<Persona> personas, String model) {
    this.tree = tree;
    this.personas = personas;
    this.model = model;
  }

  /** {@return how many phones' configurations were put together} */
  int phones() {
    return phones;
  }

  /** {@return what is wrong, by file and line; {@code mac} is empty for every phone of the tree} */
  List<Finding> findings(String mac) {
    for (String name : tree.names()) {
      file(name);
    }
    Set<String> addresses = mac.isEmpty() ? addresses() : new TreeSet<>(Set.of(mac));
    for (String address : addresses) {
      phone(address, !mac.isEmpty());
    }
    for (String name : tree.names()) {
      named(name);
    }
    List<Finding> all = new ArrayList<>(found);
    all.sort(Comparator.comparing(Finding::file).thenComparing(Finding::line));
    return all;
  }

  /** What is wrong with one file whoever reads it. */
  private void file(String name) {
    byte[] bytes = tree.bytes(name).orElseThrow();
    boolean known = Formats.recognise(name, bytes).isPresent();
    if (!known && !CONFIGURATION.matcher(Formats.fileName(name)).matches()) {
      return;
    }
    ParsedFile file = Formats.parse(name, bytes, new ParseContext(model, ""));
    if (known || notOther(name, bytes)) {
      found.addAll(file.findings());
    }
    if (file.cutOff() && file.findings().isEmpty()) {
      add(Finding.Kind.RECOVERED, name, 0, "The file is cut off: put the whole one there.");
    }
    for (Finding f : Validation.check(file.settings(), new Provenance(name, 1, ""))) {
      if (f.kind() != Finding.Kind.MISSING) {
        found.add(f);
      }
    }
    file.keys().forEach(this::key);
    conflicts(file);
  }

  /** Directories, ring lists and the like are for the phone's other parts, not for this one. */
  private static boolean notOther(String name, byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
    String lower = start.toLowerCase(Locale.ROOT);
    boolean page = lower.contains("<html") || lower.contains("<!doctype html");
    return page
        || start.isBlank()
        || ADDRESS.matcher(Formats.fileName(name)).find()
        || Formats.fileName(name).matches("(?i).*\\.(cnf|cfg|boot|toml)(\\.xml)?");
  }

  private void key(LineKey key) {
    boolean needs =
        switch (key.type()) {
          case BLF, SPEED_DIAL, INTERCOM, URL, DTMF -> true;
          default -> false;
        };
    if (needs && key.value().isEmpty()) {
      add(
          Finding.Kind.INVALID,
          key.provenance().source(),
          key.provenance().line(),
          "Key %d (%s) has no number: say whom it is for."
              .formatted(key.index(), key.type().token()));
    }
  }

  /** Statements of which a later one takes the effect. */
  private void conflicts(ParsedFile file) {
    record Target(Object field, int index) {}
    Map<Target, Assignment<?>> before = new HashMap<>();
    for (var s : file.statements()) {
      for (var a : s.effects()) {
        var old = before.put(new Target(a.field(), a.index()), a);
        boolean same = old == null || Objects.equals(old.value(), a.value());
        if (old != null
            && !same
            && old.provenance().statement().equals(a.provenance().statement())) {
          add(
              Finding.Kind.OVERRIDDEN,
              file.source(),
              old.provenance().line(),
              "%s is set again in line %d, which wins: take one of them out."
                  .formatted(old.provenance().statement(), a.provenance().line()));
        }
      }
    }
  }

  private Set<String> addresses() {
    Set<String> all = new TreeSet<>();
    for (String name : tree.names()) {
      Matcher m = ADDRESS.matcher(Formats.fileName(name));
      if (m.find() && !m.group(1).startsWith("0000000000")) {
        all.add(m.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return all;
  }

  /** What is wrong with all that one phone would read. */
  private void phone(String mac, boolean asked) {
    boolean any = false;
    for (Persona persona : personas) {
      String as = model.isEmpty() ? persona.model() : model;
      Optional<Chain> chain = Chain.of(tree, persona, new ParseContext(as, mac));
      if (chain.isEmpty()) {
        continue;
      }
      List<ParsedFile> files = chain.get().files();
      files.forEach(f -> read.add(f.source()));
      boolean named =
          files.stream().anyMatch(f -> f.source().toLowerCase(Locale.ROOT).contains(mac));
      Settings whole = Formats.merge(files);
      boolean own = chain.get().inItsOwnGrammar() && (named || !whole.usableAccounts().isEmpty());
      // What only a file of this phone's could lack is no fault where it is another make's phone.
      chain.get().findings().stream()
          .filter(f -> own || !f.text().toLowerCase(Locale.ROOT).contains(mac))
          .forEach(found::add);
      if (own) {
        any = true;
        phones++;
        files.forEach(f -> found.addAll(f.findings()));
        whole(whole, chain.get());
      }
    }
    if (!any && asked) {
      String names =
          personas.stream()
              .flatMap(p -> p.ways(mac).stream().filter(Persona.Way::own).limit(1))
              .flatMap(w -> w.files().stream().filter(Persona.Wish::required).limit(1))
              .map(f -> f.names().getFirst())
              .distinct()
              .collect(Collectors.joining(", "));
      add(
          Finding.Kind.MISSING,
          "",
          0,
          "There is no file for the phone %s: phones ask for one of %s.".formatted(mac, names));
    }
  }

  private void whole(Settings settings, Chain chain) {
    found.addAll(Validation.check(settings, Formats.place(chain.files())));
    Set<Integer> lines = new HashSet<>();
    for (Account a : settings.accounts()) {
      lines.add(a.index());
      account(a);
    }
    for (LineKey k : settings.keys()) {
      if (k.line() > 0 && !lines.contains(k.line()) && k.type() != KeyType.NONE) {
        add(
            Finding.Kind.INVALID,
            k.provenance().source(),
            k.provenance().line(),
            "Key %d works on line %d, which is not configured.".formatted(k.index(), k.line()));
      }
    }
  }

  private void account(Account a) {
    Setting<Endpoint> registrar = a.registrar();
    Endpoint server = Setting.value(registrar);
    if (registrar != null
        && server != null
        && (server.host().equals("localhost") || server.host().startsWith("127."))) {
      add(
          Finding.Kind.INVALID,
          registrar.provenance().source(),
          registrar.provenance().line(),
          "Line %d registers with %s, which is the phone itself: name the server."
              .formatted(a.index(), server.host()));
    }
    String password = a.passwordOrEmpty().reveal();
    if (a.password() != null && !password.isEmpty() && password.equals(a.userOr(""))) {
      add(
          Finding.Kind.SECRET_EXPOSED,
          a.password().provenance().source(),
          a.password().provenance().line(),
          "The password of line %d is its user name: anyone can guess it.".formatted(a.index()));
    }
  }

  /** A file for one phone that no phone asks for by that name. */
  private void named(String name) {
    Matcher m = ADDRESS.matcher(Formats.fileName(name));
    boolean configuration = Formats.recognise(name, tree.bytes(name).orElseThrow()).isPresent();
    if (!m.find() || m.group(1).startsWith("0000000000") || read.contains(name) || !configuration) {
      return;
    }
    String mac = m.group(1).toLowerCase(Locale.ROOT);
    for (Persona persona : personas) {
      for (Persona.Way way : persona.ways(mac)) {
        for (Persona.Wish wish : way.files()) {
          for (String asked : wish.names()) {
            if (asked.equalsIgnoreCase(name) && !asked.equals(name)) {
              add(
                  Finding.Kind.INVALID,
                  name,
                  0,
                  "Phones ask for %s: servers tell capitals from small letters, so rename it."
                      .formatted(asked));
              return;
            }
            if (asked.equals(name)) {
              return;
            }
          }
        }
      }
    }
    add(
        Finding.Kind.UNREADABLE,
        name,
        0,
        "No phone asks for a file of this name, and no file names it: check how it is spelt.");
  }

  private void add(Finding.Kind kind, String file, int line, String text) {
    found.add(new Finding(kind, file, line, text));
  }
}
