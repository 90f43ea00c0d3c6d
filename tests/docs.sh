#!/bin/sh
# The manual says what the program does.
#
#   - Examples marked for running are run, and print what they show.  In
#     Markdown a line <!-- run --> stands before the fence, in a manual page a
#     line .\" run before .EX (or .nf): "$ command" lines and what follows is
#     their output (both streams); "..." stands for any text or lines.  A C
#     block after .\" compile is compiled.
#   - Pages pass mandoc -Tlint, or groff without a warning.
#   - Every command and option of --help is in its page and in both completion
#     files, and completion offers nothing that --help does not name.
#   - Every function of claimtree.h is in claimtree.3, every finding in
#     claimtree-findings.7; links between the documents lead somewhere.
. tests/lib.sh
pages=$(ls "$B"/man/*.[1-8] 2>/dev/null)
expect 'there are no manual pages' test -n "$pages"

# ---- examples ---------------------------------------------------------------------

# One table a document: tests/golden.sh runs and judges it.
examples() { # examples FILE
  awk '
    function end_case() { if (command) print ""; command = 0 }
    function line(text) {
      if (text ~ /^\$ /) {
        end_case()
        sub(/^\$ /, "", text)
        printf "# line %d\n$ { %s\n$ } 2>&1; true\n", FNR, text
        command = 1
      } else if (command) print (text == "" ? ">" : "> " text)
    }
    function plain(text) { # what troff would print
      gsub(/\\&/, "", text); gsub(/\\-/, "-", text); gsub(/\\\(ha/, "^", text)
      gsub(/\\\(ti/, "~", text); gsub(/\\\(aq/, "\047", text); gsub(/\\\(dq/, "\"", text)
      gsub(/\\f[BIRP]/, "", text); gsub(/\\e/, "\\", text); gsub(/\\\(rs/, "\\", text)
      return text
    }
    /^<!-- run -->$/ || /^\.\\" run$/ { marked = 1; next }
    marked == 1 && (/^```/ || /^\.(EX|nf|Bd)/) { marked = 2; next }
    marked == 1 && !/^(\.RS|\.IP|$)/ { marked = 0 }
    marked == 2 && (/^```/ || /^\.(EE|fi|Ed)/) { end_case(); marked = 0; next }
    marked == 2 { line(FILENAME ~ /\.md$/ ? $0 : plain($0)) }' "$1"
}

ran=0
for document in README.md CONTRIBUTING.md SECURITY.md $pages; do
  name=$(basename "$document")
  examples "$document" >"$tmp/$name.tst"
  [ -s "$tmp/$name.tst" ] || continue
  sh tests/golden.sh "$tmp/$name.tst" >"$tmp/golden.out" 2>&1
  said=$(tail -n 1 "$tmp/golden.out")
  p=${said%% passed*} f=${said##*, }
  lib_passed=$((lib_passed + p)) ran=$((ran + p))
  if [ "$f" != '0 failed' ]; then
    fail "examples of $document print something else:"
    sed 's/^/  /' "$tmp/golden.out"
  fi
done
expect 'no example was marked for running' test "$ran" -gt 0

for page in $pages; do
  awk -v out="$tmp/$(basename "$page")" '
    /^\.\\" compile$/ { marked = 1; next }
    marked == 1 && /^\.(EX|nf)/ { marked = 2; file = out "." (++n) ".c"; next }
    marked == 2 && /^\.(EE|fi)/ { marked = 0; close(file); next }
    marked == 2 { gsub(/\\&/, ""); gsub(/\\-/, "-"); gsub(/\\\(aq/, "\047"); gsub(/\\e/, "\\"); gsub(/\\\(rs/, "\\"); print > file }
  ' "$page"
done
for source in "$tmp"/*.c; do
  [ ! -f "$source" ] || expect "the example $(basename "$source") does not compile" \
    "${CC:-cc}" -std=c11 -Wall -Wextra -Werror -fsyntax-only -Iinclude "$source"
done

# ---- pages -----------------------------------------------------------------------------

for page in $pages; do
  if command -v mandoc >/dev/null; then
    expect_empty "mandoc -Tlint $page" "$(mandoc -Tlint -Wwarning "$page" 2>&1 | grep -v 'referenced manual not found')"
  elif command -v groff >/dev/null; then
    expect_empty "groff $page" "$(groff -ww -man -Tutf8 "$page" 2>&1 >/dev/null)"
  else
    leave_out 'neither mandoc nor groff: pages were not linted'
  fi
done

# text of a page, hyphens plain
page_text() { sed -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\f[BIRP]//g' "$1" 2>/dev/null; }

# ---- commands and options -------------------------------------------------------------------

options_of() { # the option names in a usage text on standard input
  grep -oE -e '(^|[^A-Za-z0-9-])--?[A-Za-z0-9][A-Za-z0-9-]*' | grep -oE -e '--?[A-Za-z0-9][A-Za-z0-9-]*$' |
    grep -E -e '^(--.+|-[A-Za-z])$' | sort -u
}

zsh_options() { # zsh_options COMMAND: those of its function and of the variables it names
  awk -v name="_claimtree_$1" '
    /^_claimtree[a-z0-9_]*\(\) \{/ { inside = $1 == name "()" }
    inside { body = body "\n" $0 }
    /^  local (-a )?_claimtree_/ { variable = $0; sub(/=.*/, "", variable); sub(/.* /, "", variable); text[variable] = "" }
    variable { text[variable] = text[variable] "\n" $0 }
    /^  \)$/ || (variable && /^  local [^-].*\047$/) { variable = "" }
    END { for (v in text) if (body ~ "\\$" v "([^a-z_]|$)") body = body text[v]; print body }' \
    completions/_claimtree | grep -oE "'[^'=:[]*" | options_of # not those of _arguments itself
}

bash_options() { # what completion really offers
  bash -c '. completions/claimtree.bash; _claimtree_options "$1"' bash "$1" |
    tr ' ' '\n' | sed 's/=.*//' | sort -u
}

commands=$("$B/claimtree" --help | sed -n 's/^  \([a-z][a-z0-9]*\)  *[^ ].*/\1/p')
expect 'claimtree --help names no command' test -n "$commands"
offered=$(bash -c '. completions/claimtree.bash; COMP_WORDS=(claimtree ""); COMP_CWORD=1; _claimtree; printf "%s\n" "${COMPREPLY[@]}"' | sort)
expect 'bash completion offers other commands than --help names' \
  test "$offered" = "$(printf '%s\n' "$commands" | sort)"
page_text "$B/man/claimtree.1" >"$tmp/claimtree.1"

for command in $commands; do
  page=$B/man/claimtree-$command.1
  expect "claimtree $command has no page" test -s "$page"
  expect "claimtree.1 does not name $command" grep -q "claimtree-$command" "$tmp/claimtree.1"
  expect "README.md's table does not name $command" grep -qE "^\|.*\`(claimtree )?$command\`.*\|" README.md
  expect "zsh completion does not know $command" grep -q "^_claimtree_$command() {" completions/_claimtree
  "$B/claimtree" "$command" --help >"$tmp/help" 2>"$tmp/err"
  expect "claimtree $command --help fails" test $? -eq 0
  expect_empty "claimtree $command --help writes to standard error" "$(cat "$tmp/err")"
  expect "claimtree $command --help prints nothing" test -s "$tmp/help"
  options_of <"$tmp/help" | grep -vx -e -h >"$tmp/options"
  page_text "$page" | options_of >"$tmp/page"
  expect_empty "options of $command that its page does not name" "$(comm -23 "$tmp/options" "$tmp/page")"
  zsh_options "$command" >"$tmp/zsh"
  expect_empty "options of $command that zsh completion does not offer" "$(comm -23 "$tmp/options" "$tmp/zsh")"
  expect_empty "zsh completion offers what $command has not" "$(comm -13 "$tmp/options" "$tmp/zsh")"
  bash_options "$command" >"$tmp/bash"
  expect_empty "options of $command that bash completion does not offer" "$(comm -23 "$tmp/options" "$tmp/bash")"
  expect_empty "bash completion offers what $command has not" "$(comm -13 "$tmp/options" "$tmp/bash")"
done
# shellcheck disable=SC2016 # backquotes of Markdown
expect_empty "README.md's table names what is no command" "$(
  sed -n 's/^| `claimtree \([a-z0-9]*\)` |.*/\1/p' README.md | while read -r command; do
    printf '%s\n' "$commands" | grep -qx "$command" || echo "$command"
  done)"
! command -v zsh >/dev/null || expect 'completions/_claimtree is not zsh' zsh -n completions/_claimtree

# ---- names ---------------------------------------------------------------------------------

sed -n 's/.*[ *]\(ct_[a-z0-9_]*\)(.*/\1/p' include/claimtree.h | grep -v '_fn$' | sort -u >"$tmp/functions"
page_text "$B/man/claimtree.3" | grep -oE 'ct_[a-z0-9_]+' | sort -u >"$tmp/documented"
expect_empty 'functions that claimtree.3 does not name' "$(comm -23 "$tmp/functions" "$tmp/documented")"

sed -n 's/^CT_FINDING([A-Z0-9_]*, *"\([a-z0-9-]*\)".*/\1/p' src/x12/findings.def >"$tmp/ids"
expect 'the catalogue has no findings' test -s "$tmp/ids"
page_text "$B/man/claimtree-findings.7" >"$tmp/findings.7"
expect_empty 'findings that claimtree-findings.7 does not name' \
  "$(while read -r id; do grep -qE "(^|[^a-z-])$id([^a-z-]|\$)" "$tmp/findings.7" || echo "$id"; done <"$tmp/ids")"

expect_empty 'links that lead nowhere' "$(
  for f in README.md CONTRIBUTING.md SECURITY.md NEWS.md tests/golden/README.md doc/*.md; do
    grep -oE '\]\([^)#:]+' "$f" | cut -c 3- | while read -r target; do
      [ -e "$(dirname "$f")/$target" ] || echo "$f: $target"
    done
  done)"
finish
