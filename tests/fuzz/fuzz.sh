#!/bin/sh
# Runs each libFuzzer program for a while: sh tests/fuzz/fuzz.sh SECONDS
# (make fuzz).  Starts from the kept corpus; what is found new, and any input
# that breaks something, stays under $B.  Copy what breaks into
# tests/fuzz/corpus/NAME, mend it, and "make check" replays it for good.
set -u
B=${B:-build/fuzzing}
seconds=${1:-60}
status=0
for program in "$B"/fuzz/fuzz_*; do
  case $program in *.d | *\*) continue ;; esac
  name=$(basename "$program")
  name=${name#fuzz_}
  mkdir -p "$B/corpus/$name" "$B/broken/$name"
  echo "fuzzing $name for $seconds s"
  set -- "$B/corpus/$name"
  [ ! -d "tests/fuzz/corpus/$name" ] || set -- "$@" "tests/fuzz/corpus/$name"
  [ ! -f "tests/fuzz/$name.dict" ] || set -- -dict="tests/fuzz/$name.dict" "$@"
  "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$B/broken/$name/" "$@" 2>"$B/$name.log" || {
    status=1
    tail -n 40 "$B/$name.log"
  }
  sed -n 's/^stat::/  /p' "$B/$name.log"
done
exit $status
