#!/bin/sh
# Runs one part of the suite: sh tests/part.sh LOGDIR NAME COMMAND...
# The part's output ends in a line of counts, "N passed, N failed", or that of
# Check; they go to LOGDIR/NAME.count.  Ending badly without a count of
# failures is one failure, and so is passing without having tested anything,
# unless the part says why in a line "skipped: REASON".
set -u
logs=$1 name=$2
shift 2
log=$logs/$name.log
limit=
seconds=${PART_TIMEOUT:-600}
[ "$name" != sanitized ] || seconds=$((seconds * 3)) # a build and a whole suite
! command -v timeout >/dev/null || limit="timeout $seconds"

start=$(date +%s)
$limit "$@" >"$log" 2>&1 </dev/null
status=$?
seconds=$(($(date +%s) - start))

# shellcheck disable=SC2046 # two numbers
set -- $(awk '
  /^[0-9]+ passed, [0-9]+ failed/ { p = $1; f = $3 }
  /^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/ {
    gsub(/[,%:]/, ""); f = $5 + $7; p = $3 - f }
  END { print p + 0, f + 0 }' "$log")
p=$1 f=$2
skipped=$(sed -n 's/^skipped: //p' "$log")
[ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1
[ $((p + f)) -gt 0 ] || [ -n "$skipped" ] || f=1
echo "$p $f" >"$logs/$name.count"

told=$(printf '%-28s %6d passed, %d failed  (%d s)' "$name" "$p" "$f" "$seconds")
[ -z "$skipped" ] || told="$told
    skipped: $skipped"
if [ "$f" -gt 0 ]; then
  told="$told
$(tail -n 80 "$log" | sed 's/^/    /')
    (status $status; whole log: $log)"
fi
printf '%s\n' "$told"
