package org.trucephone.provisioning;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;
import org.trucephone.provisioning.format.ConfigFormat;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.persona.Persona;
import org.trucephone.provisioning.persona.Personas;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.store.LastGood;
import org.trucephone.provisioning.store.LastGoodStore;
import org.trucephone.provisioning.tftp.TftpClient;
import org.trucephone.provisioning.tftp.TftpLimits;

/**
 * Fetches, reads, judges and keeps configurations.
 *
 * <p>A configuration that is good is put in force and stored. One that is bad leaves the last good
 * one in force; so does a server that is silent. Blocks; one call at a time per data folder.
 */
public final class Provisioner implements AutoCloseable {
  private static final String KEPT = " The last good configuration stays in force.";

  private final TftpClient tftp;
  private final HttpFetcher http;

  /** With the usual limits; trusts what the platform trusts. */
  public Provisioner() {
    this(new TftpClient(TftpLimits.USUAL), new HttpFetcher(HttpLimits.USUAL));
  }

  /** With these clients; closes them. */
  public Provisioner(TftpClient tftp, HttpFetcher http) {
    this.tftp = tftp;
    this.http = http;
  }

  @Override
  public void close() {
    http.close();
  }

  /**
   * Asks the server once and returns what is to be in force from now on. To be called again for
   * every retry, poll and resync; never throws for anything the network, the server, a file or the
   * disk does.
   */
  public Outcome provision(Request request) {
    LastGoodStore store = new LastGoodStore(request.data());
    LastGoodStore.Loaded loaded = store.load();
    List<Finding> diskFindings = new ArrayList<>();
    loaded.problems().forEach(p -> diskFindings.add(onDisk(p)));
    LastGood stored = loaded.value();
    if (stored != null && !stored.mac().equals(request.mac())) {
      stored = null; // another phone's: the card was moved
    }

    FileServer server = new FileServer(request, tftp, http);
    String fault = server.fault();
    List<Persona> personas = personas(request, stored);
    if (fault == null && personas.isEmpty()) {
      fault =
          "There is no persona “%s”: choose one of %s."
              .formatted(request.persona(), String.join(", ", Personas.names()));
    }
    if (fault != null) {
      return fallBack(request, stored, fault, diskFindings);
    }

    Candidate best = null;
    List<Search.Result> failures = new ArrayList<>();
    LastGood ofThisServer = sameServer(stored, request) ? stored : null;
    Search search = new Search(server, ofThisServer, request.file(), Trust.of(request.data()));
    Deque<Persona> left = new ArrayDeque<>(personas);
    while (!left.isEmpty() && (best == null || !best.settled())) {
      switch (search.ask(left.remove(), request.mac())) {
        case Search.Lost lost -> {
          return fallBack(request, stored, lost.sentence(), diskFindings);
        }
        case Search.Found found -> {
          Candidate candidate = Candidate.of(found, request);
          best = best == null || candidate.betterThan(best) ? candidate : best;
          // Several makes ask for <mac>.cfg. Whose it is, the contents tell: ask as that one next.
          left.stream()
              .filter(p -> p.name().equals(candidate.make()))
              .findFirst()
              .ifPresent(p -> {
                left.remove(p);
                left.addFirst(p);
              });
        }
        case Search.Broken broken -> failures.add(broken);
        case Search.Nothing nothing -> failures.add(nothing);
      }
    }
    if (best == null || !best.verdict.grade().usable() && anyBroken(failures)) {
      return fallBack(request, stored, failure(failures, server, request.mac()), diskFindings);
    }
    return conclude(request, store, stored, best, diskFindings);
  }

  /**
   * {@return the settings stored last, for when there is no server to ask; {@code problem} says so}
   */
  public Outcome lastGood(Path data, String mac, String problem) {
    Request nowhere = new Request(URI.create("none:/"), mac, Personas.AUTO, data, null);
    LastGood stored = new LastGoodStore(data).load().value();
    boolean ours = stored != null && stored.mac().equals(nowhere.mac());
    return fallBack(nowhere, ours ? stored : null, problem, List.of());
  }

  /**
   * Notes that a line registered with the settings of the last {@link #provision}: from now on they
   * are what a change that does not work is taken back to.
   */
  public void proven(Request request) {
    try {
      new LastGoodStore(request.data()).prove();
    } catch (IOException e) {
      Logger.tag("provisioning").warn("not noted as working: {}", e.getMessage());
    }
  }

  /** Lets a configuration that was taken back be tried once more. */
  public void reconsider(Request request) {
    try {
      new LastGoodStore(request.data()).reconsider();
    } catch (IOException e) {
      Logger.tag("provisioning").warn("the mark stays: {}", e.getMessage());
    }
  }

  /**
   * Takes a change back with which no line registers: the last settings one did register with are
   * in force again, and what is on the server now is left until it changes.
   *
   * @param fault what is wrong with it, one or two sentences
   * @return null when there is nothing other to go back to
   */
  public @Nullable Outcome takeBack(Request request, String fault) {
    LastGoodStore store = new LastGoodStore(request.data());
    LastGood now = store.load().value();
    LastGood before = store.proven();
    boolean way = now != null && before != null && before.mac().equals(request.mac());
    if (!way || now == null || before == null || sameContent(now, before)) {
      return null;
    }
    String reason = "The new settings were taken back. " + fault;
    try {
      store.refuse(new LastGoodStore.Refused(LastGoodStore.fingerprint(now), reason));
      store.save(before);
    } catch (IOException e) {
      Logger.tag("provisioning").warn("what was taken back is not noted: {}", e.getMessage());
    }
    return fallBack(request, before, reason, List.of());
  }

  private static Outcome conclude(
      Request request,
      LastGoodStore store,
      @Nullable LastGood stored,
      Candidate best,
      List<Finding> diskFindings) {
    Verdict verdict = best.verdict;
    List<Finding> findings = new ArrayList<>(diskFindings);
    best.found.notes().forEach(n -> findings.add(new Finding(Finding.Kind.RECOVERED, "", 0, n)));
    findings.addAll(verdict.settings().findings());

    boolean good = verdict.grade() == Verdict.Grade.GOOD;
    if (!good) {
      String problem = best.problem(request);
      Outcome kept = fallBack(request, stored, problem + KEPT, findings);
      if (kept.settings() != null) {
        return kept;
      }
      boolean usable = verdict.grade().usable();
      return new Outcome(
          request.server().toString(),
          best.found.persona().name(),
          names(best.found.files()),
          usable ? verdict.settings() : null,
          findings,
          problem,
          false,
          false);
    }
    LastGood fresh =
        new LastGood(
            request.server().toString(),
            best.found.persona().name(),
            request.mac(),
            best.found.files());
    boolean unchanged = stored != null && sameContent(stored, fresh);
    LastGoodStore.Refused refused = store.refused();
    boolean taken =
        refused != null && refused.fingerprint().equals(LastGoodStore.fingerprint(fresh));
    if (refused != null && taken && stored != null) {
      return fallBack(request, stored, refused.reason(), findings);
    }
    if (!unchanged || !sameServer(stored, request) || !diskFindings.isEmpty()) {
      try {
        store.save(fresh);
        Trust.install(request.data(), verdict.settings().general());
      } catch (IOException e) {
        findings.add(
            onDisk(
                "The configuration could not be stored and will be missing when the server is"
                    + " silent: "
                    + e.getMessage()));
      }
    }
    return new Outcome(
        fresh.source(),
        fresh.persona(),
        names(fresh.files()),
        verdict.settings(),
        findings,
        null,
        false,
        unchanged);
  }

  /** What is in force when the server gave nothing that could be. */
  private static Outcome fallBack(
      Request request, @Nullable LastGood stored, String problem, List<Finding> findings) {
    if (stored == null) {
      return new Outcome(
          request.server().toString(),
          request.persona(),
          List.of(),
          null,
          findings,
          problem,
          false,
          false);
    }
    String model = Personas.named(stored.persona()).map(Persona::model).orElse("");
    Verdict verdict = Verdict.of(stored.source(), model, stored.mac(), stored.files());
    boolean usable = verdict.grade().usable();
    List<Finding> all = new ArrayList<>(findings);
    if (all.isEmpty()) {
      all.addAll(verdict.settings().findings());
    }
    return new Outcome(
        stored.source(),
        stored.persona(),
        names(stored.files()),
        usable ? verdict.settings() : null,
        all,
        problem,
        usable,
        usable);
  }

  /** Files that make a configuration, with their verdict. */
  private record Candidate(Search.Found found, Verdict verdict) {
    static Candidate of(Search.Found found, Request request) {
      return new Candidate(
          found,
          Verdict.of(
              request.server().toString(), found.persona().model(), request.mac(), found.files()));
    }

    boolean betterThan(Candidate other) {
      if (!verdict.grade().usable() && !other.verdict.grade().usable()) {
        return found.own() && !other.found.own(); // the one an administrator should hear about
      }
      int byGrade = verdict.grade().compareTo(other.verdict.grade());
      if (byGrade != 0) {
        return byGrade > 0;
      }
      return found.own() != other.found.own() ? found.own() : ofItsMake() && !other.ofItsMake();
    }

    /** The make whose files these are, by their contents; "" when that is not known. */
    String make() {
      LastGood.StoredFile last = found.files().getLast();
      return Formats.recognise(last.name(), last.content()).map(ConfigFormat::persona).orElse("");
    }

    private boolean ofItsMake() {
      return make().equals(found.persona().name());
    }

    /** What is wrong with it, when it is not good. */
    String problem(Request request) {
      if (found.own() || verdict.grade() != Verdict.Grade.EMPTY) {
        return String.valueOf(verdict.problem());
      }
      return "%s is not on the provisioning server %s, and %s has no account for this phone."
          .formatted(
              ownName(found.persona(), request.mac()),
              request.server().getHost(),
              names(found.files()).getLast());
    }

    /** Nothing another persona could find would be better. */
    boolean settled() {
      return verdict.grade() == Verdict.Grade.GOOD && found.own() && ofItsMake();
    }
  }

  /** The persona asked for; with "auto" all, the one that was answered last time first. */
  private static List<Persona> personas(Request request, @Nullable LastGood stored) {
    if (!request.persona().equals(Personas.AUTO)) {
      return Personas.named(request.persona()).stream().toList();
    }
    List<Persona> all = new ArrayList<>(Personas.ALL);
    if (stored != null && sameServer(stored, request)) {
      Optional<Persona> remembered = Personas.named(stored.persona());
      remembered.ifPresent(p -> {
        all.remove(p);
        all.addFirst(p);
      });
    }
    return all;
  }

  private static boolean sameServer(@Nullable LastGood stored, Request request) {
    return stored != null && stored.source().equals(request.server().toString());
  }

  private static boolean sameContent(LastGood one, LastGood other) {
    boolean same =
        one.persona().equals(other.persona()) && one.files().size() == other.files().size();
    for (int i = 0; same && i < one.files().size(); i++) {
      LastGood.StoredFile a = one.files().get(i);
      LastGood.StoredFile b = other.files().get(i);
      same = a.name().equals(b.name()) && Arrays.equals(a.content(), b.content());
    }
    return same;
  }

  private static boolean anyBroken(List<Search.Result> failures) {
    return failures.stream().anyMatch(Search.Broken.class::isInstance);
  }

  private static String failure(List<Search.Result> failures, FileServer server, String mac) {
    int tried = 0;
    String name = "";
    for (Search.Result failure : failures) {
      switch (failure) {
        case Search.Broken broken -> {
          return broken.sentence();
        }
        case Search.Nothing nothing -> {
          tried += nothing.tried().size();
          name = ownName(nothing.persona(), mac);
        }
        case Search.Found _, Search.Lost _ -> {
          // not a failure of this kind
        }
      }
    }
    if (failures.size() > 1) {
      return "There is no configuration for %s on the provisioning server %s; tried %d names."
          .formatted(mac.replaceAll("(..)(?=.)", "$1:"), server.host(), tried);
    }
    return "%s is not on the provisioning server %s; tried %d names."
        .formatted(name, server.host(), tried);
  }

  /** The name an administrator will look for: the persona's first file for one phone. */
  private static String ownName(Persona persona, String mac) {
    return persona.ways(mac).stream()
        .filter(Persona.Way::own)
        .flatMap(w -> w.files().stream())
        .filter(Persona.Wish::required)
        .map(f -> f.names().getFirst())
        .findFirst()
        .orElse("The configuration");
  }

  private static List<String> names(List<LastGood.StoredFile> files) {
    return files.stream().map(LastGood.StoredFile::name).toList();
  }

  private static Finding onDisk(String text) {
    return new Finding(Finding.Kind.UNREADABLE, "", 0, text);
  }
}
