package org.trucephone.firmware.dialect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.trucephone.firmware.sip.Bodies;
import org.trucephone.firmware.sip.SipEvent;

/** A message as a server sends it, octet for octet, from the test resources beside a class. */
public record Fixture(Map<String, String> headers, String body) {
  /** Reads {@code name.sip} beside the class. */
  public static Fixture read(Class<?> beside, String name) throws IOException {
    byte[] bytes;
    try (InputStream in = beside.getResourceAsStream(name + ".sip")) {
      assertNotNull(in, name);
      bytes = in.readAllBytes();
    }
    int end = new String(bytes, ISO_8859_1).indexOf("\r\n\r\n");
    Map<String, String> headers = new HashMap<>();
    for (String line : new String(bytes, 0, end, ISO_8859_1).split("\r\n")) {
      int colon = Math.max(0, line.indexOf(':'));
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Fixture(
        Map.copyOf(headers), Bodies.text(Arrays.copyOfRange(bytes, end + 4, bytes.length)));
  }

  /** {@return a header's value, "" if it is not there} */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** {@return the notification it is} */
  public SipEvent.Notified notified() {
    return new SipEvent.Notified(
        0,
        1,
        null,
        headers.getOrDefault("event", "refer"),
        header("subscription-state"),
        header("content-type"),
        body,
        headers);
  }
}
