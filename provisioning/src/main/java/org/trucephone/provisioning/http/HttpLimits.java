package org.trucephone.provisioning.http;

import java.time.Duration;

/**
 * What a fetch may take.
 *
 * @param maxBytes largest file
 * @param connect longest wait for a connection, TLS included
 * @param whole longest wait for one answer with its body
 * @param redirects how many redirections are followed
 */
public record HttpLimits(int maxBytes, Duration connect, Duration whole, int redirects) {
  /** 4 MiB, 10 s, 60 s, 5 redirections. */
  public static final HttpLimits USUAL =
      new HttpLimits(4 << 20, Duration.ofSeconds(10), Duration.ofSeconds(60), 5);
}
