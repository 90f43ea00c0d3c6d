#!/bin/sh
# Runs the test suite: sh tests/run.sh quick|check  (make calls it).
# Every part is a program or script whose output ends in a line of counts,
# "N passed, N failed", or that of Check.  A part that ends badly without
# saying how many failed counts as one failure.
set -u
B=${B:-build}
mode=${1:-quick}
logs=$B/log
rm -rf "$logs"
mkdir -p "$logs"
passed=0 failed=0

# counts LOG: prints "PASSED FAILED" as the log's last line of counts says
counts() {
  awk '
    /^[0-9]+ passed, [0-9]+ failed/ { p = $1; f = $3; seen = 1 }
    /^[0-9]+%: Checks: [0-9]+, Failures: [0-9]+, Errors: [0-9]+/ {
      gsub(/[,%:]/, ""); f = $5 + $7; p = $3 - f; seen = 1 }
    END { if (seen) print p + 0, f + 0; else print 0, 0 }' "$1"
}

# part NAME COMMAND...: runs one part and adds its counts
part() {
  name=$1
  shift
  log=$logs/$name.log
  "$@" >"$log" 2>&1
  status=$?
  # shellcheck disable=SC2046 # two numbers
  set -- $(counts "$log")
  p=$1 f=$2
  [ "$status" -eq 0 ] || [ "$f" -gt 0 ] || f=1
  [ "$status" -ne 0 ] || [ $((p + f)) -gt 0 ] || f=1 # nothing was tested
  passed=$((passed + p)) failed=$((failed + f))
  printf '%-28s %5d passed, %d failed\n' "$name" "$p" "$f"
  if [ "$f" -gt 0 ]; then
    sed 's/^/    /' "$log" | tail -n 60
    [ "$status" -eq 0 ] || echo "    (status $status)"
  fi
}

for t in tests/check_*.c; do
  [ -f "$t" ] || continue
  n=$(basename "$t" .c)
  part "$n" "$B/tests/$n"
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
