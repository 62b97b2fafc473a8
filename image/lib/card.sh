# shellcheck shell=bash
# Partitions, the card's image and the update bundle. Needs $here, $work, $arch, $board, $compatible.

SLOT_MIB=256
BOOT_MIB=64
DATA_MIB=16
DISK_ID=54525543

# fat FILE MIB LABEL SERIAL FROM: a FAT partition with the files of a folder, the same for the same files.
fat() {
  local file=$1 mib=$2 label=$3 serial=$4 from=$5 entry
  rm -f "$file"
  find "$from" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  mkfs.vfat -C -F 32 -n "$label" -i "$serial" --invariant "$file" $((mib * 1024)) >/dev/null
  (cd "$from" && for entry in *; do MTOOLS_SKIP_CHECK=1 mcopy -s -m -i "$file" "$entry" "::$entry"; done)
}

# boot_files: what the first partition holds, in $work/fat.
boot_files() {
  local fat=$work/fat
  rm -rf "$fat" "$work/firmware"
  mkdir -p "$fat" "$work/firmware"
  "boot_files_$arch" "$fat" "$work/firmware"
  sed "s|^#board = .*|board = \"$board\"|" "$here/card/truce.toml" >"$fat/truce.toml"
}

# other_boot_packages: what boot_files needs besides $loader.
other_boot_packages() {
  case $arch in
    arm64) package raspi-firmware ;;
    amd64) for name in grub-efi-amd64-bin grub-common libdevmapper1.02.1; do package $name; done ;;
  esac
}

# The Pi's own start program, and U-Boot.
boot_files_arm64() {
  local fat=$1 firmware=$2
  dpkg-deb -x "$(package raspi-firmware)" "$firmware"
  dpkg-deb -x "$(package u-boot-rpi)" "$firmware"
  cp "$firmware"/usr/lib/raspi-firmware/{bootcode.bin,fixup*.dat,start*.elf} "$fat/"
  cp "$firmware/usr/lib/u-boot/rpi_arm64/u-boot.bin" "$fat/"
  cp "$work"/slot/*.dtb "$fat/"
  cp "$here/card/config.txt" "$fat/"
  SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH mkimage -A arm64 -O linux -T script -C none -n truce -d "$here/card/boot.cmd" "$fat/boot.scr" >/dev/null
  overlays "$board" >"$fat/board.txt"
}

# GRUB for UEFI, and for the older BIOS in $work/boot.img and core.img, made by the image's own tools.
boot_files_amd64() {
  local fat=$1 grub=$2 each library
  for each in "$(package grub-pc-bin)" $(other_boot_packages); do dpkg-deb -x "$each" "$grub"; done
  library=usr/lib/x86_64-linux-gnu
  mkimage_grub() { # FORMAT PREFIX OUTPUT MODULE…
    local format=$1 prefix=$2 output=$3
    shift 3
    "$work/root/usr/lib64/ld-linux-x86-64.so.2" --library-path "$work/root/$library:$grub/$library" \
      "$grub/usr/bin/grub-mkimage" -d "$grub/usr/lib/grub/$format" -O "$format" -p "$prefix" -o "$output" \
      part_msdos fat normal linux loadenv test echo serial terminal regexp reboot sleep minicmd "$@"
  }
  mkdir -p "$fat/EFI/BOOT"
  mkimage_grub i386-pc '(hd0,msdos1)/' "$work/core.img" biosdisk
  cp "$grub/usr/lib/grub/i386-pc/boot.img" "$work/boot.img"
  mkimage_grub x86_64-efi '/' "$fat/EFI/BOOT/BOOTX64.EFI" search search_label efi_gop all_video
  cp "$here/card/grub.cfg" "$fat/"
  truncate -s 0 "$work/truce.env"
  printf '# GRUB Environment Block\nBOOT_ORDER=A B\nBOOT_A_LEFT=3\nBOOT_B_LEFT=3\n' >"$work/truce.env"
  while [ "$(stat -c %s "$work/truce.env")" -lt 1024 ]; do printf '#' >>"$work/truce.env"; done
  cp "$work/truce.env" "$fat/truce.env"
}

# overlays BOARD: the line for U-Boot that names the device-tree overlays a board file asks for.
overlays() {
  local file=$TRUCE_ROOT/hal/boards/$1.toml
  [ -e "$file" ] || file=$1
  printf 'overlays=%s\n' "$(sed -nE 's/^overlays? *= *\[?([^]#]*)\]?.*/\1/p' "$file" 2>/dev/null | tr -d '",' | head -1)"
}

# card FILE: the whole image, not compressed.
card() {
  local image=$1 at=4
  rm -f "$image"
  fat "$work/boot.fat" $BOOT_MIB TRUCE-BOOT 54525543 "$work/fat"
  truncate -s $(((4 + BOOT_MIB + 2 * SLOT_MIB + DATA_MIB) * 1024 * 1024)) "$image"
  sfdisk -q "$image" <<TABLE
label: dos
label-id: 0x$DISK_ID
start=4MiB, size=${BOOT_MIB}MiB, type=c, bootable
start=$((4 + BOOT_MIB))MiB, size=${SLOT_MIB}MiB, type=c
start=$((4 + BOOT_MIB + SLOT_MIB))MiB, size=${SLOT_MIB}MiB, type=c
start=$((4 + BOOT_MIB + 2 * SLOT_MIB))MiB, type=83
TABLE
  if [ "$arch" = amd64 ]; then # the first program, and GRUB behind the table of partitions
    dd if="$work/boot.img" of="$image" bs=440 count=1 conv=notrunc status=none
    dd if="$work/core.img" of="$image" bs=512 seek=1 conv=notrunc status=none
  fi
  dd if="$work/boot.fat" of="$image" bs=1M seek=$at conv=notrunc,sparse status=none
  dd if="$work/slot.fat" of="$image" bs=1M seek=$((at + BOOT_MIB)) conv=notrunc,sparse status=none
}

# signing_key: the maker's own, or one made for this folder.
signing_key() {
  if [ -n "${TRUCE_KEY:-}" ]; then
    [ -r "$TRUCE_KEY" ] && [ -r "${TRUCE_CERT:-}" ] || { say "TRUCE_KEY and TRUCE_CERT must both name readable PEM files."; exit 1; }
    return 0
  fi
  TRUCE_KEY=$cache/development.key TRUCE_CERT=$cache/development.crt
  if [ ! -e "$TRUCE_KEY" ]; then
    say "no TRUCE_KEY is given: making a key for development; phones in use deserve one of your own."
    (umask 077 && openssl req -x509 -newkey rsa:3072 -nodes -keyout "$TRUCE_KEY" -out "$TRUCE_CERT" \
      -subj "/CN=Truce development" -days 7300 >/dev/null 2>&1)
  fi
}

# bundle FILE VERSION: the slot as a signed update.
bundle() {
  local dir=$work/bundle
  rm -rf "$dir" "$1"
  mkdir -p "$dir"
  cp --sparse=always "$work/slot.fat" "$dir/system.img"
  printf '[update]\ncompatible=%s\nversion=%s\n\n[bundle]\nformat=verity\n\n[image.system]\nfilename=system.img\n' \
    "$compatible" "$2" >"$dir/manifest.raucm"
  rauc --cert="$TRUCE_CERT" --key="$TRUCE_KEY" bundle "$dir" "$1" >"$target/bundle.log" 2>&1 || {
    cat "$target/bundle.log" >&2
    return 1
  }
  rm -rf "$dir"
}
