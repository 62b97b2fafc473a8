package org.trucephone.firmware.sip.jain;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Where the stack writes. Named by class name in the stack's properties, so that it does not look
 * for log4j. Texts may hold parts of foreign messages, so they go to the debug level, one line,
 * cut, and without credentials.
 */
public final class StackLog implements StackLogger {
  private static final int LONGEST = 300;

  /** Called by the stack by reflection. */
  public StackLog() {}

  private static void write(@Nullable String text, @Nullable Throwable cause) {
    String line = text == null ? "" : text;
    int secret = line.indexOf("uthorization");
    if (secret >= 0) {
      line = line.substring(0, secret) + "…";
    }
    line = line.replaceAll("\\p{Cntrl}+", " ");
    if (line.length() > LONGEST) {
      line = line.substring(0, LONGEST) + "…";
    }
    Logger.tag("sip").debug("stack: {} {}", line, cause == null ? "" : cause.getClass().getName());
  }

  @Override
  public void logException(Throwable cause) {
    write(cause.getMessage(), cause);
  }

  @Override
  public void logFatalError(String text) {
    write(text, null);
  }

  @Override
  public void logError(String text) {
    write(text, null);
  }

  @Override
  public void logError(String text, Exception cause) {
    write(text, cause);
  }

  @Override
  public void logWarning(String text) {
    write(text, null);
  }

  @Override
  public boolean isLoggingEnabled() {
    return false;
  }

  @Override
  public boolean isLoggingEnabled(int level) {
    return level <= TRACE_ERROR;
  }

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public String getLoggerName() {
    return "sip";
  }

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int level) {}

  @Override
  public void logDebug(String text) {}

  @Override
  public void logDebug(String text, Exception cause) {}

  @Override
  public void logTrace(String text) {}

  @Override
  public void logInfo(String text) {}

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String stamp) {}

  @Override
  public void setStackProperties(Properties properties) {}
}
