package org.trucephone.provisioning;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.http.Credentials;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.tftp.TftpClient;

/** A provisioning server, whatever it speaks. */
final class FileServer {
  private final URI address;
  private final @Nullable Credentials credentials;
  private final TftpClient tftp;
  private final HttpFetcher http;
  private boolean noWeb;

  FileServer(Request request, TftpClient tftp, HttpFetcher http) {
    this.address = request.server();
    this.credentials = request.credentials();
    this.tftp = tftp;
    this.http = http;
  }

  /** {@return what is wrong with the address, or null} */
  @Nullable String fault() {
    boolean known =
        switch (scheme()) {
          case "tftp", "http", "https" -> address.getHost() != null;
          default -> false;
        };
    return known
        ? null
        : "“%s” is no address of a provisioning server: write tftp://HOST/, http://HOST/ or https://HOST/."
            .formatted(address);
  }

  String host() {
    return String.valueOf(address.getHost());
  }

  /** {@return the file's full address, for findings} */
  String source(String name) {
    return address + name;
  }

  /**
   * Fetches a file.
   *
   * @param name relative to the server's address, or a whole URL a file names
   * @param webPort where a TFTP server named without a port is asked first, over HTTP; 0: nowhere
   */
  FetchResult fetch(String name, Validators known, String userAgent, int webPort) {
    if (name.contains("://")) {
      return elsewhere(name, known, userAgent);
    }
    if (scheme().equals("tftp")) {
      String folder = address.getPath().replaceFirst("^/+", "");
      String host = host().replaceAll("^\\[|\\]$", "");
      int port = address.getPort() == -1 ? TftpClient.PORT : address.getPort();
      FetchResult web = webPort == 0 ? null : web(webPort, folder + name, known, userAgent);
      return web != null ? web : tftp.fetch(host, port, folder + name);
    }
    try {
      return http.fetch(address.resolve(name), known, credentials, userAgent);
    } catch (IllegalArgumentException _) {
      return noAddress(name);
    }
  }

  /** {@return the answer of the TFTP server's web side; null when it has none} */
  private @Nullable FetchResult web(int port, String path, Validators known, String userAgent) {
    if (noWeb || address.getPort() != -1) {
      return null;
    }
    URI there;
    try {
      there = URI.create("http://%s:%d/%s".formatted(host(), port, path));
    } catch (IllegalArgumentException _) {
      return null;
    }
    FetchResult answer = http.fetch(there, known, credentials, userAgent);
    noWeb =
        answer instanceof FetchResult.Failed failed
            && switch (failed.kind()) {
              case TIMEOUT, REFUSED, UNREACHABLE, CERTIFICATE, LOCAL, PROTOCOL, SERVER_ERROR ->
                  true;
              case NOT_FOUND, DENIED, UNAUTHORISED, TOO_LARGE -> false;
            };
    return noWeb ? null : answer;
  }

  /** Another server is never given this one's password. */
  private FetchResult elsewhere(String url, Validators known, String userAgent) {
    URI other;
    try {
      other = URI.create(url);
    } catch (IllegalArgumentException _) {
      return noAddress(url);
    }
    String to = String.valueOf(other.getScheme()).toLowerCase(Locale.ROOT);
    if (other.getHost() == null) {
      return noAddress(url);
    }
    if (to.equals("tftp")) {
      String path = String.valueOf(other.getPath()).replaceFirst("^/+", "");
      int port = other.getPort() == -1 ? TftpClient.PORT : other.getPort();
      return tftp.fetch(other.getHost().replaceAll("^\\[|\\]$", ""), port, path);
    }
    if (!to.equals("http") && !to.equals("https")) {
      return noAddress(url);
    }
    boolean same =
        other.getHost().equalsIgnoreCase(host())
            && to.equals(scheme())
            && other.getPort() == address.getPort();
    return http.fetch(other, known, same ? credentials : null, userAgent);
  }

  private static FetchResult noAddress(String name) {
    return new FetchResult.Failed(
        FetchResult.Kind.NOT_FOUND,
        "“%s” is no address of a file: correct it.".formatted(Plain.masked(name)));
  }

  private String scheme() {
    String scheme = address.getScheme();
    return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
  }
}
