package org.trucephone.provisioning.format.grandstream;

import java.util.Map;
import java.util.TreeMap;
import org.trucephone.provisioning.format.Areas;
import org.trucephone.provisioning.format.Collector;

/** Parameters that are known and change nothing on this phone, by area. */
final class GrandstreamAreas {
  /** Those of one account, without {@code account.N.}. */
  static final Areas ACCOUNT =
      Areas.of(
          """
          this phone decides its retries, refreshes and checks itself
            sip.* network.* security.*
          forwarding and its codes belong to the server
            featurecodes.* callfeatures.* callfwd*
          without effect on this phone
            call.* codec.* ring.* audio.* dtmf.* intercom.* blf.* broadsoft.* features.* dialplan.* swap*
            acd* presence* im.* video.* general.* other.* advanced.* hold* conference* label* mwi* eventlist*
          """);

  private static final Areas GENERAL =
      Areas.of(
          """
          this phone fetches its configuration by its own rules
            provisioning.* tr069.* configuration.* upgrade.* gaps* gdms*
          display, wallpaper and keys' looks are those of the vendor's phone
            lcd.* softkeys.* xmlapplication.* ledcontrol.* language.* pks.* screen.* xmlapplications.* keys.* display.* wallpaper* idlescreen*
            bluetooth.* usb* hotdesking.* pagingkey* programmablekeys.* led.* emergency*
          sounds are those of this phone
            audio.* multicast.* ring.* tone* paging*
          other directories are not read
            phonebook.* ldap.* directory.* callhistory* broadsoftxsi.* broadsoftimp.* contacts*
          the network is set up by the system, not by this file
            network.* openvpn* wifi.* packetcapture.* maintain.* maintenance.* snmp* vpn*
          access to the phone is by its own page and PIN
            security.* users.* trustedcacertificates.* remotecontrol.* ons.* actionurl* web.*
          clock details follow the time zone
            datetime.*
          vendor's extras are not on this phone
            externalservice.* e911.* services.* affinity.* uccm* gxv* cti* csta* door* ip_video* gds*
          without effect on this phone
            call.* callfeatures.* features.* sip.* preserve.* rtp.* video.* headset.* mpk* dialplan.* outbound* codec*
            account..* transfer.*
          """);

  /** First and last number of each range, with its reason. */
  private static final TreeMap<Integer, Map.Entry<Integer, String>> RANGES = new TreeMap<>();

  static {
    String system = "the network is set up by the system, not by this file";
    String detail = "without effect on this phone";
    String account = "a detail of an account this phone decides itself";
    String keys = "keys' details are those of the vendor's phone";
    String own = "this phone fetches its configuration by its own rules";
    range(4, 29, system);
    range(32, 49, detail);
    range(52, 56, account);
    range(63, 100, detail);
    range(103, 121, account);
    range(123, 191, account);
    range(193, 206, own);
    range(208, 239, own);
    range(240, 269, account);
    range(272, 300, account);
    range(301, 400, keys);
    range(408, 499, account);
    range(508, 599, account);
    range(608, 699, account);
    range(700, 899, detail);
    range(900, 999, "video is not on this phone");
    range(1300, 1361, keys);
    range(1363, 1699, keys);
    range(1708, 1799, account);
    range(1808, 1899, account);
    range(2300, 2899, account);
    range(3000, 3999, detail);
    range(4000, 4999, account);
    range(6000, 6999, keys);
    range(8300, 8500, own);
    range(8501, 8999, detail);
    range(20000, 29999, account);
  }

  private GrandstreamAreas() {}

  private static void range(int first, int last, String reason) {
    RANGES.put(first, Map.entry(last, reason));
  }

  /** Ends a statement nothing else took. */
  static void end(Collector.Open s, String name) {
    if (!name.matches("P\\d{1,6}")) {
      GENERAL.end(s, name);
      return;
    }
    int number = Integer.parseInt(name.substring(1));
    Map.Entry<Integer, Map.Entry<Integer, String>> range = RANGES.floorEntry(number);
    if (range != null && number <= range.getValue().getKey()) {
      s.ignored(range.getValue().getValue());
    } else {
      s.unknown();
    }
  }
}
