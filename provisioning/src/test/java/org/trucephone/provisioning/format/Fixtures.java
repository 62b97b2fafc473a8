package org.trucephone.provisioning.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small configurations of each format, written for these tests. */
public final class Fixtures {
  public static final String SECRET = "sw0rdfish";

  public static final String SEP =
      """
      <?xml version="1.0"?>
      <device xsi:type="axl:XIPPhone" ctiid="7">
        <deviceProtocol>SIP</deviceProtocol>
        <devicePool>
          <dateTimeSetting>
            <dateTemplate>D.M.Y</dateTemplate>
            <timeZone>Central Europe Standard/Daylight Time</timeZone>
            <ntps>
              <ntp><name>ntp1.example.net</name><ntpMode>Unicast</ntpMode></ntp>
              <ntp><name>ntp2.example.net</name></ntp>
            </ntps>
          </dateTimeSetting>
          <callManagerGroup>
            <members>
              <member priority="1"><callManager>
                <ports><sipPort>5070</sipPort></ports><processNodeName>two.example.net</processNodeName>
              </callManager></member>
              <member priority="0"><callManager>
                <ports><sipPort>5060</sipPort></ports><processNodeName>one.example.net</processNodeName>
              </callManager></member>
            </members>
          </callManagerGroup>
        </devicePool>
        <sipProfile>
          <sipProxies>
            <outboundProxy>edge.example.net</outboundProxy>
            <outboundProxyPort>5062</outboundProxyPort>
            <registerWithProxy>true</registerWithProxy>
          </sipProxies>
          <sipStack><timerRegisterExpires>300</timerRegisterExpires></sipStack>
          <preferredCodec>g722</preferredCodec>
          <dtmfOutofBand>avt</dtmfOutofBand>
          <startMediaPort>20000</startMediaPort>
          <stopMediaPort>20100</stopMediaPort>
          <dscpForAudio>184</dscpForAudio>
          <sipLines>
            <line button="1">
              <featureID>9</featureID><featureLabel>Front desk</featureLabel>
              <proxy>USECALLMANAGER</proxy><port>5099</port>
              <name>201@example.net</name><displayName>Ann &amp; Bob</displayName>
              <authName>auth201</authName><authPassword>sw0rdfish</authPassword>
              <messagesNumber>*98</messagesNumber>
              <autoAnswer><autoAnswerEnabled>0</autoAnswerEnabled></autoAnswer>
            </line>
            <line button="3">
              <featureID>21</featureID><featureLabel>Carl</featureLabel>
              <speedDialNumber>203</speedDialNumber>
            </line>
            <line button="2">
              <featureID>9</featureID><proxy>192.0.2.9</proxy><port>506O</port><name>202</name>
            </line>
            </line>
          </sipLines>
          <softKeyFile>keys.xml</softKeyFile>
        </sipProfile>
        <commonProfile><phonePassword>sw0rdfish</phonePassword></commonProfile>
        <loadInformation>SIP45.9</loadInformation>
        <networkLocale>Germany</networkLocale>
        <transportLayerProtocol>1</transportLayerProtocol>
        <frobnicate>7</frobnicate>
      </device>
      """;

  public static final String CNF_DEFAULT =
      """
      # for all phones
      image_version: P0S3-8-12-00
      proxy1_address: "pbx.example.net" ; the server
      proxy2_address: ""
      proxy_register: 1
      timer_register_expires: 180 ; seconds
      sntp_server: ntp.example.net
      messages_uri: *98
      start_media_port: 20000
      end_media_port: 20100
      outbound_proxy: ""
      """;

  public static final String CNF_PHONE =
      """
      line1_name: 201@example.net
      line1_authname:"auth201"
      line1_password: "sw0rdfish" ; do not tell
      line1_displayname: "Ann; the boss" # shown
      line1_shortname : Ann
      line2_name: 202
      line2_password: sw0rdfish
      line3_name: UNPROVISIONED
      proxy1_port:"5160"
      reg.1.displayName="not for us"
      phone_password: "sw0rdfish"
      phone_label: "Front desk "
      """;

  public static final String TOML =
      """
      [phone]
      label = "Front desk"
      country = "de"
      admin_password = "sw0rdfish"

      [calls]
      reject_status = 603
      dial_timeout = 4

      [time]
      servers = ["ntp1.example.net", "ntp2.example.net"]

      [network]
      vlan = 100
      syslog = "log.example.net:5514"

      [sip]
      transport = "tcp"

      [media]
      codecs = ["G722", "PCMA"]
      rtp_ports = "20000-20100"
      dtmf = "events-always"
      stun_server = "stun.example.net"
      colour = "blue"

      [quality]
      rtcp_monitor = "qm.example.net:5015"

      [line.1]
      user = "201"
      password = "sw0rdfish"
      display_name = "Ann"
      registrar = "[2001:db8::5]:5070"
      expires = 300

      [line.2]
      user = "202"
      registrar = "pbx.example.net"
      transport = "udp"
      label = ""

      [key.4]
      type = "blf"
      value = "203"
      label = "Carl"
      line = 1
      pickup = "**203"
      """;

  public static final String DIALPLAN =
      """
      <DIALTEMPLATE>
        <TEMPLATE MATCH="2.." Timeout="1"/>
        <TEMPLATE MATCH="*" Timeout="5"/>
      </DIALTEMPLATE>
      """;

  public static final String XML_DEFAULT =
      """
      <Default>
        <callManagerGroup><members><member priority="0"><callManager>
          <ports><sipPort>5060</sipPort></ports><processNodeName>pbx.example.net</processNodeName>
        </callManager></member></members></callManagerGroup>
        <loadInformation434 model="IP Phone 7942">SIP42.9</loadInformation434>
        <loadInformation435 model="IP Phone 7945">SIP45.9</loadInformation435>
      </Default>
      """;

  /** Every fixture by the name a phone asks for it with. */
  public static final Map<String, String> ALL =
      Map.of(
          "SEP001122334455.cnf.xml", SEP,
          "SIPDefault.cnf", CNF_DEFAULT,
          "SIP001122334455.cnf", CNF_PHONE,
          "truce-001122334455.toml", TOML,
          "dialplan.xml", DIALPLAN,
          "XMLDefault.cnf.xml", XML_DEFAULT);

  private Fixtures() {}

  /**
   * Every file below the test resource folder {@code formats}, by its name: one folder for each
   * vendor.
   */
  public static Map<String, String> files() {
    try (Stream<Path> all = Files.walk(folder())) {
      return all.filter(Files::isRegularFile)
          .collect(Collectors.toMap(p -> folder().relativize(p).toString(), Fixtures::contents));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file below the test resource folder {@code formats}, {@code vendor/name}. */
  public static String file(String name) {
    return contents(folder().resolve(name));
  }

  /** Reads a file below the test resource folder {@code formats}, {@code vendor/name}. */
  public static ParsedFile read(String name) {
    return parse(name, file(name));
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/formats/yealink")).toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String contents(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static ParsedFile parse(String name, String text) {
    return Formats.parse(name, text.getBytes(StandardCharsets.UTF_8), ParseContext.NONE);
  }
}
