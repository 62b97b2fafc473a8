package org.trucephone.tests.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Debian's OpenLDAP server on a free port of 127.0.0.1, filled from a file. */
public final class Slapd implements AutoCloseable {
  /** Where everybody is. */
  public static final String BASE = "dc=corp,dc=example";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final Child server;
  private final int port;

  private Slapd(Child server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Fills it and starts it.
   *
   * @param ldif entries below {@link #BASE}, which is made here
   * @param password of {@code cn=phones} below the base; "" lets everybody read
   */
  public static Slapd start(Path folder, Path ldif, String password) throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    Path settings = folder.resolve("slapd.conf");
    String access =
        password.isEmpty()
            ? ""
            : "rootdn \"cn=phones,%s\"\nrootpw %s\naccess to * by anonymous auth\n"
                .formatted(BASE, password);
    Files.writeString(
        settings,
        """
        include /etc/ldap/schema/core.schema
        include /etc/ldap/schema/cosine.schema
        include /etc/ldap/schema/inetorgperson.schema
        modulepath /usr/lib/ldap
        moduleload back_mdb
        pidfile %1$s/pid
        database mdb
        maxsize 2147483648
        suffix "%2$s"
        directory %3$s
        %4$s
        index objectClass eq
        index sn,givenName,displayName,cn,telephoneNumber,mobile,homePhone eq,sub
        """
            .formatted(folder, BASE, data, access));
    Path base = folder.resolve("base.ldif");
    Files.writeString(base, "dn: " + BASE + "\nobjectClass: domain\ndc: corp\n");
    for (Path file : List.of(base, ldif)) {
      add(folder, settings, file);
    }
    int port = Ports.free();
    Child server =
        Child.start(
            folder.resolve("slapd.log"),
            List.of(
                "/usr/sbin/slapd",
                "-d",
                "0",
                "-f",
                settings.toString(),
                "-h",
                "ldap://127.0.0.1:" + port));
    Slapd slapd = new Slapd(server, port);
    Await.until("the directory server", LIMIT, slapd::listens, server::output);
    return slapd;
  }

  private static void add(Path folder, Path settings, Path ldif) throws IOException {
    try (Child add =
        Child.start(
            folder.resolve("slapadd.log"),
            List.of("/usr/sbin/slapadd", "-q", "-f", settings.toString(), "-l", ldif.toString()))) {
      if (add.awaitExit(Duration.ofMinutes(5)) != 0) {
        throw new IOException("slapadd: " + add.output());
      }
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** {@return its port} */
  public int port() {
    return port;
  }

  /** {@return its address as settings write it, without encryption} */
  public String address() {
    return "ldap://127.0.0.1:" + port + "/" + BASE + "?starttls=no";
  }

  @Override
  public void close() {
    server.close();
  }
}
