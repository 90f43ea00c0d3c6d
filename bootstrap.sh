#!/bin/sh
# From a fresh clone to any make target: installs what is missing, configures,
# runs make.
#
#   ./bootstrap.sh [--with=TOOL,...] [TARGET | VARIABLE=VALUE]...
#
# Nothing is installed where nothing is missing, nothing is asked, and no file
# of the source tree changes.  Known: Debian and Ubuntu (apt-get), Fedora
# (dnf), Alpine (apk), macOS (Homebrew).  --with adds tools that the target
# alone does not call for: clang, valgrind, shellcheck.
set -eu
cd "$(dirname "$0")"

say() { echo "bootstrap: $*" >&2; }
die() {
  say "$*"
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# ---- what is needed ------------------------------------------------------------

with=
case ${1:-} in
--with=*)
  with=$(echo "${1#--with=}" | tr ',' ' ')
  shift
  ;;
-h | --help)
  sed -n '2,/^set/s/^#* \{0,1\}//p' "$0" | sed '/^set/d'
  exit 0
  ;;
esac

needs="cc make pkg-config awk cmp find xargs libxml-2.0 libpcre2-8 zlib libzstd"
# shellcheck disable=SC2012 # two plain names
newest=$(ls -t configure configure.ac 2>/dev/null | head -n 1)
[ "$newest" = configure ] || needs="$needs autoconf"
for target in "${@:-all}"; do
  case $target in
  check | quick | sanitized | test-programs) needs="$needs check jansson xmllint bash mandoc sanitizers chromium python3" ;;
  coverage) needs="$needs check jansson xmllint bash" ;;
  dist) needs="$needs autoconf" ;;
  fuzz) needs="$needs clang fuzzer" ;;
  esac
done
needs="$needs $with"

# ---- where it comes from ---------------------------------------------------------

manager=
for candidate in apt-get dnf apk brew; do
  if have "$candidate"; then
    manager=$candidate
    break
  fi
done

if [ "$manager" = brew ]; then # libxml2 and zlib stand apart there
  for keg in libxml2 zlib; do
    PKG_CONFIG_PATH=$(brew --prefix)/opt/$keg/lib/pkgconfig:${PKG_CONFIG_PATH:-}
  done
  export PKG_CONFIG_PATH
fi

# present NEED: is it here?
present() {
  case $1 in
  cc) { have cc || have gcc || have clang; } && compiles '' ;;
  lib* | zlib | jansson | check) have pkg-config && pkg-config --exists "$1" ;;
  fuzzer) have clang && CC=clang compiles -fsanitize=fuzzer-no-link,address ;;
  chromium | python3) have "$1" || ! is_debian ;; # the page is opened in a browser there
  sanitizers) compiles -fsanitize=address,undefined || [ "$manager" = apk ] ;;
  *) have "$1" ;;
  esac
}

is_debian() { [ "$(sed -n 's/^ID=//p' /etc/os-release 2>/dev/null)" = debian ]; }

# compiles FLAGS: does the compiler make a program with them?
compiles() {
  scratch=$(mktemp -d)
  echo '#include <stdio.h>
int main(void) { return puts("") < 0; }' >"$scratch/try.c"
  compiler=${CC:-}
  [ -n "$compiler" ] || for compiler in gcc cc clang; do ! have "$compiler" || break; done
  # shellcheck disable=SC2086 # no word, or one
  if "$compiler" $1 -o "$scratch/try" "$scratch/try.c" >/dev/null 2>&1; then found=0; else found=1; fi
  rm -rf "$scratch"
  return $found
}

# package NEED: what the package manager calls it
package() {
  case $manager:$1 in
  apt-get:cc) echo gcc libc6-dev ;;
  dnf:cc) echo gcc ;;
  apk:cc) echo gcc musl-dev ;;
  brew:cc) echo gcc ;;
  apt-get:libxml-2.0 | apk:libxml-2.0) echo libxml2-dev ;;
  apt-get:libpcre2-8) echo libpcre2-dev ;;
  apt-get:zlib) echo zlib1g-dev ;;
  apt-get:libzstd) echo libzstd-dev ;;
  apt-get:jansson) echo libjansson-dev ;;
  apt-get:fuzzer) apt-cache search --names-only '^libclang-rt-dev$' | cut -d ' ' -f 1 ;;
  apt-get:awk) echo mawk ;;
  dnf:pkg-config) echo pkgconf-pkg-config ;;
  dnf:libxml-2.0) echo libxml2-devel ;;
  dnf:libpcre2-8) echo pcre2-devel ;;
  dnf:libzstd | dnf:zlib | dnf:jansson | dnf:check) echo "$1-devel" ;;
  dnf:xmllint) echo libxml2 ;;
  dnf:sanitizers) echo libasan libubsan ;;
  dnf:fuzzer | apk:fuzzer) echo compiler-rt ;;
  dnf:shellcheck) echo ShellCheck ;;
  apk:pkg-config | brew:pkg-config) echo pkgconf ;;
  apk:libpcre2-8) echo pcre2-dev ;;
  apk:libzstd) echo zstd-dev ;;
  apk:zlib | apk:jansson | apk:check) echo "$1-dev" ;;
  brew:libxml-2.0 | brew:xmllint) echo libxml2 ;;
  brew:libpcre2-8) echo pcre2 ;;
  brew:libzstd) echo zstd ;;
  brew:clang | brew:fuzzer) echo llvm ;;
  *:xmllint) echo libxml2-utils ;;
  *:awk) echo gawk ;;
  *:cmp) echo diffutils ;;
  *:find | *:xargs) echo findutils ;;
  *:sanitizers | *:fuzzer) ;;
  *) echo "$1" ;;
  esac
}

# install PACKAGE...
install() {
  root=
  if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
    root="sudo -n"
    have sudo || die "not root and no sudo; as root: $manager install $*"
  fi
  say "installing with $manager: $*"
  log=$(mktemp)
  # shellcheck disable=SC2086 # $root: no word, or two
  case $manager in
  apt-get)
    apt="$root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300"
    { $apt update && $apt install -y --no-install-recommends "$@"; } >"$log" 2>&1
    ;;
  dnf) $root dnf install -y --setopt=install_weak_deps=False "$@" >"$log" 2>&1 ;;
  apk) $root apk add --no-cache "$@" >"$log" 2>&1 ;;
  brew) HOMEBREW_NO_AUTO_UPDATE=1 brew install -q "$@" >"$log" 2>&1 ;;
  esac || {
    tail -n 20 "$log" >&2
    rm -f "$log"
    die "could not install; by hand: ${root:+sudo }$manager install $*"
  }
  rm -f "$log"
}

# ---- the work ----------------------------------------------------------------------

missing() {
  for need in $needs; do
    present "$need" || echo "$need"
  done
}

# Some things can only be looked for when others are there (pkg-config, apt's
# lists): a second round asks for what the first could not know.
asked=
for _ in 1 2; do
  lacking=$(missing)
  [ -n "$lacking" ] || break
  # shellcheck disable=SC2086 # words
  [ -n "$manager" ] || die needs $lacking, and knows no package manager here
  packages=
  for package in $(for need in $lacking; do package "$need"; done | tr ' ' '\n' | sort -u); do
    case " $asked " in *" $package "*) ;; *) packages="$packages $package" ;; esac
  done
  [ -n "$packages" ] || break
  # shellcheck disable=SC2086 # words
  install $packages
  asked="$asked $packages"
  [ ! -f config.mk ] || touch config.mk.in # configure looks again
done
lacking=$(missing | tr '\n' ' ')
[ -z "$lacking" ] || die "still missing: $lacking"

make=$(command -v gmake || command -v make)
jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
say "running: ${make##*/} -j$jobs ${*:-all}"
exec "$make" -j"$jobs" "$@"
