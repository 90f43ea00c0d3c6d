#!/bin/sh
# Random claims and remittances through cob: every remittance claim is written, refused or
# unmatched, once; what is written passes check and says of the payer what the remittance said,
# to the cent; what is left over is a valid 835 that holds the rest.
. tests/lib.sh

# amounts FILE: of each claim, what the payer PAYER01 paid and its adjustments, sorted
amounts() {
  tr '~' '\n' <"$1" | awk -F'*' '
    function end_claim() { if (id != "") { print id, paid sums } }
    function cents(x) { return int(x * 100 + (x < 0 ? -0.5 : 0.5)) }
    $1 == "CLM" { end_claim(); id = $2; sums = ""; paid = ""; held = ""; ours = 0; line = 0 }
    $1 == "SBR" { ours = 0; held = ""; amount = "" }
    $1 == "LX" { line = 1; ours = 0 }
    $1 == "SVD" { ours = $2 == "PAYER01" }
    $1 == "CAS" {
      for (i = 3; i <= NF; i += 3) one = one " " $2 ":" $i ":" cents($(i + 1))
      if (line && ours) sums = sums one; else if (!line) held = held one
      one = ""
    }
    $1 == "AMT" && $2 == "D" { amount = cents($3) }
    $1 == "NM1" && $2 == "PR" && $10 == "PAYER01" && !line { sums = sums held; paid = amount }
    END { end_claim() }' | sorted
}
sorted() { # each line: id, paid, adjustments in order of their text
  awk '{ n = split($0, f, " "); for (i = 3; i <= n; i++) for (j = i + 1; j <= n; j++) if (f[j] < f[i]) { t = f[i]; f[i] = f[j]; f[j] = t }
    out = f[1] " " f[2]; for (i = 3; i <= n; i++) out = out " " f[i]; print out }' | sort
}

for seed in 1 2 3; do
  awk -v seed=$seed -v claims=120 -v out="$tmp" -f tests/cob_random.awk
  expect 'the random claims are no valid 837' claimtree check --quiet "$tmp/sent.837"
  claimtree cob --claims="$tmp/sent.837" "$tmp/remit.835" -o "$tmp/next.837" --unmatched="$tmp/left.835" \
    --now=2026-06-01T12:00:00Z 2>"$tmp/err"
  expect "seed $seed: the status is not 1" test $? -eq 1
  expect "seed $seed: what is written is rejected" claimtree check --quiet "$tmp/next.837"
  awk '$1 == "written" { $1 = ""; print }' "$tmp/expected" | sorted >"$tmp/want"
  amounts "$tmp/next.837" >"$tmp/got"
  expect_empty "seed $seed: amounts differ" "$(diff "$tmp/want" "$tmp/got" | head -6)"
  awk '$1 != "written" { print $1, $2 }' "$tmp/expected" | sort >"$tmp/want"
  sed -n 's/.*: claim \([^:]*\): \(refused\|unmatched\): .*/\2 \1/p' "$tmp/err" | sort >"$tmp/got"
  expect_empty "seed $seed: fates differ" "$(diff "$tmp/want" "$tmp/got" | head -6)"
  awk '$1 != "written" { print $2 }' "$tmp/expected" | sort >"$tmp/want"
  tr '~' '\n' <"$tmp/left.835" | awk -F'*' '$1 == "CLP" { print $2 }' | sort >"$tmp/got"
  expect_empty "seed $seed: what is left over differs" "$(diff "$tmp/want" "$tmp/got" | head -6)"
done
finish
