package org.trucephone.tests.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.trucephone.firmware.directory.Directories;
import org.trucephone.firmware.directory.DirectoryAddress;
import org.trucephone.firmware.directory.DirectoryException;
import org.trucephone.firmware.directory.Keypad;
import org.trucephone.firmware.directory.ldap.LdapDirectory;
import org.trucephone.firmware.history.Contact;
import org.trucephone.tests.harness.Slapd;

/** How soon the phone finds people on an OpenLDAP server of a large company. */
public final class Lookup {
  private static final int QUESTIONS = 60;
  private static final String[] STARTS = {
    "A", "Ba", "Bren", "Cha", "Da", "El", "Fre", "Gar", "Ha", "Jo", "Ka", "Lin", "Mar", "Mey", "Na",
    "Ol", "Per", "Ro", "Sa", "Schmi", "Ste", "Tho", "Um", "Ve", "Wal", "Zi"
  };
  private static final String[] MIDDLES = {
    "", "l", "nd", "rk", "tt", "be", "da", "li", "mo", "ri", "so"
  };
  private static final String[] ENDS = {
    "a", "er", "in", "ke", "mann", "o", "rsen", "son", "t", "us", "y"
  };

  private Lookup() {}

  private record Person(String first, String last, String number) {}

  /** Measures and prints; the argument is how many people there are. */
  public static void main(String[] arguments) throws Exception {
    int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200_000;
    Path folder = Files.createTempDirectory("lookup");
    List<Person> people = people(entries);
    Path ldif = folder.resolve("people.ldif");
    write(ldif, people);
    long began = System.nanoTime();
    try (Slapd server = Slapd.start(folder, ldif, "")) {
      System.out.printf(
          Locale.ROOT,
          "%d people, filled in %d s%n",
          people.size(),
          (System.nanoTime() - began) / 1_000_000_000);
      measure(people, server);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static List<Person> people(int entries) {
    Random random = new Random(1);
    List<Person> people = new ArrayList<>(entries);
    for (int i = 0; i < entries; i++) {
      people.add(
          new Person(name(random), name(random), String.format(Locale.ROOT, "+1555%07d", i)));
    }
    return people;
  }

  private static String name(Random random) {
    return STARTS[random.nextInt(STARTS.length)]
        + MIDDLES[random.nextInt(MIDDLES.length)]
        + ENDS[random.nextInt(ENDS.length)];
  }

  private static void write(Path ldif, List<Person> people) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(ldif)) {
      for (int i = 0; i < people.size(); i++) {
        Person p = people.get(i);
        String shown = p.first + " " + p.last;
        out.write(
            "dn: uid=u%d,%s\nobjectClass: inetOrgPerson\nuid: u%d\ncn: %s\nsn: %s\n"
                    .formatted(i, Slapd.BASE, i, shown, p.last)
                + "givenName: %s\ndisplayName: %s\ntelephoneNumber: %s\n\n"
                    .formatted(p.first, shown, p.number));
      }
    }
  }

  /** What one question waits for. */
  private static final class Waiting {
    final CompletableFuture<Long> hit = new CompletableFuture<>();
    String digits = "";
    String number = "";
  }

  private static void measure(List<Person> people, Slapd server)
      throws GeneralSecurityException, DirectoryException, IOException, InterruptedException {
    DirectoryAddress address = DirectoryAddress.of(server.address());
    Random random = new Random(2);
    Waiting[] now = {new Waiting()};
    Directories.Listener listener =
        new Directories.Listener() {
          @Override
          public void found(String digits, List<Contact> all) {
            if (digits.equals(now[0].digits) && !all.isEmpty()) {
              now[0].hit.complete(System.nanoTime());
            }
          }

          @Override
          public void named(String number, String name) {
            if (number.equals(now[0].number)) {
              now[0].hit.complete(System.nanoTime());
            }
          }
        };
    try (Directories directories = new Directories(listener)) {
      directories.use(List.of(new LdapDirectory(address, "", "", SSLContext.getDefault())));
      Set<String> asked = new HashSet<>();
      for (int length = 2; length <= 6; length++) {
        List<Long> hits = new ArrayList<>();
        // What was asked before is known; of two digits there are few.
        for (int tries = 0; tries < 10 * QUESTIONS && hits.size() < QUESTIONS; tries++) {
          String name = people.get(random.nextInt(people.size())).last;
          String digits = Keypad.digitsOf(name);
          if (digits.length() >= length && asked.add(digits.substring(0, length))) {
            Waiting next = new Waiting();
            next.digits = digits.substring(0, length);
            now[0] = next;
            hits.add(took(next, () -> directories.search(next.digits)));
          }
        }
        row("first hit, " + length + " digits of a name", hits);
      }
      List<Long> hits = new ArrayList<>();
      for (int i = 0; i < QUESTIONS; i++) {
        Waiting next = new Waiting();
        next.number = people.get(random.nextInt(people.size())).number;
        now[0] = next;
        hits.add(took(next, () -> directories.whoIs(next.number)));
      }
      row("the name to a number", hits);
    }
    List<Long> peer = new ArrayList<>();
    for (int i = 0; i < QUESTIONS / 2; i++) {
      String name = people.get(random.nextInt(people.size())).last.substring(0, 2);
      long began = System.nanoTime();
      Process search =
          new ProcessBuilder(
                  "ldapsearch",
                  "-x",
                  "-LLL",
                  "-z",
                  "50",
                  "-H",
                  "ldap://127.0.0.1:" + server.port(),
                  "-b",
                  Slapd.BASE,
                  "(|(sn=" + name + "*)(givenName=" + name + "*)(displayName=" + name + "*))")
              .redirectErrorStream(true)
              .start();
      search.getInputStream().read();
      peer.add((System.nanoTime() - began) / 1000);
      search.destroy();
      search.waitFor();
    }
    row("ldapsearch, two letters, with its start", peer);
  }

  /** {@return microseconds} */
  private static long took(Waiting waiting, Runnable question) {
    long began = System.nanoTime();
    question.run();
    return (waiting.hit.orTimeout(20, TimeUnit.SECONDS).join() - began) / 1000;
  }

  private static void row(String what, List<Long> micros) {
    long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-42s median %7.1f ms   95 of 100 within %7.1f ms   worst %7.1f ms   (%d)%n",
        what,
        sorted[sorted.length / 2] / 1e3,
        sorted[(int) (sorted.length * 0.95)] / 1e3,
        Arrays.stream(sorted).max().orElse(0) / 1e3,
        sorted.length);
  }
}
