package org.trucephone.provisioning.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;

/** Tells from an exception of the HTTP client what to say about the server. */
final class HttpFailures {
  private HttpFailures() {}

  static FetchResult of(IOException problem, URI at, HttpLimits limits) {
    String host = at.getHost();
    if (cause(problem, LimitedBody.TooLargeException.class) != null) {
      return failed(
          Kind.TOO_LARGE,
          "%s on the provisioning server %s is larger than the %d kB a phone takes."
              .formatted(at.getPath(), host, limits.maxBytes() / 1024));
    }
    if (problem instanceof HttpTimeoutException) {
      return failed(
          Kind.TIMEOUT,
          "The provisioning server %s does not answer (%s).".formatted(host, at.getScheme()));
    }
    SSLException tls = cause(problem, SSLException.class);
    if (tls != null) {
      return tls(tls, host);
    }
    if (cause(problem, UnresolvedAddressException.class) != null
        || cause(problem, UnknownHostException.class) != null) {
      return failed(
          Kind.UNREACHABLE, "The provisioning server's name %s has no address.".formatted(host));
    }
    if (cause(problem, NoRouteToHostException.class) != null) {
      return failed(
          Kind.UNREACHABLE, "The provisioning server %s cannot be reached.".formatted(host));
    }
    if (cause(problem, ConnectException.class) != null) {
      return failed(
          Kind.REFUSED,
          "There is no web service at %s port %d."
              .formatted(host, at.getPort() != -1 ? at.getPort() : defaultPort(at)));
    }
    return failed(
        Kind.PROTOCOL,
        "The provisioning server %s broke off while sending %s.".formatted(host, at.getPath()));
  }

  private static FetchResult tls(SSLException problem, String host) {
    CertificateException certificate = cause(problem, CertificateException.class);
    if (certificate == null) {
      return failed(
          Kind.CERTIFICATE,
          "The provisioning server %s and the phone find no common secure connection."
              .formatted(host));
    }
    boolean outOfDate =
        cause(problem, CertificateExpiredException.class) != null
            || cause(problem, CertificateNotYetValidException.class) != null;
    if (outOfDate) {
      return failed(
          Kind.CERTIFICATE,
          "The certificate of the provisioning server %s is not valid today. Check the phone's clock."
              .formatted(host));
    }
    // The name check has no exception type of its own.
    String text = String.valueOf(certificate.getMessage());
    boolean otherName =
        text.startsWith("No name matching") || text.startsWith("No subject alternative");
    return failed(
        Kind.CERTIFICATE,
        otherName
            ? "The certificate of the provisioning server %s is for another name.".formatted(host)
            : "The certificate of the provisioning server %s is not trusted.".formatted(host));
  }

  private static int defaultPort(URI at) {
    return at.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable problem, Class<T> type) {
    int depth = 0;
    for (Throwable t = problem; t != null && depth < 20; t = t.getCause(), depth++) {
      if (type.isInstance(t)) {
        return type.cast(t);
      }
    }
    return null;
  }

  private static FetchResult failed(Kind kind, String sentence) {
    return new FetchResult.Failed(kind, sentence);
  }
}
