package org.trucephone.provisioning.settings;

import org.jspecify.annotations.Nullable;

/**
 * One statement's effect: a field gets a value.
 *
 * @param field what is set
 * @param index account, 1…; 0 for general fields
 * @param value the value, or null when the statement empties the field
 * @param provenance where the statement stands
 */
public record Assignment<T>(Field<T> field, int index, @Nullable T value, Provenance provenance) {

  /** {@return what is set, for people: {@code line 2 password} or {@code ntp}} */
  public String target() {
    return index > 0 ? "line " + index + " " + field.name() : field.name();
  }
}
