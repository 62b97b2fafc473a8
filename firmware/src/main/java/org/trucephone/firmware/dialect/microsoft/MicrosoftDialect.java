package org.trucephone.firmware.dialect.microsoft;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trucephone.firmware.dialect.Dialect;
import org.trucephone.firmware.sip.Manner;

/**
 * Microsoft's servers from OCS 2007 R2 to Skype for Business Server. Only where the settings ask
 * for it: a server lets nobody in who does not speak this from the first REGISTER.
 */
public final class MicrosoftDialect implements Dialect {
  private static final Pattern REASON = Pattern.compile("(?i)reason\\s*=\\s*\"([^\"]*)\"");
  private static final int LONGEST = 120;

  @Override
  public String id() {
    return "microsoft";
  }

  @Override
  public Manner manner(Device device, String user, String domain) {
    return new MicrosoftManner(Endpoint.of(device.mac(), user + "@" + domain));
  }

  @Override
  public boolean subscribesToMessages() {
    return false;
  }

  /** Every refusal bears a number and a reason (MS-OCER). */
  @Override
  public String explained(int status, Map<String, String> headers) {
    for (String name : new String[] {"ms-diagnostics", "ms-diagnostics-public"}) {
      Matcher reason = REASON.matcher(headers.getOrDefault(name, ""));
      if (reason.find()) {
        String text = reason.group(1).replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
      }
    }
    return Dialect.super.explained(status, headers);
  }
}
