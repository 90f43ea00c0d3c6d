# Coordination of benefits without the claims around it: for tables, programs and hand entry.

# one remittance of each payer for the same claim; without the 837 both are entries
$ sed 's/COBAID-4/COBAID-3/; s/COBAID-2/COBAID-1/' testdata/remit/tufts.835 >$T/r; claimtree cob --to=csv testdata/remit/medicare.835 $T/r | grep ',,paid,'
> COBAID-1,0084000,MEDICARE A,0084000,P,,,20260001,20260515,,,,,,paid,,,,690.02
> COBAID-3,0084000,MEDICARE A,0084000,P,,,20260003,20260515,,,,,,paid,,,,591.22
> COBAID-3,0084000,MEDICARE A,0084000,P,,,20260003,20260515,,0481,HC:G0463,1,,paid,,,,591.22
> COBAID-3,0084000,MEDICARE A,0084000,P,,,20260003,20260515,,0300,HC:G0480,1,,paid,,,,0.00
> COBAID-5,0084000,MEDICARE A,0084000,P,,,20260005,20260515,,,,,,paid,,,,155.00
> COBAID-5,0084000,MEDICARE A,0084000,P,,,20260005,20260515,,0510,HC:G0463,1,,paid,,,,150.00
> COBAID-5,0084000,MEDICARE A,0084000,P,,,20260005,20260515,,0300,HC:G0480,1,,paid,,,,20.00
> COBAID-1,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260002,20260527,,,,,,paid,,,,0.00
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,,,,,paid,,,,4.21
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0510,HC:G0463,1,,paid,,,,2.21
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0300,HC:G0480,1,,paid,,,,2.00

# a reversal of the one payer undoes nothing of the other's
$ sed 's/COBAID-4/COBAID-3/; s/COBAID-2/COBAID-1/' testdata/remit/tufts.835 >$T/r; claimtree cob --to=csv $T/r testdata/remit/medicare.835 testdata/remit/reversal.835 2>&1 | grep -E 'COBAID-3.*(,,paid,|:)' | grep -v ',[12],03'
$ claimtree cob --to=csv testdata/remit/medicare.835 testdata/remit/reversal.835 testdata/remit/correction.835 --unmatched=$T/u | grep -E 'COBAID-3.*,,,,paid,'; ls -s $T/u | cut -d' ' -f1
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,,,,,paid,,,,4.21
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0510,HC:G0463,1,,paid,,,,2.21
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0510,HC:G0463,1,,adjustment,CO,45,,140.01
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0510,HC:G0463,1,,adjustment,PR,2,,3.78
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0300,HC:G0480,1,,paid,,,,2.00
> COBAID-3,0101001,TUFTS HEALTH PLAN,0101001,S,,,T20260004,20260527,,0300,HC:G0480,1,,adjustment,CO,45,,62.00
> claimtree: cob: testdata/remit/medicare.835: claim COBAID-3: refused: was reversed later, and not corrected
> claimtree: cob: testdata/remit/reversal.835: claim COBAID-3: refused: a reversal without a correction (CLP02 22)
> COBAID-3,0084000,MEDICARE A,0084000,P,,,20260009,20260522,,,,,,paid,,,,600.22
> 0

# JSON with and without the claims: what only the claim knows is null
$ claimtree cob --to=json testdata/remit/medicare.835 | sed -n 2p
$ claimtree cob --to=json --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 | sed -n 2p
> {"claim":"COBAID-3","payer":{"id":"0084000","name":"MEDICARE A","carrier":"0084000"},"responsibility":"P","relationship":null,"group_number":null,"group_name":null,"filing_indicator":null,"paid":"591.22","remittance_date":"20260515","payer_claim_number":"20260003","assignment_of_benefits":null,"release_of_information":null,"subscriber":null,"adjustments":[],"lines":[{"line":null,"paid":"591.22","revenue":"0481","procedure":"HC:G0463","units":"1","adjustments":[{"group":"CO","reason":"45","amount":"217.20"},{"group":"PR","reason":"1","amount":"28.64"},{"group":"PR","reason":"2","amount":"142.98"}]},{"line":null,"paid":"0.00","revenue":"0300","procedure":"HC:G0480","units":"1","adjustments":[{"group":"PR","reason":"96","amount":"363.17"}]}]}
> {"claim":"COBAID-3","payer":{"id":"0084000","name":"MEDICARE A","carrier":"0084000"},"responsibility":"P","relationship":"18","group_number":null,"group_name":null,"filing_indicator":"MA","paid":"591.22","remittance_date":"20260515","payer_claim_number":"20260003","assignment_of_benefits":"Y","release_of_information":"Y","subscriber":{"last_name":"TANVOSK","first_name":"MIRELDA","address":"7 QUILL LANE","city":"PORT ARBEL","state":"MA","zip":"01001","id":"1EG4TE5MK72"},"adjustments":[],"lines":[{"line":"1","paid":"591.22","revenue":"0481","procedure":"HC:G0463","units":"1","adjustments":[{"group":"CO","reason":"45","amount":"217.20"},{"group":"PR","reason":"1","amount":"28.64"},{"group":"PR","reason":"2","amount":"142.98"}]},{"line":"2","paid":"0.00","revenue":"0300","procedure":"HC:G0480","units":"1","adjustments":[{"group":"PR","reason":"96","amount":"363.17"}]}]}

# XML without the claims
$ claimtree cob --to=xml testdata/remit/medicare.835 | sed -n 3,18p
>   <entry claim="COBAID-1" responsibility="P" paid="690.02" remittance-date="20260515" payer-claim-number="20260001">
>     <payer id="0084000" name="MEDICARE A" carrier="0084000"/>
>     <adjustment group="CO" reason="45" amount="983.53"/>
>     <adjustment group="PR" reason="1" amount="300.00"/>
>     <adjustment group="PR" reason="2" amount="6.49"/>
>   </entry>
>   <entry claim="COBAID-3" responsibility="P" paid="591.22" remittance-date="20260515" payer-claim-number="20260003">
>     <payer id="0084000" name="MEDICARE A" carrier="0084000"/>
>     <line paid="591.22" revenue="0481" procedure="HC:G0463" units="1">
>       <adjustment group="CO" reason="45" amount="217.20"/>
>       <adjustment group="PR" reason="1" amount="28.64"/>
>       <adjustment group="PR" reason="2" amount="142.98"/>
>     </line>
>     <line paid="0.00" revenue="0300" procedure="HC:G0480" units="1">
>       <adjustment group="PR" reason="96" amount="363.17"/>
>     </line>

# CSV: a row for each payment and each adjustment, of the claim and of its lines
$ claimtree cob --to=csv --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835
> claim,payer_id,payer_name,carrier,responsibility,relationship,filing_indicator,payer_claim_number,remittance_date,line,revenue,procedure,units,bundled_into,kind,group,reason,quantity,amount
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,,,,,,paid,,,,840.14
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,1,0120,,4,,paid,,,,500.00
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,1,0120,,4,,adjustment,CO,45,,331.96
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,1,0120,,4,,adjustment,PR,2,,168.04
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,2,0250,,3,,paid,,,,340.14
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,2,0250,,3,,adjustment,CO,45,,374.20
> ROW-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,2,0250,,3,,adjustment,PR,1,,37.17

# the entry screens, a stay: all on the first tab, the lines summed, the date there
$ claimtree cob --to=dde --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835
> Claim ROW-1
>  Coordination of Benefits tab
>   List of Coordination of Benefits (COB): item 1
>     Carrier Code                 0084000
>     Carrier Name                 MEDICARE A
>     Remittance Date              05/15/2026
>     Payer Claim Number           20260001
>     Payer Responsibility         P
>     COB Payer Paid Amount        840.14
>     Claim Filing Indicator       MA
>     Release of Information       Y
>     Assignment of Benefits       Y
>     Relationship to Subscriber   18
>     Subscriber Last Name         TANVOSK
>     Subscriber First Name        MIRELDA
>     Subscriber Address           7 QUILL LANE
>     Subscriber City              PORT ARBEL
>     Subscriber State             MA
>     Subscriber Zip Code          01001
>     Subscriber ID                1EG4TE5MK72
>   List of COB Reasons: item 1
>     Group Code                   CO
>     Amount                       706.16
>     Units of Service
>     Reason                       45
>   List of COB Reasons: item 2
>     Group Code                   PR
>     Amount                       168.04
>     Units of Service
>     Reason                       2
>   List of COB Reasons: item 3
>     Group Code                   PR
>     Amount                       37.17
>     Units of Service
>     Reason                       1

# the same without the claim: the bill type is that of CLP08
$ claimtree cob --to=dde --format=csv testdata/remit/payers-medicare.835 | cut -d, -f2,4-
> Tab,Panel,Item,Field,Value
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Carrier Code,0084000
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Carrier Name,MEDICARE A
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Remittance Date,05/15/2026
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Payer Claim Number,20260001
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Payer Responsibility,P
> Coordination of Benefits,List of Coordination of Benefits (COB),1,COB Payer Paid Amount,840.14
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Claim Filing Indicator,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Release of Information,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Assignment of Benefits,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Relationship to Subscriber,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber Last Name,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber First Name,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber Address,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber City,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber State,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber Zip Code,
> Coordination of Benefits,List of Coordination of Benefits (COB),1,Subscriber ID,
> Coordination of Benefits,List of COB Reasons,1,Group Code,CO
> Coordination of Benefits,List of COB Reasons,1,Amount,706.16
> Coordination of Benefits,List of COB Reasons,1,Units of Service,
> Coordination of Benefits,List of COB Reasons,1,Reason,45
> Coordination of Benefits,List of COB Reasons,2,Group Code,PR
> Coordination of Benefits,List of COB Reasons,2,Amount,168.04
> Coordination of Benefits,List of COB Reasons,2,Units of Service,
> Coordination of Benefits,List of COB Reasons,2,Reason,2
> Coordination of Benefits,List of COB Reasons,3,Group Code,PR
> Coordination of Benefits,List of COB Reasons,3,Amount,37.17
> Coordination of Benefits,List of COB Reasons,3,Units of Service,
> Coordination of Benefits,List of COB Reasons,3,Reason,1

# a visit: the date with each line; a bundled line; modifiers; units; the carrier by table
$ sed 's/^SVC\*HC:G0463\*980.04\*591.22\*0481\*1~/SVC*HC:G0499:25:LT*980.04*591.22*0481*3*HC:G0463~/; s/^SVC\*HC:G0480\*363.17\*0\*0300\*1~/SVC*HC:G0499:25:LT*363.17*0*0300**HC:G0480~/; s/^CAS\*PR\*96\*363.17/CAS*CO*97*363.17*2/; s/591.22\*534.79/591.22*171.62/' testdata/remit/medicare.835 >$T/r; printf '0084000\t0085000\tMedicare B\n' >$T/t; claimtree cob --to=dde --carriers=$T/t --claims=testdata/remit/medicare.837 $T/r | sed -n '/^Claim COBAID-3/,/^$/p'
> Claim COBAID-3
>  Coordination of Benefits tab
>   List of Coordination of Benefits (COB): item 1
>     Carrier Code                 0085000
>     Carrier Name                 Medicare B
>     Payer Claim Number           20260003
>     Payer Responsibility         P
>     COB Payer Paid Amount        591.22
>     Claim Filing Indicator       MA
>     Release of Information       Y
>     Assignment of Benefits       Y
>     Relationship to Subscriber   18
>     Subscriber Last Name         TANVOSK
>     Subscriber First Name        MIRELDA
>     Subscriber Address           7 QUILL LANE
>     Subscriber City              PORT ARBEL
>     Subscriber State             MA
>     Subscriber Zip Code          01001
>     Subscriber ID                1EG4TE5MK72
>  Procedure tab, service line 1
>   List of COB Line Items: item 1
>     Carrier Code                 0085000
>     Bundled into Line Number
>     Remittance Date              05/15/2026
>     Paid Amount                  591.22
>     Paid Units of Service        3
>     Revenue Code                 0481
>     Procedure Code               G0499
>     Modifier 1                   25
>     Modifier 2                   LT
>   List of COB Reasons: item 1
>     Group Code                   CO
>     Amount                       217.20
>     Units of Service
>     Reason                       45
>   List of COB Reasons: item 2
>     Group Code                   PR
>     Amount                       28.64
>     Units of Service
>     Reason                       1
>   List of COB Reasons: item 3
>     Group Code                   PR
>     Amount                       142.98
>     Units of Service
>     Reason                       2
>  Procedure tab, service line 2
>   List of COB Line Items: item 1
>     Carrier Code                 0085000
>     Bundled into Line Number     1
>     Remittance Date              05/15/2026
>     Paid Amount                  0.00
>     Paid Units of Service        1
>     Revenue Code                 0300
>     Procedure Code               G0499
>     Modifier 1                   25
>     Modifier 2                   LT
>   List of COB Reasons: item 1
>     Group Code                   CO
>     Amount                       363.17
>     Units of Service             2
>     Reason                       97
>
