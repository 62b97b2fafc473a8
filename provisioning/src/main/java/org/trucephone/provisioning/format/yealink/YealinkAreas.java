package org.trucephone.provisioning.format.yealink;

import org.trucephone.provisioning.format.Areas;

/** Parameters that are known and change nothing on this phone, by area. */
final class YealinkAreas {
  /** Those of one account, without {@code account.N.}. */
  static final Areas ACCOUNT =
      Areas.of(
          """
          this phone decides its retries and refreshes itself
            sip_server.* reregister_enable reg_fail_retry_interval retry_counts failback_*
            fallback.* advanced.* session_timer.* unregister_on_reboot register_expires_overlap
            subscribe_expires_overlap subscribe_register srv_ttl_timer_enable
          the name server is asked as RFC 3263 says
            dns_* naptr_build static_cache_pri backup_* outbound_proxy_fallback_interval
          NAT is handled by symmetric response routing
            nat.* enable_stun
          forwarding and its codes belong to the server
            always_fwd.* busy_fwd.* timeout_fwd.* dnd.* forward.* anonymous_* reject_anonymous_call
            features.*
          the server's conference and hold music are its own
            conf_* music_* hold_use_inactive
          who calls is read from all headers that say so
            cid_source* cp_source* picture_info_enable sip_trust_ctrl alert_info_url_enable
            call_id_mode from_* pin*
          without effect on this phone
            codec.* dtmf.* 100rel_enable prack* compact_header_enable register_mac register_line ptime
            enable_user_equal_phone proxy_require sip_server_type missed_calllog ringtone.*
            ring_type out_dialog_blf_enable dialoginfo_callpickup blf* bla_* direct_pickup_code
            group_pickup_code subscribe_* shared_line random_registration_num picture_info*
            call_appearance* phone_setting.* video* ucap* alert* auto_answer_* mac_*
            blank enable_hoteling line_seize* reuse* refresh* vq* rtcp* tran* xml* number_of_linekey
            display_* check_to* rfc* use_* udp_* keep_* ipv6* session* sip_trust* ssl* tls* vm_* voice_mail*
            dialplan.* call_* group_* intercom* block* custom* send_* short_label hac* hide*
            audio* auto_* bw_* cc_* feature* gb* ice* local_* park* pickup* reason_* req* rtp_* server_*
            srtp* supervisor* trunk* user_agent* auto_reg*
          call-centre functions are not on this phone
            acd.* call_center.* hoteling.* xsi.* flexible_seating.* bw_acd* visitor*
            broadsoft* executive* escalation*
          """);

  /** All others, without {@code static.}. */
  static final Areas GENERAL =
      Areas.of(
          """
          this phone fetches its configuration by its own rules
            auto_provision.* autoprovision.* zero_touch.* overwrite_mode managementserver.*
            custom_mac_cfg.* configuration.* custom_factory_configuration.* redirect.* mac_*
            server_certificates.* trusted_certificates.* firmware.* custom_cfg.* auto_reboot*
            flexible.* diagnose.* rps* dm.* tr069.* acs*
          display, wallpaper and keys' looks are those of the vendor's phone
            screensaver.* wallpaper_upload.* lcd_logo.* phone_setting.* backgrounds* gui_lang.* wui_lang.*
            wui_lang_note.* lang.* gui_input_method.* default_input_method.* custom_softkey* softkey.*
            edk.* lcl.* directory_setting.* super_search.* homescreen.* page_tip
            local_contact.photo* local_contact.image* local_contact.icon* bluetooth.* usb* usbdisk.*
            hotdesking.* webitem* web_item_level.* wifi.* gui_onekey* force.* onekey* exp_* expansion_module.*
            camera.* video.* hdmi.* mode* calllog* bigfont* skin* programmablekey.* programablekey.*
            linekey.* memorykey.*
          sounds are those of this phone
            voice.* ringtone.* distinctive_ring_tones.* ring* audio* headset* multicast.*
          directories other than the first remote one are not read
            remote_phonebook.* ldap.* local_contact.* search_in_dialing.* directory.* bw_phonebook.*
            bw_directory.* gb.* phonebook.* call_log.* ms_* exchange.* google* cloud* uc_*
          the network is set up by the system, not by this file
            network.* wui.* openvpn.* watch_dog.* dhcp.* lldp.* ipv6* cdp.* 8021x* snmp.* port*
            syslog.* local_log.* log* upload* packet_capture* qos*
          forwarding and its codes belong to the server
            forward.* dnd.* features.fwd* features.dnd* features.forward* call_forward*
            features.call_park* features.pickup* features.call_pickup* features.group_*
          dialling rules of this kind are not followed
            dialplan.* dialnow.* dialplan_dialnow.* dialplan_replace_rule.* auto_redial.* block_out*
          access to the phone is by its own page and PIN
            security.* features.action_uri* features.remote* push_xml.* action_url.* phone_lock*
            features.phone_lock* telnet* ssh* userlevel* var_*
          call-centre and server extras are not on this phone
            acd.* call_park.* bw.* meta.* hoteling.* broadsoft* bw_* call_center* blf.* blf_list* xsi* genband*
            cisco* metaswitch* iaxmode*
          clock details follow the time zone
            local_time.* auto_dst.* time.*
          without effect on this phone
            features.* sip.* transfer.* voice_mail.* call_waiting.* ice.* dns_cache_* rtp* video* conf*
            template.* custom.* emergency.* e911* trans* tone* dect* base.* handset.* station.* cert* license*
            alert* hold* codec* account.* multi* session* im.* sms.* text* system* feature*
          """);

  private YealinkAreas() {}
}
