package org.trucephone.tests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trucephone.provisioning.fetch.FileSource;

/** The configuration files of one phone, made when asked for. Any thread. */
final class ProvisioningTree implements FileSource {
  private final LabOptions options;
  private final int sipPort;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<String, byte[]> extra = new ConcurrentHashMap<>();
  private volatile LabOptions.Files served;

  ProvisioningTree(LabOptions options, int sipPort) {
    this.options = options;
    this.sipPort = sipPort;
    this.served = options.files();
    passwords.putAll(options.accounts());
  }

  /** What the files say is the password from now on. */
  void password(String user, String password) {
    passwords.put(user, password);
  }

  void serve(LabOptions.Files which) {
    served = which;
  }

  /** Serves these bytes under this name, whatever else would be. */
  void put(String name, byte[] bytes) {
    extra.put(name, bytes.clone());
  }

  @Override
  public byte @Nullable [] read(String name) {
    String plain = name.replaceFirst("^/+", "");
    byte[] given = extra.get(plain);
    if (given != null) {
      return given.clone();
    }
    boolean sep = served == LabOptions.Files.SEP || served == LabOptions.Files.BOTH;
    boolean toml = served == LabOptions.Files.TOML || served == LabOptions.Files.BOTH;
    if (sep && plain.equals("SEP" + options.mac().toUpperCase(Locale.ROOT) + ".cnf.xml")) {
      return sep().getBytes(UTF_8);
    }
    if (toml && plain.equals("truce-" + options.mac() + ".toml")) {
      return toml().getBytes(UTF_8);
    }
    return null;
  }

  private List<String> users() {
    return List.of(options.firstUser());
  }

  private String sep() {
    StringBuilder lines = new StringBuilder();
    int button = 0;
    for (String user : users()) {
      button++;
      lines.append(
          """
                <line button="%1$d" lineIndex="%1$d">
                  <featureID>9</featureID>
                  <featureLabel>%2$s</featureLabel>
                  <proxy>USECALLMANAGER</proxy>
                  <port>%4$d</port>
                  <name>%2$s</name>
                  <displayName>Lab %2$s</displayName>
                  <authName>%2$s</authName>
                  <authPassword>%3$s</authPassword>
                  <contact>%2$s</contact>
                  <messagesNumber>*97</messagesNumber>
                  <callWaiting>3</callWaiting>
                </line>
          """
              .formatted(button, user, escaped(passwords.getOrDefault(user, "")), sipPort));
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <device>
      <deviceProtocol>SIP</deviceProtocol>
      <devicePool>
        <callManagerGroup>
          <members>
            <member priority="0">
              <callManager>
                <ports>
                  <sipPort>%d</sipPort>
                </ports>
                <processNodeName>127.0.0.1</processNodeName>
              </callManager>
            </member>
          </members>
        </callManagerGroup>
      </devicePool>
      <sipProfile>
        <sipProxies>
          <registerWithProxy>true</registerWithProxy>
        </sipProxies>
        <sipStack>
          <timerRegisterExpires>120</timerRegisterExpires>
        </sipStack>
        <phoneLabel>Truce lab</phoneLabel>
        <sipLines>
    %s    </sipLines>
      </sipProfile>
      <transportLayerProtocol>%s</transportLayerProtocol>
    </device>
    """
        .formatted(sipPort, lines, options.transport().equals("tcp") ? "1" : "2");
  }

  private String toml() {
    StringBuilder s = new StringBuilder("[phone]\nlabel = \"Truce lab\"\n");
    int n = 0;
    for (String user : users()) {
      s.append(
          """

          [line.%d]
          user = "%2$s"
          auth_user = "%2$s"
          password = "%3$s"
          display_name = "Lab %2$s"
          label = "%2$s"
          registrar = "127.0.0.1:%4$d"
          transport = "%5$s"
          voicemail = "*97"
          expires = 120
          """
              .formatted(
                  ++n,
                  user,
                  quoted(passwords.getOrDefault(user, "")),
                  sipPort,
                  options.transport()));
    }
    return s.toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String quoted(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
