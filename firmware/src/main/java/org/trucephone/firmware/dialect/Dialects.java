package org.trucephone.firmware.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trucephone.firmware.dialect.asterisk.AsteriskDialect;
import org.trucephone.firmware.dialect.broadworks.BroadworksDialect;
import org.trucephone.firmware.dialect.cisco.CucmDialect;
import org.trucephone.firmware.dialect.cisco.UsecallmanagerDialect;
import org.trucephone.firmware.dialect.microsoft.MicrosoftDialect;

/** The dialects this phone speaks. */
public final class Dialects {
  private static final Dialect GENERIC = new GenericDialect();
  private static final List<Dialect> ALL =
      List.of(
          new AsteriskDialect(),
          new CucmDialect(),
          new UsecallmanagerDialect(),
          new BroadworksDialect(),
          new MicrosoftDialect());

  private Dialects() {}

  /** {@return what any server understands} */
  public static Dialect generic() {
    return GENERIC;
  }

  /** {@return every dialect, the generic one included} */
  public static List<Dialect> all() {
    return java.util.stream.Stream.concat(ALL.stream(), java.util.stream.Stream.of(GENERIC))
        .toList();
  }

  /** {@return the dialect of that name, or null if this phone does not speak it} */
  public static @Nullable Dialect named(String name) {
    for (Dialect dialect : all()) {
      if (dialect.id().equalsIgnoreCase(name.strip())) {
        return dialect;
      }
    }
    return null;
  }

  /** {@return the dialect of a server by its Server or User-Agent header; generic if unknown} */
  public static Dialect of(String server) {
    for (Dialect dialect : ALL) {
      if (dialect.recognizes(server)) {
        return dialect;
      }
    }
    return GENERIC;
  }
}
