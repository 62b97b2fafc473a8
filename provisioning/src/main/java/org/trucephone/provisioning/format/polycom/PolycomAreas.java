package org.trucephone.provisioning.format.polycom;

import org.trucephone.provisioning.format.Areas;

/** Parameters that are known and change nothing on this phone, by area. */
final class PolycomAreas {
  /** Those of one registration, without {@code reg.N.}. */
  static final Areas REGISTRATION =
      Areas.of(
          """
          this phone decides its retries and refreshes itself
            server.* outboundProxy.* auth.optimizedInFailover tcpFastFailover
          lines are laid out one key each
            lineKeys callsPerLineKey lineAddress ringType label.* bargeInEnabled strictLineSeize
            terminationType useteluriAsLineLabel
          without effect on this phone
            thirdPartyName csta lcs lisdisclaimer type address.* acd* fwd* gruu ice.* musicOnHold.* offerFullCodecListUponResume
            path proxyRequire protocol.* rfc3264* ringer* securityClassification serverAutoDiscovery
            serverFeatureControl.* server.H323.* shortLabel* srtp.* telephony tcpKeepAlive* useCompleteUriForRetrieve
            advancedConference* applyServerDigitMapLocally auth.* broadsoft* callHandoff* cap* enablePvtHoldSoftKey
            enabledForUser enableRcvNonStandard* filterReflected* g7* header.* hoteling* insertOBP* mac* mediasec* nat*
            outboundProxy.* ptt* peers* prio* rejectNDUB* referTo* remoteC* sip* sua* tls* use* video* voice* x* call*
            line* bridge* dial* fax* conf*
          """);

  /** All others. */
  static final Areas GENERAL =
      Areas.of(
          """
          this phone fetches its configuration by its own rules
            device.prov.* prov.* device.baseProfile* apps.* exchange.* request.* device.set
            device.upgrade* device.cma* homeScreen.upgrade*
          display and keys' looks are those of the vendor's phone
            up.* bg.* ind.* key.* lineKey.* softkey.* efk.* mb.* homeScreen.* keypad* screen* font.* res.*
            powerSaving.* button.* touch* license* resource.* lcl.* pnet.* bluetooth* usb*
          sounds are those of this phone
            se.* tone.* voice.* np.* saf.* ptt.* mwi.* ring*
          directories are not read from these parameters
            dir.* pres.* roaming_* callLists.* callRecording* contact* oai.*
          the network is set up by the system, not by this file
            device.net.* device.dhcp.* device.dns.* device.host* device.wifi.* device.pacfile* device.sec.*
            device.logincred* device.em.* device.spProfile qos.* tcpIpApp.* net.* ethernet* dns.* wifi.* nat.*
            lldp* cdp*
          access to the phone is by its own page and PIN
            device.auth.* httpd.* sec.* cert* telnetd* diags.* restapi* websession* hotelingMode* ssh*
          logs are the system's
            log.* device.syslog.* device.log* core* syslog*
          forwarding belongs to the server
            divert.* call.donotdisturb*
          dialling rules of this kind are not followed
            dialplan.*
          clock details follow the time zone
            device.sntp.* time.*
          who calls and how calls are shown is this phone's own
            call.* attendant.* msg.* video.* audioVideoToggle* acd.* btoe.* lync* voIpProt.H323.* softkey*
          the server's kind is found out by talking to it
            voIpProt.* reg.* feature.*
          vendor's extras are not on this phone
            skype* ms* hoteling* rtcp* audio* camera* content* mcu* poly* genband* bw*
          """);

  private PolycomAreas() {}
}
