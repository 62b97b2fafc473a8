package org.trucephone.provisioning.explain;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.regex.Pattern;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.format.Formats;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.http.HttpLimits;
import org.trucephone.provisioning.tftp.TftpClient;
import org.trucephone.provisioning.tftp.TftpLimits;

/** Gets the bytes of a file or URL named on the command line. */
final class Source {
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("^(\\w+://[^/@:]*:)[^/]*@");
  private static final String USER_AGENT = "Truce explain";

  /** No bytes; the message is one sentence for people. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  private Source() {}

  static byte[] read(String name) throws UnreadableException {
    return name.contains("://") ? fetch(name) : open(name);
  }

  /** {@return the name as it may be shown: a password in a URL becomes dots} */
  static String shown(String name) {
    return PASSWORD_IN_URL.matcher(name).replaceFirst("$1•••@");
  }

  /** {@return who else can read what stands in it, as the end of a sentence; empty: nobody} */
  static String exposure(String name) {
    if (name.startsWith("tftp://") || name.startsWith("http://")) {
      return "and travels readable for everyone on the network: use https.";
    }
    if (name.contains("://")) {
      return "";
    }
    try {
      return Files.getPosixFilePermissions(Path.of(name)).contains(PosixFilePermission.OTHERS_READ)
          ? "and every user of this machine can read it."
          : "";
    } catch (IOException | UnsupportedOperationException | InvalidPathException _) {
      return "";
    }
  }

  private static byte[] open(String name) throws UnreadableException {
    try {
      Path path = Path.of(name);
      if (Files.isDirectory(path)) {
        throw new UnreadableException("This is a folder: name the files in it.");
      }
      if (!Files.exists(path)) {
        throw new UnreadableException("There is no such file: check the name.");
      }
      try (InputStream in = Files.newInputStream(path)) {
        return in.readNBytes(Formats.MAX_BYTES + 1);
      }
    } catch (InvalidPathException _) {
      throw new UnreadableException("This is no name of a file: check it.");
    } catch (AccessDeniedException _) {
      throw new UnreadableException("The file may not be read by you: check its permissions.");
    } catch (IOException _) {
      throw new UnreadableException("The file could not be read: check the disk it is on.");
    }
  }

  private static byte[] fetch(String url) throws UnreadableException {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException _) {
      throw new UnreadableException("This is no URL: check it for blanks and odd characters.");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme();
    FetchResult result =
        switch (scheme) {
          case "tftp" -> tftp(uri);
          case "http", "https" -> http(uri);
          default ->
              throw new UnreadableException(
                  "“" + scheme + "” is not fetched: use tftp, http, https or a file.");
        };
    return switch (result) {
      case FetchResult.Fetched fetched -> fetched.content();
      case FetchResult.Failed failed -> throw new UnreadableException(failed.sentence());
      case FetchResult.Unchanged _ ->
          throw new UnreadableException("The server sent no file, only that it is unchanged.");
    };
  }

  private static FetchResult tftp(URI uri) throws UnreadableException {
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (uri.getHost() == null || path.length() < 2) {
      throw new UnreadableException("Write it as tftp://HOST[:PORT]/FILE.");
    }
    int port = uri.getPort() < 0 ? TftpClient.PORT : uri.getPort();
    return new TftpClient(TftpLimits.USUAL).fetch(uri.getHost(), port, path.substring(1));
  }

  private static FetchResult http(URI uri) throws UnreadableException {
    if (uri.getHost() == null) {
      throw new UnreadableException("Write it as http://HOST[:PORT]/FILE.");
    }
    try (HttpFetcher fetcher = new HttpFetcher(HttpLimits.USUAL)) {
      return fetcher.fetch(uri, FetchResult.Validators.NONE, null, USER_AGENT);
    }
  }
}
