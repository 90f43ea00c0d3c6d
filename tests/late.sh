#!/bin/sh
# Libraries that are found when they are first needed: a plain check needs none of them, and
# where one is missing, what needs it says so and ends with 2 (or is done without it).
. tests/lib.sh

grep -q '^#define CT_LATE 1' build/config.h || skip 'this build is linked with its libraries'
[ "$(uname -s)" = Linux ] || skip 'no LD_PRELOAD here'
! grep -q '^SANITIZE *= *yes' config.mk || skip 'a sanitizer wants to be loaded first'

# The loader as it is where a library was never installed.
cat >"$tmp/none.c" <<'C'
#include <stddef.h>
void *dlopen(const char *file, int flags);
void *dlopen(const char *file, int flags) {
  (void)file, (void)flags;
  return NULL;
}
C
${CC:-cc} -shared -fPIC -o "$tmp/none.so" "$tmp/none.c" || skip 'no shared library can be made'

sample=testdata/837i/pass/all-loops.837
# without WHAT WORDS STATUS ARGUMENTS...: run where no library is found
without() {
  without_what=$1 without_words=$2 without_status=$3
  shift 3
  LD_PRELOAD=$tmp/none.so "$B/claimtree" "$@" >"$tmp/out" 2>"$tmp/err"
  without_got=$?
  expect "$without_what: exit status $without_got" test "$without_got" -eq "$without_status"
  if [ -n "$without_words" ]; then
    expect "$without_what: '$(cat "$tmp/err")'" grep -q "$without_words" "$tmp/err"
  else
    expect_empty "$without_what says" "$(cat "$tmp/err")"
  fi
}

expect 'the program is linked with them after all' sh -c \
  "! readelf -d '$B/claimtree' | grep -E 'libxml2|pcre2|libz\.|zstd'"
without 'check of a plain file' '' 0 check "$sample"
without 'check with a profile' '' 0 check --partner=masshealth testdata/cob/jobaid-1-inpatient.837
without 'xml' '' 0 xml "$sample"
gzip -c "$sample" >"$tmp/a.gz"
without 'check of a gzip file' 'gzip data cannot be read: its library cannot be loaded' 2 check "$tmp/a.gz"
printf '\050\265\057\375\000\000\000\000' >"$tmp/a.zst"
without 'check of a zstd file' 'zstd data cannot be read: its library cannot be loaded' 2 check "$tmp/a.zst"
"$B/claimtree" xml "$sample" >"$tmp/a.xml"
without 'x12' 'libxml2 cannot be loaded' 2 x12 "$tmp/a.xml"
without 'a profile from a file' 'libxml2 cannot be loaded' 2 check --partner=grammars/partners/masshealth.xml "$sample"
# a street that may be a post-office box is held against a pattern
sed 's/^N3\*[^~]*~/N3*1 BOX LANE~/; s/~N3\*[^~]*~/~N3*1 BOX LANE~/g' "$sample" >"$tmp/box.837"
"$B/claimtree" check --quiet "$tmp/box.837"
expect 'a street called BOX LANE is refused' test $? -eq 0
without 'a rule with a pattern' 'libpcre2 cannot be loaded' 2 check "$tmp/box.837"
finish
