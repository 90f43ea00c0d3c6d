#!/bin/sh
# Random claims and remittances through reconcile: each claim sent stands there once with what
# became of it, and all the money is accounted for, to the cent.
. tests/lib.sh

# fates REMIT: of each claim number, its fate and what was paid in cents; its own reading of CLP
fates() {
  tr '~' '\n' <"$1" | awk -F'*' '
    function cents(x) { return int(x * 100 + (x < 0 ? -0.5 : 0.5)) }
    $1 != "CLP" || $3 == 25 { next }
    $3 == 22 { fate[$2] = "reversed"; paid[$2] = 0; next }
    { paid[$2] = cents($5); fate[$2] = $3 == 4 ? "denied" : cents($5) >= cents($4) ? "paid in full" : "paid short" }
    END { for (id in fate) print id, fate[id], paid[id] }'
}
# sum FIELD-OF-CSV: in cents
sum() { awk -F, -v f="$1" 'NR > 1 { n += int($f * 100 + ($f < 0 ? -0.5 : 0.5)) } END { printf "%d\n", n }' "$tmp/csv"; }
total() { sed -n "s/^$1  *\\(.*\\)/\\1/p" "$tmp/text" | awk '{ print $NF }'; }

for seed in 4 5; do
  awk -v seed=$seed -v claims=120 -v out="$tmp" -f tests/cob_random.awk
  # the second interchange comes back rejected, and its claims that nobody paid with it
  cat >"$tmp/back.999" <<'END'
ISA*00*          *00*          *ZZ*RECVR01        *ZZ*110099999Z     *260306*1200*^*00501*000000031*0*P*:~
GS*FA*RECVR01*110099999Z*20260306*1200*1*X*005010X231A1~
ST*999*0001*005010X231A1~AK1*HC*2*005010X223A2~AK2*837*0001*005010X223A2~IK5*R*5~AK9*R*1*1*0~SE*6*0001~
GE*1*1~
IEA*1*000000031~
END
  run="claimtree reconcile $tmp/sent.837 $tmp/remit1.835 --acks=$tmp/back.999"
  $run --to=csv >"$tmp/csv" 2>"$tmp/err"
  expect "seed $seed: the status is not 1" test $? -eq 1
  $run >"$tmp/text" 2>/dev/null
  $run --to=json >"$tmp/json" 2>/dev/null
  sed -n 's/^CLM.\([^*]*\).*/\1/p' "$tmp/sent.837" >"$tmp/want"
  sed 1d "$tmp/csv" | cut -d, -f1 >"$tmp/got"
  expect_empty "seed $seed: not each claim once, in order" "$(diff "$tmp/want" "$tmp/got" | head -4)"
  fates "$tmp/remit1.835" >"$tmp/fates"
  awk -F'*' -v half=0 '
    FILENAME ~ /fates$/ { n = split($0, f, " "); paid[f[1]] = f[n]; sub(/^[^ ]* /, ""); sub(/ [^ ]*$/, ""); fate[f[1]] = $0; next }
    /^ISA/ { half++ }
    $1 == "CLM" { print $2, $2 in fate ? fate[$2] : half == 2 ? "rejected" : "unanswered", paid[$2] + 0 }' \
    "$tmp/fates" "$tmp/sent.837" >"$tmp/want"
  awk -F, 'NR > 1 { print $1, $3, int($5 * 100 + 0.5) }' "$tmp/csv" >"$tmp/got"
  expect_empty "seed $seed: fates differ" "$(diff "$tmp/want" "$tmp/got" | head -4)"
  for fate in unanswered rejected denied 'paid short' reversed; do
    expect "seed $seed: no claim is $fate" grep -q ",$fate," "$tmp/csv"
  done
  # the money: charges are CLM02; payments, of claims or not, less PLB are BPR02
  charges=$(sed 's/~.*//' "$tmp/sent.837" | awk -F'*' '$1 == "CLM" { n += int($3 * 100 + 0.5) } END { printf "%d\n", n }')
  bpr=$(tr '~' '\n' <"$tmp/remit1.835" | awk -F'*' '$1 == "BPR" { n += int($3 * 100 + 0.5) } END { printf "%.2f\n", n / 100 }')
  expect "seed $seed: charges of the rows" test "$(sum 4)" -eq "$charges"
  expect "seed $seed: short is not charge less paid" test "$(sum 6)" -eq $((charges - $(sum 5)))
  expect "seed $seed: payments $(total 'payments (BPR02)') are not $bpr" test "$(total 'payments (BPR02)')" = "$bpr"
  expect "seed $seed: a difference is left" test "$(total difference)" = 0.00
  expect "seed $seed: provider adjustments" test "$(total 'provider adjustments (PLB)')" = -3.50
  expect "seed $seed: JSON says another difference" grep -q '"difference":"0.00"' "$tmp/json"
  expect_empty "seed $seed: over 80 columns" "$(awk 'length($0) > 80' "$tmp/text" | head -2)"
  # a short payment says why: charge less its adjustments is what was paid
  expect_empty "seed $seed: the reasons do not add up" "$(awk -F, '
    $3 ~ /^(denied|paid)/ {
      n = split($7, part, "; "); sum = 0
      for (i = 1; i <= n; i++) { split(part[i], f, " "); sum += f[3] * 100 }
      unbalanced = sum - $6 * 100; if (unbalanced > 1.5 || unbalanced < -0.5) print # a cent more was paid at times
    }' "$tmp/csv" | head -3)"
done
finish
