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

  private final FileServer server;
  private final Map<String, LastGood.StoredFile> known = new HashMap<>();
  private final Map<String, FetchResult> answers = new HashMap<>();

  /**
   * A search.
   *
   * @param stored files of this server that need not be sent again if unchanged
   */
  Search(FileServer server, @Nullable LastGood stored) {
    this.server = server;
    if (stored != null) {
      stored.files().forEach(f -> known.put(f.name(), f));
    }
  }

  Result ask(Persona persona, String mac) {
    Set<String> tried = new LinkedHashSet<>();
    for (Persona.Way way : persona.ways(mac)) {
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
        FetchResult answer = fetch(name, persona.userAgent(mac));
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
        LastGood.StoredFile stored = known.get(name);
        if (answer instanceof FetchResult.Fetched fetched) {
          files.add(new LastGood.StoredFile(name, fetched.content(), fetched.validators()));
          notes.addAll(fetched.notes());
        } else if (stored != null) {
          files.add(stored);
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

  /** One file may be wanted by several ways; it is asked for once. */
  private FetchResult fetch(String name, String userAgent) {
    return answers.computeIfAbsent(
        name,
        n -> {
          LastGood.StoredFile stored = known.get(n);
          return server.fetch(n, stored == null ? Validators.NONE : stored.validators(), userAgent);
        });
  }
}
