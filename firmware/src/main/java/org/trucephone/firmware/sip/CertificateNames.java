package org.trucephone.firmware.sip;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a server's certificate speaks for (RFC 5922 7.1): its sip: URIs, else its DNS names, else,
 * without any subjectAltName, its common name. Addresses count where the server was set by address.
 * Wildcards match nothing (RFC 5922 7.2). Pure.
 */
public final class CertificateNames {
  private static final int DNS = 2;
  private static final int URI = 6;
  private static final int ADDRESS = 7;
  private static final Pattern COMMON_NAME = Pattern.compile("(?i)(?:^|,)CN=([^,+]+)");

  private CertificateNames() {}

  /** {@return whether the certificate speaks for one of these host names or literal addresses} */
  public static boolean match(X509Certificate certificate, Collection<String> wanted) {
    List<String> names = of(certificate);
    return wanted.stream()
        .anyMatch(host -> names.stream().anyMatch(name -> plain(name).equals(plain(host))));
  }

  /** {@return the names and addresses it speaks for, as written in it} */
  public static List<String> of(X509Certificate certificate) {
    List<String> domains = new ArrayList<>();
    List<String> hosts = new ArrayList<>();
    List<String> addresses = new ArrayList<>();
    Collection<List<?>> all;
    try {
      all = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return List.of();
    }
    if (all == null) {
      return commonName(certificate);
    }
    for (List<?> entry : all) {
      String value = String.valueOf(entry.get(1));
      if (entry.get(0) instanceof Integer kind) {
        switch (kind) {
          case URI -> {
            // A user part makes it a person's certificate, not a domain's.
            if (value.regionMatches(true, 0, "sip:", 0, 4) && value.indexOf('@') < 0) {
              domains.add(NameAddr.host(value));
            }
          }
          case DNS -> hosts.add(value);
          case ADDRESS -> addresses.add(value);
          default -> {
            // says nothing about a server
          }
        }
      }
    }
    List<String> names = new ArrayList<>(domains.isEmpty() ? hosts : domains);
    names.addAll(addresses);
    return names;
  }

  private static List<String> commonName(X509Certificate certificate) {
    Matcher name = COMMON_NAME.matcher(certificate.getSubjectX500Principal().getName());
    return name.find() ? List.of(name.group(1)) : List.of();
  }

  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
