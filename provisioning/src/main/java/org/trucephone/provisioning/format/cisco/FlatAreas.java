package org.trucephone.provisioning.format.cisco;

import org.trucephone.provisioning.format.Areas;

/** Parameters of the flat profile that are known and change nothing on this phone, by area. */
final class FlatAreas {
  static final Areas ALL =
      Areas.of(
          """
          this phone fetches its configuration by its own rules
            profile_rule* provision_* resync_* forced_resync* auth_resync* upgrade_* downgrade_* log_* report_*
            custom_ca* profile_* dhcp_option* license_* firmware* prt_* peer_* transport_protocol user_configurable*
            restricted_access* config* device_admin* report_rule* cisco_xml* gpp_* tr-069* tr_* acs_* cwmp* backup_acs*
            connection_request* periodic_inform* dev_* activation* webex* cloud* onboard* ca_*
          display, pictures and keys' looks are those of the vendor's phone
            screen_saver* back_light* backlight* background_* bmp_* picture_* lcd_* logo* select_* text_logo psk_*
            *_key_list idle_key* missed_call* off_hook_key* dialing_* progressing_* connected_key* conferencing_*
            releasing_* hold_key* ringing_key* shared_* programmable* softkey* line_key* led* *_led display_* dictionary_*
            start-conf* start-xfer* phone-ui* sticky_* number_of_units unit_* server_type subscribe_* blf_* bxfer_*
            attendant_console* miss_call* line_id* linksys_key* use_line_keys* call_appearances* default_character*
            acd_* extension_* share_* shared_line* remote_* local_* registering_led register_failed*
            disabled_led call_back_active* http_* broadcast_* menu_* main_* new_* softkeys* plk* force_lan* em_* wallpaper* screen*
            wide_label* customizable* hotel* icon* home* kem* key_system* expansion*
          sounds are those of this phone
            *_tone ring* cadence* default_ring* dial_tone* busy_tone* reorder_* confirm_* prompt_* holding_* conference_tone
            call_waiting_tone secure_call_ind* page_tone alert_* cfwd_dial* mwi_dial* outside_dial* off_hook_warning* sit*
            sit* feature_invocation* hold_reminder* silent_ring* speaker_* handset_* headset_* ringer_* audio_* system_beep
            speakerphone_* bluetooth* ehook* preferred_audio* acoustic* tone* send_audio* volume* side_tone* vmwi* hook_* fxs_*
            impedance* caller_id_* fax_* modem_* echo_* jitter_* network_jitter* ring_*
          the network is set up by the system, not by this file
            ip_* ipv6_* connection_type static_ip netmask gateway primary_dns secondary_dns dns_* host_name domain
            enable_cdp* enable_lldp* network_* web_* enable_web* enable_protocol* enable_direct* enable_ssl* pc_port* enable_pc*
            switch_port* port_config* wifi* wlan* eap* 802* nat_* stun_* substitute_* insert_* handle_* send_resp* ext_rtp*
            ext_sip* symmetric_rtp vlan_id enable_vlan* pc_* debug_* wan_* router* dhcp_* enable_dhcp* enable_wan* ssh* use_backup*
            ssid* security_mode* wep* psk* passphrase* identity* anonymous* password_lock* profilename* profileenable*
            profilelock* frequency* cipher* keylen* ttls* servercert* clientcert* securitymode* ciphertype* eaptype*
            frequencymode* wepkey* pskkey* anonymousidentity* signaling_protocol spcp* cdp* lldp* poe_* inactivity* cos*
            start_* prefix_length* enable_tr* internet* mac_* mtu* vpn* proxy_mode* auto_discovery* ethernet* link_* time_setup*
            ignore_dhcp* protect_* no_udp* ttl* asset* enable_ip* enable_usb* usb* bonjour* lan_* static_* set_local*
          forwarding and feature codes belong to the server
            cfwd_* block_* *_act_code *_deact_code call_* cw_* cwcid* dnd_* dist_* secure_* accept_* *_code blind_transfer_*
            paging_* group_paging* group_call* media_loopback* force_* prefer_* feature_dial* referral_* service_annc* speed_dial*
            attn_* three_way* *_serv ringback* conference_* redial* transfer_* park* pickup* priv* exec* xsi_* broadsoft* bw_*
            directory_* ldap_* cti* contacts_* personal_* enterprise_* group_* all_* barge* monitor* record* callpark*
          access to the phone is by its own page and PIN
            admin_* user_password* phone_lock* session_* web_login* auth_page* use_config* password_prompt* user_*
            xml_user* xml_password* key_lock* fips* tls_* lock*
          clock details follow the time zone
            daylight_* time_offset* date_* time_* secondary_time*
          who calls and how requests look is this phone's own
            sip_* reg_* retry_* sip-* rtp-* rtp_* rtcp_* disable_local* voice_mail_sub* max_* sub_* invite_* reinvite_* remove_* escape_* talk_* hold_* rfc_* use_compact*
            notify_* keep_* max_forward* max_auth* caller* stats_* srtp_* *_dynamic_payload *_codec_name codec_* dtmf_* avt_*
            infoREQ_* inforeq* g7* ilbc* opus* l16* isac* aac* encaprtp* feature* moh_* mwi_* ntfy* mark_all* random_* redirect_*
            try_backup* line* privacy* hook* sca_* signal* restrict* make_call* ans_call* use_* user_equal* use_dns* proxy_*
            nat* auto_* alternate_* dual_* register_* cos_* mini_* preferred_* second_* third_* silence_* refer* blind_attn*
            reversed_* encryption* dns_srv* dial_* enable_* emergency_* e911* message_* set_* set_g729* voice_mail_server*
            state_agent* mailbox_id* conf_* subscription_* expires* set_ilbc* dialog_* call_park* sip_debug* srtp* tx_*
            countdown* interdigit_short* linger* auth_* subscribe* dialplan* release_* outbound_* hoteling* log_missed*
            short_name* extended_function* station_* detect* text_message* ignore* preset* test_* switch_to* display* device*
            phone_* packet* idle* incoming* lan* default_* mobility* peer* trunk* uri* xml_* xmpp* ccp* ecan* country* region*
            gain* ptt* privilege* dtls* ice* turn* video* camera* presence* chat* im_* calendar* vc_* voice_quality* vq*
          """);

  private FlatAreas() {}
}
