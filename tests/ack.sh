#!/bin/sh
# The commands that write acknowledgments: check --ack and ack, for everything that ships under
# testdata at once.  What they write passes check without a finding; that each comes back to its
# own claims, check_ack shows.
. tests/lib.sh

mkdir "$tmp/in" "$tmp/back"
n=0
for file in $(find testdata -type f ! -path '*/partner/*' \( -path '*/fail/*' -o -path '*/pass/*' -o -name '*.837' -o -name '*.835' \) | sort); do
  n=$((n + 1))
  ln -s "$PWD/$file" "$tmp/in/$n.${file##*/}"
done
expect 'no samples' test "$n" -gt 100
stamp='--now=2026-03-05T12:00:00Z --control=1'

# shellcheck disable=SC2086 # words
claimtree check $stamp --quiet --ack="$tmp/back" "$tmp"/in/*
expect 'check has trouble' test $? -le 1
find "$tmp/back" -name '*.999' -size +0 >"$tmp/backs"
expect 'no acknowledgments' test "$(wc -l <"$tmp/backs")" -gt 100
# shellcheck disable=SC2046 # names without blanks
claimtree check --format=ndjson --severity=note $(cat "$tmp/backs") >"$tmp/checked"
expect_empty 'findings in what check --ack wrote' "$(grep '"type":"finding"' "$tmp/checked")"

for jobs in 1 3; do
  # shellcheck disable=SC2086
  claimtree ack $stamp --ta1=always -j $jobs "$tmp"/in/* >"$tmp/all.$jobs"
  expect 'ack has trouble' test $? -eq 1
done
expect 'what ack writes depends on -j' cmp -s "$tmp/all.1" "$tmp/all.3"
expect_empty 'findings in what ack wrote' \
  "$(claimtree check --format=ndjson --severity=note "$tmp/all.1" | grep '"type":"finding"')"

# A control number is never zero: the one after the last is 1 again.
claimtree ack --now=2026-03-05T12:00:00Z --control=999999999 --ta1=always testdata/835/pass/check-simple.835 >"$tmp/wrapped"
expect 'control numbers do not begin anew' grep -q '^ISA.*\*999999999\*.*~ISA.*\*000000001\*' "$tmp/wrapped"
expect_empty 'findings in it' "$(claimtree check --severity=note "$tmp/wrapped" | grep -v ': accepted: 0 errors, 0 warnings, 0 notes')"
finish
