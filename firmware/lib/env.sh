# shellcheck shell=bash
# What the launchers share: finding JDK 25 and Maven, building what is stale, the class path.
# Source it; it only defines functions. TRUCE_ROOT is the top of the checkout.

TRUCE_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

truce_say() { printf '%s\n' "$*" >&2; }

# install_packages WHAT-FOR PACKAGE…: with apt-get when root, otherwise says the command to type.
install_packages() {
  local why=$1
  shift
  if ! command -v apt-get >/dev/null; then
    truce_say "$why is missing: install it with your system's package tool (Debian: $*)."
    return 1
  fi
  if [ "$(id -u)" != 0 ]; then
    truce_say "$why is missing: type  sudo apt-get install $*  and start again."
    return 1
  fi
  truce_say "$why is missing: installing $* with apt-get …"
  if ! DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" >/dev/null 2>&1; then
    apt-get -qq -o DPkg::Lock::Timeout=300 update >/dev/null 2>&1 || true
    if ! DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" >/dev/null; then
      truce_say "apt-get could not install $*: install $why by hand and start again."
      return 1
    fi
  fi
}

# jdk25_at DIR: whether DIR holds a whole JDK 25.
jdk25_at() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
  if [ -r "$1/release" ]; then
    grep -q '^JAVA_VERSION="25[."]' "$1/release"
  else
    "$1/bin/java" -version 2>&1 | grep -q ' version "25[."]'
  fi
}

# find_jdk: exports JAVA_HOME of a JDK 25; installs one when root and there is none.
find_jdk() {
  local home java pass
  for pass in 1 2; do
    if [ -n "${JAVA_HOME:-}" ] && jdk25_at "$JAVA_HOME"; then
      export JAVA_HOME
      return 0
    fi
    java=$(command -v java || true)
    for home in /usr/lib/jvm/*25* ${java:+"$(dirname "$(dirname "$(readlink -f "$java")")")"}; do
      if jdk25_at "$home"; then
        export JAVA_HOME=$home
        return 0
      fi
    done
    [ "$pass" = 2 ] || install_packages "JDK 25" openjdk-25-jdk-headless || break
  done
  truce_say "No JDK 25 was found (Debian has it from release 13 on): install one and set JAVA_HOME to its folder."
  return 1
}

# find_maven: makes sure mvn is there.
find_maven() {
  command -v mvn >/dev/null || install_packages "Maven" maven
}

# modules_of MODULE: the module and those it is built from.
modules_of() {
  case $1 in
    hal | provisioning) echo "$1" ;;
    firmware) echo "hal provisioning firmware" ;;
    *) echo "hal provisioning firmware $1" ;;
  esac
}

# is_stale MODULE: whether something it is built from changed since ensure_built last built it.
is_stale() {
  local module stamp=$TRUCE_ROOT/$1/target/.built
  [ -e "$stamp" ] && [ -e "$TRUCE_ROOT/$1/target/classpath.txt" ] || return 0
  for module in $(modules_of "$1"); do
    compgen -G "$TRUCE_ROOT/$module/target/truce-$module-*.jar" >/dev/null || return 0
    [ -z "$(find "$TRUCE_ROOT/pom.xml" "$TRUCE_ROOT/$module/pom.xml" "$TRUCE_ROOT/$module/src/main" "$TRUCE_ROOT/$module/boards" \
      -newer "$stamp" -print -quit 2>/dev/null)" ] || return 0
  done
  return 1
}

# ensure_built MODULE: packages it and what it needs, once, when sources are newer than the jars.
# Several at a time wait for each other. Nothing is built or fetched when TRUCE_OFFLINE=1.
ensure_built() {
  local module=$1 log started
  find_jdk || return 1
  if [ "${TRUCE_OFFLINE:-0}" = 1 ]; then
    compgen -G "$TRUCE_ROOT/$module/target/truce-$module-*.jar" >/dev/null && [ -e "$TRUCE_ROOT/$module/target/classpath.txt" ] && return 0
    truce_say "$module is not built yet: start once without --offline."
    return 1
  fi
  is_stale "$module" || return 0
  find_maven || return 1
  mkdir -p "$TRUCE_ROOT/target"
  (
    flock -w 900 9 || {
      truce_say "Another build has held $TRUCE_ROOT/target/build.lock for 15 minutes: end it and start again."
      exit 1
    }
    is_stale "$module" || exit 0
    truce_say "Building $module …"
    log=$TRUCE_ROOT/target/build-$module.log
    started=$TRUCE_ROOT/target/build-$module.started
    touch "$started"
    cd "$TRUCE_ROOT" || exit 1
    package_module "$module" -o >"$log" 2>&1 || package_module "$module" >"$log" 2>&1 || {
      grep -m 20 '^\[ERROR\]' "$log" >&2 || tail -20 "$log" >&2
      truce_say "The build failed; all of it is in $log"
      exit 1
    }
    touch -r "$started" "$TRUCE_ROOT/$module/target/.built"
  ) 9>"$TRUCE_ROOT/target/build.lock"
}

# package_module MODULE [MAVEN-OPTION…]: one Maven run; the build lock is not handed to it.
package_module() {
  local module=$1
  shift
  mvn -q "$@" -pl "$module" -am -Dmaven.test.skip=true -Dstyle.color=never package \
    dependency:build-classpath -Dmdep.outputFile=target/classpath.txt -DincludeScope=runtime 9>&-
}

# classpath MODULE: its jar and everything it needs at run time, for java -cp.
classpath() {
  local jar
  for jar in "$TRUCE_ROOT/$1/target/truce-$1-"*.jar; do
    case $jar in
      *-sources.jar | *-javadoc.jar | *-tests.jar) ;;
      *) printf '%s:%s\n' "$jar" "$(cat "$TRUCE_ROOT/$1/target/classpath.txt")" && return 0 ;;
    esac
  done
  return 1
}
