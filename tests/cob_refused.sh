#!/bin/sh
# Each reason for which a remittance claim is refused or left unmatched: one line on standard error
# that names it, status 1, the claim kept once in --unmatched, which is a valid 835, and written
# nowhere; the other claims of the files are written.
. tests/lib.sh
now=--now=2026-06-01T12:00:00Z
sent=testdata/remit/medicare.837 answer=testdata/remit/medicare.835

claims_in() { tr '|' '~' <"$1" | tr '~' '\n' | sed -n "s/^ *$2\\*\\([^*]*\\).*/\\1/p" | sort | tr '\n' ' '; }

# run OPTION...: $tmp/c and $tmp/r to $tmp/o and $tmp/u
run() {
  claimtree cob --claims="$tmp/c" "$tmp/r" -o "$tmp/o" --unmatched="$tmp/u" $now "$@" 2>"$tmp/err"
  status=$?
}

kept_snip=7 # what does not balance in itself does not when it is kept, either

# refused WHAT WORDS LEFT WRITTEN: what run() did to COBAID-3
refused() {
  expect "$1: the status is $status, not 1" test $status -eq 1
  expect "$1: not told once: $(cat "$tmp/err")" \
    test "$(grep -c 'COBAID-3: \(refused\|unmatched\): ' "$tmp/err")" -eq "$(echo "$3" | wc -w)"
  expect "$1: told as: $(cat "$tmp/err")" grep -q "claim COBAID-3: $2" "$tmp/err"
  expect "$1: kept: $(claims_in "$tmp/u" CLP)" test "$(claims_in "$tmp/u" CLP)" = "$3"
  expect "$1: written: $(claims_in "$tmp/o" CLM)" test "$(claims_in "$tmp/o" CLM)" = "$4"
  [ -z "$3" ] || expect "$1: what is kept is no valid 835" claimtree check --quiet --snip=$kept_snip "$tmp/u"
  [ -z "$4" ] || expect "$1: what is written is rejected" claimtree check --quiet "$tmp/o"
}

# case WHAT WORDS SED-OF-835 [SED-OF-837 [OPTION...]]
case_of() {
  what=$1 words=$2
  sed "$3" $answer >"$tmp/r"
  sed "${4:-}" $sent >"$tmp/c"
  shift 3
  [ $# -eq 0 ] || shift
  run "$@"
  refused "$what" "$words" 'COBAID-3 ' 'COBAID-1 COBAID-5 '
}

# ---- by the claim status -------------------------------------------------------------------------

forwarded='/COBAID-3/,/MOA/s/^MOA/NM1*TT*2*MASSHEALTH*****PI*DMA7384~\n&/; s/^SE\*40/SE*41/'
for status in 19 20 21; do
  case_of "status $status" 'refused: .*sent it on' "s/CLP\\*COBAID-3\\*1/CLP*COBAID-3*$status/; $forwarded"
  run --include-crossover
  expect "status $status: --include-crossover does not write it" test $status -eq 0
  expect "status $status: --include-crossover: $(claims_in "$tmp/o" CLM)" \
    test "$(claims_in "$tmp/o" CLM)" = 'COBAID-1 COBAID-3 COBAID-5 '
done
case_of 'status 23' 'refused: .*CLP02 23' "s/CLP\\*COBAID-3\\*1/CLP*COBAID-3*23/; $forwarded"
case_of 'status 25' 'refused: a predetermination' 's/CLP\*COBAID-3\*1/CLP*COBAID-3*25/'
kept_snip=1
case_of 'a status nobody knows' 'refused: .*CLP02' 's/CLP\*COBAID-3\*1/CLP*COBAID-3*5/'
kept_snip=7
for status in 2 3 4; do # these are coordination of benefits
  sed "s/CLP\\*COBAID-3\\*1/CLP*COBAID-3*$status/" $answer >"$tmp/r"
  cp $sent "$tmp/c"
  run
  expect "status $status is not written: $(cat "$tmp/err")" test "$(claims_in "$tmp/o" CLM)" = 'COBAID-1 COBAID-3 COBAID-5 '
done

# ---- by what does not agree with the claim ---------------------------------------------------------

case_of 'no such claim' 'unmatched: .*no claim has this number' '' 's/COBAID-3/COBAID-9/'
case_of 'another charge' 'unmatched: .*charge' '' '/CLM\*COBAID-3/s/1343.21/1343.22/; s/363.17/363.18/'
case_of 'another member' 'unmatched: .*member' '/COBAID-3/,/COBAID-5/s/1EG4TE5MK72/1EG4TE5MK73/'
case_of 'another date' 'unmatched: .*date' '/COBAID-3/,/COBAID-5/s/DTM\*472\*20260420/DTM*472*20260421/'
case_of 'another payer' 'unmatched: .*payer' '' '/HL\*3/,/HL\*4/s/PI\*0084000/PI*0085000/'
cat $sent >"$tmp/c" # the same claim in another interchange
sed 's/000000011/000000012/g' $sent >"$tmp/c2"
cp $answer "$tmp/r"
run --claims="$tmp/c2"
expect "ambiguous: $(cat "$tmp/err")" test "$(grep -c 'unmatched: ambiguous' "$tmp/err")" -eq 3
expect "ambiguous: kept: $(claims_in "$tmp/u" CLP)" test "$(claims_in "$tmp/u" CLP)" = 'COBAID-1 COBAID-3 COBAID-5 '
expect 'ambiguous: something is written' test ! -s "$tmp/o"
sed 's/000000011/000000012/g; s/1EG4TE5MK72/1EG4TE5MK73/' $sent >"$tmp/c2" # one of the two fits
run --claims="$tmp/c2"
expect "one of two fits: $(cat "$tmp/err")" test "$status$(claims_in "$tmp/o" CLM)" = '0COBAID-1 COBAID-3 COBAID-5 '

# ---- by the money ------------------------------------------------------------------------------------

kept_snip=2
case_of 'claim out by a cent (R-002)' 'refused: does not balance' 's/CLP\*COBAID-3\*1\*1343.21\*591.22/CLP*COBAID-3*1*1343.21*591.23/'
case_of 'line out by a cent (R-003)' 'refused: does not balance' 's/CAS\*PR\*1\*28.64/CAS*PR*1*28.63/'
case_of 'lines are not the claim (R-005)' 'refused: does not balance' \
  's/SVC\*HC:G0480\*363.17/SVC*HC:G0480*363.16/; s/PR\*96\*363.17/PR*96*363.16/; s/CAS\*PR\*1\*28.64/CAS*PR*1*28.65/'
kept_snip=7
sed 's/591.22\*534.79/591.22*534.78/; s/^BPR\*I\*1436.24/BPR*I*1436.25/' $answer >"$tmp/r" # R-006, R-001
cp $sent "$tmp/c"
run
expect "R-001 and R-006 refuse: $(cat "$tmp/err")" test "$status$(claims_in "$tmp/o" CLM)" = '0COBAID-1 COBAID-3 COBAID-5 '
expect "R-001 is not told: $(cat "$tmp/err")" grep -q 'BPR02 is 1436.25, .* are 1436.24' "$tmp/err"
expect "R-006 is not told: $(cat "$tmp/err")" grep -q 'claim COBAID-3: .*CLP05' "$tmp/err"

# ---- by the lines --------------------------------------------------------------------------------------

case_of 'a service that is no line' 'refused: service 2 .* pairs with no line' 's/HC:G0480\*363.17/HC:G0481*363.17/'
case_of 'two lines of one number' 'refused: service 1 .* two lines' \
  '/CAS\*PR\*1\*28.64/s/$/\nREF*6R*A~/; s/^SE\*40/SE*41/' \
  '/COBAID-3/,/COBAID-5/{/DTP\*472/s/$/\nREF*6R*A~/;}; s/^SE\*83/SE*85/'
case_of 'bundled, nobody tells where' 'refused: line 2 was bundled' \
  's/SVC\*HC:G0480\*363.17\*0\*0300\*1/SVC*HC:G0499*363.17*0*0300*1*HC:G0480/; s/PR\*96\*363.17/CO*97*363.17/; s/591.22\*534.79/591.22*171.62/'

# ---- by what would be written ------------------------------------------------------------------------

case_of 'no next payer' 'refused: the next payer is not known' '' '/COBAID-3/,/COBAID-5/{/^SBR\*S/,/MASSHEALTH/d;}'
case_of 'a next payer without a member id' 'refused: of the next payer nobody knows the member id' '' '/COBAID-3/,/COBAID-5/s/\*MI\*100099990001//'
case_of 'a code that the 837 does not have' 'refused: what would be written is wrong: .*SVD03' \
  's/SVC\*HC:G0463\*980.04/SVC*AD:D0120*980.04/; /980.04/s/\*0481\*1~/*0481*1*HC:G0463~/'
case_of 'a delimiter of the 837' 'refused: .*delimiter' 's/20260003/2026|0003/' 's/~$/|/'
awk '/^CLP.COBAID-3/ { print "CLP*COBAID-3*1*1343.21*591.22*534.79*MA*20260003*13*1~\nCAS*CO*45*217.2~\nCAS*PR*1*28.64**2*142.98**96*363.17~"; print "NM1*QC*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72~\nDTM*232*20260420~"; skip = 1; next }
  /^CLP/ { skip = 0 } { sub(/^SE.40/, "SE*35") } !skip' $answer >"$tmp/r"
cp $sent "$tmp/c"
run --partner=masshealth
refused 'an outpatient claim told at the claim, for MassHealth' \
  'refused: what would be written is wrong: .*cob-outpatient-claim-date' 'COBAID-3 ' 'COBAID-1 COBAID-5 '
run --partner=masshealth --sender=110099999
expect "a sender that the profile does not know: $(cat "$tmp/err")" \
  test "$status$(grep -c 'refused: .*ISA06' "$tmp/err")$(claims_in "$tmp/o" CLM)" = 13

# ---- reversals -----------------------------------------------------------------------------------------

sed -n '/^CLP/,/^PLB/p' testdata/remit/reversal.835 | sed '/^PLB/d' >"$tmp/reversal"
sed -n '/^CLP/,/^SE/p' testdata/remit/correction.835 | sed '/^SE/d' >"$tmp/correction"
# set FILE PART...: an 835 of these claims
set_of() {
  out=$1
  shift
  { sed '/^CLP/,$d' testdata/remit/correction.835 && cat "$@" && printf 'SE*1*0001~\nGE*1*1~\nIEA*1*000000024~\n'; } |
    sed 's/CLARION MANAGED CARE/MEDICARE A/' >"$out"
}
cp $sent "$tmp/c"
set_of "$tmp/r" "$tmp/reversal"
run
refused 'a reversal alone' 'refused: a reversal without a correction' 'COBAID-3 ' ''
cp $answer "$tmp/r"
set_of "$tmp/r2" "$tmp/reversal"
run "$tmp/r2"
refused 'paid and reversed' 'refused: a reversal without a correction' 'COBAID-3 COBAID-3 ' 'COBAID-1 COBAID-5 '

# corrected WHAT FILE...: the correction is used, and said so
corrected() {
  what=$1
  shift
  claimtree cob --claims=$sent "$@" -o "$tmp/o" --unmatched="$tmp/u" $now 2>"$tmp/err"
  expect "$what: $(cat "$tmp/err")" test $? -eq 0
  expect "$what: not said once: $(cat "$tmp/err")" test "$(grep -c 'COBAID-3: .*the correction is used' "$tmp/err")" -eq 1
  expect "$what: what is written" grep -q 'SVD\*0084000\*600.22' "$tmp/o"
  expect "$what: something is kept" test ! -s "$tmp/u"
}
set_of "$tmp/r2" "$tmp/reversal" "$tmp/correction"
set_of "$tmp/r3" "$tmp/correction" "$tmp/reversal"
corrected 'reversal and correction, alone' "$tmp/r2"
corrected 'correction before its reversal, alone' "$tmp/r3"
corrected 'reversal and correction in one set' $answer "$tmp/r2"
corrected 'correction before its reversal in one set' $answer "$tmp/r3"
set_of "$tmp/r2" "$tmp/reversal"
set_of "$tmp/r3" "$tmp/correction"
corrected 'reversal and correction in two files' $answer "$tmp/r2" "$tmp/r3"
cp "$tmp/r3" "$tmp/r" # the same payment twice, and no reversal
run "$tmp/r3"
refused 'paid twice' 'refused: the claim was paid before' 'COBAID-3 ' 'COBAID-3 '
set_of "$tmp/r" "$tmp/correction" "$tmp/correction"
run
refused 'paid twice in one set' 'refused: the claim was paid before' 'COBAID-3 ' 'COBAID-3 '
finish
