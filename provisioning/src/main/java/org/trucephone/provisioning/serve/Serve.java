package org.trucephone.provisioning.serve;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.http.HttpFileServer;
import org.trucephone.provisioning.tftp.TftpServer;

/** The command {@code provisioning/serve}. */
public final class Serve {
  private static final String USAGE =
      """
      Usage: provisioning/serve DIR [--host H] [--tftp-port N] [--http-port N]

      Serves the files below DIR by TFTP and HTTP, read-only, for trying a configuration tree.
      Each request is logged in one line. Ctrl-C ends it.

        --host H        address to listen on (default 127.0.0.1)
        --tftp-port N   UDP port, 0 for any free one (default 6969)
        --http-port N   TCP port, 0 for any free one (default 6970)
        --help          this text
      """;

  /**
   * The command line, read.
   *
   * @param directory null when only the usage is wanted
   */
  record Options(@Nullable Path directory, String host, int tftpPort, int httpPort) {}

  /** A command line that makes no sense; the message says what is wrong and what to do. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message + " (provisioning/serve --help lists the options)");
    }
  }

  /** The running servers. */
  record Running(TftpServer tftp, HttpFileServer http) implements AutoCloseable {
    @Override
    public void close() {
      tftp.close();
      http.close();
    }
  }

  private Serve() {}

  /** Runs until it is killed. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      Options options = parse(List.of(arguments));
      if (options.directory() == null) {
        System.out.print(USAGE);
        return;
      }
      start(options, options.directory(), System.out);
      new CountDownLatch(1).await();
    } catch (UsageException e) {
      System.err.println("serve: " + e.getMessage());
      System.exit(2);
    } catch (IOException e) {
      System.err.println("serve: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Starts both servers and prints where they are. */
  static Running start(Options options, Path directory, PrintStream out) throws IOException {
    InetAddress host;
    try {
      host = InetAddress.getByName(options.host());
    } catch (UnknownHostException e) {
      throw new IOException("the name " + options.host() + " has no address", e);
    }
    Folder folder;
    try {
      folder = new Folder(directory);
    } catch (IOException e) {
      throw new IOException(directory + " is no folder that can be read", e);
    }
    TftpServer tftp;
    try {
      tftp =
          TftpServer.start(new InetSocketAddress(host, options.tftpPort()), folder, out::println);
    } catch (IOException e) {
      throw new IOException(taken("UDP", options.host(), options.tftpPort(), "--tftp-port"), e);
    }
    HttpFileServer http;
    try {
      http =
          HttpFileServer.start(
              new InetSocketAddress(host, options.httpPort()), folder, null, out::println);
    } catch (IOException e) {
      tftp.close();
      throw new IOException(taken("TCP", options.host(), options.httpPort(), "--http-port"), e);
    }
    String name = host.getHostAddress().contains(":") ? "[" + options.host() + "]" : options.host();
    out.println("tftp://%s:%d/".formatted(name, tftp.port()));
    out.println("http://%s:%d/".formatted(name, http.port()));
    out.flush();
    return new Running(tftp, http);
  }

  private static String taken(String kind, String host, int port, String option) {
    return "%s port %d of %s cannot be listened on: choose another with %s"
        .formatted(kind, port, host, option);
  }

  /** Reads the command line. */
  static Options parse(List<String> arguments) throws UsageException {
    Path directory = null;
    String host = "127.0.0.1";
    int tftpPort = 6969;
    int httpPort = 6970;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      switch (argument) {
        case "--help", "-h" -> {
          return new Options(null, host, tftpPort, httpPort);
        }
        case "--host" -> host = value(arguments, ++i, argument);
        case "--tftp-port" -> tftpPort = port(value(arguments, ++i, argument), argument);
        case "--http-port" -> httpPort = port(value(arguments, ++i, argument), argument);
        default -> {
          if (argument.startsWith("-")) {
            throw new UsageException("unknown option " + argument);
          }
          if (directory != null) {
            throw new UsageException("one folder only, not also " + argument);
          }
          directory = Path.of(argument);
        }
      }
    }
    if (directory == null) {
      throw new UsageException("which folder?");
    }
    return new Options(directory, host, tftpPort, httpPort);
  }

  private static String value(List<String> arguments, int at, String option) throws UsageException {
    if (at >= arguments.size()) {
      throw new UsageException(option + " needs a value");
    }
    return arguments.get(at);
  }

  private static int port(String text, String option) throws UsageException {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new UsageException(option + " takes a number from 0 to 65535, not " + text);
  }
}
