#!/usr/bin/env bash
# pbx.sh - a real Asterisk on loopback as a test peer, without installing one.
#
#   pbx.sh install                 install the Debian packages needed on this machine
#   pbx.sh build                   build the cached Asterisk root tree (once, about 35 s, 320 MB)
#   pbx.sh up   DIR PORTBASE       write configs into DIR, start Asterisk, wait until it is booted
#   pbx.sh down DIR                stop the Asterisk (and only the Asterisk) started in DIR
#   pbx.sh rx   DIR 'CLI COMMAND'  run an Asterisk CLI command
#   pbx.sh info DIR                print addresses, accounts, extensions
#   pbx.sh kam-up   DIR PORTBASE   the same for Kamailio (registrar and proxy)
#   pbx.sh kam-down DIR
#
# Debian 12 ships no Asterisk, so a small chroot tree is made from another suite
# (sid, else forky, else bullseye).  Several instances can run at once: each has
# its own DIR and PORTBASE and all share the one read-mostly tree.
#
# Environment:
#   TRUCE_LAB_CACHE   where the tree is kept       (default ${XDG_CACHE_HOME:-$HOME/.cache}/truce-lab)
#   TRUCE_LAB_SUITES  suites to try, in order      (default "sid forky bullseye")
#   TRUCE_LAB_MIRROR  Debian mirror                (default: the one this machine's apt uses)
#   TRUCE_LAB_BIND    address the server binds to  (default 127.0.0.1)
#
# Ports, from PORTBASE B:  B+60 SIP UDP+TCP  B+61 SIP TLS  B+38 AMI  (Kamailio: B+70, B+71 TLS)  B+100..B+299 RTP/RTCP
# Needs root (chroot and a private mount namespace).  Exit status 0 = done.
set -euo pipefail

TRUCE_LAB_CACHE=${TRUCE_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/truce-lab}
TRUCE_LAB_SUITES=${TRUCE_LAB_SUITES:-sid forky bullseye}
TRUCE_LAB_MIRROR=${TRUCE_LAB_MIRROR:-$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
  sed -nE 's,^(URIs:|deb) .*(https?://[^ ]*/debian)/?( .*)?$,\2,p' | sed -n 1p)}
TRUCE_LAB_BIND=${TRUCE_LAB_BIND:-127.0.0.1}
ROOT=$TRUCE_LAB_CACHE/asterisk-root

die() { echo "truce pbx.sh: $*" >&2; exit 1; }
say() { echo "truce pbx.sh: $*" >&2; }

# --------------------------------------------------------------------- packages

install_pkgs() {            # install_pkgs PKG... : only what is missing
  local missing=() p
  for p in "$@"; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  # policy-rc.d style guard: packages must not start daemons on the default ports
  local guard=''
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    guard=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >$guard; chmod 755 $guard
  fi
  apt-get -qq -o DPkg::Lock::Timeout=300 update || say "apt-get update failed, going on"
  local rc=0
  apt-get -qq -y -o DPkg::Lock::Timeout=300 --no-install-recommends install \
    "${missing[@]}" >/dev/null || rc=$?
  [ -z "$guard" ] || rm -f "$guard"
  return $rc
}

need_kamailio() { install_pkgs kamailio kamailio-tls-modules kamailio-presence-modules \
                    kamailio-outbound-modules openssl; }
need_asterisk_tools() { install_pkgs mmdebstrap debian-archive-keyring openssl util-linux; }

# ---------------------------------------------------------------- the root tree

build_root() {
  mkdir -p "$TRUCE_LAB_CACHE"
  need_asterisk_tools
  [ -e "$ROOT/.lab-built" ] && return 0
  # One builder at a time.  In a subshell, so that no Asterisk inherits the lock.
  ( flock 9; build_root_locked ) 9>"$TRUCE_LAB_CACHE/.build.lock"
}

build_root_locked() {
  [ -e "$ROOT/.lab-built" ] && return 0             # another builder was faster
  local suite pkgs
  for suite in $TRUCE_LAB_SUITES; do
    pkgs=asterisk,asterisk-core-sounds-en-wav,asterisk-moh-opsound-wav
    # before Asterisk 18 voicemail and opus were packages of their own
    [ "$suite" = bullseye ] && pkgs+=,asterisk-voicemail,asterisk-opus
    say "building $ROOT from $suite (about half a minute) ..."
    rm -rf "$ROOT.new"
    # Check-Valid-Until: the mirror may be a snapshot whose testing/sid Release
    # file has run out (they are valid for a week); signatures are still checked.
    if mmdebstrap --quiet --mode=root --variant=minbase \
         --aptopt='Acquire::Check-Valid-Until "false"' \
         --aptopt='APT::Install-Recommends "false"' \
         --dpkgopt='path-exclude=/usr/share/man/*' \
         --dpkgopt='path-exclude=/usr/share/locale/*' \
         --dpkgopt='path-exclude=/usr/share/doc/*' \
         --include="$pkgs" "$suite" "$ROOT.new" "$TRUCE_LAB_MIRROR" >"$TRUCE_LAB_CACHE/build.log" 2>&1
    then
      rm -rf "$ROOT"
      mkdir -p "$ROOT.new/inst"; : >>"$ROOT.new/etc/hosts"
      chroot "$ROOT.new" /usr/sbin/asterisk -V >"$ROOT.new/.lab-built"
      echo "$suite" >>"$ROOT.new/.lab-built"
      mv "$ROOT.new" "$ROOT"                        # only a whole tree gets the name
      say "built: $(tr '\n' ' ' <"$ROOT/.lab-built")"
      return 0
    fi
    say "suite $suite failed, see $TRUCE_LAB_CACHE/build.log"
  done
  die "no suite of '$TRUCE_LAB_SUITES' gave an Asterisk"
}

ast_major() { sed -n 's/^Asterisk \([0-9]*\).*/\1/p' "$ROOT/.lab-built"; }

# ------------------------------------------------------------------ certificates

make_certs() {                     # make_certs DIR : DIR/tls/{ca,server,client}.{pem,key}
  local t=$1/tls san
  [ -e "$t/server.pem" ] && return 0
  mkdir -p "$t"
  san="DNS:localhost,DNS:pbx.lab.test,IP:127.0.0.1,IP:::1"
  [ "$TRUCE_LAB_BIND" = 127.0.0.1 ] || san+=",IP:$TRUCE_LAB_BIND"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
    -subj "/CN=Truce lab CA" -keyout "$t/ca.key" -out "$t/ca.pem" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
  local who
  for who in server client; do
    openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$who.lab.test" \
      -keyout "$t/$who.key" -out "$t/$who.csr" 2>/dev/null
    openssl x509 -req -in "$t/$who.csr" -CA "$t/ca.pem" -CAkey "$t/ca.key" -CAcreateserial -days 825 \
      -extfile <(printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$san") \
      -out "$t/$who.pem" 2>/dev/null
    rm -f "$t/$who.csr"
  done
}

# ---------------------------------------------------------------- Asterisk config

write_asterisk_conf() {            # write_asterisk_conf DIR PORTBASE
  local d=$1 b=$2 e=$1/etc
  local sip=$((b+60)) tls=$((b+61)) ami=$((b+38)) rtp0=$((b+100)) rtp1=$((b+299))
  local major; major=$(ast_major)
  mkdir -p "$e" "$d/run" "$d/log" "$d/spool/voicemail" "$d/spool/outgoing" "$d/spool/tmp" "$d/lib" "$d/cache"

  # the module path has the multiarch name in it, but not in bullseye
  local mods; mods=$(cd "$ROOT" && find usr/lib -path '*asterisk/modules' -type d -print -quit)
  # Paths are as seen inside the chroot, where DIR is mounted on /inst.
  cat >"$e/asterisk.conf" <<CONF
[directories]
astetcdir => /inst/etc
astmoddir => /$mods
astvarlibdir => /inst/lib
astdbdir => /inst/lib
astkeydir => /inst/lib
astdatadir => /usr/share/asterisk
astagidir => /usr/share/asterisk/agi-bin
astspooldir => /inst/spool
astrundir => /inst/run
astlogdir => /inst/log
astcachedir => /inst/cache
[options]
verbose = 3
transmit_silence = yes
hideconnect = yes
systemname = lab
CONF

  # Everything is loaded but what the lab does not want: other channel drivers,
  # databases, calendars, sound cards, web; and modules that complain without a config.
  { printf '[modules]\nautoload = yes\n'
    local m
    for m in chan_{sip,iax2,mgcp,skinny,unistim,motif,console,alsa,oss,phone,dahdi,audiosocket,websocket} \
             cdr_{pgsql,radius,tds,odbc,adaptive_odbc,sqlite3_custom,csv,custom,manager} \
             cel_{pgsql,radius,tds,odbc,sqlite3_custom,custom,manager} \
             res_config_{odbc,pgsql,ldap,sqlite3,sqlite,mysql,curl} res_{odbc,odbc_transaction,curl} \
             res_calendar{,_caldav,_ews,_exchange,_icalendar} res_hep{,_pjsip,_rtcp} \
             res_{xmpp,snmp,smdi,phoneprov,stun_monitor,adsi,aeap,speech_aeap,prometheus,statsd} \
             res_{stir_shaken,resolver_unbound,http_media_cache,websocket_client,corosync} \
             res_pjsip_{phoneprov_provider,config_wizard,stir_shaken,transport_websocket} \
             res_ari{,_applications,_asterisk,_bridges,_channels,_device_states,_endpoints} \
             res_ari_{events,model,playbacks,recordings,sounds,mailboxes} res_stasis_{broadcast,test} \
             app_{jack,minivm,voicemail_odbc,voicemail_imap,alarmreceiver,agent_pool,amd,festival} \
             app_{stasis,stasis_broadcast,adsiprog,getcpeid,followme,osplookup,sms,image,url} \
             pbx_{ael,lua,dundi,realtime} func_odbc func_curl; do
      echo "noload = $m.so"
    done; } >"$e/modules.conf"

  cat >"$e/logger.conf" <<'CONF'
[general]
dateformat = %F %T.%3q
[logfiles]
full => notice,warning,error,verbose,dtmf
CONF

  cat >"$e/manager.conf" <<CONF
[general]
enabled = yes
port = $ami
bindaddr = $TRUCE_LAB_BIND
[lab]
secret = lab
read = all
write = all
CONF

  cat >"$e/rtp.conf" <<CONF
[general]
rtpstart = $rtp0
rtpend = $rtp1
strictrtp = yes
icesupport = yes

; whatever addresses this machine has, ICE names the one the server binds to
[ice_host_candidates]
$(hostname -I | tr ' ' '\n' | grep -v : | sed -n "s/..*/& => $TRUCE_LAB_BIND/p")
CONF

  cat >"$e/http.conf" <<'CONF'
[general]
enabled = no
CONF

  # ---- SIP
  cat >"$e/pjsip.conf" <<CONF
[global]
type = global
user_agent = Asterisk PBX (lab)
default_realm = lab.test
; MWI subscriptions win over unsolicited NOTIFYs
mwi_disable_initial_unsolicited = no

[udp]
type = transport
protocol = udp
bind = $TRUCE_LAB_BIND:$sip

[tcp]
type = transport
protocol = tcp
bind = $TRUCE_LAB_BIND:$sip

[tls]
type = transport
protocol = tls
bind = $TRUCE_LAB_BIND:$tls
cert_file = /inst/tls/server.pem
priv_key_file = /inst/tls/server.key
ca_list_file = /inst/tls/ca.pem
; accept phones without a client certificate
verify_client = no
; without a method pjproject offers TLS 1.0 only, and OpenSSL 3 then finds no cipher
method = tlsv1_2

; ---- templates
[phone](!)
type = endpoint
context = lab
subscribe_context = lab
message_context = messages
disallow = all
allow = ulaw,alaw,g722,opus,g729
dtmf_mode = rfc4733
direct_media = no
; without these two RTP binds to 0.0.0.0 and each call looks up the host name in the DNS
media_address = $TRUCE_LAB_BIND
bind_rtp_to_media_address = yes
rtp_symmetric = yes
force_rport = yes
; no rewrite_contact here: a phone with a wrong Contact must be seen to fail
rewrite_contact = no
allow_subscribe = yes
allow_transfer = yes
call_group = 1
pickup_group = 1
send_pai = yes
send_rpid = yes
send_connected_line = yes
trust_id_inbound = yes
timers = yes
timers_min_se = 90
timers_sess_expires = 300
100rel = yes
notify_early_inuse_ringing = yes
moh_suggest = default
mwi_subscribe_replaces_unsolicited = yes
language = en
rtp_timeout = 60

[login](!)
type = auth
auth_type = userpass

[loc](!)
type = aor
max_contacts = 3
remove_existing = no
minimum_expiration = 30
default_expiration = 120
maximum_expiration = 3600
qualify_frequency = 0
support_path = yes
CONF
  # account: number, mailbox style, extra endpoint lines
  account() {   # account NUM "extra endpoint lines" "extra auth lines" "extra aor lines"
    cat >>"$e/pjsip.conf" <<CONF

[$1](phone)
auth = $1
aors = $1
callerid = "Lab $1" <$1>
$2

[$1](login)
username = $1
password = pw$1
$3

[$1](loc)
$4
CONF
  }
  # mailboxes on the endpoint = unsolicited NOTIFY; on the aor = a SUBSCRIBE is accepted (else 404)
  # 1001 has both, 1002 to 1005 only the second, 1006 only the first
  account 1001 "mailboxes = 1001@default" "" "mailboxes = 1001@default"
  account 1002 "" "" "mailboxes = 1002@default"
  account 1003 "media_encryption = sdes" "" "mailboxes = 1003@default"
  # 1004 wants UDP/TLS/RTP/SAVPF in the SDP (baresip, WebRTC style), 1007 UDP/TLS/RTP/SAVP
  local dtls="media_encryption = dtls
dtls_verify = fingerprint
dtls_setup = actpass
dtls_cert_file = /inst/tls/server.pem
dtls_private_key = /inst/tls/server.key
dtls_ca_file = /inst/tls/ca.pem
dtls_rekey = 0"
  account 1004 "$dtls
use_avpf = yes" "" "mailboxes = 1004@default"
  account 1007 "$dtls
use_avpf = no" "" "mailboxes = 1007@default"
  # 1005: SHA-256 digest where this Asterisk knows it (20.12 / 22.2 on), session refresh forced
  local sha=""; [ "$major" -ge 22 ] && sha="supported_algorithms_uas = SHA-256"
  account 1005 "timers = always
timers_sess_expires = 90" "$sha" "mailboxes = 1005@default"
  # 1006: behind NAT, ICE, OPTIONS keep-alive, one contact only (a new REGISTER throws the old one out)
  account 1006 "mailboxes = 1006@default
rewrite_contact = yes
ice_support = yes
rtcp_mux = yes
dtmf_mode = auto_info" "" "max_contacts = 1
remove_existing = yes
qualify_frequency = 15"

  # plain phones for calls among three
  account 1008 "" "" "mailboxes = 1008@default"
  account 1009 "" "" "mailboxes = 1009@default"

  cat >"$e/pjsip_notify.conf" <<'CONF'
[check-sync]
Event=>check-sync
Content-type=>application/simple-message-summary
[reboot]
Event=>check-sync;reboot=true
[answer]
Event=>talk
[hold]
Event=>hold
CONF

  # ---- dialplan
  cat >"$e/extensions.conf" <<'CONF'
[general]
static = yes
writeprotect = yes
[globals]
[lab]
include => parkedcalls
; phones
exten => _100[1-9],1,NoOp(call to ${EXTEN} from ${CALLERID(num)})
 same => n,Dial(PJSIP/${EXTEN},20,tTkK)
 same => n,GotoIf($["${DIALSTATUS}" = "BUSY"]?busy:vm)
 same => n(vm),VoiceMail(${EXTEN}@default,u)
 same => n,Hangup()
 same => n(busy),VoiceMail(${EXTEN}@default,b)
 same => n,Hangup()
exten => 1001,hint,PJSIP/1001
exten => 1002,hint,PJSIP/1002
exten => 1003,hint,PJSIP/1003
exten => 1004,hint,PJSIP/1004
exten => 1005,hint,PJSIP/1005
exten => 1006,hint,PJSIP/1006
exten => 1007,hint,PJSIP/1007
exten => 1008,hint,PJSIP/1008
exten => 1009,hint,PJSIP/1009

; media and signalling probes
exten => 600,1,Answer()
 same => n,Echo()
exten => 601,1,Answer()
 same => n,MusicOnHold(default)
exten => 602,1,Answer()
 same => n,Milliwatt(m)
; 603: read DTMF until #, say it back; the digits are in the log as UserEvent-like NoOp
exten => 603,1,Answer()
 same => n,Read(D,beep,16,,1,8)
 same => n,NoOp(DTMF-GOT:${D})
 same => n,SayDigits(${D})
 same => n,Hangup()
; 604: early media (183 + audio), never answers
exten => 604,1,Progress()
 same => n,Playback(demo-congrats,noanswer)
 same => n,Hangup(16)
exten => 605,1,Busy(1)
exten => 606,1,Congestion(1)
; 607: 180 for 60 s, no answer
exten => 607,1,Ringing()
 same => n,Wait(60)
 same => n,Hangup(19)
; 608: record up to 10 s, play back
exten => 608,1,Answer()
 same => n,Record(/inst/spool/tmp/rec-${UNIQUEID}.wav,3,10,k)
 same => n,Playback(/inst/spool/tmp/rec-${UNIQUEID})
 same => n,Hangup()
; 609: the far side hangs up after 5 s
exten => 609,1,Answer()
 same => n,Wait(5)
 same => n,Hangup(16)
; 610: rings 3 s, then echo (post-dial delay, CANCEL races)
exten => 610,1,Ringing()
 same => n,Wait(3)
 same => n,Answer()
 same => n,Echo()
; 611/612/613: 404, 480, 403 (made from the Q.850 cause)
exten => 611,1,Hangup(1)
exten => 612,1,Hangup(19)
exten => 613,1,Hangup(21)
; 614: connected-line update (re-INVITE / UPDATE with a new P-Asserted-Identity) after 2 s
exten => 614,1,Answer()
 same => n,Wait(2)
 same => n,Set(CONNECTEDLINE(name,i)=New Name)
 same => n,Set(CONNECTEDLINE(num)=5551234)
 same => n,Echo()

; voicemail: *97 own box, 5NNNN leaves a message in box NNNN (sets MWI)
exten => *97,1,VoiceMailMain(${CALLERID(num)}@default)
exten => _5100[1-9],1,Answer()
 same => n,VoiceMail(${EXTEN:1}@default,s)
 same => n,Hangup()

; group call, queue, page, conference
exten => 800,1,Answer()
 same => n,ConfBridge(800)
exten => 850,1,Page(PJSIP/1001&PJSIP/1002,qb(autoanswer^s^1))
exten => 900,1,Answer()
 same => n,Queue(support,tT,,,60)
 same => n,Hangup()
exten => 901,1,Dial(PJSIP/1001&PJSIP/1002,20,tT)
 same => n,Hangup()
exten => 900,hint,Queue:support
exten => 800,hint,confbridge:800
; *80NNNN: intercom (auto answer headers); *81NNNN: distinctive ring
exten => _*80100[1-9],1,Dial(PJSIP/${EXTEN:3},20,b(autoanswer^s^1))
exten => _*81100[1-9],1,Dial(PJSIP/${EXTEN:3},20,b(ringtone^s^1))
; pickup: *8 group (features.conf), **NNNN directed
exten => _**100[1-9],1,Pickup(${EXTEN:2}@PICKUPMARK&PJSIP/${EXTEN:2})
 same => n,PickupChan(PJSIP/${EXTEN:2})
 same => n,Hangup()
exten => *8,1,Pickup()
; a lamp that any phone can toggle: subscribe to "lamp", dial *30
exten => lamp,hint,Custom:lamp
exten => *30,1,Answer()
 same => n,Set(DEVICE_STATE(Custom:lamp)=${IF($["${DEVICE_STATE(Custom:lamp)}"="INUSE"]?NOT_INUSE:INUSE)})
 same => n,Hangup()
[autoanswer]
exten => s,1,Set(PJSIP_HEADER(add,Call-Info)=<sip:lab.test>\;answer-after=0)
 same => n,Set(PJSIP_HEADER(add,Alert-Info)=<http://lab.test>\;info=alert-autoanswer\;delay=0)
 same => n,Return()
[ringtone]
exten => s,1,Set(PJSIP_HEADER(add,Alert-Info)=<http://lab.test>\;info=ring2)
 same => n,Return()

; SIP MESSAGE: to a phone it is passed on, to 600 it comes back to the sender
[messages]
exten => _100[1-9],1,MessageSend(pjsip:${EXTEN},${MESSAGE(from)})
exten => 600,1,Set(F=${MESSAGE(from)})
 same => n,Set(F=${CUT(F,:,2)})
 same => n,Set(F=${CUT(F,@,1)})
 same => n,MessageSend(pjsip:${F},<sip:600@lab.test>)
CONF

  cat >"$e/features.conf" <<'CONF'
[general]
pickupexten = *8
atxfernoanswertimeout = 15
[featuremap]
blindxfer = #1
atxfer = *2
disconnect = *0
parkcall = #72
CONF

  cat >"$e/res_parking.conf" <<'CONF'
[general]
parkeddynamic = no
[default]
parkext = 700
parkpos = 701-720
context = parkedcalls
parkinghints = yes
parkingtime = 45
comebacktoorigin = yes
parkedcalltransfers = both
findslot = first
CONF

  cat >"$e/musiconhold.conf" <<'CONF'
[default]
mode = files
directory = moh
CONF

  cat >"$e/voicemail.conf" <<'CONF'
[general]
format = wav
maxsecs = 30
minsecs = 1
attach = no
sendvoicemail = no
pollmailboxes = yes
pollfreq = 2
[default]
1001 => 4321,Lab 1001
1002 => 4321,Lab 1002
1003 => 4321,Lab 1003
1004 => 4321,Lab 1004
1005 => 4321,Lab 1005
1006 => 4321,Lab 1006
1007 => 4321,Lab 1007
1008 => 4321,Lab 1008
1009 => 4321,Lab 1009
CONF

  cat >"$e/queues.conf" <<'CONF'
[general]
persistentmembers = no
[support]
musicclass = default
strategy = ringall
timeout = 15
ringinuse = no
joinempty = yes
member => PJSIP/1001,0,Lab 1001,PJSIP/1001
member => PJSIP/1002,0,Lab 1002,PJSIP/1002
CONF

  cat >"$e/confbridge.conf" <<'CONF'
[general]
[default_bridge]
type = bridge
[default_user]
type = user
music_on_hold_when_empty = yes
announce_user_count = no
quiet = yes
dsp_drop_silence = no
[default_menu]
type = menu
CONF

  cat >"$e/indications.conf" <<'CONF'
[general]
country = us
[us]
description = United States
ringcadence = 2000,4000
dial = 350+440
busy = 480+620/500,0/500
ring = 440+480/2000,0/4000
congestion = 480+620/250,0/250
callwaiting = 440/300,0/10000
dialrecall = !350+440/100,!0/100,!350+440/100,!0/100,350+440
record = 1400/500,0/15000
info = !950/330,!1400/330,!1800/330,0
CONF

  printf '127.0.0.1 localhost %s\n%s pbx.lab.test\n' "$(hostname)" "$TRUCE_LAB_BIND" >"$e/hosts"

  # Files that only have to exist for the core or a module to be quiet.
  local f
  for f in acl ccss cdr cel cli cli_aliases cli_permissions codecs dnsmgr dsp enum extconfig \
           geolocation keys pjproject res_fax sorcery stasis udptl; do
    [ -e "$e/$f.conf" ] || : >"$e/$f.conf"
  done
  mkdir -p "$d/lib/keys"
}

# ------------------------------------------------------------- Asterisk start/stop

alive() { [ -s "$1" ] && kill -0 "$(cat "$1")" 2>/dev/null; }

inside() {     # inside DIR CMD... : run CMD in the instance's mount namespace and root
  local pid root
  pid=$(cat "$1/asterisk.pid") || die "nothing runs in $1"
  root=$(cat "$1/root"); shift
  nsenter --target "$pid" --mount chroot "$root" "$@"
}

rx() { inside "$1" /usr/sbin/asterisk -C /inst/etc/asterisk.conf -rx "$2"; }

asterisk_up() {                    # asterisk_up DIR PORTBASE
  [ $# -eq 2 ] || die "usage: pbx.sh up DIR PORTBASE"
  [ "$(id -u)" = 0 ] || die "needs root"
  mkdir -p "$1"
  local d b=$2; d=$(cd "$1" && pwd)
  alive "$d/asterisk.pid" && die "already running in $d (pid $(cat "$d/asterisk.pid"))"
  build_root
  make_certs "$d"
  write_asterisk_conf "$d" "$b"
  echo "$b" >"$d/portbase"; echo "$TRUCE_LAB_BIND" >"$d/bind"; echo "$ROOT" >"$d/root"
  # DIR is bind-mounted on /inst in a mount namespace of its own: nothing of it is
  # left on the machine afterwards.  exec all the way, so $! is asterisk itself.
  # shellcheck disable=SC2016
  setsid unshare --mount --propagation private sh -c '
      mount --bind "$1" "$2/inst" && mount -t proc proc "$2/proc" &&
      mount --bind "$1/etc/hosts" "$2/etc/hosts" || exit 70
      exec chroot "$2" /usr/sbin/asterisk -f -C /inst/etc/asterisk.conf
    ' sh "$d" "$ROOT" >"$d/stdout.log" 2>&1 </dev/null &
  echo $! >"$d/asterisk.pid"
  disown
  local i
  for i in $(seq 150); do
    alive "$d/asterisk.pid" || { tail -20 "$d/stdout.log" >&2; die "asterisk ended; see $d/log/full"; }
    [ -S "$d/run/asterisk.ctl" ] && rx "$d" 'core waitfullybooted' 2>/dev/null | grep -q 'fully booted' && break
    sleep 0.1
    [ "$i" -lt 150 ] || die "asterisk not booted after 15 s; see $d/log/full"
  done
  say "asterisk $(head -1 "$ROOT/.lab-built") pid $(cat "$d/asterisk.pid") SIP $TRUCE_LAB_BIND:$((b+60)) TLS :$((b+61)) AMI :$((b+38))"
}

stop_pid() {                       # stop_pid PIDFILE NAME : TERM, then KILL after 5 s
  local f=$1 p i
  [ -s "$f" ] || { say "no $f"; return 0; }
  p=$(cat "$f")
  # the pid may have been given to another process since: check the name
  if [ "$(cat "/proc/$p/comm" 2>/dev/null)" = "$2" ]; then
    kill -TERM "$p"
    for i in $(seq 50); do kill -0 "$p" 2>/dev/null || break; sleep 0.1; done
    kill -0 "$p" 2>/dev/null && kill -KILL "$p"
    say "$2 pid $p stopped"
  fi
  rm -f "$f"
}

info() {
  local d=$1 b h; b=$(cat "$d/portbase"); h=$(cat "$d/bind")
  cat <<INFO
SIP  udp/tcp $h:$((b+60))   tls $h:$((b+61))   AMI $h:$((b+38)) lab/lab   CA $d/tls/ca.pem
accounts 1001..1007, password pw<number>, voicemail PIN 4321
  1001 MWI both ways   1002 MWI on SUBSCRIBE only   1003 SDES-SRTP only
  1004 DTLS-SRTP only (SAVPF)   1007 DTLS-SRTP only (SAVP)
  1005 SHA-256 digest + forced session timers    1006 NAT/ICE/qualify, DTMF by RFC 4733 or INFO, MWI unsolicited only
600 echo  601 music  602 tone  603 DTMF read-back  604 early media  605 busy  606 congestion
607 rings for ever  608 record+play  609 far end hangs up after 5 s  610 rings 3 s, echo
611 404  612 480  613 403  614 connected-line update
*97 voicemail  51001 leave message in box 1001  700 park (701-720)  800 conference  850 page
  (a message without a phone: pbx.sh rx DIR 'channel originate Local/51001@lab application Playback demo-congrats')
900 queue  901 ring group  *8 group pickup  **1001 directed pickup  *801001 intercom
*811001 distinctive ring  *30 toggles hint "lamp"
INFO
}

# ------------------------------------------------------------------------ Kamailio

write_kamailio_conf() {            # write_kamailio_conf DIR PORTBASE
  local d=$1 b=$2 mods
  mods=$(dirname "$(find /usr/lib -path '*kamailio/modules/tm.so' | head -1)")
  mkdir -p "$d/db" "$d/run"
  # dbtext tables: a header row with the types, then one row per record
  printf 'table_name(string) table_version(int)\nsubscriber:7\npresentity:5\nactive_watchers:12\nwatchers:3\nxcap:4\npua:7\nversion:1\n' >"$d/db/version"
  { echo 'username(string) domain(string) password(string)'
    local n; for n in 2001 2002 2003 2004; do echo "$n:lab.test:pw$n"; done; } >"$d/db/subscriber"
  cat >"$d/tls.cfg" <<CONF
[server:default]
method = TLSv1.2+
verify_certificate = no
require_certificate = no
private_key = $d/tls/server.key
certificate = $d/tls/server.pem
ca_list = $d/tls/ca.pem
[client:default]
method = TLSv1.2+
verify_certificate = no
require_certificate = no
CONF
  cat >"$d/kamailio.cfg" <<CONF
#!KAMAILIO
debug=2
log_stderror=yes
memdbg=5
memlog=5
fork=yes
children=2
tcp_children=2
auto_aliases=no
enable_tls=yes
tcp_connection_lifetime=3605
listen=udp:$TRUCE_LAB_BIND:$((b+70))
listen=tcp:$TRUCE_LAB_BIND:$((b+70))
listen=tls:$TRUCE_LAB_BIND:$((b+71))
alias="lab.test"
mpath="$mods/"
loadmodule "jsonrpcs.so"
loadmodule "kex.so"
loadmodule "corex.so"
loadmodule "ctl.so"
loadmodule "cfg_rpc.so"
loadmodule "tm.so"
loadmodule "tmx.so"
loadmodule "sl.so"
loadmodule "rr.so"
loadmodule "pv.so"
loadmodule "maxfwd.so"
loadmodule "textops.so"
loadmodule "siputils.so"
loadmodule "xlog.so"
loadmodule "sanity.so"
loadmodule "db_text.so"
loadmodule "auth.so"
loadmodule "auth_db.so"
loadmodule "usrloc.so"
loadmodule "stun.so"
loadmodule "outbound.so"
loadmodule "path.so"
loadmodule "registrar.so"
loadmodule "nathelper.so"
loadmodule "tls.so"
modparam("jsonrpcs", "transport", 0)
modparam("ctl", "binrpc", "unix:$d/run/ctl")
modparam("tls", "config", "$d/tls.cfg")
modparam("db_text", "db_mode", 0)
modparam("auth_db", "db_url", "text://$d/db")
modparam("auth_db", "calculate_ha1", yes)
modparam("auth_db", "password_column", "password")
modparam("auth_db", "use_domain", 1)
modparam("auth_db", "load_credentials", "")
modparam("usrloc", "db_mode", 0)
modparam("registrar", "use_path", 1)
modparam("registrar", "path_mode", 0)
modparam("registrar", "gruu_enabled", 1)
modparam("registrar", "outbound_mode", 1)
modparam("registrar", "min_expires", 30)
modparam("registrar", "default_expires", 120)
modparam("registrar", "max_expires", 3600)
modparam("rr", "enable_full_lr", 1)
modparam("nathelper", "received_avp", "\$avp(s:rcv)")
modparam("registrar|nathelper", "received_avp", "\$avp(s:rcv)")

request_route {
    if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
    if (!sanity_check("1511", "7")) exit;
    force_rport();

    if (is_method("CANCEL")) { if (t_check_trans()) t_relay(); exit; }
    # TCP/TLS phones are reached over the connection they opened, not by a new one to their Contact
    if (proto != UDP && is_method("INVITE|SUBSCRIBE|UPDATE|REFER")) add_contact_alias();
    t_on_reply("REPLY");
    if (has_totag()) {                        # in-dialog: follow the route set
        if (loose_route()) { handle_ruri_alias(); t_relay(); exit; }
        if (is_method("ACK") && t_check_trans()) { t_relay(); exit; }
        if (uri == myself) { if (!lookup("location")) { sl_send_reply("404", "Not Here"); exit; } t_relay(); exit; }
        sl_send_reply("404", "Not Here");
        exit;
    }
    if (is_method("ACK")) exit;
    t_check_trans();                          # absorb retransmissions
    if (is_method("OPTIONS") && uri == myself) { sl_send_reply("200", "Keepalive"); exit; }

    # everything that starts something must be one of our users
    if (is_method("REGISTER")) {
        if (!www_authenticate("lab.test", "subscriber")) { www_challenge("lab.test", "0"); exit; }
        consume_credentials();
        if (proto != UDP) fix_nated_register();
        if (!save("location")) sl_reply_error();
        exit;
    }
    if (!proxy_authenticate("lab.test", "subscriber")) { proxy_challenge("lab.test", "0"); exit; }
    consume_credentials();

    remove_hf("Route");
    record_route();
    if (!lookup("location")) {
        if (\$rc == -1) sl_send_reply("480", "Not Registered"); else sl_send_reply("405", "Method Not Allowed");
        exit;
    }
    t_on_failure("MISSED");
    if (!t_relay()) sl_reply_error();
}

onreply_route[REPLY] {
    if (proto != UDP && is_method("INVITE|SUBSCRIBE|UPDATE|REFER")) add_contact_alias();
}
failure_route[MISSED] {
    if (t_is_canceled()) exit;
}
CONF
}

kamailio_up() {                    # kamailio_up DIR PORTBASE
  [ $# -eq 2 ] || die "usage: pbx.sh kam-up DIR PORTBASE"
  mkdir -p "$1"
  local d b=$2 i; d=$(cd "$1" && pwd)
  alive "$d/kamailio.pid" && die "already running in $d"
  need_kamailio
  make_certs "$d"
  write_kamailio_conf "$d" "$b"
  kamailio -c -f "$d/kamailio.cfg" >"$d/check.log" 2>&1 || { tail -20 "$d/check.log" >&2; die "bad kamailio.cfg"; }
  # -DD: the main process stays in the foreground and keeps our pid
  setsid kamailio -DD -E -m 32 -M 4 -f "$d/kamailio.cfg" >"$d/kamailio.log" 2>&1 </dev/null &
  echo $! >"$d/kamailio.pid"
  disown
  for i in $(seq 100); do
    alive "$d/kamailio.pid" || { tail -20 "$d/kamailio.log" >&2; die "kamailio ended"; }
    [ -S "$d/run/ctl" ] && kamcmd -s "unix:$d/run/ctl" core.uptime >/dev/null 2>&1 && break
    sleep 0.1
    [ "$i" -lt 100 ] || die "kamailio not up after 10 s"
  done
  echo "$b" >"$d/portbase"
  say "kamailio pid $(cat "$d/kamailio.pid") SIP $TRUCE_LAB_BIND:$((b+70)) TLS :$((b+71)); users 2001..2004@lab.test, password pw<number>"
}

# ---------------------------------------------------------------------------- main

cmd=${1:-}; [ $# -gt 0 ] && shift
case $cmd in
  install)  need_asterisk_tools; need_kamailio ;;
  build)    build_root ;;
  up)       asterisk_up "$@" ;;
  down)     stop_pid "${1:?DIR}/asterisk.pid" asterisk ;;
  rx)       rx "${1:?DIR}" "${2:?command}" ;;
  info)     info "${1:?DIR}" ;;
  kam-up)   kamailio_up "$@" ;;
  kam-down) stop_pid "${1:?DIR}/kamailio.pid" kamailio ;;
  *)        sed -n '2,/^set -e/p' "$0" | sed -n 's/^# \{0,1\}//p'; exit 2 ;;
esac
