package org.trucephone.firmware.dialect.broadworks;

import java.util.Locale;
import org.trucephone.firmware.dialect.Dialect;

/** BroadWorks: the server forwards and refuses calls by itself and tells the phone. */
public final class BroadworksDialect implements Dialect {
  @Override
  public String id() {
    return "broadworks";
  }

  @Override
  public boolean recognizes(String server) {
    return server.toLowerCase(Locale.ROOT).contains("broadworks");
  }

  @Override
  public boolean syncsFeatures() {
    return true;
  }

  @Override
  public boolean sharesLines() {
    return true;
  }
}
