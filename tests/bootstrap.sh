#!/bin/sh
# bootstrap.sh asks the package manager at hand for what is missing, by its
# names, once, and for nothing where nothing is missing.  The managers here
# are false ones, which write down what they were asked for.
. tests/lib.sh
mkdir "$tmp/tree" "$tmp/basic"
cp bootstrap.sh configure.ac "$tmp/tree"
for tool in sh dirname tr sed sort mktemp rm ls head cat id tail touch getconf env cut; do
  ln -s "$(command -v $tool)" "$tmp/basic/$tool"
done
printf '#!/bin/sh\necho 0\n' >"$tmp/root-id"
chmod +x "$tmp/root-id"

# asked MANAGER TARGET: the packages that an empty machine with that manager is asked for
asked() {
  rm -rf "${tmp:?}/bin" "$tmp/asked"
  cp -R "$tmp/basic" "$tmp/bin"
  rm -f "$tmp/bin/id" && cp "$tmp/root-id" "$tmp/bin/id"
  # shellcheck disable=SC2016 # for the false manager
  printf '#!/bin/sh\ncase "$*" in *update*|--prefix) exit 0 ;; esac\necho "$*" >>"%s"\n' "$tmp/asked" >"$tmp/bin/$1"
  chmod +x "$tmp/bin/$1"
  PATH=$tmp/bin "$tmp/tree/bootstrap.sh" "$2" >"$tmp/out" 2>&1 && fail "$1: succeeded without a compiler"
  head -n 1 "$tmp/asked" | tr ' ' '\n' |
    grep -vE '^(-.*|install|add|DPkg.*)$' | tr '\n' ' '
}

libraries_apt='libc6-dev libpcre2-dev libxml2-dev libzstd-dev'
same() { # same WHAT EXPECTED ACTUAL
  if [ "$2" = "$3" ]; then pass; else fail "$1: asked for $3, expected $2"; fi
}
same apt-get "autoconf diffutils findutils gcc $libraries_apt make mawk pkg-config zlib1g-dev " "$(asked apt-get all)"
same dnf 'autoconf diffutils findutils gawk gcc libxml2-devel libzstd-devel make pcre2-devel pkgconf-pkg-config zlib-devel ' "$(asked dnf all)"
same apk 'autoconf diffutils findutils gawk gcc libxml2-dev make musl-dev pcre2-dev pkgconf zlib-dev zstd-dev ' "$(asked apk all)"
same brew 'autoconf diffutils findutils gawk gcc libxml2 make pcre2 pkgconf zlib zstd ' "$(asked brew all)"
debian=
! grep -q '^ID=debian$' /etc/os-release 2>/dev/null || debian='chromium python3'
for tool in check jansson xmllint mandoc bash $debian; do
  package=$tool
  [ "$tool" != xmllint ] || package=libxml2-utils
  [ "$tool" != jansson ] || package=libjansson-dev
  case " $(asked apt-get check) " in
  *" $package "*) pass ;;
  *) fail "the target check does not bring $package" ;;
  esac
done
expect 'what is done is not said in one line' \
  test "$(grep -c '^bootstrap: installing with apt-get: ' "$tmp/out")" -eq 1

# Nothing missing: nothing asked, make runs.
rm -f "$tmp/asked"
mkdir "$tmp/full"
printf '#!/bin/sh\necho "$*" >>"%s"\n' "$tmp/asked" >"$tmp/full/apt-get"
chmod +x "$tmp/full/apt-get"
printf 'all:\n\t@echo made\n' >"$tmp/tree/Makefile"
said=$(unset MAKEFLAGS && PATH=$tmp/full:$PATH "$tmp/tree/bootstrap.sh" all 2>/dev/null)
same 'with everything there' made "$said"
expect 'a manager was called though nothing was missing' test ! -e "$tmp/asked"

# No manager that is known: says what is missing.
rm -rf "${tmp:?}/bin" && cp -R "$tmp/basic" "$tmp/bin"
PATH=$tmp/bin "$tmp/tree/bootstrap.sh" all >"$tmp/out" 2>&1
expect 'without a manager the status is 0' test $? -ne 0
expect 'without a manager the missing libraries are not named' grep -q 'libpcre2-8' "$tmp/out"
expect 'bootstrap.sh changes the tree' test "$(cd "$tmp/tree" && echo *)" = 'Makefile bootstrap.sh configure.ac'
finish
