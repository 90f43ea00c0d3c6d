#!/bin/sh
# A file of several megabytes with a defect here and there, from a file, a
# pipe and a gzip stream: check and ack write the same bytes whatever -j is.
. tests/lib.sh

# many SETS END: sets of two claims under one group, some of them spoilt
many() {
  awk -v sets="$1" -v end="$2" '
    function out(s) { printf "%s~%s", s, end }
    { sub(/~.*/, ""); line[NR] = $0 }
    /^ST\*/ { first = NR }
    /^SE\*/ { last = NR }
    END {
      for (i = 1; i < first; i++) out(line[i])
      for (n = 1; n <= sets; n++) {
        number = sprintf("%04d", n % 97 == 0 ? n - 1 : n) # one that was used before
        out("ST*837*" number "*005010X223A2")
        for (i = first + 1; i < last; i++) {
          s = line[i]
          if (n % 13 == 0 && s ~ /^CLM/) sub(/\*[0-9.]+/, "*1", s)
          if (n % 31 == 0 && s ~ /^SBR/) continue
          if (n % 203 == 0 && s ~ /^DTP/) s = s "~XYZ*1"
          out(s)
        }
        if (n % 251 != 0) out("SE*" last - first + 1 "*" number)
      }
      out("GE*" sets "*1")
      for (i = last + 2; i <= NR; i++) out(line[i])
    }' testdata/837i/pass/all-loops.837
}

reads_alike() { # NAME COMMAND...
  name=$1
  shift
  for j in 1 2 3 8; do
    "$@" "-j$j" "$tmp/in.837" >"$tmp/$name.$j" 2>&1
    "$@" "-j$j" - <"$tmp/in.837" >"$tmp/$name.pipe.$j" 2>&1
    # a pipe: reads come short
    # shellcheck disable=SC2002 # no redirection
    cat "$tmp/in.837" | "$@" "-j$j" >"$tmp/$name.cat.$j" 2>&1
    "$@" "-j$j" - <"$tmp/in.gz" >"$tmp/$name.gz.$j" 2>&1
    expect "$name: -j$j from a file" cmp "$tmp/$name.1" "$tmp/$name.$j"
    expect "$name: -j$j from standard input" cmp "$tmp/$name.pipe.1" "$tmp/$name.pipe.$j"
    expect "$name: -j$j from a pipe" cmp "$tmp/$name.pipe.1" "$tmp/$name.cat.$j"
    expect "$name: -j$j from gzip" cmp "$tmp/$name.pipe.1" "$tmp/$name.gz.$j"
  done
}

now=--now=2026-11-22T12:00:00Z
for end in '' '\n'; do
  many 700 "$end" >"$tmp/in.837"
  gzip -1 -c "$tmp/in.837" >"$tmp/in.gz"
  reads_alike text claimtree check "$now"
  reads_alike ndjson claimtree check "$now" --format=ndjson --explain-balance
  reads_alike partner claimtree check "$now" --format=json --partner=masshealth --max-findings=50
  reads_alike ack claimtree ack "$now"
  expect "defects are found" grep -q set-control-duplicate "$tmp/text.2"
  expect "a set that has no trailer is found" grep -q set-trailer-missing "$tmp/text.2"
done

# Cut short, and compressed data that is: trouble is told alike.
head -c 3000000 "$tmp/in.837" >"$tmp/cut.837"
head -c 100000 "$tmp/in.gz" >"$tmp/cut.gz"
for f in cut.837 cut.gz; do
  for j in 1 2 3; do
    claimtree check "$now" "-j$j" "$tmp/$f" >"$tmp/out.$j" 2>"$tmp/err.$j"
    echo "$?" >>"$tmp/out.$j"
    expect "$f: -j$j" cmp "$tmp/out.1" "$tmp/out.$j"
    expect "$f: -j$j, standard error" cmp "$tmp/err.1" "$tmp/err.$j"
  done
done
finish
