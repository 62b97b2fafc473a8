# shellcheck shell=bash
# Debian's packages for the image: which, from where, each fetched once. Needs $arch and $cache.

SUITE=trixie
PACKAGES=systemd-sysv,udev,dbus,kmod,iproute2,systemd-timesyncd,systemd-resolved,netbase,tzdata
PACKAGES+=,wpasupplicant,nftables,e2fsprogs,fdisk,libasound2t64,libopus0,libspeexdsp1,ca-certificates
PACKAGES+=,libstdc++6,zlib1g,lldpd,rauc,rauc-service,dosfstools
[ "$arch" != arm64 ] || PACKAGES+=,firmware-brcm80211,wireless-regdb,libubootenv-tool

# sources: apt's lines for the image, from the mirror this machine uses.
sources() {
  local mirror security
  mirror=$( { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
    sed -nE 's,^(URIs:|deb) .*(https?://[^ ]*/debian)/?( .*)?$,\2,p' | sed -n 1p)
  mirror=${mirror:-http://deb.debian.org/debian}
  security=${mirror%/debian}/debian-security
  printf 'deb %s %s main non-free-firmware\n' "$mirror" "$SUITE" "$mirror" "$SUITE-updates" "$security" "$SUITE-security"
}

# tools: installs what images are made with, and lets arm64 programs run.
tools() {
  local missing='' pair
  for pair in mmdebstrap:mmdebstrap mksquashfs:squashfs-tools mcopy:mtools mkfs.vfat:dosfstools cpio:cpio \
    arch-test:arch-test sfdisk:fdisk xz:xz-utils depmod:kmod mkimage:u-boot-tools rauc:rauc openssl:openssl \
    curl:curl python3:python3; do
    command -v "${pair%%:*}" >/dev/null || missing+=" ${pair##*:}"
  done
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install_packages "what images are made with" $missing
  arch-test "$arch" >/dev/null 2>&1 || {
    command -v qemu-aarch64-static >/dev/null || install_packages "an arm64 emulator" qemu-user-static
    [ -e /proc/sys/fs/binfmt_misc/register ] || mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc
    [ -e /proc/sys/fs/binfmt_misc/qemu-aarch64 ] ||
      cat /usr/lib/binfmt.d/qemu-aarch64.conf >/proc/sys/fs/binfmt_misc/register
    arch-test "$arch" >/dev/null || { say "this machine cannot run $arch programs."; exit 1; }
  }
}

# image_apt COMMAND…: apt for the image's processor, apart from this machine's.
image_apt() {
  local dir=$cache/apt-$arch options command=$1
  shift
  options=(-qq -o "Dir=$dir" -o "Dir::State::status=$dir/var/lib/dpkg/status" -o "APT::Architecture=$arch"
    -o "APT::Architectures=$arch" -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User=root)
  if [ ! -e "$dir/ready" ]; then
    mkdir -p "$dir"/etc/apt/{apt.conf.d,preferences.d,trusted.gpg.d} "$dir"/var/lib/apt/lists/partial \
      "$dir"/var/cache/apt/archives/partial "$dir"/var/lib/dpkg
    : >"$dir/var/lib/dpkg/status"
    sources >"$dir/etc/apt/sources.list"
    cp /usr/share/keyrings/debian-archive-*.gpg "$dir/etc/apt/trusted.gpg.d/"
    apt-get "${options[@]}" update >&2 && touch "$dir/ready"
  fi
  case $command in
    kernel)
      apt-cache "${options[@]}" depends "linux-image-$arch" | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1
      ;;
    plan) # PACKAGE ROOT: what installing it in ROOT would unpack
      apt-get "${options[@]}" -o "Dir::State::status=$2/var/lib/dpkg/status" -o APT::Install-Recommends=false -s install "$1" |
        sed -n 's/^Inst \([^ ]*\) .*/\1/p'
      ;;
    hashes) # a line "name version architecture SHA-256" for each package Debian serves
      /usr/lib/apt/apt-helper cat-file "$dir"/var/lib/apt/lists/*_Packages* |
        awk '$1 == "Package:" { p = $2 } $1 == "Version:" { v = $2 } $1 == "Architecture:" { a = $2 }
          $1 == "SHA256:" { print p, v, a, $2 }'
      ;;
    download) (mkdir -p "$cache/debs" && cd "$cache/debs" && apt-get "${options[@]}" download "$@" >&2) ;;
  esac
}

# package NAME: its file's path, fetched once.
package() {
  local have
  have=$(find "$cache/debs" -name "$1_*_$arch.deb" -o -name "$1_*_all.deb" 2>/dev/null | sort | tail -1)
  [ -n "$have" ] || {
    image_apt download "$1"
    have=$(find "$cache/debs" -name "$1_*_$arch.deb" -o -name "$1_*_all.deb" | sort | tail -1)
  }
  echo "$have"
}

# base_root: a tar file of Debian with PACKAGES, made once for each list of them.
base_root() {
  local name
  name=$cache/root-$(key "$arch" "$PACKAGES" "$(sources)").tar
  if [ ! -e "$name" ]; then
    say "making the root file system (about ten minutes, once) …"
    sources >"$work/sources.list"
    SOURCE_DATE_EPOCH=1767225600 mmdebstrap --quiet --mode=root --variant=essential --architectures="$arch" \
      --keyring=/usr/share/keyrings \
      --aptopt='Acquire::Check-Valid-Until "false"' --aptopt='APT::Install-Recommends "false"' \
      --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
      --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
      --dpkgopt='path-include=/usr/share/doc/*/copyright' \
      --essential-hook='mkdir -p "$1/usr/local/bin" && ln -sf /bin/true "$1/usr/local/bin/systemd-hwdb"' \
      --include="$PACKAGES" "$SUITE" "${name%.tar}.new.tar" "$work/sources.list" >&2
    mv "${name%.tar}.new.tar" "$name"
    rm -f "$cache/apt-$arch/ready" # the lists must be no older than the packages
  fi
  echo "$name"
}

# java_runtime: a folder with the JDK's modules of modules.list, linked by this machine's jlink.
java_runtime() {
  local deb name modules
  deb=$(package openjdk-25-jdk-headless)
  modules=$(grep -v '^#' "$here/modules.list" | paste -sd,)
  name=$cache/jre-$(key "$(basename "$deb")" "$modules")
  if [ ! -e "$name" ]; then
    say "linking the Java runtime …"
    rm -rf "$work/jdk" "$name.new"
    dpkg-deb -x "$deb" "$work/jdk"
    "$JAVA_HOME/bin/jlink" --module-path "$work"/jdk/usr/lib/jvm/*/jmods --add-modules "$modules" \
      --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-0 --output "$name.new" >&2
    rm -rf "$work/jdk"
    mv "$name.new" "$name"
  fi
  echo "$name"
}
