#!/bin/sh
# What bench-gen writes is accepted without error or warning, and is the same at every run.
set -u
B=${B:-build}
work=$(mktemp -d "${TMPDIR:-/tmp}/generator.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM
passed=0 failed=0

# judge STATUS WORDS...: counts one, and says what failed
judge() {
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); shift; echo "failed: $*"; fi
}

for kind in 837i 837i-cob 835; do
  partner=
  [ "$kind" != 837i-cob ] || [ ! -f grammars/partners/masshealth.xml ] || partner=--partner=masshealth
  for shape in --sets=many --sets=many\ --claims-per-set=1 --sets=one\ --newlines; do
    # shellcheck disable=SC2086 # words are meant
    set -- --kind=$kind --bytes=700K --seed=$((passed + 3)) $shape
    "$B/bench-gen" "$@" -o "$work/a"
    judge $? "bench-gen $*"
    "$B/bench-gen" "$@" | cmp -s - "$work/a"
    judge $? "bench-gen $* twice the same"
    # shellcheck disable=SC2086 # none or one word
    "$B/claimtree" check --severity=warning --format=ndjson $partner "$work/a" >"$work/out"
    judge $? "check $partner of $*"
    ! grep '"type":"finding"' "$work/out" | head -n 5 | cut -c 1-300 | grep .
    judge $? "no finding in $*"
  done
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
