package org.trucephone.firmware.admin;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import org.tinylog.core.LogEntry;
import org.tinylog.core.LogEntryValue;
import org.tinylog.writers.Writer;

/** Tinylog's way into {@link Log}: {@code writer2 = recent}. */
public final class RecentWriter implements Writer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ISO_LOCAL_TIME;

  /** Made by tinylog; there is nothing to configure. */
  public RecentWriter(Map<String, String> properties) {}

  @Override
  public Collection<LogEntryValue> getRequiredLogEntryValues() {
    return EnumSet.of(
        LogEntryValue.LEVEL, LogEntryValue.TAG, LogEntryValue.MESSAGE, LogEntryValue.EXCEPTION);
  }

  @Override
  public void write(LogEntry entry) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(LocalTime.now().truncatedTo(ChronoUnit.MILLIS))).append(' ');
    line.append(entry.getLevel()).append(' ');
    if (entry.getTag() != null) {
      line.append(entry.getTag()).append(' ');
    }
    if (entry.getMessage() != null) {
      line.append(entry.getMessage());
    }
    if (entry.getException() != null) {
      line.append(' ').append(entry.getException());
    }
    Log.add(line.toString());
  }

  @Override
  public void flush() {
    // lines are kept at once
  }

  @Override
  public void close() {
    // nothing is open
  }
}
