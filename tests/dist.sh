#!/bin/sh
# The release tarball builds where there is no autoconf, and says so many
# things as the tree it was made from.
. tests/lib.sh
MAKE=${MAKE:-make}
version=$(sed -n 's/^VERSION = //p' config.mk)
tarball=build/claimtree-$version.tar.gz

if [ ! -e .git ] && [ ! -f FILES ]; then
  skip 'neither a clone nor an unpacked release'
fi
"$MAKE" --no-print-directory dist >"$tmp/dist.log" 2>&1
expect 'make dist writes no tarball' test -s "$tarball"
cp "$tarball" "$tmp/first.tar.gz"
"$MAKE" --no-print-directory dist >>"$tmp/dist.log" 2>&1
expect 'two tarballs of one tree differ' cmp "$tmp/first.tar.gz" "$tarball"

(cd "$tmp" && gzip -dc first.tar.gz | tar -xf -)
tree=$tmp/claimtree-$version
expect 'configure is not in the tarball' test -x "$tree/configure"
expect_empty 'in the tarball but of no use to anybody' \
  "$(cd "$tree" && find . -name '*.o' -o -name config.mk -o -name .git -o -name '*~')"

unset MAKEFLAGS
# A user's machine: the same tools, autoconf a trap.
mkdir "$tmp/trap"
printf '#!/bin/sh\necho "autoconf was called" >&2\nexit 1\n' >"$tmp/trap/autoconf"
chmod +x "$tmp/trap/autoconf"
expect './configure --prefix' sh -c "cd '$tree' && PATH='$tmp/trap:$PATH' ./configure CFLAGS=-O1 --prefix='$tmp/usr' >'$tmp/configure.log' 2>&1"
expect 'make install of the tarball' sh -c \
  "cd '$tree' && PATH='$tmp/trap:$PATH' '$MAKE' -j2 install >'$tmp/build.log' 2>&1"
expect 'the program of the tarball does not run' sh -c "'$tmp/usr/bin/claimtree' --version | grep -q '$version'"
expect 'make dist of the unpacked tarball' sh -c "cd '$tree' && '$MAKE' dist >/dev/null 2>&1 && test -s 'build/claimtree-$version.tar.gz'"
[ "$lib_failed" -eq 0 ] || tail -n 20 "$tmp"/*.log
finish
