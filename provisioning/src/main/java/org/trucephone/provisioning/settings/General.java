package org.trucephone.provisioning.settings;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the whole phone; null is absent, nothing is filled in.
 *
 * @param ntp time servers, best first
 * @param timeZone as the file names it
 * @param clock24h whether hours run to 24
 * @param dateFormat as the file writes it
 * @param vlan VLAN identifier, 0…4094
 * @param syslog where log lines go
 * @param firmware release the server wants; recorded, never installed blindly
 * @param voicemail number to dial for messages where the account has none
 * @param adminPassword for the administration page
 * @param registerExpires registration time asked for where the account has none
 * @param country ISO 3166 code whose tones are played
 * @param codecs names of RFC 4855 (PCMU, PCMA, G722, G729, opus, …), best first
 * @param dtmf how keys are sent in a call
 * @param dtmfPayloadType RTP payload type of telephone events, 96…127
 * @param rtpPorts ports for media
 * @param sipPort local SIP port
 * @param mediaSecurity whether calls are encrypted
 * @param language BCP 47 tag of the screens
 * @param dialTimeout silence after which a number counts as complete
 * @param dialPlan file name or pattern of the dial plan
 * @param autoAnswerAllowed whether a caller may ask for the call to be answered at once
 * @param rejectStatus status a rejected call gets, 486 or 603
 * @param callWaiting whether a second call may ring
 * @param doNotDisturb whether the phone starts with calls refused
 * @param ice whether calls look for a way through address translators (RFC 8445)
 * @param stunServer who tells what address a socket has outside (RFC 8489)
 * @param voiceActivity whether silence is suppressed
 * @param phoneLabel text at the top of the screen
 * @param directoryUrl directories, addresses separated by spaces
 * @param directoryUser who asks them
 * @param directoryPassword its password
 * @param qualityCollector SIP URI voice-quality reports go to (RFC 6035)
 * @param qualityInterval time between reports within a call
 * @param rtcpMonitor who gets copies of the phone's RTCP packets
 * @param servicesUrl services menu
 * @param logoUrl picture on the idle screen
 * @param natAddress public address to announce
 * @param dscpMedia DSCP of RTP, 0…63
 * @param dscpSignalling DSCP of SIP, 0…63
 * @param provisioningKey opens this phone's encrypted files from now on
 * @param provisioningSigner Ed25519 public key that must have signed them
 * @param version stamp by which the server tells releases of this configuration apart
 */
public record General(
    @Nullable Setting<List<String>> ntp,
    @Nullable Setting<String> timeZone,
    @Nullable Setting<Boolean> clock24h,
    @Nullable Setting<String> dateFormat,
    @Nullable Setting<Integer> vlan,
    @Nullable Setting<Endpoint> syslog,
    @Nullable Setting<String> firmware,
    @Nullable Setting<String> voicemail,
    @Nullable Setting<Secret> adminPassword,
    @Nullable Setting<Duration> registerExpires,
    @Nullable Setting<String> country,
    @Nullable Setting<List<String>> codecs,
    @Nullable Setting<DtmfMode> dtmf,
    @Nullable Setting<Integer> dtmfPayloadType,
    @Nullable Setting<PortRange> rtpPorts,
    @Nullable Setting<Integer> sipPort,
    @Nullable Setting<MediaSecurity> mediaSecurity,
    @Nullable Setting<String> language,
    @Nullable Setting<Duration> dialTimeout,
    @Nullable Setting<String> dialPlan,
    @Nullable Setting<Boolean> autoAnswerAllowed,
    @Nullable Setting<Integer> rejectStatus,
    @Nullable Setting<Boolean> callWaiting,
    @Nullable Setting<Boolean> doNotDisturb,
    @Nullable Setting<Boolean> ice,
    @Nullable Setting<Endpoint> stunServer,
    @Nullable Setting<Boolean> voiceActivity,
    @Nullable Setting<String> phoneLabel,
    @Nullable Setting<String> directoryUrl,
    @Nullable Setting<String> directoryUser,
    @Nullable Setting<Secret> directoryPassword,
    @Nullable Setting<String> qualityCollector,
    @Nullable Setting<Duration> qualityInterval,
    @Nullable Setting<Endpoint> rtcpMonitor,
    @Nullable Setting<String> servicesUrl,
    @Nullable Setting<String> logoUrl,
    @Nullable Setting<String> natAddress,
    @Nullable Setting<Integer> dscpMedia,
    @Nullable Setting<Integer> dscpSignalling,
    @Nullable Setting<Secret> provisioningKey,
    @Nullable Setting<String> provisioningSigner,
    @Nullable Setting<String> version,
    @Nullable Setting<Duration> poll,
    @Nullable Setting<String> lampList) {

  static General of(Values v) {
    return new General(
        v.of(Field.NTP),
        v.of(Field.TIME_ZONE),
        v.of(Field.CLOCK_24H),
        v.of(Field.DATE_FORMAT),
        v.of(Field.VLAN),
        v.of(Field.SYSLOG),
        v.of(Field.FIRMWARE),
        v.of(Field.VOICEMAIL),
        v.of(Field.ADMIN_PASSWORD),
        v.of(Field.REGISTER_EXPIRES),
        v.of(Field.COUNTRY),
        v.of(Field.CODECS),
        v.of(Field.DTMF),
        v.of(Field.DTMF_PAYLOAD_TYPE),
        v.of(Field.RTP_PORTS),
        v.of(Field.SIP_PORT),
        v.of(Field.MEDIA_SECURITY),
        v.of(Field.LANGUAGE),
        v.of(Field.DIAL_TIMEOUT),
        v.of(Field.DIAL_PLAN),
        v.of(Field.AUTO_ANSWER_ALLOWED),
        v.of(Field.REJECT_STATUS),
        v.of(Field.CALL_WAITING),
        v.of(Field.DO_NOT_DISTURB),
        v.of(Field.ICE),
        v.of(Field.STUN_SERVER),
        v.of(Field.VOICE_ACTIVITY),
        v.of(Field.PHONE_LABEL),
        v.of(Field.DIRECTORY_URL),
        v.of(Field.DIRECTORY_USER),
        v.of(Field.DIRECTORY_PASSWORD),
        v.of(Field.QUALITY_COLLECTOR),
        v.of(Field.QUALITY_INTERVAL),
        v.of(Field.RTCP_MONITOR),
        v.of(Field.SERVICES_URL),
        v.of(Field.LOGO_URL),
        v.of(Field.NAT_ADDRESS),
        v.of(Field.DSCP_MEDIA),
        v.of(Field.DSCP_SIGNALLING),
        v.of(Field.PROVISIONING_KEY),
        v.of(Field.PROVISIONING_SIGNER),
        v.of(Field.VERSION),
        v.of(Field.POLL),
        v.of(Field.LAMP_LIST));
  }
}
