package org.trucephone.provisioning.settings;

import java.time.Duration;
import java.util.List;

/**
 * Typed name of one value of the neutral model; formats assign to fields, {@link Settings#of} turns
 * assignments into records.
 *
 * @param name neutral name as {@code explain} prints it
 * @param perAccount whether each account has its own
 */
public record Field<T>(String name, boolean perAccount) {
  public static final Field<Boolean> ENABLED = account("enabled");
  public static final Field<String> USER = account("user");
  public static final Field<String> AUTH_USER = account("authUser");
  public static final Field<Secret> PASSWORD = account("password");
  public static final Field<String> DISPLAY_NAME = account("displayName");
  public static final Field<String> LABEL = account("label");
  public static final Field<String> DOMAIN = account("domain");
  public static final Field<Endpoint> REGISTRAR = account("registrar");
  public static final Field<Endpoint> BACKUP = account("backup");
  public static final Field<Endpoint> OUTBOUND_PROXY = account("outboundProxy");
  public static final Field<Transport> TRANSPORT = account("transport");

  /** The transport in the file's own word, where it says more: {@code TCPpreferred}. */
  public static final Field<String> TRANSPORT_WORD = account("transportAsWritten");

  /** The number the file gives the account, where that is not ours: some count from 0. */
  public static final Field<Integer> INDEX_WRITTEN = account("indexAsWritten");

  public static final Field<Boolean> REGISTERS = account("registers");
  public static final Field<Duration> EXPIRES = account("expires");
  public static final Field<String> LINE_VOICEMAIL = account("voicemail");
  public static final Field<Boolean> AUTO_ANSWER = account("autoAnswer");
  public static final Field<Boolean> LINE_CALL_WAITING = account("callWaiting");

  /** Name of the telephone system whose ways the account keeps to: a dialect of the phone's. */
  public static final Field<String> DIALECT = account("dialect");

  public static final Field<List<String>> NTP = general("ntp");
  public static final Field<String> TIME_ZONE = general("timeZone");
  public static final Field<Boolean> CLOCK_24H = general("clock24h");
  public static final Field<String> DATE_FORMAT = general("dateFormat");
  public static final Field<Integer> VLAN = general("vlan");
  public static final Field<Endpoint> SYSLOG = general("syslog");
  public static final Field<String> FIRMWARE = general("firmware");
  public static final Field<String> VOICEMAIL = general("voicemailNumber");
  public static final Field<Secret> ADMIN_PASSWORD = general("adminPassword");
  public static final Field<Duration> REGISTER_EXPIRES = general("registerExpires");
  public static final Field<Boolean> REGISTER_ALL = general("registerAll");
  public static final Field<Transport> ALL_TRANSPORT = general("transportForAll");
  public static final Field<Endpoint> ALL_OUTBOUND_PROXY = general("outboundProxyForAll");
  public static final Field<Endpoint> ALL_BACKUP = general("backupForAll");
  public static final Field<String> ALL_DIALECT = general("dialectForAll");
  public static final Field<String> COUNTRY = general("country");
  public static final Field<List<String>> CODECS = general("codecs");
  public static final Field<DtmfMode> DTMF = general("dtmf");
  public static final Field<Integer> DTMF_PAYLOAD_TYPE = general("dtmfPayloadType");
  public static final Field<PortRange> RTP_PORTS = general("rtpPorts");
  public static final Field<Integer> SIP_PORT = general("sipPort");
  public static final Field<MediaSecurity> MEDIA_SECURITY = general("mediaSecurity");
  public static final Field<String> LANGUAGE = general("language");
  public static final Field<Duration> DIAL_TIMEOUT = general("dialTimeout");
  public static final Field<String> DIAL_PLAN = general("dialPlan");
  public static final Field<Boolean> AUTO_ANSWER_ALLOWED = general("autoAnswerAllowed");
  public static final Field<Integer> REJECT_STATUS = general("rejectStatus");
  public static final Field<Boolean> CALL_WAITING = general("callWaitingForAll");
  public static final Field<Boolean> DO_NOT_DISTURB = general("doNotDisturb");
  public static final Field<Boolean> ICE = general("ice");

  /** Who tells what address a socket of ours has outside; port 3478 if none is said. */
  public static final Field<Endpoint> STUN_SERVER = general("stunServer");

  public static final Field<Boolean> VOICE_ACTIVITY = general("voiceActivityDetection");
  public static final Field<String> PHONE_LABEL = general("phoneLabel");
  public static final Field<String> DIRECTORY_URL = general("directoryUrl");

  /**
   * Who asks the directories, in the server's form: a DN, {@code name@domain}, {@code DOM\\name}.
   */
  public static final Field<String> DIRECTORY_USER = general("directoryUser");

  public static final Field<Secret> DIRECTORY_PASSWORD = general("directoryPassword");

  /** SIP URI of the collector of voice-quality reports (RFC 6035). */
  public static final Field<String> QUALITY_COLLECTOR = general("qualityCollector");

  /** Time between reports within a call. */
  public static final Field<Duration> QUALITY_INTERVAL = general("qualityInterval");

  /** Who gets copies of the phone's RTCP packets; port 5005 if none is said. */
  public static final Field<Endpoint> RTCP_MONITOR = general("rtcpMonitor");

  public static final Field<String> SERVICES_URL = general("servicesUrl");
  public static final Field<String> LOGO_URL = general("logoUrl");
  public static final Field<String> NAT_ADDRESS = general("natAddress");
  public static final Field<Integer> DSCP_MEDIA = general("dscpMedia");
  public static final Field<Integer> DSCP_SIGNALLING = general("dscpSignalling");
  public static final Field<String> VERSION = general("version");

  /** Address of the list that tells of all watched phones at once (RFC 4662). */
  public static final Field<String> LAMP_LIST = general("lampList");

  /** How often to look for new settings. */
  public static final Field<Duration> POLL = general("provisioningPoll");

  /** What opens this phone's encrypted files from now on. */
  public static final Field<Secret> PROVISIONING_KEY = general("provisioningKey");

  /** Who must have signed this phone's files from now on: an Ed25519 public key. */
  public static final Field<String> PROVISIONING_SIGNER = general("provisioningSigner");

  private static <T> Field<T> account(String name) {
    return new Field<>(name, true);
  }

  private static <T> Field<T> general(String name) {
    return new Field<>(name, false);
  }
}
