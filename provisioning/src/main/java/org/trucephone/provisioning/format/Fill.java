package org.trucephone.provisioning.format;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Field;
import org.trucephone.provisioning.settings.PortRange;
import org.trucephone.provisioning.settings.Secret;
import org.trucephone.provisioning.settings.Transport;

/**
 * Ends statements in the ways that recur in every grammar: an empty value empties the field, one
 * that cannot be read is a finding and sets nothing. {@code n} is the account, 0 for the phone.
 */
public final class Fill {
  private static final int TEN_YEARS = 10 * 366 * 86_400;

  private Fill() {}

  /** A text as it stands. */
  public static void text(Collector.Open s, Field<String> field, int n, String v) {
    s.set(field, n, v.isBlank() ? null : v.strip()).mapped();
  }

  /** A password or key. */
  public static void secret(Collector.Open s, Field<Secret> field, int n, String v) {
    s.set(field, n, v.isEmpty() ? null : new Secret(v)).mapped();
  }

  /** Yes or no in any of the usual words. */
  public static void bool(Collector.Open s, Field<Boolean> field, int n, String v) {
    parsed(s, field, n, v, Plain::bool, "yes or no");
  }

  /** A whole number in a range. */
  public static void number(
      Collector.Open s, Field<Integer> field, int n, String v, int low, int high) {
    parsed(s, field, n, v, t -> Plain.integer(t, low, high), "a number " + low + "…" + high);
  }

  /** A time in seconds; 0 is: none set. */
  public static void seconds(Collector.Open s, Field<Duration> field, int n, String v) {
    duration(s, field, n, v, 1, "seconds");
  }

  /** A time in minutes; 0 is: none set. */
  public static void minutes(Collector.Open s, Field<Duration> field, int n, String v) {
    duration(s, field, n, v, 60, "minutes");
  }

  private static void duration(
      Collector.Open s, Field<Duration> field, int n, String v, int unitSeconds, String unit) {
    if (v.strip().equals("0")) {
      s.set(field, n, null).mapped();
      return;
    }
    parsed(
        s,
        field,
        n,
        v,
        t -> {
          Integer value = Plain.integer(t, 1, TEN_YEARS / unitSeconds);
          return value == null ? null : Duration.ofSeconds((long) value * unitSeconds);
        },
        "a number of " + unit);
  }

  /** A host with its port in the same text. */
  public static void endpoint(Collector.Open s, Field<Endpoint> field, int n, String v) {
    s.set(field, n, Plain.endpoint(v)).mapped();
  }

  /** A host whose port stands elsewhere. */
  public static void endpoint(
      Collector.Open s, Field<Endpoint> field, int n, String host, String port) {
    Endpoint whole = Plain.endpoint(host);
    s.set(field, n, whole == null || whole.port() > 0 ? whole : Plain.endpoint(host, port))
        .mapped();
  }

  /** A server of log lines; its usual port (RFC 5426 3.3) is not worth a word. */
  public static void syslog(Collector.Open s, String host, String port) {
    endpoint(s, Field.SYSLOG, 0, host, port.strip().equals("514") ? "" : port);
  }

  /** A transport; null for {@code automatic} and the like. */
  public static void transport(
      Collector.Open s, Field<Transport> field, int n, @Nullable Transport transport) {
    s.set(field, n, transport).mapped();
  }

  /** One of several statements that say parts of one value: each carries the whole. */
  public static <T> void part(Collector.Open s, Field<T> field, @Nullable T whole) {
    s.set(field, whole).mapped();
  }

  /** A list of parts, absent when empty. */
  public static <T> void list(Collector.Open s, Field<List<T>> field, List<T> whole) {
    s.set(field, whole.isEmpty() ? null : List.copyOf(whole)).mapped();
  }

  /** Any value; the reader returns null for what it cannot read. */
  public static <T> void parsed(
      Collector.Open s,
      Field<T> field,
      int n,
      String text,
      Function<String, @Nullable T> reader,
      String wanted) {
    if (text.isBlank()) {
      s.set(field, n, null).mapped();
      return;
    }
    T value = reader.apply(text.strip());
    if (value == null) {
      s.invalid("“" + text.strip() + "” is not " + wanted + ": the statement is left out.")
          .mapped();
    } else {
      s.set(field, n, value).mapped();
    }
  }

  /** {@return ports from the first and last, or null} */
  public static @Nullable PortRange ports(String first, String last) {
    Integer low = Plain.integer(first, 1, 65535);
    Integer high = Plain.integer(last, 1, 65535);
    return low == null || high == null || high < low ? null : new PortRange(low, high);
  }

  /**
   * {@return a transport by its usual names ({@code UDPOnly}, {@code tcp}, {@code TLS}), or null}
   */
  public static @Nullable Transport transport(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "udp", "udponly" -> Transport.UDP;
      case "tcp", "tcponly", "tcppreferred" -> Transport.TCP;
      case "tls", "sips", "tls/tcp", "tls-tcp" -> Transport.TLS;
      default -> null;
    };
  }

  /** {@return the codec's name of RFC 4855 for one of the names vendors use, or null} */
  public static @Nullable String codec(String word) {
    String bare = word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return switch (bare) {
      case "pcmu", "g711u", "g711ulaw", "g711mu", "ulaw" -> "PCMU";
      case "pcma", "g711a", "g711alaw", "alaw" -> "PCMA";
      case "g722", "g722164k", "g72264k" -> "G722";
      case "g729", "g729a", "g729ab", "g729b" -> "G729";
      case "g72632", "g726", "aal2g72632" -> "G726-32";
      case "ilbc", "ilbc20", "ilbc30", "ilbc133kbps", "ilbc152kbps" -> "iLBC";
      case "opus" -> "opus";
      case "gsm" -> "GSM";
      case "g723", "g7231", "g72353", "g72363" -> "G723";
      default -> null;
    };
  }
}
