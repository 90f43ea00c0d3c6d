#!/bin/sh
# Random claims through cob, two payers in a row: every remittance claim is written, refused or
# unmatched, once; what is written passes check and says of each payer what its remittance said, to
# the cent; what is left over is a valid 835 that holds the rest, so that nothing is lost or doubled.
. tests/lib.sh

# amounts FILE PAYER: of each claim, what the payer paid and its adjustments, sorted
amounts() {
  tr '~' '\n' <"$1" | awk -F'*' -v payer="$2" '
    function end_claim() { if (id != "" && paid != "") { print id, paid sums } }
    function cents(x) { return int(x * 100 + (x < 0 ? -0.5 : 0.5)) }
    $1 == "CLM" { end_claim(); id = $2; sums = ""; paid = ""; held = ""; ours = 0; line = 0 }
    $1 == "SBR" { ours = 0; held = ""; amount = "" }
    $1 == "LX" { line = 1; ours = 0 }
    $1 == "SVD" { ours = $2 == payer }
    $1 == "CAS" {
      for (i = 3; i <= NF; i += 3) one = one " " $2 ":" $i ":" cents($(i + 1))
      if (line && ours) sums = sums one; else if (!line) held = held one
      one = ""
    }
    $1 == "AMT" && $2 == "D" { amount = cents($3) }
    $1 == "NM1" && $2 == "PR" && $10 == payer && !line && id != "" { sums = sums held; paid = amount }
    END { end_claim() }' | sorted
}
sorted() { # each line: id, paid, adjustments in order of their text
  awk '{ n = split($0, f, " "); for (i = 3; i <= n; i++) for (j = i + 1; j <= n; j++) if (f[j] < f[i]) { t = f[i]; f[i] = f[j]; f[j] = t }
    out = f[1] " " f[2]; for (i = 3; i <= n; i++) out = out " " f[i]; print out }' | sort
}
claims_of() { tr '~' '\n' <"$1" | awk -F'*' -v tag="$2" '$1 == tag { print $2 }' | sort; }
same() { expect_empty "$1" "$(diff "$tmp/want" "$tmp/got" | head -6)"; }

# one_run WHAT R CLAIMS: remittance R against CLAIMS, to next$R.837
one_run() {
  next=$tmp/next$2.837 left=$tmp/left$2.835 expected=$tmp/expected$2
  claimtree cob --claims="$3" "$tmp/remit$2.835" -o "$next" --unmatched="$left" \
    --now=2026-06-01T12:00:00Z 2>"$tmp/err"
  expect "$1: the status is not 1" test $? -eq 1
  expect "$1: what is written is rejected" claimtree check --quiet "$next"
  awk '$1 == "written" { $1 = $3 = ""; print }' "$expected" | sorted >"$tmp/want"
  amounts "$next" "PAYER0$2" >"$tmp/got"
  same "$1: amounts differ"
  awk '$1 != "written" { print $1, $2 }' "$expected" | sort >"$tmp/want"
  sed -n 's/.*: claim \([^:]*\): \(refused\|unmatched\): .*/\2 \1/p' "$tmp/err" | sort >"$tmp/got"
  same "$1: fates differ"
  awk '$1 != "written" { print $2 }' "$expected" | sort >"$tmp/want"
  claims_of "$left" CLP >"$tmp/got"
  same "$1: what is left over differs"
  awk '$1 == "written" { print $2 }' "$expected" | sort >"$tmp/want"
  claims_of "$next" CLM >"$tmp/got"
  same "$1: what is written differs"
  told=$(awk '{ n += $3 } END { print n }' "$expected")
  expect "$1: $told CLP are expected" test "$(claims_of "$tmp/remit$2.835" CLP | wc -l)" -eq "$told"
  expect "$1: the sums of a balanced 835 are doubted" test "$(grep -c BPR02 "$tmp/err")" -eq 0
  expect "$1: corrections are not said" test "$(grep -c 'the correction is used' "$tmp/err")" -eq \
    "$(awk '$3 == 3' "$expected" | wc -l)"
}

for seed in 1 2 3; do
  awk -v seed=$seed -v claims=120 -v out="$tmp" -f tests/cob_random.awk
  expect 'the random claims are no valid 837' claimtree check --quiet "$tmp/sent.837"
  one_run "seed $seed" 1 "$tmp/sent.837"
  one_run "seed $seed, second payer" 2 "$tmp/next1.837"
  # what the first payer said stays as it was
  awk '$1 == "written" { print $2 }' "$tmp/expected2" | sort >"$tmp/ids"
  amounts "$tmp/next1.837" PAYER01 | awk 'NR == FNR { keep[$1]; next } $1 in keep' "$tmp/ids" - >"$tmp/want"
  amounts "$tmp/next2.837" PAYER01 >"$tmp/got"
  same "seed $seed: the first payer's amounts changed"
  # the order of the claims is that of the 837
  tr '~' '\n' <"$tmp/next1.837" | sed -n 's/^CLM.\([^*]*\).*/\1/p' >"$tmp/got"
  sed -n 's/^CLM.\([^*]*\).*/\1/p' "$tmp/sent.837" | awk 'NR == FNR { keep[$1]; next } $1 in keep' "$tmp/got" - >"$tmp/want"
  same "seed $seed: the order differs"
  # for MassHealth: each once, whatever the profile takes, and that passes it
  printf 'PAYER01\t0101001\tFIRST\nPAYER02\t0101002\tSECOND\n' >"$tmp/carriers"
  claimtree cob --claims="$tmp/next1.837" "$tmp/remit2.835" --carriers="$tmp/carriers" --partner=masshealth \
    -o "$tmp/mh.837" --unmatched="$tmp/mh.835" 2>"$tmp/err"
  expect "seed $seed, MassHealth: rejected" claimtree check --quiet --partner=masshealth "$tmp/mh.837"
  # a claim is written once, or all that tell of it are kept
  { awk '{ print $2, $3, "kept" }' "$tmp/expected2"; claims_of "$tmp/mh.837" CLM | sed 's/$/ 1 written/'; } |
    sort >"$tmp/either"
  { claims_of "$tmp/mh.837" CLM | sed 's/$/ 1 written/'; claims_of "$tmp/mh.835" CLP | uniq -c | awk '{ print $2, $1, "kept" }'; } |
    sort >"$tmp/got"
  expect_empty "seed $seed, MassHealth: neither written nor kept whole" "$(comm -13 "$tmp/either" "$tmp/got")"
  awk '{ print $2 }' "$tmp/expected2" | sort >"$tmp/want"
  awk '{ print $1 }' "$tmp/got" >"$tmp/ids" && mv "$tmp/ids" "$tmp/got"
  same "seed $seed, MassHealth: a claim is lost or doubled"
  expect "seed $seed, MassHealth: few are written" test "$(claims_of "$tmp/mh.837" CLM | wc -l)" -gt 10
done

# ---- more claims than a set takes ---------------------------------------------------------------

# many FILE FIRST LAST: the lines from FIRST to before LAST 5001 times, numbers counted
many() {
  awk -v first="$2" -v last="$3" '
    $0 ~ last { on = 0; for (k = 1; k <= 5001; k++) { one = block; gsub(/COBAID-5/, "N" k, one); sub(/HL.4/, "HL*" k + 1, one); printf "%s", one } }
    $0 ~ first { on = 1 }
    on { block = block $0 "\n"; next }
    { print }' "$1"
}
sed '/^HL.2/,/^HL.4/{/^HL.4/!d;}' testdata/remit/medicare.837 >"$tmp/one"
many "$tmp/one" '^HL.4' '^SE' >"$tmp/many.837"
sed '/^CLP.COBAID-1/,/^CLP.COBAID-5/{/^CLP.COBAID-5/!d;}' testdata/remit/medicare.835 >"$tmp/one"
many "$tmp/one" '^CLP' '^SE' >"$tmp/many.835"
claimtree cob --claims="$tmp/many.837" "$tmp/many.835" -o "$tmp/out.837" 2>/dev/null
expect 'a set of more than 5000 claims is not parted' test \
  "$(tr '~' '\n' <"$tmp/out.837" | awk -F'*' '$1 == "ST" { n = 0 } $1 == "CLM" { n++ } $1 == "SE" { printf "%d ", n }')" = '5000 1 '
expect 'what is parted is rejected, or warned of' test \
  "$(claimtree check --severity=warning "$tmp/out.837" | sed 's/^[^ ]* \(accepted: 0 errors, 0 warnings\).*/\1/')" = 'accepted: 0 errors, 0 warnings'
finish
