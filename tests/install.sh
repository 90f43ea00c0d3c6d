#!/bin/sh
# What is installed works: the example is compiled against it through
# pkg-config, shared and static, and runs; uninstall leaves nothing.
. tests/lib.sh
MAKE=${MAKE:-make}
root=$tmp/root
# shellcheck disable=SC2317 # called by expect
run_make() { "$MAKE" --no-print-directory B="$B" PREFIX=/opt/ct DESTDIR="$root" "$@" >"$tmp/make.log" 2>&1; }

expect 'make install' run_make install
for f in bin/claimtree lib/libclaimtree.a lib/libclaimtree.so.0 lib/pkgconfig/claimtree.pc \
  include/claimtree.h share/man/man1/claimtree.1 share/man/man3/claimtree.3 \
  share/bash-completion/completions/claimtree share/zsh/site-functions/_claimtree; do
  [ "$(uname -s)" != Darwin ] || f=$(echo "$f" | sed 's/\.so\.0$/.0.dylib/')
  expect "$f is not installed" test -s "$root/opt/ct/$f"
done
expect_empty 'installed with other modes than 644 and 755' \
  "$(find "$root" -type f ! -perm 644 ! -perm 755)"
expect_empty 'the root of the build is named in' \
  "$(grep -rlF "$root" "$root" 2>/dev/null)"
if [ "$(uname -s)" = Linux ]; then
  expect 'the soname is not libclaimtree.so.0' \
    sh -c "readelf -d '$root'/opt/ct/lib/libclaimtree.so | grep -q 'soname: .libclaimtree.so.0.'"
fi

# pkg-config as it speaks where the tree really stands at /opt/ct
flags() {
  PKG_CONFIG_PATH=$root/opt/ct/lib/pkgconfig:${PKG_CONFIG_PATH:-} \
    pkg-config --define-variable=prefix="$root/opt/ct" \
    --define-variable=libdir="$root/opt/ct/lib" \
    --define-variable=includedir="$root/opt/ct/include" "$@" claimtree
}
examples=0
for source in tests/example/*.c; do
  [ -f "$source" ] || continue
  examples=$((examples + 1))
  name=$(basename "$source" .c)
  sample=$(cat "tests/example/$name.args")
  # shellcheck disable=SC2046,SC2086 # words
  {
    expect "$source does not compile against what is installed" \
      ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -o "$tmp/$name" "$source" $(flags --cflags --libs)
    expect "$source does not link with the static library" \
      ${CC:-cc} -std=c11 -o "$tmp/$name-static" "$source" $(flags --cflags) "$root/opt/ct/lib/libclaimtree.a" \
      $(pkg-config --libs $(sed -n 's/^Requires.private: //p' "$root/opt/ct/lib/pkgconfig/claimtree.pc")) -pthread
    LD_LIBRARY_PATH=$root/opt/ct/lib DYLD_LIBRARY_PATH=$root/opt/ct/lib "$tmp/$name" $sample >"$tmp/shared.out"
    "$tmp/$name-static" $sample >"$tmp/static.out"
  }
  expect "$source prints something else (shared)" diff "tests/example/$name.expected" "$tmp/shared.out"
  expect "$source prints something else (static)" diff "tests/example/$name.expected" "$tmp/static.out"
done
expect 'there is no example program' test "$examples" -gt 0

expect 'the header alone is not C++' sh -c \
  "echo '#include <claimtree.h>' | ${CC:-cc} -x c++ -fsyntax-only -I'$root/opt/ct/include' - 2>/dev/null ||
   ! echo 'int x;' | ${CC:-cc} -x c++ -fsyntax-only - 2>/dev/null"
expect 'the header alone is not C11' sh -c \
  "echo '#include <claimtree.h>' | ${CC:-cc} -std=c11 -Wall -Wextra -Wpedantic -Werror -x c -fsyntax-only -I'$root/opt/ct/include' -"
expect 'the installed program does not run' sh -c "'$root/opt/ct/bin/claimtree' --version >/dev/null"

expect 'make uninstall' run_make uninstall
expect_empty 'left behind by uninstall' "$(find "$root" ! -type d)"
expect_empty 'folders left behind by uninstall' "$(find "$root" -type d -name '*claimtree*')"
[ "$lib_failed" -eq 0 ] || cat "$tmp/make.log"
finish
