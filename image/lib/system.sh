# shellcheck shell=bash
# One system as it lies in a slot: kernel, initrd, device trees, root file. Needs packages.sh,
# $here, $work, $cache, $arch, $board, $compatible.

# What the phone is started with; the cache of loaded classes is made with the same.
JAVA_FLAGS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xms16m -Xmn8m -Xmx96m -XX:MetaspaceSize=64m -Xss512k -XX:-UsePerfData -XX:+ExitOnOutOfMemoryError \
-XX:AOTCache=/usr/lib/truce/truce.aot -Djava.security.properties=/usr/lib/truce/java.security --enable-native-access=org.trucephone.hal,org.trucephone.firmware \
--module-path /usr/lib/truce/lib --module org.trucephone.firmware/org.trucephone.firmware.app.Main"

# enable TARGET UNIT DIR: what systemctl enable would do in the image.
enable() {
  mkdir -p "$work/root/etc/systemd/system/$1.wants"
  ln -sf "$3/$2" "$work/root/etc/systemd/system/$1.wants/$2"
}

# unpack_kernel: into $work/kernel, its version to standard output.
unpack_kernel() {
  local kernel=$work/kernel base
  rm -rf "$kernel" "$work/kernel-root"
  mkdir -p "$kernel" "$work/kernel-root/lib"
  dpkg-deb -x "$1" "$kernel"
  base=$kernel/usr/lib/modules
  [ -d "$base" ] || base=$kernel/lib/modules
  ln -s "$base" "$work/kernel-root/lib/modules"
  depmod -b "$work/kernel-root" "$(ls "$base")"
  ls "$base"
}

# initrd VERSION: the first program with the drivers it needs, packed, to standard output.
initrd() {
  local version=$1 dir=$work/initrd module file base
  base=$(readlink -f "$work/kernel-root/lib/modules")/$version
  rm -rf "$dir"
  mkdir -p "$dir"/{bin,proc,sys,dev,lib/modules/"$version"}
  dpkg-deb -x "$(package busybox-static)" "$work/busybox"
  install -m 0755 "$(find "$work/busybox" -type f -path '*bin/busybox')" "$dir/bin/busybox"
  install -m 0755 "$here/card/init" "$dir/init"
  grep -hv '^#' "$here/card/modules-$arch" "$here/card/modules" >"$dir/modules.list"
  while read -r module; do
    for file in $(modprobe -d "$work/kernel-root" -S "$version" --show-depends "$module" 2>/dev/null | awk '$1 == "insmod" { print $2 }'); do
      file=${file#*"/lib/modules/$version/"}
      install -D -m 0644 "$base/$file" "$dir/lib/modules/$version/$file"
    done
  done <"$dir/modules.list"
  cp "$base"/modules.{order,builtin,builtin.modinfo} "$dir/lib/modules/$version/"
  depmod -b "$dir" "$version"
  find "$dir" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  (cd "$dir" && find . -print0 | LC_ALL=C sort -z | cpio --quiet -0 -o -H newc -R 0:0 --reproducible) | gzip -9 -n
}

# root_tree VERSION: Debian, the Java runtime, the phone and its units in $work/root.
root_tree() {
  local version=$1 root=$work/root jar unused unit
  rm -rf --one-file-system "$root"
  mkdir -p "$root"
  tar -x -C "$root" -f "$BASE_ROOT"
  mkdir -p "$root/usr/lib/modules"
  cp -a "$work/kernel-root/lib/modules/$version" "$root/usr/lib/modules/"
  # shellcheck disable=SC2013,SC2086
  (cd "$root" && for unused in $(grep -hv '^#' "$here/unwanted.list" "$here/unwanted-$arch.list"); do rm -rf $unused; done)
  if [ "$arch" = arm64 ]; then
    # Wi-Fi firmware of the chips on a Pi.
    find "$root/usr/lib/firmware/brcm" \( -type f -o -type l \) ! -name 'brcmfmac434[35]*sdio.bin' \
      ! -name 'brcmfmac434[35]*clm_blob' ! -iname '*raspberry*' -delete
    find "$root/usr/lib/firmware/cypress" -type f ! -name 'cyfmac434[35]*' -delete
  fi
  depmod -b "$root" "$version"
  # Whatever this checkout's times, owner and umask are.
  tar -c -C "$here/root" --owner=0 --group=0 --mode='u=rwX,go=rX' --mtime="@$SOURCE_DATE_EPOCH" . | tar -x -p -C "$root"
  mkdir -p "$root/data" "$root/boot/firmware" "$root/usr/lib/truce/lib"
  cp -a "$JAVA_RUNTIME" "$root/usr/lib/truce/jre"
  for jar in $(classpath firmware | tr ':' ' '); do
    install -m 0644 "$jar" "$root/usr/lib/truce/lib/"
  done
  install -D -m 0644 -t "$root/usr/lib/truce/boards" "$TRUCE_ROOT"/hal/boards/*.toml
  install -m 0644 "$TRUCE_ROOT/firmware/lib/java.security" "$root/usr/lib/truce/"
  sed -i "s|@BOARD@|$board|; s|@FLAGS@|$JAVA_FLAGS|" "$root/usr/lib/truce/start"
  sed -i "s|@COMPATIBLE@|$compatible|" "$root/etc/rauc/system.conf"
  # U-Boot's environment is written by RAUC itself, GRUB's by our program.
  [ "$arch" = arm64 ] || sed -i 's|^bootloader=.*|bootloader=custom|; $a\
\
[handlers]\
bootloader-custom-backend=/usr/lib/truce/grub-state' "$root/etc/rauc/system.conf"
  install -m 0644 "$KEYRING" "$root/etc/rauc/keyring.pem"
  for unit in "$here"/root/etc/systemd/system/truce*; do
    grep -q '^WantedBy' "$unit" && enable multi-user.target "$(basename "$unit")" /etc/systemd/system
  done
  enable multi-user.target systemd-networkd.service /usr/lib/systemd/system
  enable sockets.target systemd-networkd.socket /usr/lib/systemd/system
  enable sysinit.target nftables.service /usr/lib/systemd/system
  enable multi-user.target lldpd.service /usr/lib/systemd/system
  # The phone's user is made here, so that it need not wait for who makes users at each start.
  chroot "$root" /usr/bin/systemd-sysusers
  rm -f "$root"/etc/{passwd,group,shadow,gshadow}-
  ln -sf /usr/lib/systemd/system/multi-user.target "$root/etc/systemd/system/default.target"
  # Nobody logs in, nothing here waits for a disk that grows, and the card is mounted before: each
  # program that need not start lets the phone start sooner.
  for unit in getty@.service serial-getty@.service systemd-update-done.service systemd-sysusers.service wpa_supplicant.service \
    e2scrub_reap.service fstrim.timer apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
    systemd-hwdb-update.service ldconfig.service systemd-journal-catalog-update.service e2scrub_all.timer \
    systemd-logind.service systemd-user-sessions.service getty-static.service dev-hugepages.mount \
    sys-kernel-debug.mount sys-kernel-tracing.mount sys-fs-fuse-connections.mount sys-kernel-config.mount \
    proc-sys-fs-binfmt_misc.automount modprobe@.service systemd-sysext.socket systemd-creds.socket \
    systemd-networkd-persistent-storage.service systemd-remount-fs.service kmod-static-nodes.service; do
    ln -sf /dev/null "$root/etc/systemd/system/$unit"
  done
  ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
  echo truce >"$root/etc/hostname"
  : >"$root/etc/machine-id"
  printf 'proc /proc proc defaults 0 0\n' >"$root/etc/fstab"
  {
    printf 'NAME="Truce"\nID=truce\nVERSION_ID="%s"\n' "$VERSION"
    grep -v '^\(NAME\|ID\|VERSION_ID\|PRETTY_NAME\|VERSION\)=' "$root/usr/lib/os-release"
    printf 'PRETTY_NAME="Truce %s"\nID_LIKE=debian\n' "$VERSION"
  } >"$root/etc/os-release.new"
  mv -f "$root/etc/os-release.new" "$root/usr/lib/os-release"
  # The class cache remembers when these were changed.
  find "$root/usr/lib/truce" -exec touch -h -d @1767225600 {} +
}

# class_cache: trains the cache of loaded and linked classes by a call of this very runtime, so that
# the phone starts in half the time. Without it the phone only starts more slowly.
class_cache() {
  local root=$work/root name=$CLASS_CACHE
  [ -n "$name" ] || name=$cache/aot-$(key "$(cd "$root/usr/lib/truce" && find jre lib -type f -exec sha256sum {} + | LC_ALL=C sort)" "$JAVA_FLAGS")
  if [ ! -e "$name" ]; then
    say "training the cache of classes with a call (some minutes, once) …"
    # Its mounts are its own: however it ends, this machine's /dev is not in the tree that is removed.
    unshare -m "$here/lib/train" "$root" "$JAVA_FLAGS" "$name.new" >"$target/train.log" 2>&1 && mv "$name.new" "$name" || {
      say "it did not work, the phone will start more slowly: $(tail -1 "$target/train.log")"
      return 0
    }
  fi
  install -m 0644 "$name" "$root/usr/lib/truce/truce.aot"
}

# slot_files VERSION: what a slot holds, in $work/slot.
slot_files() {
  local version=$1 slot=$work/slot dtbs overlay
  rm -rf "$slot"
  mkdir -p "$slot/overlays"
  find "$work/root" -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
  mksquashfs "$work/root" "$slot/root.squashfs" -comp zstd -Xcompression-level 15 -noappend -quiet -no-progress -no-exports >/dev/null
  sha256sum <"$slot/root.squashfs" | cut -d' ' -f1 >"$slot/root.sha256"
  initrd "$version" >"$slot/initrd.img"
  if [ "$arch" = amd64 ]; then
    cp "$work/kernel/boot/vmlinuz-$version" "$slot/vmlinuz" # packed already
    return 0
  fi
  gzip -9 -n -c "$work/kernel/boot/vmlinuz-$version" >"$slot/vmlinuz.gz"
  dtbs=$(find "$work/kernel" -type d -name broadcom -path '*linux-image*' | head -1)
  [ -z "$dtbs" ] || cp "$dtbs"/bcm2837-rpi-*.dtb "$dtbs"/bcm2711-rpi-*.dtb "$slot/"
  for overlay in "$here"/overlays/*.dts; do
    [ -e "$overlay" ] || continue
    dtc -q -@ -I dts -O dtb -o "$slot/overlays/$(basename "$overlay" .dts).dtbo" "$overlay"
  done
}
