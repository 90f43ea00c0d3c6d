#!/bin/sh
# At every level of instructions that this machine has, the fixtures, the samples, the variants
# and the transforms give what they give at the best one: CLAIMTREE_SIMD forces a level.
. tests/lib.sh

sample=testdata/837i/pass/all-loops.837
CLAIMTREE_SIMD=sse9 claimtree check "$sample" 2>"$tmp/err"
expect 'an unknown level is not refused' test $? -eq 2
expect "an unknown level is not named: $(cat "$tmp/err")" grep -q 'CLAIMTREE_SIMD.*"sse9"' "$tmp/err"

levels=0
for level in portable avx2 avx512 neon; do
  CLAIMTREE_SIMD=$level claimtree check --quiet "$sample" 2>"$tmp/err" || {
    expect "$level: $(cat "$tmp/err")" grep -q 'this machine has no level' "$tmp/err"
    continue
  }
  levels=$((levels + 1))
  export CLAIMTREE_SIMD="$level"
  expect "fixtures at $level: $(sh tests/fixtures.sh | head -n 20)" sh -c 'sh tests/fixtures.sh >/dev/null'
  for program in check_corpus check_variants; do
    expect "$program at $level" sh -c "CK_VERBOSITY=silent '$B/tests/$program' >/dev/null"
  done
  {
    claimtree xml testdata/*/pass/* | cksum
    claimtree xml testdata/*/pass/*.837 | claimtree x12 | cksum
    claimtree json testdata/*/pass/* 2>/dev/null | cksum
    claimtree format --wrap testdata/*/pass/* | cksum
  } >"$tmp/$level" 2>&1
  unset CLAIMTREE_SIMD
  [ -f "$tmp/portable" ] && expect "what is written at $level" cmp -s "$tmp/$level" "$tmp/portable"
done
expect 'no level but the portable one was tried on a machine that has more' \
  sh -c "[ $levels -gt 1 ] || ! grep -qE '^flags.* (avx2|asimd) ' /proc/cpuinfo 2>/dev/null"
finish
