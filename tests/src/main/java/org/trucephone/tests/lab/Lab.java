package org.trucephone.tests.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.trucephone.provisioning.http.HttpFileServer;
import org.trucephone.provisioning.tftp.TftpServer;

/**
 * A telephone system and a provisioning server on 127.0.0.1. Any thread may call; {@link #close}
 * ends all threads and sockets.
 */
public final class Lab implements AutoCloseable {
  private static final int LOG_LINES = 2000;

  private final LabOptions options;
  private final Faults faults = new Faults();
  private final List<String> log = new ArrayList<>();
  private final Pbx pbx;
  private final ProvisioningTree tree;
  private final TftpServer tftp;
  private final HttpFileServer http;

  private Lab(LabOptions options) throws IOException {
    this.options = options;
    InetAddress host = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    pbx = new Pbx(options, host, faults, this::note);
    tree = new ProvisioningTree(options, pbx.via().port());
    TftpServer files = null;
    try {
      files = TftpServer.start(new InetSocketAddress(host, options.tftpPort()), tree, this::note);
      http =
          HttpFileServer.start(
              new InetSocketAddress(host, options.httpPort()), tree, null, this::note);
    } catch (IOException e) {
      pbx.close();
      if (files != null) {
        files.close();
      }
      throw new IOException("a port of the lab's file server is taken: choose another", e);
    }
    tftp = files;
  }

  /**
   * Starts a lab.
   *
   * @throws IOException when a port is taken
   */
  public static Lab start(LabOptions options) throws IOException {
    Lab lab = new Lab(options);
    lab.pbx.start();
    return lab;
  }

  /** {@return how it was set up} */
  public LabOptions options() {
    return options;
  }

  /** {@return the UDP and TCP port of the SIP server} */
  public int sipPort() {
    return pbx.via().port();
  }

  /** {@return the UDP port of the file server} */
  public int tftpPort() {
    return tftp.port();
  }

  /** {@return the TCP port of the file server} */
  public int httpPort() {
    return http.port();
  }

  /** {@return where the configuration is by TFTP, such as {@code tftp://127.0.0.1:6969/}} */
  public String tftpUrl() {
    return "tftp://127.0.0.1:" + tftpPort() + "/";
  }

  /** {@return where the configuration is by HTTP} */
  public String httpUrl() {
    return "http://127.0.0.1:" + httpPort() + "/";
  }

  /** {@return what can be dialled: number to description} */
  public static Map<String, String> numbers() {
    return new TreeMap<>(Robots.NUMBERS);
  }

  /** {@return whether the user has a phone registered} */
  public boolean registered(String user) {
    return ask(() -> !pbx.registrar().bindings(user).isEmpty());
  }

  /** Waits until the user is registered, or is not. */
  public boolean awaitRegistered(String user, boolean wanted, Duration limit) {
    return pbx.loop().await(() -> pbx.registrar().bindings(user).isEmpty() != wanted, limit);
  }

  /** {@return how many requests came with credentials and were refused} */
  public int refused() {
    return ask(() -> pbx.registrar().refused());
  }

  /** Waits until at least this many requests with wrong credentials came. */
  public boolean awaitRefused(int count, Duration limit) {
    return pbx.loop().await(() -> pbx.registrar().refused() >= count, limit);
  }

  /** Changes the password the SIP server wants; the served files keep theirs. */
  public void setPassword(String user, String password) {
    run(() -> pbx.registrar().password(user, password));
  }

  /** Changes the password the served files name; the SIP server keeps its own. */
  public void servePassword(String user, String password) {
    tree.password(user, password);
  }

  /** Serves other files from now on. */
  public void serve(LabOptions.Files which) {
    tree.serve(which);
  }

  /** Serves these bytes under this name. */
  public void serveFile(String name, byte[] bytes) {
    tree.put(name, bytes);
  }

  /** {@return a served file as a phone would get it, empty when there is none} */
  public byte[] file(String name) {
    byte[] bytes = tree.read(name);
    return bytes == null ? new byte[0] : bytes;
  }

  /** While true, every REGISTER gets 503. */
  public void unavailable(boolean on) {
    run(() -> pbx.registrar().unavailable(on));
  }

  /** Shorter registrations get 423 from now on. */
  public void minExpires(int seconds) {
    run(() -> pbx.registrar().minExpires(seconds));
  }

  /** Nonces live this long from now on; zero makes every one of them stale. */
  public void nonceLife(Duration life) {
    run(() -> pbx.registrar().nonceLife(life));
  }

  /** {@return what goes wrong on the wire} */
  public Faults faults() {
    return faults;
  }

  /**
   * Rings a phone from number 699.
   *
   * @throws IllegalStateException when the user is not registered
   */
  public LabCall call(String user) {
    return call(user, "699", "Lab");
  }

  /** Rings a phone from this number with this name. */
  public LabCall call(String user, String number, String name) {
    return ask(() -> pbx.call(user, number, name));
  }

  /** {@return all calls since the start that ended at the lab itself, ended ones first} */
  public List<LabCall> calls() {
    return ask(pbx::calls);
  }

  /** Waits for a call that fits, such as {@code c -> c.fromPhone()}, and returns the latest. */
  public LabCall awaitCall(Predicate<LabCall> fits, Duration limit) {
    if (!pbx.loop().await(() -> pbx.calls().stream().anyMatch(fits), limit)) {
      throw new IllegalStateException("no such call in time; the lab's log:\n" + logText());
    }
    return calls().stream().filter(fits).reduce((a, b) -> b).orElseThrow();
  }

  /** Tells the user's phones how many messages wait. */
  public void messageWaiting(String user, int fresh, int old) {
    run(() -> pbx.mailboxes().set(user, fresh, old));
  }

  /**
   * Sends the user's phones a NOTIFY for this event, such as {@code check-sync}, without a body.
   */
  public void sendNotify(String user, String event) {
    run(() -> pbx.mailboxes().unsolicited(user, event, null));
  }

  /** Waits until phones accepted this many notices in all. */
  public boolean awaitNoticesAccepted(int count, Duration limit) {
    return pbx.loop().await(() -> pbx.mailboxes().accepted() >= count, limit);
  }

  /** {@return what happened, in words, oldest first} */
  public List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /** {@return the log as one text, for the message of a failed test} */
  public String logText() {
    return String.join("\n", log());
  }

  @Override
  public void close() {
    http.close();
    tftp.close();
    pbx.close();
  }

  private <T> T ask(Callable<T> task) {
    return pbx.loop().ask(task);
  }

  private void run(Runnable task) {
    pbx.loop()
        .ask(() -> {
          task.run();
          return true;
        });
  }

  private void note(String line) {
    String timed = LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + line;
    synchronized (log) {
      if (log.size() == LOG_LINES) {
        log.remove(0);
      }
      log.add(timed);
    }
    options.onEvent().accept(timed);
  }
}
