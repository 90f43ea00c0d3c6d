#!/bin/sh
# Every row of make bench runs (on small files, once), and the table in
# tests/bench/README.md is the one of tests/bench/results.tsv.
. tests/lib.sh

for program in api baseline compare tokenize; do
  [ -x "$B/bench/$program" ] || skip 'the bench programs are not built'
done
mkdir "$tmp/bench"
for program in api baseline compare tokenize; do ln -s "$bin/bench/$program" "$tmp/bench/$program"; done
ln -s "$bin/claimtree" "$bin/bench-gen" "$tmp/"
B=$tmp BENCH_BYTES=200K BENCH_ROUNDS=1 BENCH_FILES=20 BENCH_INSTRUCTIONS=no sh tests/bench/bench.sh >"$tmp/out" 2>&1
expect "the bench ends with status $?: $(grep 'ended with' "$tmp/out")" test $? -eq 0
rows=$(sed -n '/<<.ROWS.$/,/^ROWS$/p' tests/bench/bench.sh | grep -c '^[^|]*|[^|]*|[^|]*|')
expect 'a row of the bench is not in its table' \
  test "$(grep -vc '^#\|^group' "$tmp/bench/results.tsv")" -eq "$rows"
expect_empty 'a row without a time' "$(awk -F '\t' '!/^#/ && $1 != "group" && $3 <= 0' "$tmp/bench/results.tsv")"

sh tests/bench/table.sh tests/bench/results.tsv tests/bench/README.md >"$tmp/README.md"
expect 'the table in tests/bench/README.md is not that of results.tsv' cmp -s "$tmp/README.md" tests/bench/README.md
expect 'results.tsv is empty' test "$(grep -c met tests/bench/results.tsv)" -gt 0
finish
