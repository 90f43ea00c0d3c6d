#!/bin/sh
# Runs tables of commands and compares what they print: sh tests/golden.sh
# [--update] FILE.tst...   tests/golden/README.md has the format.
#
# One awk cuts a table into cases, the shell runs them, one awk judges them: a
# case costs little more than its own command.
set -u
export LC_ALL=C TZ=UTC B="${B:-build}"
update=0
[ "${1:-}" != --update ] || { update=1; shift; }
[ $# -gt 0 ] || set -- tests/golden/*.tst

work=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
unset NO_COLOR COLUMNS CLICOLOR_FORCE 2>/dev/null
case $B in /*) bin=$B ;; *) bin=$PWD/$B ;; esac
[ "${VALGRIND:-no}" != yes ] || bin=$bin/valgrind:$bin
PATH=$bin:$PATH
limit=
! command -v timeout >/dev/null || limit="timeout ${CASE_TIMEOUT:-120}"
mark=:end: # ends every output file, so that a missing last newline shows

run_case() { # run_case CASE: CASE.cmd, CASE.in -> CASE.out, CASE.err, CASE.status
  T=$1
  export T
  input=/dev/null
  [ ! -f "$1.in" ] || input=$1.in
  $limit sh "$1.cmd" <"$input" >"$1.out" 2>"$1.err"
  echo $? >"$1.status"
  echo "$mark" >>"$1.out"
  echo "$mark" >>"$1.err"
}

passed=0 failed=0 table=0
for tst in "$@"; do
  table=$((table + 1))
  dir=$work/$table
  mkdir "$dir"
  cases=$(awk -v dir="$dir" -f tests/golden/cut.awk "$tst") || exit 2
  # shellcheck disable=SC2046 # numbers
  [ "$cases" -eq 0 ] || (cd "$dir" && mkdir $(seq "$cases"))
  i=0
  while [ $i -lt "$cases" ]; do
    i=$((i + 1))
    run_case "$dir/$i"
  done
  awk -v dir="$dir" -v mark="$mark" -v update=$update -v table="$tst" \
    -v new="$dir/new" -v score="$dir/score" -f tests/golden/judge.awk "$tst" || exit 2
  read -r p f <"$dir/score"
  passed=$((passed + p)) failed=$((failed + f))
  if [ $update -eq 1 ] && ! cmp -s "$dir/new" "$tst"; then
    cat "$dir/new" >"$tst" && echo "updated $tst"
  fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
