#!/bin/sh
# The house rules that a machine can check: small files, small functions, a
# comment that opens each source, clean text, no notes to self.
. tests/lib.sh

files() { # files PATTERN: tracked files that match the extended pattern
  if [ -f FILES ]; then cat FILES; else git ls-files -co --exclude-standard; fi |
    grep -E "$1" | while read -r f; do [ ! -f "$f" ] || echo "$f"; done
}

# long_functions FILE...: functions of more than 60 lines, signature and brace included
long_functions() {
  awk '
    FNR == 1 { start = 0; is_function = 0 }
    /^[A-Za-z_]/ { start = FNR; is_function = 0 }
    /\) \{$/ && start { if (!is_function) is_function = !/^ *(if|for|while|switch) / }
    /^}$/ { if (start && is_function && FNR - start + 1 > 60)
        printf "%s:%d: %d lines\n", FILENAME, start, FNR - start + 1
      start = 0 }' "$@"
}

# no_opening_comment FILE...: sources that do not begin with what they know
no_opening_comment() {
  for f in "$@"; do head -n 1 "$f" | grep -q '^/\*' || echo "$f"; done
}

notes='(^|[^A-Za-z_])([T]ODO|[F]IXME|X[X]X|[H]ACK|[s]tub|[s]tubs|[n]ot implemented|[f]or now)([^A-Za-z_]|$)'

# ---- the test can fail -----------------------------------------------------------------

{
  echo 'static int many(int a,'
  echo '                int b) {'
  for i in 1 2 3 4 5 6 7 8 9 10; do printf '  a++;\n  b++;\n  a--;\n  b--;\n  a += b;\n  b += %d;\n' $i; done
  echo '}'
} >"$tmp/long.c"
expect 'a long function is not found' test -n "$(long_functions "$tmp/long.c")"
sed '5,20d' "$tmp/long.c" >"$tmp/short.c"
expect_empty 'a short function is called long' "$(long_functions "$tmp/short.c")"
expect 'a source without opening comment is not found' test -n "$(no_opening_comment "$tmp/long.c")"
echo "/* T""ODO: later */" >"$tmp/note.c"
expect 'a note to self is not found' grep -qE "$notes" "$tmp/note.c"

# ---- the tree --------------------------------------------------------------------------------

files '\.[ch]$' >"$tmp/sources"
files '\.(c|h|sh|awk|def|md|xml|rng|ac|in|[1-7]|tst|bash)$|^(Makefile|completions/.*|\.ci/run)$' |
  grep -vE '^(testdata|tests/fuzz/corpus)/' >"$tmp/text"
expect 'no sources were found' test -s "$tmp/sources"

# shellcheck disable=SC2046,SC2013 # names without blanks
{
  expect_empty 'files of 600 lines or more' \
    "$(wc -l $(cat "$tmp/sources") | awk '$2 != "total" && $1 >= 600 { print $2 ": " $1 }')"
  expect_empty 'functions of more than 60 lines' "$(long_functions $(cat "$tmp/sources"))"
  expect_empty 'sources without an opening comment' "$(no_opening_comment $(cat "$tmp/sources"))"
  expect_empty 'notes to self' "$(grep -nE "$notes" $(grep -v '^tests/tree.sh$' "$tmp/text"))"
  expect_empty 'trailing blanks' "$(grep -nE '[ 	]+$' $(grep -v '\.tst$' "$tmp/text"))"
  expect_empty 'tabs that indent C' "$(grep -nE '^ *	' $(cat "$tmp/sources"))"
  expect_empty 'carriage returns' "$(grep -l "$(printf '\r')" $(cat "$tmp/text"))"
  expect_empty 'no newline at the end' \
    "$(for f in $(cat "$tmp/text"); do [ -z "$(tail -c 1 "$f")" ] || echo "$f"; done)"
  if command -v shellcheck >/dev/null; then
    expect_empty 'what shellcheck says' \
      "$(shellcheck -x -s sh $(files '\.sh$|^\.ci/run$') 2>&1
        shellcheck $(files '^completions/.*\.bash$') 2>&1)"
  fi
}
expect_empty 'files that a build left beside the sources' \
  "$(git status --porcelain --ignored 2>/dev/null | sed -n 's/^!! //p' |
    grep -vE '^(build/|configure~?|config\.(mk|log|status)|autom4te\.cache/)$')"
finish
