#!/bin/sh
# sh tests/bench/table.sh RESULTS.tsv README.md: the page, with the table of the results between
# its two marks.
awk -F '\t' '
  function times(ratio, of) { return ratio == "-" ? "" : ratio " x " of }
  FNR == NR && /^# / { told = told (told == "" ? "" : "; ") substr($0, 3); next }
  FNR == NR && $1 == "group" { next }
  FNR == NR && $1 == "instructions" { count = count "| " $2 " | " $7 " |\n"; next }
  FNR == NR {
    if ($1 != group) {
      group = $1
      table = table "\n" group ":\n\n| work | wall ms | CPU ms | MB a CPU s | by wall | by CPU | asked | | RSS KiB |\n"
      table = table "| --- | ---: | ---: | ---: | ---: | ---: | --- | --- | ---: |\n"
    }
    table = table "| " $2 " | " $3 " | " $4 " | " $5 " | " times($7, $6) " | " times($8, $6) " | " ($9 == "-" ? "" : $9) " | " ($10 == "-" ? "" : $10) " | " $11 " |\n"
    next
  }
  /^<!-- table -->$/ {
    print
    print "\nMeasured with " told ".\n" table
    if (count != "") print "Instructions a segment:\n\n| work | instructions |\n| --- | ---: |\n" count
    skipping = 1
  }
  /^<!-- end of table -->$/ { skipping = 0 }
  !skipping' "$1" "$2"
