#!/bin/sh
# make bench: whole-process times of claimtree beside cat and tr on the same
# files, by turns, medians, as ratios.
#
#   BENCH_BYTES=100M BENCH_ROUNDS=5 make bench
#
# The files are made by bench-gen (the same bytes every time) under $B/bench.
# The table goes to the terminal and, tab-separated, to $B/bench/results.tsv.
set -u
B=${B:-build}
bytes=${BENCH_BYTES:-100M}
rounds=${BENCH_ROUNDS:-5}
dir=$B/bench
results=$dir/results.tsv
printf 'file\twall_s\tcpu_s\tMB_per_s\ttimes_tr\trss_KiB\tcommand\n' >"$results"
printf '%s files, medians of %s rounds, %s\n' "$bytes" "$rounds" "$("$B/claimtree" --version | head -n 1)"

bench() { # bench NAME GENERATOR-OPTIONS...
  name=$1
  shift
  file=$dir/$name.x12
  [ -s "$file" ] || "$B/bench-gen" --bytes="$bytes" "$@" -o "$file" || exit 1
  size=$(wc -c <"$file")
  "$dir/compare" "$rounds" "$size" \
    "cat $file" \
    "tr ~ \\n <$file" \
    "$B/claimtree check -j1 --quiet --snip=1 $file" \
    "$B/claimtree check -j1 --quiet --snip=2 $file" \
    "$B/claimtree check -j1 --quiet $file" >"$dir/table" || exit 1
  awk -F '\t' -v OFS='\t' -v name="$name" -v results="$results" '
    $6 ~ /^tr / { tr = $1 }
    { line[NR] = $0 }
    $5 != 0 { bad = bad "\n" $6 ": exit status " $5 }
    END {
      printf "\n%s\n%10s %10s %10s %10s %10s\n", name, "wall s", "cpu s", "MB/s", "x tr", "RSS KiB"
      for (i = 1; i <= NR; i++) {
        split(line[i], f, "\t")
        sub(/ [^ ]*\.x12/, " FILE", f[6]); sub(/<[^ ]*\.x12/, "<FILE", f[6]); sub(/^[^ ]*\//, "", f[6])
        printf "%10.3f %10.3f %10.1f %10.2f %10d  %s\n", f[1], f[2], f[3], f[1] / tr, f[4], f[6]
        printf "%s\t%s\t%s\t%s\t%.2f\t%s\t%s\n", name, f[1], f[2], f[3], f[1] / tr, f[4], f[6] >> results
      }
      if (bad) { print bad; exit 1 }
    }' "$dir/table" || exit 1
}

bench 837i --kind=837i --sets=many
bench 837i-one-set --kind=837i --sets=one
bench 837i-cob --kind=837i-cob --sets=many
bench 835 --kind=835 --sets=many
