package org.trucephone.firmware.directory;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a directory is, as settings write it: {@code ldap://host:port/base?starttls=no} (RFC 4516
 * but for the query), {@code ldaps://host/base}, {@code http(s)://…}.
 *
 * @param port the scheme's if the address names none
 * @param base distinguished name searches begin at; "" for the whole server (a global catalog)
 * @param startTls whether an {@code ldap} connection is encrypted before anything is said
 */
public record DirectoryAddress(
    String scheme, String host, int port, String base, boolean startTls, URI uri) {

  /**
   * Reads an address.
   *
   * @throws DirectoryException with a sentence that says what is wrong with it
   */
  public static DirectoryAddress of(String text) throws DirectoryException {
    URI uri;
    try {
      uri = new URI(text.strip().replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw wrong(text);
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null) {
      throw wrong(text);
    }
    int usual =
        switch (scheme) {
          case "ldap" -> 389;
          case "ldaps" -> 636;
          case "http" -> 80;
          case "https" -> 443;
          default -> throw wrong(text);
        };
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("^/", "");
    String base = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    boolean open = String.valueOf(uri.getQuery()).contains("starttls=no");
    int port = uri.getPort() < 0 ? usual : uri.getPort();
    return new DirectoryAddress(scheme, host, port, base, scheme.equals("ldap") && !open, uri);
  }

  private static DirectoryException wrong(String text) {
    return new DirectoryException(
        "The directory's address "
            + text.replaceAll("//[^/@]*@", "//")
            + " cannot be followed: it must be ldap://HOST/BASE, ldaps://HOST/BASE or a web"
            + " address. Tell your administrator.");
  }
}
