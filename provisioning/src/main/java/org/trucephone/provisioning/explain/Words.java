package org.trucephone.provisioning.explain;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.format.Plain;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;

/** Neutral values as text. */
final class Words {
  private Words() {}

  static String token(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@return the value for people; null reads as nothing} */
  static String plain(@Nullable Object value, boolean secrets) {
    return switch (value) {
      case null -> "(emptied)";
      case Secret s -> secrets ? s.reveal() : s.toString();
      case Duration d -> d.toSeconds() + " s";
      case PortRange r -> r.first() + "-" + r.last();
      case Boolean b -> b ? "yes" : "no";
      case Enum<?> e -> token(e);
      case List<?> l -> l.stream().map(x -> plain(x, secrets)).collect(Collectors.joining(", "));
      case String s -> secrets ? s : Plain.masked(s);
      default -> value.toString();
    };
  }
}
