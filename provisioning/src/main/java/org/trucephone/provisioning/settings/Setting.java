package org.trucephone.provisioning.settings;

import org.jspecify.annotations.Nullable;

/**
 * One value and where it came from.
 *
 * <p>Three states: the field that would hold the setting is null (absent: no file spoke of it), the
 * setting's value is null (a file set it to nothing, on purpose), or the value is there.
 *
 * @param value the value in neutral terms and units, or null when explicitly empty
 * @param provenance where it came from
 */
public record Setting<T>(@Nullable T value, Provenance provenance) {

  /** {@return whether a file set it to nothing} */
  public boolean isEmpty() {
    return value == null;
  }

  /** {@return the value, or null when absent or explicitly empty} */
  public static <T> @Nullable T value(@Nullable Setting<T> setting) {
    return setting == null ? null : setting.value();
  }

  /** {@return the value, or the fallback when absent or explicitly empty} */
  public static <T> T valueOr(@Nullable Setting<T> setting, T fallback) {
    T value = value(setting);
    return value == null ? fallback : value;
  }
}
