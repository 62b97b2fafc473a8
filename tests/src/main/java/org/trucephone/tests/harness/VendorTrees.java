package org.trucephone.tests.harness;

import java.util.List;
import java.util.Map;

/**
 * Small provisioning servers, one of each make, each file written as its maker's guide shows: user
 * 1001, password pw1001, a registrar on loopback.
 */
public final class VendorTrees {
  private static final String MAC = "001122334455";

  private VendorTrees() {}

  /** {@return the makes} */
  public static List<String> names() {
    return List.of(
        "cisco-79xx",
        "cisco-sep",
        "cisco-spa",
        "polycom",
        "yealink",
        "snom",
        "grandstream",
        "htek",
        "digium",
        "aastra",
        "mitel-mn",
        "fanvil",
        "avaya",
        "gigaset",
        "gigaset-n870",
        "panasonic",
        "nortel-11xx",
        "nortel-12x0",
        "lg-nortel",
        "alcatel",
        "hitachi");
  }

  /** {@return the files of a small server, by name} */
  public static Map<String, String> of(String vendor, int port) {
    String p = Integer.toString(port);
    return switch (vendor) {
      case "cisco-79xx" ->
          Map.of(
              "SIPDefault.cnf",
              "image_version: P0S3-8-12-00\nproxy1_address: \"127.0.0.1\"\nproxy1_port: "
                  + p
                  + "\nproxy_register: 1\n",
              "SIP" + MAC + ".cnf",
              "line1_name: 1001\nline1_authname: \"1001\"\nline1_password: \"pw1001\"\n");
      case "cisco-sep" ->
          Map.of(
              "SEP" + MAC + ".cnf.xml",
              """
              <device><deviceProtocol>SIP</deviceProtocol><sipProfile><sipLines>
              <line button="1" lineIndex="1"><featureID>9</featureID><proxy>127.0.0.1</proxy>
              <port>%s</port><name>1001</name><authName>1001</authName>
              <authPassword>pw1001</authPassword></line></sipLines></sipProfile></device>
              """
                  .formatted(p));
      case "cisco-spa" ->
          Map.of(
              "spa" + MAC + ".cfg",
              """
              <flat-profile><Proxy_1_>127.0.0.1:%s</Proxy_1_><User_ID_1_>1001</User_ID_1_>
              <Password_1_>pw1001</Password_1_><Register_1_>Yes</Register_1_></flat-profile>
              """
                  .formatted(p));
      case "polycom" ->
          Map.of(
              "000000000000.cfg",
              """
              <?xml version="1.0"?><APPLICATION APP_FILE_PATH="sip.ld"
              CONFIG_FILES="phone[PHONE_MAC_ADDRESS].cfg, site.cfg"/>
              """,
              "phone" + MAC + ".cfg",
              """
              <phone1><reg reg.1.address="1001" reg.1.auth.userId="1001"
              reg.1.auth.password="pw1001"/></phone1>
              """,
              "site.cfg",
              """
              <polycomConfig><server voIpProt.server.1.address="127.0.0.1"
              voIpProt.server.1.port="%s" voIpProt.server.1.transport="UDPOnly"/></polycomConfig>
              """
                  .formatted(p));
      case "yealink" ->
          Map.of(
              "y000000000000.boot",
              "#!version:1.0.0.1\ninclude:config \"house.cfg\"\ninclude:config \"$mac.cfg\"\n",
              "house.cfg",
              "account.1.sip_server.1.address = 127.0.0.1\naccount.1.sip_server.1.port = " + p,
              MAC + ".cfg",
              "account.1.enable = 1\naccount.1.user_name = 1001\naccount.1.auth_name = 1001\n"
                  + "account.1.password = pw1001\n");
      case "snom" ->
          Map.of(
              "snomD785-" + MAC + ".htm",
              """
              <?xml version="1.0"?><settings><phone-settings>
              <user_active idx="1" perm="">on</user_active><user_name idx="1" perm="">1001</user_name>
              <user_pname idx="1" perm="">1001</user_pname><user_pass idx="1" perm="">pw1001</user_pass>
              <user_host idx="1" perm="">127.0.0.1:%s</user_host></phone-settings></settings>
              """
                  .formatted(p));
      case "grandstream" ->
          Map.of(
              "cfg" + MAC + ".xml",
              """
              <?xml version="1.0"?><gs_provision version="1"><mac>%s</mac><config version="1">
              <P271>1</P271><P47>127.0.0.1:%s</P47><P35>1001</P35><P36>1001</P36><P34>pw1001</P34>
              </config></gs_provision>
              """
                  .formatted(MAC, p));
      case "htek" ->
          Map.of(
              "cfg" + MAC + ".xml",
              """
              <?xml version="1.0"?><hl_provision version="1"><config version="1">
              <P271 para="Account1_Active">1</P271><P47 para="Profile1_Sipserver">127.0.0.1:%s</P47>
              <P35 para="Account1_SipUserId">1001</P35><P36 para="Account1_AuthenticateID">1001</P36>
              <P34 para="Account1_AuthenticatePassword">pw1001</P34></config></hl_provision>
              """
                  .formatted(p));
      case "digium" ->
          Map.of(
              MAC + ".cfg",
              """
              <config><accounts><account index="0" status="1" register="1" account_id="1001"
              username="1001" authname="1001" password="pw1001">
              <host_primary server="127.0.0.1" port="%s" transport="udp"/></account></accounts></config>
              """
                  .formatted(p));
      case "aastra" ->
          Map.of(
              "startup.cfg",
              "sip proxy ip: 127.0.0.1\nsip proxy port: "
                  + p
                  + "\nsip registrar ip: 127.0.0.1\nsip registrar port: "
                  + p
                  + "\nsip transport protocol: 1\n",
              MAC + ".cfg",
              "sip proxy ip: 127.0.0.1\nsip registrar ip: 127.0.0.1\nsip registrar port: "
                  + p
                  + "\nsip line1 user name: 1001\nsip line1 auth name: 1001\n"
                  + "sip line1 password: pw1001\n");
      case "mitel-mn" ->
          Map.of(
              "MN_" + MAC + ".cfg",
              """
              <Parameter Model="5330"><user_list><User State="1" ID="1001" DispName="Ann" Pwd="pw1001"
              AuthName="1001" RegSvr="127.0.0.1" RegPort="%s"></User></user_list></Parameter>
              """
                  .formatted(p));
      case "fanvil" ->
          Map.of(
              MAC + ".cfg",
              """
              <?xml version="1.0"?><sysConf><Version>2.0000000000</Version><sip><line index="1">
              <PhoneNumber>1001</PhoneNumber><RegisterUser>1001</RegisterUser>
              <RegisterPswd>pw1001</RegisterPswd><RegisterAddr>127.0.0.1</RegisterAddr>
              <RegisterPort>%s</RegisterPort><EnableReg>1</EnableReg></line></sip></sysConf>
              """
                  .formatted(p));
      case "avaya" ->
          Map.of(
              "J100Supgrade.txt",
              "IF $MODEL4 SEQ J179 GOTO J179\nGOTO END\n# J179\nGET 46xxsettings.txt\n# END\n",
              "46xxsettings.txt",
              "SET SIP_CONTROLLER_LIST 127.0.0.1:"
                  + p
                  + ";transport=udp\nSET SIPDOMAIN 127.0.0.1\nSET FORCE_SIP_EXTENSION 1001\n"
                  + "SET FORCE_SIP_USERNAME 1001\nSET FORCE_SIP_PASSWORD pw1001\n");
      case "gigaset" ->
          Map.of(
              MAC + ".xml",
              """
              <ProviderFrame><Provider><MAC_ADDRESS value="%s"/>
              <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_USER_ID" class="symb_item" value='"1001"'/>
              <SYMB_ITEM ID="BS_IP_Data3.aucS_SIP_LOGIN_ID" class="symb_item" value='"1001"'/>
              <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_PASSWORD" class="symb_item" value='"pw1001"'/>
              <SYMB_ITEM ID="BS_IP_Data1.aucS_SIP_REGISTRAR" class="symb_item" value='"127.0.0.1"'/>
              <SYMB_ITEM ID="BS_IP_Data1.uiI_SIP_REGISTRAR_PORT" class="symb_item" value="0x%x"/>
              </Provider></ProviderFrame>
              """
                  .formatted(MAC, port));
      case "gigaset-n870" ->
          Map.of(
              MAC + ".xml",
              """
              <provisioning version="1.1" productID="e2"><nvm>
              <param name="SipAccount.00001.UserName" value="1001"/>
              <param name="SipAccount.00001.AuthName" value="1001"/>
              <param name="SipAccount.00001.AuthPassword" value="pw1001"/>
              <param name="SipAccount.00001.ProviderId" value="0"/>
              <param name="SipProvider.0.RegServerAddress" value="127.0.0.1"/>
              <param name="SipProvider.0.RegServerPort" value="%s"/></nvm></provisioning>
              """
                  .formatted(p));
      case "panasonic" ->
          Map.of(
              "Config" + MAC + ".cfg",
              """
              # Panasonic SIP Phone Standard Format File #
              PHONE_NUMBER_1="1001"
              SIP_AUTHID_1="1001"
              SIP_PASS_1="pw1001"
              SIP_RGSTR_ADDR_1="127.0.0.1"
              SIP_RGSTR_PORT_1="%s"
              """
                  .formatted(p));
      case "nortel-11xx" ->
          Map.of(
              "1140eSIP.cfg",
              "[DEVICE_CONFIG]\nDOWNLOAD_MODE FORCED\nVERSION 1\nFILENAME house.cfg\n[USER_CONFIG]\n"
                  + "DOWNLOAD_MODE FORCED\nVERSION 1\n",
              "house.cfg",
              "SIP_DOMAIN1 127.0.0.1\n",
              "SIP" + MAC + ".cfg",
              "SIP_DOMAIN1 127.0.0.1\nSERVER_IP1_1 127.0.0.1\nSERVER_PORT1_1 "
                  + p
                  + "\nAUTOLOGIN_ID_KEY01 1001\nAUTOLOGIN_AUTHID_KEY01 1001\n"
                  + "AUTOLOGIN_PASSWD_KEY01 pw1001\n");
      case "nortel-12x0" ->
          Map.of(
              MAC + ".xml",
              """
              <configuration><phoneSettings><sipPort>5060</sipPort></phoneSettings><sipAccounts><account_L1>
              <authname>1001</authname><authId>1001</authId><authPassword>pw1001</authPassword>
              <registrar><registrarAddress>127.0.0.1:%s</registrarAddress></registrar></account_L1>
              </sipAccounts></configuration>
              """
                  .formatted(p));
      case "lg-nortel" ->
          Map.of(
              MAC + ".cfg",
              "[VOIP]\nline1_proxy_address 127.0.0.1\nline1_proxy_port "
                  + p
                  + "\nline1_name 1001\nline1_authname 1001\nline1_password pw1001\n");
      case "alcatel" ->
          Map.of(
              "config." + MAC + ".xml",
              """
              <settings><setting id="Account1Enable" value="true" />
              <setting id="Account1UserName" value="1001" /><setting id="Account1RegName" value="1001" />
              <setting id="Account1Password" value="pw1001" />
              <setting id="Account1Server1Address" value="127.0.0.1" />
              <setting id="Account1Server1Port" value="%s" /></settings>
              """
                  .formatted(p));
      default ->
          Map.of(
              "user.ini",
              "[SIP]\nUser_ID=1001\nUser_Password=pw1001\n1st_Proxy=127.0.0.1\n1st_Proxy_Port="
                  + p);
    };
  }
}
