package org.trucephone.provisioning.format.grandstream;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aliases of the numbered parameters this phone follows. */
final class GrandstreamNumbers {
  private static final Map<Integer, String> ALIASES = new HashMap<>();

  /** Base number of accounts 2 to 6; account 1 has numbers of its own. */
  private static final int[] BASES = {400, 500, 600, 1700, 1800};

  private static final int[] BACKUPS = {2412, 2512, 2612, 2712, 2812};

  static {
    general();
    first();
    for (int i = 0; i < BASES.length; i++) {
      further(i + 2, BASES[i], BACKUPS[i]);
    }
    keys();
  }

  private GrandstreamNumbers() {}

  /** {@return the alias of {@code P47}, or null when the phone does not follow the number} */
  static @Nullable String alias(int number) {
    return ALIASES.get(number);
  }

  private static void general() {
    put(2, "users.admin.password");
    put(30, "datetime.ntp.server.1");
    put(64, "datetime.timezone");
    put(122, "datetime.format.time");
    put(102, "datetime.format.date");
    put(51, "network.port.eth.1.vlan.tag");
    put(207, "maintain.syslog.server");
    put(192, "provisioning.firmware.serverpath");
    put(1362, "language.gui");
    put(39, "network.rtp.local.port");
    put(101, "sip.usernatip");
    put(91, "call.callwaiting.disable");
    put(331, "phonebook.download.server");
  }

  private static void first() {
    account(1, "enable", 271);
    account(1, "name", 270);
    account(1, "sip.server.1.address", 47);
    account(1, "sip.server.2.address", 2312);
    account(1, "sip.outboundproxy.1.address", 48);
    account(1, "sip.userid", 35);
    account(1, "sip.subscriber.userid", 36);
    account(1, "sip.subscriber.password", 34);
    account(1, "sip.subscriber.name", 3);
    account(1, "sip.voicemail.number", 33);
    account(1, "sip.registration", 31);
    account(1, "sip.registerexpiration", 32);
    account(1, "sip.localport", 40);
    account(1, "sip.transport", 130);
    account(1, "call.dialplan", 290);
    account(1, "codec.payloadtype.dtmf", 79);
    account(1, "audio.srtpmode", 183);
    account(1, "audio.vad", 50);
    account(1, "call.autoanswer", 90);
    account(1, "intercom.allowautoanswer", 298);
    account(1, "call.nokeyentrytimeout", 85);
    account(1, "dtmf.mode", 73);
    account(1, "dtmf.sendinaudio", 2301);
    account(1, "dtmf.sendinrtp", 2302);
    account(1, "dtmf.sendinsip", 2303);
    int[] codecs = {57, 58, 59, 60, 61, 62, 46, 98};
    for (int i = 0; i < codecs.length; i++) {
      account(1, "codec.choice." + (i + 1), codecs[i]);
    }
  }

  private static void further(int n, int base, int backup) {
    account(n, "enable", base + 1);
    account(n, "sip.server.1.address", base + 2);
    account(n, "sip.outboundproxy.1.address", base + 3);
    account(n, "sip.userid", base + 4);
    account(n, "sip.subscriber.userid", base + 5);
    account(n, "sip.subscriber.password", base + 6);
    account(n, "sip.subscriber.name", base + 7);
    account(n, "sip.registration", base + 10);
    account(n, "sip.registerexpiration", base + 12);
    account(n, "sip.localport", base + 13);
    account(n, "name", base + 17);
    account(n, "call.autoanswer", base + 25);
    account(n, "sip.voicemail.number", base + 26);
    account(n, "audio.srtpmode", base + 43);
    account(n, "sip.transport", base + 48);
    account(n, "call.dialplan", base + 59);
    account(n, "sip.server.2.address", backup);
    account(n, "dtmf.sendinaudio", backup - 11);
    account(n, "dtmf.sendinrtp", backup - 10);
    account(n, "dtmf.sendinsip", backup - 9);
    for (int i = 1; i <= 8; i++) {
      account(n, "codec.choice." + i, base + 50 + i);
    }
  }

  /** Multi-purpose keys 1 to 7, and the line keys 1 to 6 of later models. */
  private static void keys() {
    for (int i = 0; i < 7; i++) {
      String mpk = "pks.mpk." + (i + 1) + ".";
      put(323 + i, mpk + "keymode");
      put(301 + 3 * i, mpk + "account");
      put(302 + 3 * i, mpk + "description");
      put(303 + 3 * i, mpk + "value");
    }
    for (int i = 0; i < 6; i++) {
      String key = "pks.line." + (i + 1) + ".";
      put(1363 + 2 * i, key + "keymode");
      put(1364 + 2 * i, key + "account");
      put(1465 + 2 * i, key + "description");
      put(1466 + 2 * i, key + "value");
    }
  }

  private static void account(int n, String what, int number) {
    put(number, "account." + n + "." + what);
  }

  private static void put(int number, String alias) {
    ALIASES.putIfAbsent(number, alias);
  }
}
