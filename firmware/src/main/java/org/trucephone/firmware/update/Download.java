package org.trucephone.firmware.update;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Fetches a large file by HTTP or HTTPS, going on where it was cut off (RFC 9110 14). One thread.
 */
final class Download {
  /** More than a slot holds. */
  static final long LARGEST = 300L << 20;

  private static final Duration CONNECT = Duration.ofSeconds(15);

  private final HttpClient client;
  private final Duration stall;

  /**
   * @param stall longest silence of the server
   */
  Download(Duration stall) {
    this.stall = stall;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /**
   * {@return what tells one edition of the file from another: size, date, tag as far as the server
   * gives them}
   */
  String edition(URI from) throws IOException, InterruptedException {
    HttpRequest head = HttpRequest.newBuilder(from).timeout(stall).HEAD().build();
    try {
      var headers = client.send(head, HttpResponse.BodyHandlers.discarding()).headers();
      return String.join(
          " ",
          headers.firstValue("Content-Length").orElse("-"),
          headers.firstValue("Last-Modified").orElse("-"),
          headers.firstValue("ETag").orElse("-"));
    } catch (IOException e) {
      throw new IOException(host(from) + " cannot be reached for the update.", e);
    }
  }

  /**
   * Fetches what is missing of the file.
   *
   * @throws IOException one sentence; what came is kept for the next try
   */
  void fetch(URI from, Path to, Slots.Progress percent) throws IOException, InterruptedException {
    long have = Files.exists(to) ? Files.size(to) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(stall).GET();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IOException(host(from) + " cannot be reached for the update.", e);
    }
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == 416 && have > 0) {
        return; // it is all here
      }
      if (status != 200 && status != 206) {
        String sentence = host(from) + " answers " + status + " for the update.";
        boolean later = status >= 500 || status == 408 || status == 429;
        throw later ? new IOException(sentence) : new Refused(sentence);
      }
      boolean goesOn =
          status == 206
              && response
                  .headers()
                  .firstValue("Content-Range")
                  .orElse("")
                  .startsWith("bytes " + have + "-");
      if (status == 206 && !goesOn) {
        Files.deleteIfExists(to);
        throw new IOException(host(from) + " sent another part of the update than was asked for.");
      }
      long start = goesOn ? have : 0;
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      long total = length < 0 ? -1 : start + length;
      room(to, start, total);
      long got = copy(from, body, to, start, total, percent);
      if (total >= 0 && got != total) {
        throw new IOException("The update was cut off after " + got + " of " + total + " bytes.");
      }
    }
  }

  private static void room(Path to, long start, long total) throws IOException {
    if (total > LARGEST) {
      throw new Refused("The update is larger than a system can be. It was not fetched.");
    }
    Path folder = to.toAbsolutePath().getParent();
    long free = folder == null ? 0 : Files.getFileStore(folder).getUsableSpace();
    if (total - start > free) {
      throw new Refused(
          "There is no room for the update: it needs "
              + mib(total - start)
              + " MB, "
              + mib(free)
              + " MB are free.");
    }
  }

  private long copy(
      URI from, InputStream body, Path to, long start, long total, Slots.Progress percent)
      throws IOException {
    AtomicLong at = new AtomicLong(start);
    // A server that falls silent: nothing but closing the stream wakes a reader.
    Thread watch = Thread.ofVirtual().name("update-watch").start(() -> watch(at, body));
    byte[] buffer = new byte[64 << 10];
    try (OutputStream out =
        Files.newOutputStream(
            to,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            start > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
      int n;
      while ((n = body.read(buffer)) >= 0) {
        out.write(buffer, 0, n);
        long now = at.addAndGet(n);
        if (now > LARGEST) {
          throw new Refused("The update is larger than a system can be. It was not fetched.");
        }
        if (total > 0) {
          percent.at((int) (100 * now / total));
        }
      }
      return at.get();
    } catch (IOException e) {
      if (e.getMessage() != null && e.getMessage().startsWith("The update is")) {
        throw e;
      }
      throw new IOException(
          host(from) + " stopped in the middle of the update, after " + at.get() + " bytes.", e);
    } finally {
      watch.interrupt();
    }
  }

  private void watch(AtomicLong at, InputStream body) {
    try {
      long before = -1;
      while (at.get() != before) {
        before = at.get();
        Thread.sleep(stall);
      }
      body.close();
    } catch (InterruptedException e) {
      // it is done
    } catch (IOException e) {
      // it is closed already
    }
  }

  /** What no later try would change. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    Refused(String sentence) {
      super(sentence);
    }
  }

  private static long mib(long bytes) {
    return (bytes + (1 << 20) - 1) >> 20;
  }

  private static String host(URI uri) {
    return String.valueOf(uri.getHost());
  }
}
