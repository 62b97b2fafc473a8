package org.trucephone.provisioning.format.htek;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.trucephone.provisioning.format.pvalue.Parameter;

/**
 * The words the vendor's templates write beside the numbers ({@code para="Profile1_Sipserver"}),
 * for files that hold the numbers alone.
 */
final class HtekWords {
  private static final Map<String, String> WORDS = new HashMap<>();

  static {
    profile();
    account(1, 271, 20000, 35, 36, 34, 3, 33, 24082);
    account(2, 401, 20001, 735, 736, 734, 703, 426, 24083);
    put(2, "AdminPassword");
    put(30, "UrlOrIpAddress");
    put(51, "Layer2QoS_802_1Q_VLANTag");
    put(24053, "Network_Advanced_Vlan_WANVlan");
    put(64, "Preference_TimeZone");
    put(192, "FirmwareUpGrade_FirmwareServerPath");
    put(207, "SyslogServer");
    put(331, "PhonebookXmlDownload_ServerPath");
    put(4401, "RemotePhoneBook1_Url");
    keys();
  }

  private HtekWords() {}

  /** {@return the parameter's word in lower case, or its number where it has none} */
  static String of(Parameter p) {
    String word = p.word().isEmpty() ? WORDS.getOrDefault(p.name(), p.name()) : p.word();
    return word.toLowerCase(Locale.ROOT);
  }

  private static void profile() {
    put(47, "Profile1_Sipserver");
    put(967, "Profile1_FailoverSipserver");
    put(48, "Profile1_OutboundProxy");
    put(130, "Profile1_SipTransport");
    put(31, "Profile1_SipRegistration");
    put(32, "Profile1_RegisterExpiration");
    put(79, "Profile1_DtmfPayloadType");
    put(183, "Profile1_SRtpMode");
    put(50, "Profile1_VAD");
    put(90, "Profile1_AutoAnswer");
    put(298, "Profile1_AnswerViaCallInfo");
    put(850, "Profile1_DTMFInAudio");
    put(851, "Profile1_DTMFVia2833");
    put(852, "Profile1_DTMFViaSipInfo");
    put(747, "Profile2_Sipserver");
    put(748, "Profile2_OutboundProxy");
    for (int i = 0; i < 6; i++) {
      put(57 + i, "Profile1_Choice" + (i + 1));
    }
  }

  private static void account(
      int n, int active, int label, int user, int auth, int word, int name, int mail, int profile) {
    String of = "Account" + n + "_";
    put(active, of + "Active");
    put(label, of + "Label");
    put(user, of + "SipUserId");
    put(auth, of + "AuthenticateID");
    put(word, of + "AuthenticatePassword");
    put(name, of + "DispalyName");
    put(mail, of + "VoiceMailId");
    put(profile, of + "Profile");
    put(4199 + n, of + "DialPlan");
  }

  /** Keys 1 to 4 in columns of their own, further ones in rows of five. */
  private static void keys() {
    for (int n = 1; n <= 40; n++) {
      String of = "LineKey" + n + "_";
      boolean first = n <= 4;
      int row = 20200 + 5 * (n - 5);
      put(first ? 41199 + n : row, of + "Type");
      put(first ? 41299 + n : row + 1, of + "Value");
      put(first ? 41399 + n : row + 2, of + "Label");
      put(first ? 41499 + n : row + 3, of + "Account");
      put(first ? 41599 + n : row + 4, of + "Extension");
    }
  }

  private static void put(int number, String word) {
    WORDS.putIfAbsent("P" + number, word);
  }
}
