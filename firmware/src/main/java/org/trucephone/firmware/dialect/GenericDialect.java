package org.trucephone.firmware.dialect;

/** What the standards say, for any server. */
final class GenericDialect implements Dialect {
  @Override
  public String id() {
    return "generic";
  }
}
