package org.trucephone.firmware.dialect.microsoft;

import java.util.Map;
import org.trucephone.firmware.dialect.Dialect.Saying;

/**
 * What a phone asks for once it is registered (MS-SIPRE, MS-PRES). The first news comes inside the
 * answer, later news by BENOTIFY; the server prolongs by itself.
 */
final class Subscriptions {
  static final String PROVISIONING = "vnd-microsoft-provisioning-v2";
  static final String SELF = "vnd-microsoft-roaming-self";

  private static final String PROVISIONING_TYPE =
      "application/vnd-microsoft-roaming-provisioning-v2+xml";
  private static final String SELF_TYPE = "application/vnd-microsoft-roaming-self+xml";
  private static final String SCHEMAS = "http://schemas.microsoft.com/2006/09/sip/";

  private Subscriptions() {}

  /** {@return the request for the settings the server has for its phones; asked once} */
  static Saying provisioning() {
    StringBuilder groups = new StringBuilder();
    for (String group : new String[] {"ServerConfiguration", "ucPolicy", "userSetting"}) {
      groups.append("<provisioningGroup name=\"").append(group).append("\"/>");
    }
    return subscribe(
        PROVISIONING,
        PROVISIONING_TYPE,
        Map.of("Expires", "0"),
        "<provisioningGroupList xmlns=\""
            + SCHEMAS
            + "provisioninggrouplist\">"
            + groups
            + "</provisioningGroupList>");
  }

  /** {@return the request for what the server keeps of the user: messages, presence} */
  static Saying self() {
    return subscribe(
        SELF,
        SELF_TYPE,
        Map.of(),
        "<roamingList xmlns=\""
            + SCHEMAS
            + "roaming-self\"><roaming type=\"categories\"/><roaming type=\"containers\"/>"
            + "<roaming type=\"subscribers\"/></roamingList>");
  }

  private static Saying subscribe(
      String event, String type, Map<String, String> more, String body) {
    Map<String, String> headers = new java.util.TreeMap<>(more);
    headers.put("Event", event);
    headers.put("Accept", type);
    headers.put("Supported", "com.microsoft.autoextend, ms-benotify, ms-piggyback-first-notify");
    headers.put("Proxy-Require", "ms-benotify");
    return new Saying("SUBSCRIBE", "", headers, type, body);
  }
}
