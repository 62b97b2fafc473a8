package org.trucephone.provisioning.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trucephone.provisioning.settings.Account;
import org.trucephone.provisioning.settings.Endpoint;
import org.trucephone.provisioning.settings.Finding;
import org.trucephone.provisioning.settings.General;
import org.trucephone.provisioning.settings.KeyType;
import org.trucephone.provisioning.settings.LineKey;
import org.trucephone.provisioning.settings.Setting;
import org.trucephone.provisioning.settings.Settings;
import org.trucephone.provisioning.settings.Transport;

/** One small file of each vendor, and what the phone ends with. */
class OtherVendorsTest {
  private static final String AASTRA =
      """
      # startup of the house
      time server1: ntp.example.net     # the first
      tagging enabled: 1
      !vlan id: 12
      sip transport protocol: 2
      sip registrar ip: pbx.example.net
      sip registrar port: 5070
      sip dial plan: "x+#|xx+*"
      ^admin password: boss
      sip customized codec: payload=9;ptime=20;silsupp=on,payload=0;ptime=20;silsupp=off
      sip line2 user name: 202
      sip line2 password: pw two  # not a comment's friend
      sip line2 screen name: Hall
      sip vmail: *97
      topsoftkey1 type: blf
      topsoftkey1 value: 203
      topsoftkey1 label: Carol
      softkey1 type: speeddial
      softkey1 value: 204
      """;
  private static final String MITEL =
      """
      <Parameter Model="5330"><sntp>ntp.example.net</sntp><vlan_id>12</vlan_id>
      <user_list><User State="1" ID="202" DispName="Hall" Pwd="pw two" AuthName="a202"
        RegSvr="pbx.example.net" RegPort="5070" OutSvr="edge.example.net" OutPort="5060"></User>
      </user_list>
      <pkDescription><Key Line="1" Fea="2" Des="Carol" Addr="203"></Key></pkDescription></Parameter>
      """;
  private static final String FANVIL_TEXT =
      """
      <<VOIP CONFIG FILE>>Version:2.0002

      <PHONE FEATURE MODULE>
      SNTP Server        :ntp.example.net
      <SIP CONFIG MODULE>
      --SIP Line List--  :
      SIP1 Phone Number  :202
      SIP1 Display Name  :Hall
      SIP1 Register Addr :pbx.example.net
      SIP1 Register Port :5070
      SIP1 Register User :a202
      SIP1 Register Pswd :pw two
      SIP1 Enable Reg    :1
      <DSSKEY CONFIG MODULE>
      Fkey1 Type         :1
      Fkey1 Value        :203@1/b
      Fkey1 Title        :Carol
      <<END OF FILE>>
      """;
  private static final String FANVIL_XML =
      """
      <?xml version="1.0"?><sysConf><Version>2.0000000000</Version>
      <sip><line index="1"><PhoneNumber>202</PhoneNumber><RegisterUser>a202</RegisterUser>
      <RegisterAddr>pbx.example.net</RegisterAddr><RegisterPort>5070</RegisterPort>
      <RegisterPswd>pw two</RegisterPswd><Transport>1</Transport></line>
      <line index="2"><PhoneNumber></PhoneNumber><RegisterAddr></RegisterAddr><Transport>0</Transport></line></sip>
      <phone><date><SNTPServer>ntp.example.net</SNTPServer></date></phone></sysConf>
      <<END OF FILE>>
      """;
  private static final String GIGASET_OLD =
      """
      <ProviderFrame><Provider>
      <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_USER_ID" class="symb_item" value='"202"'/>
      <SYMB_ITEM ID="BS_IP_Data3.aucS_SIP_LOGIN_ID" class="symb_item" value='"a202"'/>
      <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_PASSWORD" class="symb_item" value='"pw two"'/>
      <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_REGISTRAR" class="symb_item" value='"pbx.example.net"'/>
      <SYMB_ITEM ID="BS_IP_Data1.uiI_SIP_REGISTRAR_PORT" class="symb_item" value="0x13ce"/>
      <SYMB_ITEM ID="BS_IP_Data1.aucS_TIME_NTP_SERVER" class="symb_item" value='"ntp.example.net"'/>
      </Provider></ProviderFrame>
      """;
  private static final String GIGASET_NEW =
      """
      <provisioning version="1.1" productID="e2"><nvm>
      <param name="SipAccount.00001.UserName" value="202"/>
      <param name="SipAccount.00001.AuthName" value="a202"/>
      <param name="SipAccount.00001.AuthPassword" value="pw two"/>
      <param name="SipAccount.00001.ProviderId" value="1"/>
      <param name="SipProvider.0.RegServerAddress" value="other.example.net"/>
      <param name="SipProvider.1.RegServerAddress" value="pbx.example.net"/>
      <param name="SipProvider.1.RegServerPort" value="5070"/>
      <param name="DmGlobal.0.NtpServer" value="ntp.example.net"/>
      </nvm></provisioning>
      """;
  private static final String PANASONIC =
      """
      # Panasonic SIP Phone Standard Format File #
      NTP_ADDR="ntp.example.net"
      PHONE_NUMBER_1="202"
      SIP_AUTHID_1="a202"
      SIP_PASS_1="pw two"
      SIP_RGSTR_ADDR_1="pbx.example.net"
      SIP_RGSTR_PORT_1="5070"
      """;
  private static final String ALCATEL =
      """
      <settings><setting id="Account1UserName" value="202" /><setting id="Account1RegName" value="a202" />
      <setting id="Account1Password" value="pw two" /><setting id="Account1Server1Address" value="pbx.example.net" />
      <setting id="Account1Server1Port" value="5070" /><setting id="SettingSntpServer" value="ntp.example.net" />
      <setting id="Account2UserName" value="" /><setting id="Account2Server1Port" value="5060" /></settings>
      """;
  private static final String AVAYA =
      """
      ## a comment
      SET SNTPSRVR "ntp.example.net"
      IF $MODEL4 SEQ J179 GOTO MINE
      SET FORCE_SIP_EXTENSION 999
      # MINE
      SET FORCE_SIP_EXTENSION 202
      SET FORCE_SIP_USERNAME a202
      SET FORCE_SIP_PASSWORD "pw two"
      SET RTCPMON qm.example.net
      SET RTCPMONPORT 5015
      SET SIP_CONTROLLER_LIST pbx.example.net:5070;transport=tcp,spare.example.net
      SET PHONEKEY "Key=7;Type=feature;Name=blf;attr1=203;Label=Carol;Forced"
      GOTO END
      SET FORCE_SIP_EXTENSION 998
      # END
      """;
  private static final String NORTEL =
      """
      SIP_DOMAIN1 example.net
      SERVER_IP1_1 pbx.example.net
      SERVER_PORT1_1 5070
      SERVER_IP1_2 0.0.0.0
      SNTP_SERVER ntp.example.net
      AUTOLOGIN_ID_KEY01 202@example.net
      AUTOLOGIN_AUTHID_KEY01 a202
      AUTOLOGIN_PASSWD_KEY01 pw two
      """;
  private static final String LG =
      """
      [NETTIME]
      sntp_server_address ntp.example.net
      [VOIP]
      line1_proxy_address pbx.example.net
      line1_proxy_port 5070
      line1_name 202
      line1_authname a202
      line1_password pw two
      """;
  private static final String NORTEL_XML =
      """
      <configuration><phoneSettings><timesettings><ntpIp><![CDATA[ntp.example.net]]></ntpIp></timesettings>
      </phoneSettings><sipAccounts><account_L1><authname>202</authname><authId>a202</authId>
      <authPassword>pw two</authPassword><registrar><registrarAddress>pbx.example.net:5070</registrarAddress>
      </registrar></account_L1></sipAccounts></configuration>
      """;
  private static final String HITACHI =
      """
      [TIME]
      NTP_Server1=ntp.example.net
      [SIP]
      User_ID=202
      User_Password=pw two
      1st_Proxy=pbx.example.net
      1st_Proxy_Port=5070
      """;

  private static ParsedFile parse(String name, String text) {
    return Formats.parse(
        name, text.getBytes(StandardCharsets.UTF_8), new ParseContext("", "001122334455"));
  }

  @ParameterizedTest
  @CsvSource({
    "aastra.cfg, aastra, 2",
    "MN_001122334455.cfg, mitel-mn, 1",
    "fanvil.txt, fanvil, 1",
    "fanvil.xml, fanvil, 1",
    "gigaset-old.xml, gigaset, 1",
    "gigaset-new.xml, gigaset, 1",
    "panasonic.cfg, panasonic, 1",
    "alcatel.xml, alcatel-xml, 1",
    "46xxsettings.txt, avaya-46xx, 1",
    "SIP001122334455.cfg, nortel-device-config, 1",
    "lg.cfg, lg-nortel-ini, 1",
    "nortel.xml, nortel-12x0-xml, 1",
    "user.ini, hitachi, 1"
  })
  void theAccountIsTakenOverWhole(String name, String format, int index) {
    ParsedFile file = parse(name, text(name));
    assertEquals(format, file.format());
    Settings settings = file.settings();
    List<Account> usable = settings.usableAccounts();
    assertEquals(1, usable.size(), settings.accounts().toString());
    Account a = usable.getFirst();
    assertEquals(index, a.index());
    assertEquals("202", a.userOr(""));
    assertEquals("pw two", a.passwordOrEmpty().reveal());
    assertEquals(new Endpoint("pbx.example.net", 5070), Setting.value(a.registrar()));
    assertEquals(List.of("ntp.example.net"), Setting.value(settings.general().ntp()));
    for (Statement s : file.statements()) {
      assertFalse(s.shown().contains("pw two"), "a secret is shown: " + s);
    }
  }

  private static String text(String name) {
    return switch (name) {
      case "aastra.cfg" -> AASTRA;
      case "MN_001122334455.cfg" -> MITEL;
      case "fanvil.txt" -> FANVIL_TEXT;
      case "fanvil.xml" -> FANVIL_XML;
      case "gigaset-old.xml" -> GIGASET_OLD;
      case "gigaset-new.xml" -> GIGASET_NEW;
      case "panasonic.cfg" -> PANASONIC;
      case "alcatel.xml" -> ALCATEL;
      case "46xxsettings.txt" -> AVAYA;
      case "SIP001122334455.cfg" -> NORTEL;
      case "lg.cfg" -> LG;
      case "nortel.xml" -> NORTEL_XML;
      default -> HITACHI;
    };
  }

  @Test
  void whatIsSaidForAllLinesGoesForEachThatIsSilent() {
    Settings settings = parse("aastra.cfg", AASTRA).settings();
    Account a = settings.usableAccounts().getFirst();
    General g = settings.general();
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals("*97", Setting.value(a.voicemail()));
    assertEquals("Hall", a.labelOrUser());
    assertEquals(12, Setting.value(g.vlan()));
    assertEquals("boss", String.valueOf(Setting.value(g.adminPassword()).reveal()));
    assertEquals(List.of("G722", "PCMU"), Setting.value(g.codecs()));
    assertEquals("xx.T|xxx.*", Setting.value(g.dialPlan()));
    List<LineKey> keys = settings.keys();
    assertEquals(KeyType.BLF, keys.getFirst().type());
    assertEquals(2, keys.get(1).index(), "soft keys come after the top ones");
  }

  @Test
  void aSettingsScriptIsRunAsTheModelWould() {
    ParsedFile file = parse("46xxsettings.txt", AVAYA);
    Account a = file.settings().usableAccounts().getFirst();
    assertEquals(Transport.TCP, a.transportOr(Transport.UDP));
    assertEquals(new Endpoint("spare.example.net", 0), Setting.value(a.backup()));
    assertEquals(
        new Endpoint("qm.example.net", 5015),
        Setting.value(file.settings().general().rtcpMonitor()));
    assertEquals(7, file.keys().getFirst().index());
    ParsedFile other =
        Formats.parse(
            "46xxsettings.txt",
            AVAYA.replace("# MINE", "# OTHERS").getBytes(StandardCharsets.UTF_8),
            new ParseContext("J179", "001122334455"));
    assertTrue(
        other.findings().stream().anyMatch(f -> f.kind() == Finding.Kind.MISSING && f.line() == 3));
    assertEquals(0, other.settings().usableAccounts().size());
  }

  @Test
  void filesToFetchNextAreNamedWithTheAddressFilledIn() {
    ParseContext context = new ParseContext("J179", "001122334455");
    byte[] upgrade = "GET $MACADDR.txt\nGET 46xxsettings.txt\n".getBytes(StandardCharsets.UTF_8);
    ConfigFormat avaya = Formats.recognise("J100Supgrade.txt", upgrade).orElseThrow();
    assertEquals(List.of("001122334455.txt", "46xxsettings.txt"), avaya.includes(upgrade, context));
    byte[] sections =
        "[DEVICE_CONFIG]\nFILENAME house.cfg\n[USER_CONFIG]\nDOWNLOAD_MODE AUTO\n"
            .getBytes(StandardCharsets.UTF_8);
    ConfigFormat nortel = Formats.recognise("1140eSIP.cfg", sections).orElseThrow();
    assertEquals(List.of("house.cfg", "SIP001122334455.cfg"), nortel.includes(sections, context));
  }

  @Test
  void aLineLongerThanTheVendorsPhoneReadsIsTold() {
    ParsedFile file = parse("SIP001122334455.cfg", NORTEL + "BANNER " + "x".repeat(90) + "\n");
    assertTrue(file.findings().stream().anyMatch(f -> f.line() == 9), file.findings().toString());
  }

  @Test
  void timesAreInTheUnitsOfTheirVendor() {
    Settings panasonic =
        parse("p.cfg", PANASONIC + "TIME_ZONE=\"-300\"\nREG_EXPIRE_TIME_1=\"600\"\n").settings();
    assertEquals("UTC-05:00", Setting.value(panasonic.general().timeZone()));
    assertEquals(
        Duration.ofSeconds(600), panasonic.usableAccounts().getFirst().expiresOr(Duration.ZERO));
    Settings nortel = parse("n.cfg", NORTEL + "TIMEZONE_OFFSET 3600\n").settings();
    assertEquals("UTC+01:00", Setting.value(nortel.general().timeZone()));
    assertNull(nortel.usableAccounts().getFirst().backup() == null ? null : "0.0.0.0 is none");
  }

  @Test
  void damageIsReadOverAndNeverThrows() {
    Random random = new Random(7);
    for (String name :
        List.of(
            "aastra.cfg",
            "MN_001122334455.cfg",
            "fanvil.txt",
            "fanvil.xml",
            "gigaset-old.xml",
            "gigaset-new.xml",
            "panasonic.cfg",
            "alcatel.xml",
            "46xxsettings.txt",
            "SIP001122334455.cfg",
            "lg.cfg",
            "nortel.xml",
            "user.ini")) {
      byte[] whole = text(name).getBytes(StandardCharsets.UTF_8);
      ConfigFormat format = Formats.recognise(name, whole).orElseThrow();
      for (int i = 0; i < 200; i++) {
        byte[] damaged = whole.clone();
        for (int k = 0; k < 1 + i % 20; k++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        ParsedFile file = format.parse(name, damaged, ParseContext.NONE);
        assertEquals(name, file.source());
        file.settings();
      }
    }
  }
}
