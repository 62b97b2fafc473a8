package org.trucephone.provisioning;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.http.Credentials;
import org.trucephone.provisioning.http.HttpFetcher;
import org.trucephone.provisioning.tftp.TftpClient;

/** A provisioning server, whatever it speaks. */
final class FileServer {
  private final URI address;
  private final @Nullable Credentials credentials;
  private final TftpClient tftp;
  private final HttpFetcher http;

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

  FetchResult fetch(String name, Validators known, String userAgent) {
    if (scheme().equals("tftp")) {
      String folder = address.getPath().replaceFirst("^/+", "");
      String host = host().replaceAll("^\\[|\\]$", "");
      int port = address.getPort() == -1 ? TftpClient.PORT : address.getPort();
      return tftp.fetch(host, port, folder + name);
    }
    return http.fetch(address.resolve(name), known, credentials, userAgent);
  }

  private String scheme() {
    String scheme = address.getScheme();
    return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
  }
}
