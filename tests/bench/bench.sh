#!/bin/sh
# make bench: whole-process times of claimtree beside cat, tr and the index
# baseline on the same files, by turns; medians, as ratios, held against what
# is asked.  tests/bench/README.md tells what each row is.
#
#   make bench                        the whole table, to $B/bench/results.tsv
#   make bench-record                 the same, kept: tests/bench/results.tsv
#                                     and the table in tests/bench/README.md
#   BENCH_BYTES=100M BENCH_ROUNDS=5   size of a file; turns
#   BENCH_FILES=10000                 small files
#   BENCH_GROUPS='837i-cob start'     only these
#   BENCH_INSTRUCTIONS=no             without callgrind (yes where valgrind is)
#
# The files are made by bench-gen (the same bytes every time) under $B/bench.
set -u
export LC_ALL=C
B=${B:-build}
bytes=${BENCH_BYTES:-100M}
rounds=${BENCH_ROUNDS:-5}
files=${BENCH_FILES:-10000}
groups=${BENCH_GROUPS:-837i-cob xml 837i 837i-one-set 835 small start instructions}
dir=$B/bench
results=$dir/results.tsv
ct=$B/claimtree
bad=0

wanted() { case " $groups " in *" $1 "*) return 0 ;; *) return 1 ;; esac }

# generate NAME BYTES OPTIONS...: the file, unless it is there from the last time
generate() {
  generate_file=$dir/$1-$2.x12 generate_bytes=$2
  shift 2
  [ -s "$generate_file" ] || "$B/bench-gen" --bytes="$generate_bytes" "$@" -o "$generate_file" || exit 1
}

# measure GROUP FILE ROUNDS BYTES <<ROWS: a row is WORK|REFERENCE|ASKED|COMMAND, where FILE stands
# for the file, REFERENCE names an earlier row, and ASKED is the most times REFERENCE by CPU time,
# or by wall time ("0.6 wall"), or the least MB a CPU second ("60 MB/s"), or the most milliseconds
# of wall time ("2 ms"); "-" is none.
measure() {
  wanted "$1" || return 0
  measure_group=$1 measure_file=$2 measure_rounds=$3 measure_bytes=$4
  sed "s|FILE|$measure_file|g; s|CT |$ct |; s|BENCH/|$dir/|g" >"$dir/rows"
  cut -d '|' -f 1 "$dir/rows" >"$dir/works"
  set --
  while IFS="|" read -r _ reference _ command; do
    number=0
    [ "$reference" = - ] || number=$(grep -nxF "$reference" "$dir/works" | cut -d : -f 1)
    set -- "$@" "${number:-0}" "$command"
  done <"$dir/rows"
  "$dir/compare" "$measure_rounds" "$measure_bytes" "$@" >"$dir/measured" || exit 1
  paste -d '|' "$dir/rows" "$dir/measured" |
    awk -F '|' -v OFS='\t' -v group="$measure_group" -v file="$measure_file" -v dir="$dir" '
      BEGIN { printf "\n%-14s %9s %9s %9s %8s %8s %9s  %-24s\n", group, "wall ms", "cpu ms", "MB/cpu s", "by wall", "by cpu", "RSS KiB", "asked" }
      {
        split($5, m, "\t")
        verdict = "-"
        if ($3 ~ /MB\/s$/) verdict = m[3] >= $3 + 0 ? "met" : "missed"
        else if ($3 ~ / ms$/) verdict = m[1] * 1000 <= $3 + 0 ? "met" : "missed"
        else if ($3 ~ / wall$/) verdict = m[6] <= $3 + 0 ? "met" : "missed"
        else if ($3 != "-") verdict = m[7] <= $3 + 0 ? "met" : "missed"
        gsub(file, "FILE", $4)
        while ((at = index($4, dir "/")) > 0) $4 = substr($4, 1, at - 1) substr($4, at + length(dir) + 1)
        sub(/^[^ ]*\//, "", $4)
        times = m[6] > 0 ? sprintf("%.2f", m[6]) : "-"
        by_cpu = m[7] > 0 ? sprintf("%.2f", m[7]) : "-"
        told = $3
        if ($3 ~ /^[0-9.]+( wall)?$/) told = ($3 + 0) " x " $2 ($3 ~ /wall/ ? ", wall" : "")
        printf "%-14s %9.2f %9.2f %9.1f %8s %8s %9d  %-24s %s\n", $1, m[1] * 1e3, m[2] * 1e3, m[3], times, by_cpu, m[4], told, verdict == "-" ? "" : verdict
        print group, $1, sprintf("%.2f", m[1] * 1e3), sprintf("%.2f", m[2] * 1e3), m[3], $2, times, by_cpu, told, verdict, m[4], $4 >> (dir "/results.tsv")
        if (m[5] != 0) { print "  " $1 " ended with status " m[5]; failed = 1 }
      }
      END { exit failed }' || bad=1
}

# ---- instructions ------------------------------------------------------------------------

collected() { # collected COMMAND...: instructions of the whole process, all threads
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
    sed -n 's/.*Collected *: *\([0-9]*\).*/\1/p'
}

segments_of() { tr -cd '~' <"$1" | wc -c; }

# instructions KIND <<ROWS: a row is WORK|COMMAND.  A file of 1 MB and one of 3 MB: their
# difference is free of start-up.
instructions() {
  generate "$1" 1M --kind="$1" --sets=many
  small=$generate_file
  generate "$1" 3M --kind="$1" --sets=many
  large=$generate_file
  over=$(($(segments_of "$large") - $(segments_of "$small")))
  printf '\n%-14s %28s\n' "$1" 'instructions a segment'
  while IFS='|' read -r work command; do
    command=$(echo "$command" | sed "s|CT |$ct |; s|BENCH/|$dir/|g")
    # shellcheck disable=SC2046,SC2086 # words are meant
    low=$(collected $(echo "$command" | sed "s|FILE|$small|"))
    # shellcheck disable=SC2046,SC2086
    high=$(collected $(echo "$command" | sed "s|FILE|$large|"))
    each=$(((${high:-0} - ${low:-0}) / over))
    printf '%-14s %28d\n' "$work" "$each"
    printf 'instructions\t%s of %s\t-\t-\t-\t-\t%d\t-\t-\t-\t-\t%s\n' "$work" "$1" "$each" \
      "$(echo "$command" | sed "s|^[^ ]*/||")" >>"$results"
  done
}

# ---- the table -----------------------------------------------------------------------------

mkdir -p "$dir"
{
  printf '# %s files, medians of %s rounds; %s processors, %s\n' "$bytes" "$rounds" \
    "$(getconf _NPROCESSORS_ONLN)" "$("$ct" --version | head -n 1)"
  printf '# processor: %s; load at the start: %s\n' \
    "$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)" \
    "$(cut -d ' ' -f 1 /proc/loadavg 2>/dev/null)"
  printf 'group\twork\twall_ms\tcpu_ms\tMB_per_cpu_s\treference\ttimes_by_wall\ttimes_by_cpu\tasked\tverdict\trss_KiB\tcommand\n'
} >"$results"
sed -n 's/^# //p' "$results"

file_of() { generate "$1" "$bytes" --kind="$2" --sets="$3"; }

if wanted 837i-cob || wanted xml; then file_of 837i-cob 837i-cob many; fi
measure 837i-cob "$dir/837i-cob-$bytes.x12" "$rounds" "$(wc -c <"$dir/837i-cob-$bytes.x12" 2>/dev/null)" <<'ROWS'
cat|-|-|cat FILE
tr|-|-|tr ~ \n <FILE
index|tr|-|BENCH/baseline FILE
tokenise|index|1.3|BENCH/tokenize FILE
tokenise avx2|index|1.3|BENCH/tokenize FILE avx2
check snip 1|tr|-|CT check -j1 --quiet --snip=1 FILE
check snip 2|tr|2.0|CT check -j1 --quiet --snip=2 FILE
check|tr|-|CT check -j1 --quiet FILE
check partner|tr|3.0|CT check -j1 --quiet --partner=masshealth FILE
the same, -j2|check partner|0.6 wall|CT check -j2 --quiet --partner=masshealth FILE
api verdict|check|1.05|BENCH/api verdict FILE
api claims|check|1.05|BENCH/api claims FILE
api segments|tr|-|BENCH/api segments FILE
format|tr|1.5|CT format --unwrap FILE
xml|tr|6|CT xml FILE
json|tr|6|CT json FILE
list|tr|-|CT list FILE
split|tr|-|CT split --by=set -o %BENCH/split FILE
ROWS

if wanted xml; then
  [ -s "$dir/837i-cob-$bytes.xml" ] || "$ct" xml --no-progress "$dir/837i-cob-$bytes.x12" >"$dir/837i-cob-$bytes.xml"
fi
measure xml "$dir/837i-cob-$bytes" "$rounds" "$(wc -c <"$dir/837i-cob-$bytes.x12" 2>/dev/null)" <<'ROWS'
xml|-|80 MB/s|CT xml FILE.x12
x12|xml|60 MB/s|CT x12 FILE.xml
json|-|120 MB/s|CT json FILE.x12
format|-|300 MB/s|CT format --wrap FILE.x12
ROWS

for kind in 837i 837i-one-set 835; do
  wanted $kind || continue
  case $kind in
  837i-one-set) file_of $kind 837i one ;;
  *) file_of $kind $kind many ;;
  esac
done
measure 837i "$dir/837i-$bytes.x12" "$rounds" "$(wc -c <"$dir/837i-$bytes.x12" 2>/dev/null)" <<'ROWS'
cat|-|-|cat FILE
tr|-|-|tr ~ \n <FILE
check snip 2|tr|2.0|CT check -j1 --quiet --snip=2 FILE
check|tr|3.0|CT check -j1 --quiet FILE
ROWS
measure 837i-one-set "$dir/837i-one-set-$bytes.x12" "$rounds" "$(wc -c <"$dir/837i-one-set-$bytes.x12" 2>/dev/null)" <<'ROWS'
cat|-|-|cat FILE
tr|-|-|tr ~ \n <FILE
check|tr|3.0|CT check -j1 --quiet FILE
the same, -j2|check|1.05 wall|CT check -j2 --quiet FILE
ROWS
measure 835 "$dir/835-$bytes.x12" "$rounds" "$(wc -c <"$dir/835-$bytes.x12" 2>/dev/null)" <<'ROWS'
cat|-|-|cat FILE
tr|-|-|tr ~ \n <FILE
check snip 2|tr|2.0|CT check -j1 --quiet --snip=2 FILE
check|tr|3.0|CT check -j1 --quiet FILE
the same, -j2|check|0.6 wall|CT check -j2 --quiet FILE
json|tr|6|CT json FILE
list|tr|-|CT list FILE
ROWS

if wanted small && [ ! -s "$dir/small-$files.list" ]; then
  mkdir -p "$dir/small-$files"
  "$B/bench-gen" --kind=837i --bytes=$((files * 1300)) --claims-per-set=1 -o "$dir/small.x12" &&
    "$ct" split --no-progress --by=set -o "$dir/small-$files" "$dir/small.x12" >/dev/null || exit 1
  find "$dir/small-$files" -type f | sort | head -n "$files" >"$dir/small-$files.list"
fi
small_bytes=0
if wanted small; then small_bytes=$(xargs cat <"$dir/small-$files.list" | wc -c); fi
measure small "$dir/small-$files.list" "$rounds" "$small_bytes" <<'ROWS'
cat|-|-|cat @FILE
check|cat|1.0|CT check -j1 --quiet @FILE
the same, -j2|check|-|CT check -j2 --quiet @FILE
ROWS

if wanted start; then generate start 2K --kind=837i; fi
measure start "$dir/start-2K.x12" $((rounds * 40 + 1)) 2000 <<'ROWS'
true|-|-|/bin/true
check 2 KB|true|2 ms|CT check FILE
ROWS

if wanted instructions && [ "${BENCH_INSTRUCTIONS:-yes}" = yes ]; then
  if command -v valgrind >/dev/null 2>&1; then
    instructions 837i-cob <<'ROWS'
tokenise|BENCH/tokenize FILE
check snip 1|CT check -j1 --quiet --snip=1 FILE
check snip 2|CT check -j1 --quiet --snip=2 FILE
check|CT check -j1 --quiet FILE
check partner|CT check -j1 --quiet --partner=masshealth FILE
api segments|BENCH/api segments FILE
api claims|BENCH/api claims FILE
format|CT format --unwrap FILE
xml|CT xml FILE
json|CT json FILE
list|CT list FILE
ROWS
    instructions 835 <<'ROWS'
check snip 2|CT check -j1 --quiet --snip=2 FILE
check|CT check -j1 --quiet FILE
ROWS
  else
    echo 'no valgrind: instructions are not counted'
  fi
fi

printf '\n%s rows met, %s missed; %s\n' "$(cut -f 10 "$results" | grep -cx met)" \
  "$(cut -f 10 "$results" | grep -cx missed)" "$results"
if [ "${BENCH_RECORD:-no}" = yes ]; then
  cp "$results" tests/bench/results.tsv
  sh tests/bench/table.sh tests/bench/results.tsv tests/bench/README.md >"$dir/README.md" &&
    cp "$dir/README.md" tests/bench/README.md
fi
[ "$bad" -eq 0 ]
