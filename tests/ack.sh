#!/bin/sh
# Acknowledgments written and read.  Every 999 and TA1 written for what ships under testdata
# passes check without any finding; read back beside what was sent, it names the same segments,
# elements and claims as check does, and nothing is left over.
. tests/lib.sh

mkdir "$tmp/in" "$tmp/back"
n=0
for file in $(find testdata -type f ! -path '*/partner/*' \( -path '*/fail/*' -o -path '*/pass/*' -o -name '*.837' -o -name '*.835' \) | sort); do
  n=$((n + 1))
  ln -s "$PWD/$file" "$tmp/in/$n.$(basename "$file")"
done
expect 'no samples' test "$n" -gt 100
stamp='--now=2026-03-05T12:00:00Z --control=1'
# shellcheck disable=SC2086 # words
claimtree check $stamp --format=ndjson --severity=warning --ack="$tmp/back" "$tmp"/in/* >"$tmp/findings"
expect 'check has trouble' test $? -le 1

# ---- what is written is clean ------------------------------------------------------------------

# shellcheck disable=SC2086
claimtree ack $stamp --ta1=always "$tmp"/in/* >"$tmp/all.ack"
expect_empty 'findings in what ack wrote' \
  "$(claimtree check --format=ndjson --severity=note "$tmp/all.ack" | grep '"type":"finding"')"
find "$tmp/back" -name '*.999' -size +0 >"$tmp/backs"
expect 'no acknowledgments' test "$(wc -l <"$tmp/backs")" -gt 100
# shellcheck disable=SC2046 # names without blanks
claimtree check --format=ndjson --severity=note $(cat "$tmp/backs") >"$tmp/checked"
expect_empty 'findings in what check --ack wrote' "$(grep '"type":"finding"' "$tmp/checked")"

# ---- the round trip: what check says of a set is what --explain reads out of the 999 --------------

get='function get(line, key,   at) {
  at = match(line, "[{,]\"" key "\":(\"([^\"\\\\]|\\\\.)*\"|[^,}]*)")
  if (!at) return ""
  line = substr(line, RSTART, RLENGTH)
  sub(/^[{,]"[a-z0-9_]*":/, "", line)
  gsub(/^"|"$/, "", line)
  return line
}'
# shellcheck disable=SC2016 # awk's $0
place='print get($0, "set"), get($0, "segment"), get($0, "tag"), get($0, "element"), get($0, "claim")'
for sent in "$tmp"/in/*.83[57]; do
  name=$(basename "$sent")
  back=$tmp/back/$name.999
  [ -s "$back" ] || continue
  grep -F "\"file\":\"$sent\"" "$tmp/findings" | awk "$get"'
    !/"type":"finding"/ || get($0, "segment") == "" || get($0, "group") == "" { next }
    !/"ik[34]":/ && (/"ik5":/ || get($0, "severity") != "error") { next }
    { '"$place"' }' | sort -u >"$tmp/said"
  claimtree ack --explain --format=json "$back" --for "$sent" >"$tmp/rows" 2>"$tmp/err"
  awk "$get"'/"type":"error"/ { '"$place"' }' "$tmp/rows" | sort -u >"$tmp/told"
  if ! cmp -s "$tmp/said" "$tmp/told"; then
    fail "$name: check (<) and ack --explain (>) name other places:"
    diff "$tmp/said" "$tmp/told"
  elif grep -q '"type":"unmatched"' "$tmp/rows"; then
    fail "$name: its own acknowledgment is unmatched"
  else
    pass
  fi
done
finish
