package org.trucephone.provisioning.format.snom;

import org.trucephone.provisioning.format.Areas;

/** Settings that are known and change nothing on this phone, by area. */
final class SnomAreas {
  static final Areas ALL =
      Areas.of(
          """
          this phone fetches its configuration by its own rules
            setting_server settings_refresh_timer* update_policy firmware* subscribe_config pnp_config
            provisioning_order auto_reboot* bootloader* kernel* rootfs* ramdiskurl uboot* tr69* dhcp redirection*
            reboot_after_nr settings_server* update* production* file
          display, languages' files and keys' looks are those of the vendor's phone
            display_method backlight* use_backlight contrast dim_timer gui* web_language context_key* custom_bg*
            background* ui_theme theme* expansion* screen* titlebar* show_* call_screen* idle_* dkey_* keyboard_lock*
            lcd* led_* status_msgs* edit_alpha* enter_number_title connected_title calling_title
            disconnected_title held_by_title ringing_title guess_* partial_lookup active_line pui_* dialnumber* uxm*
            always_show* text_font* wallpaper* idle* ux_* phone_type phone_book* gui_fkey* d1_state*
            d2_state_format d3_state_format dN_state_format language_* icon* missed_calls* cancel_* wui*
          sounds are those of this phone
            ring_* ringer_* alert_* vol_* family_ring_sound friends_ring_sound colleagues_ring_sound
            custom_melody* key_tones release_sound mwi_dialtone cw_dialtone holding_reminder headset_device speaker_dialer
            dtmf_speaker* silence_compression mute* disable_speaker audio_device* multicast* mc_address* tone_*
            volume* melody* bluetooth* ehs* handsfree* auto_gain* agc* aec* noise*
          the network is set up by the system, not by this file
            vlan vlan_qos vlan_pc* vlan_port* eth_* ethernet_* ip_adr netmask gateway dns_* phone_ip dhcp_* lldp* https_*
            http_* webserver_* snmp_* stun_* nat_* ice_* keepalive_interval enable_rport* network_id* ieee8021x* vpn*
            wifi* ipv6* flood_tracing trace* log_level pcap* syslog* lcserver* log_* sip_log* mac_info* cdp* ldap*
            802* cert* tls* use_hidden*
          forwarding and its codes belong to the server
            redirect_* fwd_* forward* dnd_* no_dnd preselection_nr
          access to the phone is by its own page and PIN
            admin_mode admin_mode_login admin_mode_password_confirm challenge_* auto_logoff* action_* logon_wizard
            hide_* deny_all_feature allow_* restrict* web_* xml_* pin* lock_* privacy* block_* minibrowser* aes*
            with_flash csta* user_lock*
          clock details follow the time zone
            utc_offset dst ntp_refresh_timer date_* dst_*
          who calls is read from all headers that say so
            contact_source* answer_after_policy filter_registrar display_name* caller* enum_suffix
          a detail of a line this phone decides itself
            user_* codec* session_timer timer_support sip_* require_prack send_prack offer_* max_forwards
            retry_after* register_http* refer_brackets short_form support_* tcp_listen dirty_host_ttl
            subscription_delay reg_* naptr* srv_* use_* early* keepalive* publish_* presence* subscr* callpickup_*
            network_* peer_to_peer_cc rtp_* srtp* message_led* mwi_notification transfer_* call_* conf_* cmc_feature
            quick_transfer intercom* auto_connect* auto_redial* aoc_* record_* speed* address_book* tbook* item
            dtmf_* hold* overlap* cancel* advertise* global_* dialplan* template number* emergency* headset* group*
            ringing_time ring* pickup* park* monitor* bw_* broad* xsi* uc_* acd* sla* shared* cc_* server_*
            substitute* escape* space* sdp* tel_* answer* busy* callwaiting* cid* status* dial* crash* cpu* watch*
            eventlist* event* feature* hotel* hotline* jitter* local* max_* max* mobile* msg* partner* random*
            remove* reset* rport* scroll* sensor* set_* short* silent* smart* stutter* text* timeout* time_* turn*
            uri* url* v_* video* wb_* wire* x_* zrtp* mailbox* lync* ms_* ocs* gtk* feature*
          """);

  private SnomAreas() {}
}
