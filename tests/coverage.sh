#!/bin/sh
# What the suite has run, by file, from the counters in $B ("make coverage").
set -u
B=${B:-build/coverage}
find "$B/obj/src" -name '*.gcno' | sort | while read -r notes; do
  gcov -n -o "$(dirname "$notes")" "$notes" 2>/dev/null
done | awk '
  /^File / { gsub(/\047/, ""); file = $2; next }
  /^Lines executed:/ && file ~ /^src\// {
    sub(/^Lines executed:/, ""); sub(/%/, "")
    if (!(file in lines)) order[++n] = file
    if ($1 * $3 >= 100 * run[file]) { lines[file] = $3; run[file] = $1 * $3 / 100 }
    file = "" }
  END {
    for (i = 1; i <= n; i++) {
      f = order[i]
      printf "%-40s %6d lines %6.1f %%\n", f, lines[f], lines[f] ? 100 * run[f] / lines[f] : 0
      all += lines[f]; done += run[f] }
    if (!all) { print "no counters in '"$B"'"; exit 1 }
    printf "%-40s %6d lines %6.1f %%\n", "all", all, 100 * done / all }'
