# shellcheck shell=sh
# What the test scripts share: ". tests/lib.sh" first, "finish" last.
# Scripts run in the root of the source tree; $B is the build directory and
# $tmp a private one that is removed at the end.
set -u
export LC_ALL=C TZ=UTC
B=${B:-build}
case $B in /*) bin=$B ;; *) bin=$PWD/$B ;; esac
PATH=$bin:$PATH
lib_passed=0
lib_failed=0
tmp=$(mktemp -d "${TMPDIR:-/tmp}/claimtree-test.XXXXXX") || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT TERM

pass() { lib_passed=$((lib_passed + 1)); }

# fail WORDS...: says what a user would have noticed
fail() {
  lib_failed=$((lib_failed + 1))
  echo "failed: $*"
}

# expect WHAT COMMAND...: the command must end well
expect() {
  lib_what=$1
  shift
  if "$@"; then pass; else fail "$lib_what"; fi
}

# expect_empty WHAT TEXT: the list of offenders must be empty
expect_empty() {
  if [ -z "$2" ]; then
    pass
  else
    fail "$1:"
    printf '%s\n' "$2" | sed 's/^/  /'
  fi
}

# leave_out REASON: something here cannot be tested on this machine; never counted
leave_out() { echo "skipped: $*"; }

# skip REASON: neither can the rest of the script, which ends here
skip() {
  leave_out "$@"
  finish
}

finish() {
  echo "$lib_passed passed, $lib_failed failed"
  [ "$lib_failed" -eq 0 ]
  exit
}
