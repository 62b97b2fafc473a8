package org.trucephone.firmware.dialect.cisco;

import java.util.Locale;
import java.util.Map;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.sip.Manner;

/**
 * Cisco Unified Communications Manager, as it serves SIP phones of other makers (SIP Line Messaging
 * Guide, Standard). One binding and one connection a line; no lamps, no subscription to messages:
 * the message light comes unasked.
 */
public final class CucmDialect implements Dialect {
  private static final Manner MANNER = new OneConnection();

  /** A second connection, even for one long request, would take the place of the first. */
  private record OneConnection() implements Manner {
    @Override
    public boolean namesFlow() {
      return false;
    }

    @Override
    public boolean longByTcp() {
      return false;
    }
  }

  @Override
  public String id() {
    return "cucm";
  }

  @Override
  public boolean recognizes(String server) {
    return server.toLowerCase(Locale.ROOT).startsWith("cisco-cucm");
  }

  @Override
  public Manner manner(Device device, String user, String domain) {
    return MANNER;
  }

  @Override
  public boolean subscribesToMessages() {
    return false;
  }

  @Override
  public Map<String, String> lastWords(Heard heard) {
    return CallStatistics.of(heard);
  }
}
