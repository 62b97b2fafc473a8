package org.trucephone.provisioning.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FetchResult;
import org.trucephone.provisioning.fetch.FetchResult.Kind;
import org.trucephone.provisioning.fetch.FetchResult.Validators;
import org.trucephone.provisioning.settings.Secret;

/**
 * Fetches files over HTTP and HTTPS. Blocks; any thread, best a virtual one; may be shared.
 *
 * <p>Certificates and the names in them are checked. Credentials go only to the host they are for
 * (also when redirected), and no redirection leads from HTTPS to HTTP: configurations hold
 * passwords.
 */
public final class HttpFetcher implements AutoCloseable {
  private final HttpClient client;
  private final HttpLimits limits;
  private final SecureRandom random = new SecureRandom();

  /** Trusts what the platform trusts. */
  public HttpFetcher(HttpLimits limits) {
    this(limits, null);
  }

  /**
   * Trusts what the context trusts.
   *
   * @param tls null for the platform's own trust
   */
  public HttpFetcher(HttpLimits limits, @Nullable SSLContext tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limits.connect());
    this.client = (tls == null ? builder : builder.sslContext(tls)).build();
    this.limits = limits;
  }

  /** Breaks off what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  /**
   * Fetches one file.
   *
   * @param address http or https; a {@code user:password@} in it counts as credentials
   * @param known the version we have, or {@link Validators#NONE}
   * @param credentials for this host, if it asks
   * @param userAgent what to call ourselves; servers choose files by it
   */
  public FetchResult fetch(
      URI address, Validators known, @Nullable Credentials credentials, String userAgent) {
    URI at = withoutUser(address);
    Credentials who = credentials != null ? credentials : fromAddress(address);
    if (!speaksHttp(at)) {
      return failed(Kind.PROTOCOL, "%s is no address of a web server.".formatted(at));
    }
    for (int redirected = 0; ; redirected++) {
      HttpResponse<byte[]> answer;
      try {
        answer = ask(at, known, sameOrigin(at, address) ? who : null, userAgent);
      } catch (IOException e) {
        return HttpFailures.of(e, at, limits);
      } catch (TimeoutException e) {
        return failed(
            Kind.TIMEOUT,
            "The provisioning server %s takes too long to send %s (%s)."
                .formatted(at.getHost(), at.getPath(), scheme(at)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return failed(Kind.LOCAL, "Fetching was broken off.");
      }
      Optional<String> location = answer.headers().firstValue("location");
      if (!isRedirection(answer.statusCode()) || location.isEmpty()) {
        return judge(answer, at, who != null);
      }
      if (redirected >= limits.redirects()) {
        return failed(
            Kind.PROTOCOL,
            "The provisioning server %s redirects in circles.".formatted(at.getHost()));
      }
      URI next;
      try {
        next = at.resolve(location.get());
      } catch (IllegalArgumentException e) {
        return failed(
            Kind.PROTOCOL,
            "The provisioning server %s redirects to no valid address.".formatted(at.getHost()));
      }
      boolean downgrade = isTls(at) && !isTls(next);
      if (downgrade || !speaksHttp(next)) {
        return failed(
            Kind.PROTOCOL,
            "The provisioning server %s redirects to an address that is not secure. Not followed."
                .formatted(at.getHost()));
      }
      at = withoutUser(next);
    }
  }

  private HttpResponse<byte[]> ask(
      URI at, Validators known, @Nullable Credentials who, String userAgent)
      throws IOException, TimeoutException, InterruptedException {
    HttpResponse<byte[]> answer = send(at, known, userAgent, null);
    // The second round answers a nonce that had expired by the time we used it (stale=true).
    for (int round = 0; round < 2 && answer.statusCode() == 401 && who != null; round++) {
      Challenge challenge = strongest(answer.headers());
      boolean again = challenge != null && challenge.parameterOr("stale", "").equals("true");
      if (challenge == null || round > 0 && !again) {
        return answer;
      }
      answer = send(at, known, userAgent, authorization(challenge, who, at));
    }
    return answer;
  }

  private HttpResponse<byte[]> send(
      URI at, Validators known, String userAgent, @Nullable String authorization)
      throws IOException, TimeoutException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at).timeout(limits.whole()).header("User-Agent", userAgent);
    if (known.etag() != null) {
      request.header("If-None-Match", known.etag());
    }
    if (known.lastModified() != null) {
      request.header("If-Modified-Since", known.lastModified());
    }
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    CompletableFuture<HttpResponse<byte[]>> pending =
        client.sendAsync(request.build(), LimitedBody.handler(limits.maxBytes()));
    try {
      // The request's own time-out ends with the headers; this one holds for the body too.
      return pending.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      pending.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(e.getCause());
    }
  }

  private static @Nullable Challenge strongest(HttpHeaders headers) {
    Challenge best = null;
    int bestStrength = -1;
    for (Challenge challenge : Challenge.read(headers.allValues("www-authenticate"))) {
      String algorithm = challenge.parameter("algorithm");
      int strength =
          switch (challenge.scheme()) {
            case "digest" ->
                DigestAnswer.supports(algorithm) ? DigestAnswer.strength(algorithm) : -1;
            case "basic" -> 0;
            default -> -1;
          };
      if (strength > bestStrength) {
        best = challenge;
        bestStrength = strength;
      }
    }
    return best;
  }

  private String authorization(Challenge challenge, Credentials who, URI at) {
    if (challenge.scheme().equals("basic")) {
      String pair = who.user() + ":" + who.password().reveal();
      return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    String path = at.getRawPath().isEmpty() ? "/" : at.getRawPath();
    String target = at.getRawQuery() == null ? path : path + "?" + at.getRawQuery();
    return DigestAnswer.header(challenge, who, "GET", target, HexFormat.of().formatHex(nonce));
  }

  private static FetchResult judge(HttpResponse<byte[]> answer, URI at, boolean hadCredentials) {
    int status = answer.statusCode();
    String host = at.getHost();
    String path = at.getPath();
    return switch (status) {
      case 200, 203 -> {
        HttpHeaders headers = answer.headers();
        yield new FetchResult.Fetched(
            answer.body(),
            new Validators(
                headers.firstValue("etag").orElse(null),
                headers.firstValue("last-modified").orElse(null)),
            List.of());
      }
      case 304 -> new FetchResult.Unchanged();
      case 401, 407 ->
          failed(
              Kind.UNAUTHORISED,
              hadCredentials
                  ? "The provisioning server %s does not accept the user name or password."
                      .formatted(host)
                  : "The provisioning server %s asks for a user name and password."
                      .formatted(host));
      case 403 ->
          failed(
              Kind.DENIED,
              "The provisioning server %s does not let this phone read %s (403)."
                  .formatted(host, path));
      case 404, 410 ->
          failed(
              Kind.NOT_FOUND,
              "The provisioning server %s has no file %s (%d).".formatted(host, path, status));
      default ->
          status >= 500
              ? failed(
                  Kind.SERVER_ERROR,
                  "The provisioning server %s has a fault of its own (%d).".formatted(host, status))
              : failed(
                  Kind.PROTOCOL,
                  "The provisioning server %s answers %s with status %d."
                      .formatted(host, path, status));
    };
  }

  private static boolean isRedirection(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private static boolean isTls(URI at) {
    return scheme(at).equals("https");
  }

  private static boolean speaksHttp(URI at) {
    return (isTls(at) || scheme(at).equals("http")) && at.getHost() != null;
  }

  private static String scheme(URI at) {
    return at.getScheme() == null ? "" : at.getScheme().toLowerCase(Locale.ROOT);
  }

  private static boolean sameOrigin(URI one, URI other) {
    return scheme(one).equals(scheme(other))
        && Objects.requireNonNullElse(one.getHost(), "").equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI at) {
    return at.getPort() != -1 ? at.getPort() : isTls(at) ? 443 : 80;
  }

  private static URI withoutUser(URI address) {
    String user = address.getRawUserInfo();
    return user == null ? address : URI.create(address.toString().replace(user + "@", ""));
  }

  private static @Nullable Credentials fromAddress(URI address) {
    String info = address.getUserInfo();
    if (info == null) {
      return null;
    }
    int colon = info.indexOf(':');
    return colon < 0
        ? new Credentials(info, new Secret(""))
        : new Credentials(info.substring(0, colon), new Secret(info.substring(colon + 1)));
  }

  private static FetchResult failed(Kind kind, String sentence) {
    return new FetchResult.Failed(kind, sentence);
  }
}
