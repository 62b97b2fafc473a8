package org.trucephone.provisioning.format.cisco;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Elements that are known and change nothing on this phone. */
final class SepIgnored {
  private static final Set<String> ANYWHERE =
      words(
          """
          fullConfig sshUserId sshPassword sshAccess sshPort name description tftpDefault revertPriority
          ethernetPhonePort listen keepAlive sipPort securedSipPort ntpMode olsonTimeZone
          emergencyProxy emergencyProxyPort cnfJoinEnabled callForwardURI callPickupURI
          callPickupListURI callPickupGroupURI meetMeServiceURI abbreviatedDialURI rfc2543Hold
          callHoldRingback localCfwdEnable semiAttendedTransfer anonymousCallBlock callerIdBlocking
          dndControl remoteCcEnable retainForwardInformation uriDialingDisplayPreference
          sipInviteRetx sipRetx timerInviteExpires timerRegisterDelta timerKeepAliveExpires
          timerSubscribeExpires timerSubscribeDelta timerT1 timerT2 maxRedirects remotePartyID
          userInfo autoAnswerTimer autoAnswerAltBehavior autoAnswerOverride dtmfDbLevel kpml
          transferOnhookEnabled alwaysUsePrimeLine alwaysUsePrimeLineVoiceMail stutterMsgWaiting
          callStats silentPeriodBetweenCallWaitingBursts disableLocalSpeedDialConfig natEnabled
          natReceivedProcessing ringSettingBusyStationPolicy dscpForCallControl dscpForVideo
          backgroundImageAccess callLogBlfEnabled capfAuthMode certHash encrConfig phonePort
          processNodeName dscpForSCCPPhoneConfig dscpForSCCPPhoneServices dscpForCm2Dvce
          authenticationURL idleURL informationURL messagesURL proxyServerURL idleTimeout
          secureAuthenticationURL secureDirectoryURL secureIdleURL secureInformationURL
          secureMessagesURL secureServicesURL uid version winCharSet advertiseG722Codec mobility
          mlppDomainId mlppIndicationStatus preemption connectionMonitorDuration singleButtonBarge
          joinAcrossLines autoCallPickupEnable blfAudibleAlertSettingOfIdleStation
          blfAudibleAlertSettingOfBusyStation phonePersonalization provisioning userId ownerId
          srstOption userModifiable isSecure port1 port2 port3 ipAddr1 ipAddr2 ipAddr3
          sipIpAddr1 sipIpAddr2 sipIpAddr3 sipPort1 sipPort2 sipPort3 detectCMConnectionFailure
          offhookToFirstDigitTimer ipAddressMode fipsMode phoneService url vendor
          dtmfCnfCode dtmfExclusiveHoldCode dtmfHoldCode dtmfResumeCode dtmfTxfCode
          """);
  private static final Set<String> IN_LINE =
      words(
          """
          contact sharedLine messageWaitingLampPolicy messageWaitingAMWI ringSettingIdle
          ringSettingActive maxNumCalls busyTrigger featureOptionMask speedDialIndex recordingOption
          displayNameUTF8 autoAnswer speedDialNumber serviceURI forwardCallInfoDisplay
          autoAnswerEnabled hlogToneSetting
          """);

  private SepIgnored() {}

  /** {@return whether the element at this path is known and without effect} */
  static boolean contains(String path) {
    String lower = path.toLowerCase(Locale.ROOT);
    return lower.startsWith("vendorconfig/")
        || lower.startsWith("phoneservices/")
        || ANYWHERE.contains(lower.substring(lower.lastIndexOf('/') + 1));
  }

  /** {@return whether the element of a line is known and without effect} */
  static boolean inLine(String name) {
    return IN_LINE.contains(name.toLowerCase(Locale.ROOT));
  }

  private static Set<String> words(String text) {
    return Arrays.stream(text.split("\\s+"))
        .map(w -> w.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
