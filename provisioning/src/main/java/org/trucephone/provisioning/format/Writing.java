package org.trucephone.provisioning.format;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Setting;

/** A file being written: statements of one shape, those without a value left out. */
public final class Writing {
  private final StringBuilder text = new StringBuilder();
  private final BiFunction<String, String, String> shape;

  /**
   * Begins a file.
   *
   * @param shape makes a line of a name and a value
   */
  public Writing(BiFunction<String, String, String> shape) {
    this.shape = shape;
  }

  /** Adds a line as it is. */
  public Writing raw(String line) {
    text.append(line).append('\n');
    return this;
  }

  /** Adds a statement, unless there is no value. */
  public Writing put(String name, @Nullable Object value) {
    String written = written(value);
    if (written != null) {
      raw(shape.apply(name, written));
    }
    return this;
  }

  /** Adds a statement, unless the setting is absent; one set to nothing is left out too. */
  public Writing put(String name, @Nullable Setting<?> setting) {
    return put(name, (Object) Setting.value(setting));
  }

  /** {@return the text so far} */
  public String text() {
    return text.toString();
  }

  private static @Nullable String written(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Secret s -> s.isEmpty() ? null : s.reveal();
      case Boolean b -> b ? "1" : "0";
      case Duration d -> String.valueOf(d.toSeconds());
      case List<?> l -> l.isEmpty() ? null : String.valueOf(l.getFirst());
      default -> value.toString().isEmpty() ? null : value.toString();
    };
  }

  /** {@return the port as text, or null} */
  public static @Nullable String port(@Nullable Setting<Endpoint> setting) {
    Endpoint e = Setting.value(setting);
    return e == null || e.port() == 0 ? null : String.valueOf(e.port());
  }

  /** {@return the host, or null} */
  public static @Nullable String host(@Nullable Setting<Endpoint> setting) {
    Endpoint e = Setting.value(setting);
    return e == null ? null : e.host();
  }

  /** {@return the text for XML, quotes and control characters included} */
  public static String xml(String value) {
    return value
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("\n", " ");
  }
}
