#!/bin/sh
# Builds the suite with AddressSanitizer and UndefinedBehaviorSanitizer beside
# the plain build, and runs it there.
. tests/lib.sh
echo 'int main(void) { return 0; }' >"$tmp/try.c"
if ! "${CC:-cc}" -fsanitize=address,undefined -o "$tmp/try" "$tmp/try.c" 2>/dev/null || ! "$tmp/try"; then
  skip "${CC:-cc} has no sanitizers on this machine"
fi
rm -rf "$tmp"
exec "${MAKE:-make}" --no-print-directory -j2 B="$B/asan" SANITIZE=yes CFLAGS='-O1 -g' sanitized
