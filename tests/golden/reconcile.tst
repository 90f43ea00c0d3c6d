# What became of each claim that was sent.  testdata/remit has the claims, remittances and a 999.

# as JSON, with what a 999 rejects
$ claimtree reconcile testdata/remit/tufts.837 testdata/remit/tufts.835 testdata/remit/medicare.837 --acks=testdata/remit/rejected.999 --to=json
> {"claims":[
> {"claim":"COBAID-2","file":"testdata/remit/tufts.837","status":"paid short","charge":"1751.51","paid":"0.00","short":"1751.51","adjustments":"PR 96 1751.51","payer_claim_number":"T20260002","remittance_date":"20260527"},
> {"claim":"COBAID-4","file":"testdata/remit/tufts.837","status":"paid short","charge":"210.00","paid":"4.21","short":"205.79","adjustments":"CO 45 202.01; PR 2 3.78","payer_claim_number":"T20260004","remittance_date":"20260527"},
> {"claim":"COBAID-1","file":"testdata/remit/medicare.837","status":"rejected","charge":"1980.04","paid":"0.00","short":"1980.04","adjustments":null,"payer_claim_number":null,"remittance_date":null},
> {"claim":"COBAID-3","file":"testdata/remit/medicare.837","status":"rejected","charge":"1343.21","paid":"0.00","short":"1343.21","adjustments":null,"payer_claim_number":null,"remittance_date":null},
> {"claim":"COBAID-5","file":"testdata/remit/medicare.837","status":"rejected","charge":"300.00","paid":"0.00","short":"300.00","adjustments":null,"payer_claim_number":null,"remittance_date":null}
> ],"totals":{"unanswered":{"claims":0,"charge":"0.00","paid":"0.00"},"rejected":{"claims":3,"charge":"3623.25","paid":"0.00"},"denied":{"claims":0,"charge":"0.00","paid":"0.00"},"paid in full":{"claims":0,"charge":"0.00","paid":"0.00"},"paid short":{"claims":2,"charge":"1961.51","paid":"4.21"},"reversed":{"claims":0,"charge":"0.00","paid":"0.00"},"other payments":{"claims":0,"paid":"0.00"},"all":{"claims":5,"charge":"5584.76","paid":"4.21"},"provider_adjustments":"0.00","payments":"4.21","difference":"0.00"}}

# of two groups with the same numbers the one of the right receiver was rejected
$ for f in medicare.837 rejected.999; do sed 's/RECVR01        /OTHER02        /; s/\*RECVR01\*/*OTHER02*/; s/\*RECVR01~/*OTHER02~/' testdata/remit/$f >$T/$f; done; claimtree reconcile testdata/remit/tufts.837 $T/medicare.837 --acks=$T/rejected.999 --to=csv | cut -d, -f1,3
> claim,status
> COBAID-2,unanswered
> COBAID-4,unanswered
> COBAID-1,rejected
> COBAID-3,rejected
> COBAID-5,rejected

# a TA1 rejects one interchange, not the other
$ printf 'ISA*00*          *00*          *ZZ*RECVR01        *ZZ*110099999Z     *260306*1200*^*00501*000000031*0*P*:~TA1*000000012*260305*1200*R*005~IEA*0*000000031~' >$T/a; claimtree reconcile testdata/remit/tufts.837 testdata/remit/medicare.837 --acks=$T/a --to=csv | cut -d, -f1-3
> claim,file,status
> COBAID-2,testdata/remit/tufts.837,rejected
> COBAID-4,testdata/remit/tufts.837,rejected
> COBAID-1,testdata/remit/medicare.837,unanswered
> COBAID-3,testdata/remit/medicare.837,unanswered
> COBAID-5,testdata/remit/medicare.837,unanswered

# a set is rejected alone: the other set of its group is not
$ sed 's/^SE\*83\*0001~/&\n/; /^GE/,$d' testdata/remit/medicare.837 >$T/s; sed -n '/^ST/,/^SE/p' testdata/remit/tufts.837 | sed 's/^\(ST\*837\*\)0001/\10002/; s/^\(SE\*85\*\)0001/\10002/' >>$T/s; printf 'GE*2*1~\nIEA*1*000000011~\n' >>$T/s; sed 's/^AK2.*/AK2*837*0001*005010X223A2~\nIK5*A~\nAK2*837*0002*005010X223A2~/; s/^AK9.*/AK9*P*2*2*1~/; s/^SE\*6/SE*8/' testdata/remit/rejected.999 >$T/a; claimtree reconcile $T/s --acks=$T/a --to=csv | cut -d, -f1,3
> claim,status
> COBAID-1,unanswered
> COBAID-3,unanswered
> COBAID-5,unanswered
> COBAID-2,rejected
> COBAID-4,rejected

# long numbers and many reasons keep to eighty columns
$ sed 's/COBAID-1/OSTRI-2026-000000000000001-0000000001/' testdata/remit/medicare.837 >$T/c; sed 's/COBAID-1/OSTRI-2026-000000000000001-0000000001/; s/^CAS\*CO\*45\*983.53/CAS*CO*45*903.53**253*10**237*10**94*10**97*10**59*10~\nCAS*OA*23*30/' testdata/remit/medicare.835 >$T/r; claimtree reconcile $T/c $T/r | head -8
> claim                 status               charge          paid         short
> OSTRI-2026-000000000000001-0000000001
>                       paid short          1980.04        690.02       1290.02
>     CO 45 903.53; CO 253 10.00; CO 237 10.00; CO 94 10.00; CO 97 10.00;
>     CO 59 10.00; OA 23 30.00; PR 1 300.00; PR 2 6.49
> COBAID-3              paid short          1343.21        591.22        751.99
>     CO 45 217.20; PR 1 28.64; PR 2 142.98; PR 96 363.17
> COBAID-5              paid short           300.00        155.00        145.00

# a payment twice, one of no claim, and one that does not balance: all the money is there
$ sed 's/COBAID-5/COBAID-6/; s/^CLP\*COBAID-3\*1\*1343.21\*591.22/CLP*COBAID-3*1*1343.21*591.23/' testdata/remit/medicare.835 >$T/r; claimtree reconcile testdata/remit/medicare.837 $T/r $T/r 2>&1 | sed "s,$T,,"
> claimtree: reconcile: /r: claim COBAID-6: pairs with no claim: no claim has this number
> claimtree: reconcile: /r: claim COBAID-6: pairs with no claim: no claim has this number
> claimtree: reconcile: /r: claim COBAID-1: the claim was paid before, and no reversal stands between
> claimtree: reconcile: /r: claim COBAID-3: the claim was paid before, and no reversal stands between
> claim                 status               charge          paid         short
> COBAID-1              paid short          1980.04        690.02       1290.02
>     CO 45 983.53; PR 1 300.00; PR 2 6.49
> COBAID-3              paid short          1343.21        591.23        751.98
>     CO 45 217.20; PR 1 28.64; PR 2 142.98; PR 96 363.17
> COBAID-5              unanswered           300.00          0.00        300.00
>
> unanswered                1                 300.00          0.00
> rejected                  0                   0.00          0.00
> denied                    0                   0.00          0.00
> paid in full              0                   0.00          0.00
> paid short                2                3323.25       1281.25
> reversed                  0                   0.00          0.00
> other payments            4                              1591.25
> all                       3                3623.25       2872.50
> provider adjustments (PLB)                                 0.00
> payments (BPR02)                                        2872.48
> difference                                                -0.02

# nothing that came back, or something else
$ claimtree reconcile testdata/remit/medicare.837 --to=csv --acks=testdata/remit/medicare.835; echo $?
> claim,file,status,charge,paid,short,adjustments,payer_claim_number,remittance_date
> COBAID-1,testdata/remit/medicare.837,unanswered,1980.04,0.00,1980.04,,,
> COBAID-3,testdata/remit/medicare.837,unanswered,1343.21,0.00,1343.21,,,
> COBAID-5,testdata/remit/medicare.837,unanswered,300.00,0.00,300.00,,,
> 1
! claimtree: reconcile: testdata/remit/medicare.835: there is no TA1, 999 or 997 in it

# a file given by pipe and one that is packed are read as the others
$ gzip -c testdata/remit/medicare.835 >$T/z; cat testdata/remit/medicare.837 | claimtree reconcile - $T/z --to=csv | cut -d, -f1-5
> claim,file,status,charge,paid
> COBAID-1,-,paid short,1980.04,690.02
> COBAID-3,-,paid short,1343.21,591.22
> COBAID-5,-,paid short,300.00,155.00

# claims that came back rejected and were sent again: the payment is of the second file
$ sed 's/000000011/000000015/; s/^\(GS.*\)\*1\*X/\1*15*X/; s/^GE\*1\*1~/GE*1*15~/' testdata/remit/medicare.837 >$T/again.837; claimtree reconcile testdata/remit/medicare.837 $T/again.837 testdata/remit/medicare.835 --acks=testdata/remit/rejected.999 --to=csv | cut -d, -f1,3-6
> claim,status,charge,paid,short
> COBAID-1,rejected,1980.04,0.00,1980.04
> COBAID-3,rejected,1343.21,0.00,1343.21
> COBAID-5,rejected,300.00,0.00,300.00
> COBAID-1,paid short,1980.04,690.02,1290.02
> COBAID-3,paid short,1343.21,591.22,751.99
> COBAID-5,paid short,300.00,155.00,145.00

# a file that is cut short: what is there is told, and that it is cut
$ head -c 1171 testdata/remit/medicare.837 >$T/c; claimtree reconcile $T/c testdata/remit/medicare.835 --to=csv 2>&1 | sed "s,$T,," | cut -d, -f1-5
$ head -c 1170 testdata/remit/medicare.835 >$T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r -o $T/o --unmatched=$T/u --now=2026-06-01T12:00:00Z 2>&1 | sed "s,$T,,"; claimtree list $T/o | cut -f1; claimtree check $T/u | sed "s,$T,," | grep -v warning
> claimtree: reconcile: /c: at byte 1171: the file ends inside a transaction set: it is cut short
> claimtree: reconcile: testdata/remit/medicare.835: claim COBAID-3: pairs with no claim: no claim has this number
> claimtree: reconcile: testdata/remit/medicare.835: claim COBAID-5: pairs with no claim: no claim has this number
> claim,file,status,charge,paid
> COBAID-1,/c,paid short,1980.04,690.02
> claimtree: cob: /r: at byte 1170: the file ends inside a transaction set: it is cut short
> claimtree: cob: /r: claim COBAID-5: refused: does not balance: the line's payment SVC03 is 20.00, its charge less its adjustments is 60.00
> claim
> COBAID-1
> COBAID-3
> /u:0001/21: error: CAS02 (adjustment reason) is missing [2110 CAS, claim COBAID-5] (element-missing, SNIP 1)
> /u:0001/21: error: CAS03 (adjustment amount) is missing [2110 CAS, claim COBAID-5] (element-missing, SNIP 1)
> /u:0001/19: error: the line's payment SVC03 is 20.00, its charge less its adjustments is 60.00 (rule R-003) [2110 SVC, claim COBAID-5] (remit-line-balance, SNIP 3)

# trailers that are missing between sets and interchanges lose no claim
$ { sed '/^SE/d' testdata/remit/medicare.837; sed '/^GE/,$d' testdata/remit/tufts.837; } | claimtree reconcile - --to=csv | cut -d, -f1,4
> claim,charge
> COBAID-1,1980.04
> COBAID-3,1343.21
> COBAID-5,300.00
> COBAID-2,1751.51
> COBAID-4,210.00
! claimtree: reconcile: standard input: at byte 4462: the file ends inside a group: it is cut short

# claims of a guide that is not built in, and those that stand nowhere, are counted and left out
$ sed 's/X223A2/X222A1/' testdata/remit/medicare.837 >$T/p; claimtree reconcile $T/p testdata/remit/tufts.837 --to=csv 2>&1 | sed "s,$T,," | cut -d, -f1-4; claimtree cob --claims=$T/p testdata/remit/medicare.835 2>&1 | sed "s,$T,,"
$ sed '/^HL/d' testdata/remit/medicare.837 | claimtree reconcile - --to=csv
$ sed 's/X221A1/X214/' testdata/remit/medicare.835 | claimtree cob --claims=testdata/remit/medicare.837 - --unmatched=$T/u; claimtree list $T/u | wc -l
> claimtree: reconcile: /p: 3 claims are left out: no guide built in has them there
> claim,file,status,charge
> COBAID-2,testdata/remit/tufts.837,unanswered,1751.51
> COBAID-4,testdata/remit/tufts.837,unanswered,210.00
> claimtree: cob: /p: 3 claims are left out: no guide built in has them there
> claimtree: cob: testdata/remit/medicare.835: claim COBAID-1: unmatched: pairs with no claim: no claim has this number
> claimtree: cob: testdata/remit/medicare.835: claim COBAID-3: unmatched: pairs with no claim: no claim has this number
> claimtree: cob: testdata/remit/medicare.835: claim COBAID-5: unmatched: pairs with no claim: no claim has this number
> claim,file,status,charge,paid,short,adjustments,payer_claim_number,remittance_date
> COBAID-1,-,unanswered,1980.04,0.00,1980.04,,,
> COBAID-3,-,unanswered,1343.21,0.00,1343.21,,,
> COBAID-5,-,unanswered,300.00,0.00,300.00,,,
> 1
! claimtree: cob: standard input: claim COBAID-1: unmatched: cannot be read as a claim payment
! claimtree: cob: standard input: claim COBAID-3: unmatched: cannot be read as a claim payment
! claimtree: cob: standard input: claim COBAID-5: unmatched: cannot be read as a claim payment
! claimtree: list: $T/u: at byte 160: the guide of this set is not known: its claims cannot be told apart
