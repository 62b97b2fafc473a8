package org.trucephone.firmware.dialect;

import java.util.List;

/**
 * What follows from an answer to a {@link Dialect.Saying}.
 *
 * @param news what it tells the phone
 * @param next what is to be said then
 */
public record Reaction(List<News> news, List<Dialect.Saying> next) {
  /** Nothing follows. */
  public static final Reaction NONE = new Reaction(List.of(), List.of());

  /** Copies the lists. */
  public Reaction {
    news = List.copyOf(news);
    next = List.copyOf(next);
  }
}
