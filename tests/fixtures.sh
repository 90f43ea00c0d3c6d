#!/bin/sh
# The fixtures under testdata/, run by testdata/expected.tsv: file, options of check, exit
# status, findings.  A finding is written
#
#     [note/]ID[[RULE]]@TAG[/ELEMENT][#SEGMENT][:LOOP]
#
# as check's ndjson tells it; "-" is none.  Errors and warnings must be exactly those of the
# row; of the notes only those that the row names are asked for.  Every id of the catalogue
# (src/x12/findings.def) must be named by a row.  The program runs once for each set of options.
#
#     sh tests/fixtures.sh [WORD]     only the rows whose file holds WORD; prints what differs
set -u
B=${B:-build}
word=${1:-}
table=testdata/expected.tsv
work=$(mktemp -d "${TMPDIR:-/tmp}/fixtures.XXXXXX") || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

awk -F'\t' -v word="$word" 'NR > 1 && (word == "" || index($1, word))' "$table" >"$work/rows"

# Rows that lay a partner's profile over the guide wait until profiles ship; they do not count.
if ! ls grammars/partners/*.xml >/dev/null 2>&1; then
  grep -v -- --partner= "$work/rows" >"$work/now"
  echo "$(grep -c -- --partner= "$work/rows") rows wait for grammars/partners"
  mv "$work/now" "$work/rows"
fi

# Options are words without blanks inside; "-" is none.
cut -f 2 "$work/rows" | sort -u >"$work/options"
: >"$work/got"
while read -r options; do
  awk -F'\t' -v o="$options" '$2 == o { print "testdata/" $1 }' "$work/rows" >"$work/files"
  set -f
  [ "$options" = - ] && flags= || flags=$options
  # shellcheck disable=SC2046,SC2086 # words are meant
  "$B/claimtree" check --format=ndjson $flags -- $(cat "$work/files") >"$work/out" 2>"$work/err"
  status=$?
  set +f
  printf 'run\t%s\t%d\n' "$options" "$status" >>"$work/got"
  sed "s|^|$options	|" "$work/out" >>"$work/got"
  [ ! -s "$work/err" ] || { cat "$work/err" >&2; }
done <"$work/options"

awk -F'\t' -v word="$word" '
  # the text or number of a key at the top level of one line of JSON; quotes inside values are
  # escaped, so a key with its comma or brace cannot stand in one
  function get(line, key,   at) {
    at = match(line, "[{,]\"" key "\":(\"([^\"\\\\]|\\\\.)*\"|[^,}]*)")
    if (!at) return ""
    line = substr(line, RSTART, RLENGTH)
    sub(/^[{,]"[a-z0-9]*":/, "", line)
    gsub(/^"|"$/, "", line)
    return line
  }
  function finding(line,   s, rule, element, segment, loop) {
    s = get(line, "id")
    rule = get(line, "rule")
    if (rule != "") s = s "[" rule "]"
    s = s "@" get(line, "tag")
    element = get(line, "element"); if (element != "") s = s "/" element
    segment = get(line, "segment"); if (segment != "") s = s "#" segment
    loop = get(line, "loop"); if (loop != "") s = s ":" loop
    return s
  }
  function sorted(list,   n, i, j, t, part, out) {
    n = split(list, part, " ")
    for (i = 2; i <= n; i++) {
      t = part[i]
      for (j = i - 1; j > 0 && part[j] > t; j--) part[j + 1] = part[j]
      part[j + 1] = t
    }
    for (i = 1; i <= n; i++) out = out " " part[i]
    return substr(out, 2)
  }
  FILENAME ~ /expected\.tsv$/ {
    n = split($4, part, " ")
    for (i = 1; i <= n; i++) {
      id = part[i]
      sub(/^note\//, "", id)
      sub(/@.*/, "", id)
      sub(/\[.*/, "", id)
      named[id] = 1
    }
    next
  }
  FILENAME ~ /findings\.def$/ {
    if (match($0, /^CT_FINDING\([A-Z0-9_]*, *"[a-z0-9-]*"/)) {
      split(substr($0, RSTART, RLENGTH), q, "\"")
      catalogue[q[2]] = 1
    }
    next
  }
  FILENAME ~ /got$/ && $1 == "run" { runs[$2] = $3; next }
  FILENAME ~ /got$/ {
    options = $1
    line = substr($0, length($1) + 2)
    key = options SUBSEP get(line, "file")
    type = get(line, "type")
    if (type == "file") verdict[key] = get(line, "status")
    if (type == "finding") {
      if (get(line, "severity") == "note") note[key] = note[key] " " finding(line)
      else loud[key] = loud[key] " " finding(line)
    }
    next
  }
  {
    key = $2 SUBSEP "testdata/" $1
    want = bad = ""
    n = split($4 == "-" ? "" : $4, part, " ")
    for (i = 1; i <= n; i++) {
      id = part[i]
      sub(/^note\//, "", id)
      if (id != part[i]) {
        if (!index(note[key] " ", " " id " ")) bad = bad "\n    missing note " id
      } else want = want " " part[i]
    }
    want = sorted(want)
    have = sorted(loud[key])
    if (want != have) bad = bad "\n    expected " (want == "" ? "-" : want) "\n    found    " (have == "" ? "-" : have)
    if (verdict[key] != ($3 == 0 ? "accepted" : "rejected"))
      bad = bad "\n    expected exit " $3 ", the file is told " (verdict[key] == "" ? "nowhere" : verdict[key])
    if ($3 > worst[$2]) worst[$2] = $3
    if (bad == "") { passed++; next }
    failed++
    print $1 ($2 == "-" ? "" : " " $2) bad
  }
  END {
    for (o in worst) {
      if (runs[o] == worst[o]) passed++
      else { failed++; print "check " o ": exit status " runs[o] ", expected " worst[o] }
    }
    if (word == "") for (id in catalogue) {
      if (named[id]) passed++
      else { failed++; print "no fixture names the finding " id }
    }
    print passed + 0 " passed, " failed + 0 " failed"
    exit failed > 0
  }' src/x12/findings.def "$table" "$work/got" "$work/rows"
