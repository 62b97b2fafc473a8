package org.trucephone.provisioning.settings;

/**
 * A host and a port as a configuration names them.
 *
 * @param host name or address (IPv6 without brackets); never empty
 * @param port 1…65535; 0 when absent or unreadable
 * @param portText the port as written, when it could not be read as a number; otherwise empty
 */
public record Endpoint(String host, int port, String portText) {

  /** An endpoint whose port is a number, or absent (0). */
  public Endpoint(String host, int port) {
    this(host, port, "");
  }

  /** {@return the port, or the fallback when the configuration names none} */
  public int portOr(int fallback) {
    return port > 0 ? port : fallback;
  }

  /** {@return {@code host}, {@code host:port} or {@code [v6]:port}} */
  @Override
  public String toString() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    if (!portText.isEmpty()) {
      return name + ":" + portText;
    }
    return port > 0 ? name + ":" + port : name;
  }
}
