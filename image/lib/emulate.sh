# shellcheck shell=bash
# Starts a card in an emulated machine. Source it after packages.sh; needs $arch, $cache, $work.

# fresh_card IMAGE FILE: the image as a card of 2 GiB.
fresh_card() {
  case $1 in
    *.xz) xz -dc "$1" >"$2" ;;
    *) cp --sparse=always "$1" "$2" ;;
  esac
  truncate -s 2G "$2"
}

# on_card FILE TEXT…: writes truce.toml on a card.
on_card() {
  local file=$1
  shift
  printf '%s\n' "$@" >"$work/truce.toml"
  MTOOLS_SKIP_CHECK=1 mcopy -o -i "$file@@4M" "$work/truce.toml" ::truce.toml
}

# emulate CARD ADMIN-PORT SIP-PORT [QEMU-OPTION…]: runs the machine on the terminal until it is
# switched off. PHONE_NET and PHONE_MAC replace its network.
emulate() {
  local card=$1 admin=$2 sip=$3
  shift 3
  "machine_$arch" "$card" \
    -netdev "${PHONE_NET:-user,hostfwd=tcp:127.0.0.1:$admin-:8443,hostfwd=udp:127.0.0.1:$sip-:5060},id=net" \
    -device "virtio-net-pci,romfile=,netdev=net,mac=${PHONE_MAC:-02:54:52:55:43:45}" -nographic "$@"
}

# bios: has U-Boot for the machine ready; before the machine's network is one without mirrors.
bios() {
  local deb
  [ "$arch" = arm64 ] && [ ! -s "$work/u-boot-qemu.bin" ] || return 0
  deb=$(package u-boot-qemu)
  dpkg-deb --fsys-tarfile "$deb" | tar -xO ./usr/lib/u-boot/qemu_arm64/u-boot.bin >"$work/u-boot-qemu.bin"
}

# U-Boot starts the card as on a Pi.
machine_arm64() {
  local card=$1
  shift
  bios
  exec qemu-system-aarch64 -M virt -cpu cortex-a53 -smp 2 -m 1024 -bios "$work/u-boot-qemu.bin" \
    -drive if=none,id=card,file="$card",format=raw,cache=writethrough -device virtio-blk-pci,drive=card "$@"
}

# pi CARD DTB U-BOOT LOADER-LOG SYSTEM-LOG: a Raspberry Pi 3B as far as QEMU has one: its own U-Boot,
# card reader and device tree; no start program, sound or radio, no working USB or watchdog.
pi() {
  exec qemu-system-aarch64 -M raspi3b -kernel "$3" -dtb "$2" -drive "if=sd,file=$1,format=raw" \
    -display none -serial "file:$5" -serial "file:$4"
}

# A PC with BIOS; not by KVM, which is not the same everywhere.
machine_amd64() {
  local card=$1
  shift
  exec qemu-system-x86_64 -M q35 -accel tcg -cpu max -smp 2 -m 1024 \
    -drive if=none,id=card,file="$card",format=raw,cache=writethrough -device virtio-blk-pci,drive=card "$@"
}
