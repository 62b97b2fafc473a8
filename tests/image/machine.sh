# shellcheck shell=bash
# An emulated phone in a network of its own, with a real Asterisk and a server of its settings. Source
# it after firmware/lib/env.sh; needs $arch, $out (where logs go). Needs root.

case $arch in
  arm64) machine=qemu-system-aarch64:qemu-system-arm name=truce compatible=truce-rpi-arm64 loader=U-Boot ;;
  amd64) machine=qemu-system-x86_64:qemu-system-x86 name=truce-amd64 compatible=truce-vm-amd64 loader=GRUB ;;
  *) truce_say "--arch is arm64 or amd64."; exit 2 ;;
esac
for pair in $machine nmap:nmap curl:curl rauc:rauc mcopy:mtools mkfs.vfat:dosfstools debugfs:e2fsprogs python3:python3 ip:iproute2; do
  command -v "${pair%%:*}" >/dev/null || install_packages "what images are tested with" "${pair##*:}"
done
mkdir -p "$out"
cache=${TRUCE_CACHE:-$TRUCE_ROOT/image/target/cache} work=$(mktemp -d)
# shellcheck source=../../image/lib/packages.sh
. "$TRUCE_ROOT/image/lib/packages.sh"
# shellcheck source=../../image/lib/emulate.sh
. "$TRUCE_ROOT/image/lib/emulate.sh"
chmod 0755 "$work"

net=truce-image-$$ PBX=10.77.0.1 PHONE=10.77.0.20 MAC=02:54:52:55:43:20
card=$work/card.img serial=$out/serial.log
qemu='' web=''
inside() { ip netns exec "$net" "$@"; }

cleanup() {
  [ -z "$qemu" ] || kill -9 "$qemu" 2>/dev/null || true
  [ -z "$web" ] || kill "$web" 2>/dev/null || true
  [ ! -e "$work/pbx" ] || inside "$TRUCE_ROOT/tests/interop/pbx.sh" down "$work/pbx" >/dev/null 2>&1 || true
  ip netns del "$net" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

network() {
  bios
  ip netns add "$net"
  inside ip link set lo up
  inside ip tuntap add tap0 mode tap
  inside ip address add "$PBX/24" dev tap0
  inside ip link set tap0 up
  TRUCE_LAB_BIND=$PBX inside "$TRUCE_ROOT/tests/interop/pbx.sh" up "$work/pbx" 5000 >/dev/null
  mkdir -p "$work/www"
  settings 1
  (cd "$work/www" && exec ip netns exec "$net" python3 "$TRUCE_ROOT/tests/image/files" "$PBX" 80) 2>"$out/web.log" &
  web=$!
}

# settings N: what the phone is told; N makes it another file.
settings() {
  cat >"$work/www/truce-${MAC//:/}.toml" <<TOML
[phone]
version = "$1"
admin_password = "$(cat "$work/password")"
[line.1]
user = "1001"
password = "pw1001"
display_name = "Emulated"
registrar = "$PBX:5060"
TOML
}

# A USB stick with a file that calls itself an update.
stick() {
  mkfs.vfat -C -n STICK "$work/stick.img" 16384 >/dev/null
  head -c 300000 /dev/urandom >"$work/update.raucb"
  MTOOLS_SKIP_CHECK=1 mcopy -i "$work/stick.img" "$work/update.raucb" ::update.raucb
}

start() {
  : >"$serial"
  (
    exec ip netns exec "$net" bash -c "$(declare -f emulate bios machine_arm64 machine_amd64 package image_apt sources)
      arch=$arch cache=$cache work=$work PHONE_NET='tap,ifname=tap0,script=no,downscript=no' PHONE_MAC=$MAC
      emulate '$card' 0 0 ${PHONE_CLOCK:+-rtc base=$PHONE_CLOCK} ${PHONE_STICK:+-drive if=none,id=stick,file=$PHONE_STICK,format=raw -device qemu-xhci -device usb-storage,drive=stick}" </dev/null >>"$serial" 2>&1
  ) &
  qemu=$!
}

cut() {
  kill -9 "$qemu" 2>/dev/null || true
  wait "$qemu" 2>/dev/null || true
  qemu=''
}

page() { inside curl -sk -m 10 "$@"; }

# until SECONDS COMMAND…: whether the command succeeds in time.
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    read -r -t 1 <> <(:) || true
  done
}
