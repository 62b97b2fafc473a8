package org.trucephone.provisioning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.format.ParseContext;
import org.trucephone.provisioning.format.Sealed;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.store.LastGood;

/** Asks one server for the files personas want. Lives for one provisioning. */
final class Search {

  /** What asking as one persona came to. */
  sealed interface Result {}

  /**
   * A way's files are there.
   *
   * @param own whether one is for this phone alone
   * @param notes oddities of the transfers
   */
  record Found(Persona persona, boolean own, List<LastGood.StoredFile> files, List<String> notes)
      implements Result {}

  /** The server has none of the required files. */
  record Nothing(Persona persona, Set<String> tried) implements Result {}

  /** A file is there but does not come over whole. */
  record Broken(Persona persona, String sentence) implements Result {}

  /** The server cannot be used at all now. */
  record Lost(Persona persona, String sentence) implements Result {}

  /** As deep as a chain of files that name others is followed, and as many files. */
  private static final int MOST_DEEP = 4;

  private static final int MOST_FILES = 60;

  /** Servers give one name different contents by who asks. */
  private record Asked(String name, String userAgent, int webPort) {}

  private final FileServer server;
  private final Trust trust;
  private final @Nullable String named;
  private final Map<String, LastGood.StoredFile> known = new HashMap<>();
  private final Map<Asked, FetchResult> answers = new HashMap<>();

  /**
   * A search.
   *
   * @param stored files of this server that need not be sent again if unchanged
   * @param named a file to ask for before all others, or null
   * @param trust opens and believes files
   */
  Search(FileServer server, @Nullable LastGood stored, @Nullable String named, Trust trust) {
    this.server = server;
    this.named = named;
    this.trust = trust;
    if (stored != null) {
      stored.files().forEach(f -> known.put(f.name(), f));
    }
  }

  Result ask(Persona persona, String mac) {
    Set<String> tried = new LinkedHashSet<>();
    List<Persona.Way> ways = new ArrayList<>(persona.ways(mac));
    if (named != null) {
      ways.addFirst(new Persona.Way(true, List.of(Persona.Wish.required(named))));
    }
    for (Persona.Way way : ways) {
      Optional<Result> result = follow(way, persona, mac, tried);
      if (result.isPresent()) {
        return result.get();
      }
    }
    return new Nothing(persona, tried);
  }

  /** {@return empty when a required file is not there} */
  private Optional<Result> follow(Persona.Way way, Persona persona, String mac, Set<String> tried) {
    List<LastGood.StoredFile> files = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Persona.Wish wish : way.files()) {
      boolean there = false;
      for (String name : wish.names()) {
        tried.add(name);
        FetchResult answer = fetch(name, persona, mac);
        if (answer instanceof FetchResult.Failed failed) {
          switch (failed.kind()) {
            case NOT_FOUND, DENIED -> {
              continue; // as if it were not there: ask for the next name
            }
            case TIMEOUT, REFUSED, UNREACHABLE, CERTIFICATE, LOCAL, UNAUTHORISED -> {
              return Optional.of(new Lost(persona, failed.sentence()));
            }
            case TOO_LARGE, SERVER_ERROR, PROTOCOL -> {
              return Optional.of(new Broken(persona, failed.sentence()));
            }
          }
        }
        String doubt = doubt(name, answer);
        if (doubt != null) {
          return Optional.of(new Broken(persona, doubt));
        }
        LastGood.StoredFile file = file(name, answer);
        if (file != null) {
          if (answer instanceof FetchResult.Fetched fetched) {
            notes.addAll(fetched.notes());
          }
          files.add(file);
          Included included = new Included(persona, mac, files, notes);
          Optional<Result> stop = included.by(file, 0);
          if (stop.isPresent()) {
            return stop;
          }
        }
        there = true;
        break;
      }
      if (!there && wish.required()) {
        return Optional.empty();
      }
    }
    return Optional.of(new Found(persona, way.own(), files, notes));
  }

  private @Nullable String doubt(String name, FetchResult answer) {
    return answer instanceof FetchResult.Fetched fetched
        ? trust.doubt(name, fetched.content())
        : null;
  }

  private LastGood.@Nullable StoredFile file(String name, FetchResult answer) {
    if (answer instanceof FetchResult.Fetched fetched) {
      return new LastGood.StoredFile(name, trust.content(fetched.content()), fetched.validators());
    }
    return known.get(name);
  }

  /** Files that other files name: read after the one that names them, each once. */
  private final class Included {
    private final Persona persona;
    private final String mac;
    private final List<LastGood.StoredFile> files;
    private final List<String> notes;

    Included(Persona persona, String mac, List<LastGood.StoredFile> files, List<String> notes) {
      this.persona = persona;
      this.mac = mac;
      this.files = files;
      this.notes = notes;
    }

    /** {@return what ends the search; empty when it goes on} */
    Optional<Result> by(LastGood.StoredFile file, int depth) {
      if (file.content().length > Formats.MAX_BYTES) {
        return Optional.empty();
      }
      ParseContext context = new ParseContext(persona.model(), mac);
      Optional<ConfigFormat> format = Formats.recognise(file.name(), file.content());
      format.ifPresent(f -> trust.add(f.keys(file.content())));
      List<String> names = format.map(f -> f.includes(file.content(), context)).orElse(List.of());
      for (String name : names) {
        Optional<Result> stop = one(name, file.name(), depth);
        if (stop.isPresent()) {
          return stop;
        }
      }
      return Optional.empty();
    }

    private Optional<Result> one(String name, String by, int depth) {
      String plain = name.replaceFirst("^/+", "");
      if (files.stream().anyMatch(f -> f.name().equals(plain))) {
        return Optional.empty(); // read already: a file that includes itself ends here
      }
      if (depth >= MOST_DEEP || files.size() >= MOST_FILES) {
        notes.add("%s, which %s names, was not read: too many files.".formatted(plain, by));
        return Optional.empty();
      }
      FetchResult answer = fetch(plain, persona, mac);
      if (answer instanceof FetchResult.Failed failed) {
        if (plain.contains("://")) { // perhaps another server: this one still counts
          notes.add("%s names another file: %s".formatted(by, failed.sentence()));
          return Optional.empty();
        }
        switch (failed.kind()) {
          case NOT_FOUND, DENIED -> {
            notes.add("%s, which %s names, is not on the server.".formatted(plain, by));
            return Optional.empty();
          }
          case TIMEOUT, REFUSED, UNREACHABLE, CERTIFICATE, LOCAL, UNAUTHORISED -> {
            return Optional.of(new Lost(persona, failed.sentence()));
          }
          case TOO_LARGE, SERVER_ERROR, PROTOCOL -> {
            return Optional.of(new Broken(persona, failed.sentence()));
          }
        }
      }
      String doubt = doubt(plain, answer);
      if (doubt != null) {
        return Optional.of(new Broken(persona, doubt));
      }
      LastGood.StoredFile file = file(plain, answer);
      if (file == null) {
        return Optional.empty();
      }
      if (Sealed.is(file.content())) {
        notes.add("%s, which %s names, is encrypted: no key opens it.".formatted(plain, by));
        return Optional.empty();
      }
      if (Formats.recognise(file.name(), file.content()).isEmpty()) {
        notes.add("%s, which %s names, is no configuration: it was left.".formatted(plain, by));
        return Optional.empty();
      }
      files.add(file);
      return by(file, depth + 1);
    }
  }

  /** One file may be wanted by several ways; as one persona it is asked for once. */
  private FetchResult fetch(String name, Persona persona, String mac) {
    return answers.computeIfAbsent(
        new Asked(name, persona.userAgent(mac), persona.webPort()),
        a -> {
          LastGood.StoredFile stored = known.get(name);
          return server.fetch(
              name,
              stored == null ? Validators.NONE : stored.validators(),
              a.userAgent(),
              a.webPort());
        });
  }
}
