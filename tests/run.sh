#!/bin/sh
# Runs the test suite: sh tests/run.sh quick|sanitized|check  (make calls it).
#   quick      unit programs and golden tables
#   sanitized  the same and the replayed fuzz corpus, in a sanitized build
#   check      all of it: quick, every script tests/*.sh, the replayed fuzz
#              corpus, and the sanitized build of the suite
# The parts run side by side, and the last line adds up their counts.
set -u
B=${B:-build} MAKE=${MAKE:-make} VALGRIND=${VALGRIND:-no}
export B MAKE VALGRIND
mode=${1:-quick}
logs=$B/log
rm -rf "$logs"
mkdir -p "$logs"
plan=$logs/plan

jobs=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
[ "$jobs" -le 4 ] || jobs=4

# part NAME COMMAND...: words without blanks; one line of the plan
part() { echo "$*" >>"$plan"; }

# A hang is found in a minute; a busy machine is none.
: "${CK_DEFAULT_TIMEOUT:=60}"
export CK_DEFAULT_TIMEOUT
under=
if [ "$VALGRIND" = yes ]; then
  under="valgrind -q --leak-check=full --error-exitcode=99"
  export CK_FORK=no
  : "${PART_TIMEOUT:=3600}" "${CASE_TIMEOUT:=600}"
  export PART_TIMEOUT CASE_TIMEOUT
  mkdir -p "$B/valgrind"
  cat >"$B/valgrind/claimtree" <<WRAPPER
#!/bin/sh
exec $under $PWD/$B/claimtree "\$@"
WRAPPER
  chmod +x "$B/valgrind/claimtree"
fi
leaks=1
[ "$(uname -s)" = Linux ] || leaks=0
: "${ASAN_OPTIONS:=detect_leaks=$leaks:allocator_may_return_null=1}"
: "${UBSAN_OPTIONS:=print_stacktrace=1}"
export ASAN_OPTIONS UBSAN_OPTIONS

unit_parts() {
  for t in tests/check_*.c; do
    n=$(basename "$t" .c)
    # shellcheck disable=SC2086 # words
    [ ! -f "$t" ] || part "$n" $under "$B/tests/$n"
  done
}

golden_parts() {
  [ -x "$B/claimtree" ] || return 0
  for t in tests/golden/*.tst; do
    [ ! -f "$t" ] || part "golden-$(basename "$t" .tst)" sh tests/golden.sh "$t"
  done
}

replay_parts() {
  for t in tests/fuzz/fuzz_*.c; do
    n=$(basename "$t" .c)
    # shellcheck disable=SC2086 # words
    [ ! -f "$t" ] ||
      part "replay-${n#fuzz_}" $under "$B/tests/replay_${n#fuzz_}" "tests/fuzz/corpus/${n#fuzz_}"
  done
}

script_parts() {
  for t in tests/*.sh; do
    case $t in tests/run.sh | tests/part.sh | tests/lib.sh | tests/golden.sh | tests/sanitized.sh | tests/coverage.sh) continue ;; esac
    part "$(basename "$t" .sh)" sh "$t"
  done
}

case $mode in
quick)
  unit_parts
  golden_parts
  ;;
sanitized)
  unit_parts
  golden_parts
  replay_parts
  ;;
check)
  # The longest first, so that nothing waits for it at the end.
  [ "${PLAIN:-no}" != yes ] || part sanitized sh tests/sanitized.sh
  script_parts
  replay_parts
  unit_parts
  golden_parts
  ;;
*)
  echo "usage: sh tests/run.sh quick|sanitized|check" >&2
  exit 2
  ;;
esac

[ -f "$plan" ] || { echo '0 passed, 0 failed'; exit 0; }
# The makes that tests call keep the variables of this one's command line, so
# that they find its build as it is; they share no job slots with it.
MAKEFLAGS=$(printf '%s' "${MAKEFLAGS:-}" | sed 's/ *--jobserver-[a-z]*=[^ ]*//g; s/ *-j[0-9]*//g')
export MAKEFLAGS
unset MAKELEVEL MFLAGS
xargs -P "$jobs" -L 1 sh tests/part.sh "$logs" <"$plan"
awk -v parts="$(wc -l <"$plan")" '
  { p += $1; f += $2 }
  END { f += parts - NR; print p + 0 " passed, " f + 0 " failed"; exit f > 0 }' "$logs"/*.count
