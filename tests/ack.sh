#!/bin/sh
# Acknowledgments written and read.  Every 999 and TA1 written for what ships under testdata
# passes check without any finding; read back beside what was sent, it names the same segments,
# elements and claims as check does, and nothing is left over.
. tests/lib.sh

stamp='--now=2026-03-05T12:00:00Z --control=1'
find testdata -type f \( -path '*/fail/*' -o -path '*/pass/*' -o -name '*.837' -o -name '*.835' \) |
  grep -v '\.xml$' | sort -u >"$tmp/files"
expect 'no samples' test -s "$tmp/files"

# ---- what is written is clean ------------------------------------------------------------------

mkdir "$tmp/back"
n=0
while read -r file; do
  n=$((n + 1))
  # shellcheck disable=SC2086 # words
  claimtree ack $stamp --ta1=always "$file" >"$tmp/back/$n.ack" 2>"$tmp/err" || [ $? -eq 1 ] ||
    fail "claimtree ack $file: $(cat "$tmp/err")"
  # what is no interchange at all has nobody to be answered to
  [ -s "$tmp/back/$n.ack" ] || rm "$tmp/back/$n.ack"
done <"$tmp/files"
claimtree check --format=ndjson --severity=note "$tmp"/back/*.ack |
  grep '"type":"finding"' | sed "s|$tmp/back/||" >"$tmp/dirty"
while IFS= read -r line; do
  i=$(printf '%s\n' "$line" | sed 's/.*"file":"\([0-9]*\)\.ack".*/\1/')
  fail "the answer to $(sed -n "${i}p" "$tmp/files"): $line"
done <"$tmp/dirty"
lib_passed=$((lib_passed + $(find "$tmp/back" -name '*.ack' | wc -l)))

# ---- the round trip ---------------------------------------------------------------------------------

get='function get(line, key,   at) {
  at = match(line, "[{,]\"" key "\":(\"([^\"\\\\]|\\\\.)*\"|[^,}]*)")
  if (!at) return ""
  line = substr(line, RSTART, RLENGTH)
  sub(/^[{,]"[a-z0-9_]*":/, "", line)
  gsub(/^"|"$/, "", line)
  return line
}'
n=0
while read -r file; do
  n=$((n + 1))
  case $file in *.837 | *.835 | *.837i) ;; *) continue ;; esac
  [ -f "$tmp/back/$n.ack" ] || continue
  claimtree check --format=ndjson --severity=warning "$file" |
    awk "$get"'/"type":"finding"/ {
      if (get($0, "segment") == "" || $0 !~ /"ik3":|"ik4":/ && ($0 ~ /"ik5":/ || get($0, "severity") != "error")) next
      print get($0, "set"), get($0, "segment"), get($0, "tag"), get($0, "element"), get($0, "claim") }' |
    sort -u >"$tmp/said"
  claimtree ack --explain --format=json "$tmp/back/$n.ack" --for "$file" >"$tmp/rows"
  awk "$get"'/"type":"error"/ {
    print get($0, "set"), get($0, "segment"), get($0, "tag"), get($0, "element"), get($0, "claim") }' \
    "$tmp/rows" | sort -u >"$tmp/told"
  if cmp -s "$tmp/said" "$tmp/told"; then
    pass
  else
    fail "$file: check and ack --explain differ (< check)"
    diff "$tmp/said" "$tmp/told"
  fi
  ! grep -q '"type":"unmatched"' "$tmp/rows" || fail "$file: its own acknowledgment is unmatched"
done <"$tmp/files"
finish
