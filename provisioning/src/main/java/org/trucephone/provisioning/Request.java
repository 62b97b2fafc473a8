package org.trucephone.provisioning;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.http.Credentials;
import org.trucephone.provisioning.settings.Secret;

/**
 * What to be provisioned with.
 *
 * @param server {@code tftp://host[:port]/folder/}, {@code http://…} or {@code https://…}; a {@code
 *     user:password@} in it is moved to {@code credentials}
 * @param mac the address file names are made of; any separators, any case; kept as twelve
 *     lower-case hexadecimal digits
 * @param persona a name from {@code Personas.names()}
 * @param data folder for the last good configuration
 * @param credentials for the server, if it asks
 * @param file a file there that was named for this phone and is asked for first; null for none
 */
public record Request(
    URI server,
    String mac,
    String persona,
    Path data,
    @Nullable Credentials credentials,
    @Nullable String file) {

  /** A request by the persona's own file names alone. */
  public Request(
      URI server, String mac, String persona, Path data, @Nullable Credentials credentials) {
    this(server, mac, persona, data, credentials, null);
  }

  /** Checks and normalises; {@link IllegalArgumentException} says what is no MAC address. */
  public Request {
    String digits = mac.replaceAll("[:.\\s-]", "").toLowerCase(Locale.ROOT);
    if (!digits.matches("[0-9a-f]{12}")) {
      throw new IllegalArgumentException(
          "“" + mac + "” is no MAC address: twelve digits 0-9 a-f are needed");
    }
    mac = digits;
    String user = server.getUserInfo();
    if (user != null) {
      int colon = user.indexOf(':');
      if (credentials == null) {
        credentials =
            new Credentials(
                colon < 0 ? user : user.substring(0, colon),
                new Secret(colon < 0 ? "" : user.substring(colon + 1)));
      }
      server = URI.create(server.toString().replace(server.getRawUserInfo() + "@", ""));
    }
    if (!server.toString().endsWith("/")) {
      server = URI.create(server + "/");
    }
  }
}
