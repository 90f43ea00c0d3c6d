# From remittances to the next payer's claims; what was taken back; what became of each claim.
# testdata/remit holds the primary claims and remittances of the job aid's five examples.

# examples 1, 3 and 5, Medicare first: written as the aid has them, for MassHealth
$ claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 --partner=masshealth --sender=110099999Z --receiver=DMA7384 --now=2026-06-01T12:00:00Z -o $T/o && claimtree check --partner=masshealth --severity=note $T/o | sed "s,$T,," && tr '~' '\n' <$T/o | grep -E '^(HL|SBR|CLM|CAS|AMT|SVD|DTP.573)'
> /o: accepted: 0 errors, 0 warnings, 0 notes in 1 interchange, 1 group, 1 set, 3 claims, 100 segments
> HL*1**20*1
> HL*2*1*22*0
> SBR*S*18*******MC
> CLM*COBAID-1*1980.04***11:A:1**A*Y*Y
> SBR*P*18*******MA
> CAS*CO*45*983.53
> CAS*PR*1*300**2*6.49
> AMT*D*690.02
> DTP*573*D8*20260515
> CLM*COBAID-3*1343.21***13:A:1**A*Y*Y
> SBR*P*18*******MA
> AMT*D*591.22
> SVD*0084000*591.22*HC:G0463*0481*1
> CAS*CO*45*217.2
> CAS*PR*1*28.64**2*142.98
> DTP*573*D8*20260515
> SVD*0084000*0*HC:G0480*0300*1
> CAS*PR*96*363.17
> DTP*573*D8*20260515
> CLM*COBAID-5*300***13:A:1**A*Y*Y
> SBR*P*18*******MA
> CAS*PR*1*15
> AMT*D*155
> SVD*0084000*150*HC:G0463*0510*1
> CAS*CO*45*60
> CAS*PR*2*30
> DTP*573*D8*20260515
> SVD*0084000*20*HC:G0480*0300*1
> CAS*CO*45*35
> CAS*PR*2*5
> DTP*573*D8*20260515

# examples 2 and 4, the second of two payers: the first stays as it was
$ claimtree cob --claims=testdata/remit/tufts.837 testdata/remit/tufts.835 --partner=masshealth --sender=110099999Z --receiver=DMA7384 --now=2026-06-01T12:00:00Z -o $T/o && claimtree check --partner=masshealth --severity=note $T/o | sed "s,$T,," && tr '~' '\n' <$T/o | grep -E '^(HL|SBR|CLM|CAS|AMT|SVD|DTP.573)'
> /o: accepted: 0 errors, 0 warnings, 0 notes in 1 interchange, 1 group, 1 set, 2 claims, 95 segments
> HL*1**20*1
> HL*2*1*22*0
> SBR*T*18*******MC
> CLM*COBAID-2*1751.51***11:A:1**A*Y*Y
> SBR*P*18*******MA
> CAS*CO*45*706.16
> CAS*PR*1*37.17**2*168.04
> AMT*D*840.14
> DTP*573*D8*20260515
> SBR*S*18*******CI
> CAS*PR*96*1751.51
> AMT*D*0
> DTP*573*D8*20260527
> CLM*COBAID-4*210***13:A:1**A*Y*Y
> SBR*P*18*******MA
> AMT*D*42.06
> SBR*S*18*******CI
> AMT*D*4.21
> SVD*0084000*25.06*HC:G0463*0510*1
> CAS*CO*45*108.52
> CAS*PR*2*12.42
> DTP*573*D8*20260515
> SVD*0101001*2.21*HC:G0463*0510*1
> CAS*CO*45*140.01
> CAS*PR*2*3.78
> DTP*573*D8*20260527
> SVD*0084000*17*HC:G0480*0300*1
> CAS*CO*45*45
> CAS*PR*2*2
> DTP*573*D8*20260515
> SVD*0101001*2*HC:G0480*0300*1
> CAS*CO*45*62
> DTP*573*D8*20260527

# an inpatient claim whose lines were adjusted: all at the claim for MassHealth, as told without it
$ sed '/^CAS\*CO\*45\*983.53/d;/^CAS\*PR\*1\*300/d;s/^DTM\*233\*20260415~/&SVC*NU:0120*1980.04*690.02**4~DTM*472*20260411~CAS*CO*45*983.53~CAS*PR*1*300**2*6.49~/;s/^SE\*33/SE*35/' testdata/remit/medicare.835 >$T/r
$ for p in '--partner=masshealth --sender=110099999Z --receiver=DMA7384' ''; do claimtree cob --claims=testdata/remit/medicare.837 $T/r $p | tr '~' '\n' | sed -n '/COBAID-1/,/COBAID-3/p' | grep -E '^(CAS|AMT|SVD|DTP.573|LX)'; echo; done
> CAS*CO*45*983.53
> CAS*PR*1*300**2*6.49
> AMT*D*690.02
> DTP*573*D8*20260515
> LX*1
>
> AMT*D*690.02
> LX*1
> SVD*0084000*690.02**0120*4
> CAS*CO*45*983.53
> CAS*PR*1*300**2*6.49
> DTP*573*D8*20260515
>

# what pairs with nothing is named, kept and valid; the same bytes from gzip and from a pipe
$ gzip -c testdata/remit/tufts.837 >$T/z; cat testdata/remit/medicare.835 | claimtree cob --claims=$T/z - testdata/remit/tufts.835 --unmatched=$T/u -o $T/o; echo $?; claimtree check $T/u | sed "s,$T,,"
> 1
> /u:0001/11: warning: A payee told by NPI or plan id also has a tax id (REF*TJ) (rule R-018) [1000B REF] (situation, SNIP 4)
> /u:0001/29: warning: This adjustment reason says little alone: a remark (LQ, or in MIA or MOA) goes with it (rule R-051) [2110 LQ, claim COBAID-3] (situation, SNIP 4)
> /u: accepted: 0 errors, 2 warnings, 0 notes in 1 interchange, 1 group, 1 set, 3 claims, 44 segments
! claimtree: cob: standard input: claim COBAID-1: unmatched: pairs with no claim: no claim has this number
! claimtree: cob: standard input: claim COBAID-3: unmatched: pairs with no claim: no claim has this number
! claimtree: cob: standard input: claim COBAID-5: unmatched: pairs with no claim: no claim has this number

# a reversal and its correction in a later file: the correction is used
$ claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 testdata/remit/reversal.835 testdata/remit/correction.835 --now=2026-06-01T12:00:00Z | tr '~' '\n' | sed -n '/COBAID-3/,/COBAID-5/p' | grep -E '^(AMT|SVD)'
> AMT*D*600.22
> SVD*0084000*600.22*HC:G0463*0481*1
> SVD*0084000*0*HC:G0480*0300*1
! claimtree: cob: testdata/remit/correction.835: claim COBAID-3: reversed and corrected: the correction is used

# a reversal alone, one that does not balance, one sent on already: each refused by its reason
$ sed 's/CLP\*COBAID-3\*1/CLP*COBAID-3*22/; s/983.53/983.52/; s/CLP\*COBAID-5\*1/CLP*COBAID-5*19/' testdata/remit/medicare.835 >$T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r 2>&1 | sed "s,$T,,"
> claimtree: cob: /r: claim COBAID-1: refused: does not balance: the payment CLP04 is not the charge CLP03 less all adjustments: 690.02 instead of 690.03
> claimtree: cob: /r: claim COBAID-5: refused: the payer already sent it on to the next one (CLP02 19, 20, 21); --include-crossover writes it all the same
> claimtree: cob: /r: claim COBAID-3: refused: a reversal without a correction (CLP02 22)

# what contradicts a claim does not pair
$ sed 's/1EG4TE5MK72/1EG4TE5MK73/; s/^DTM\*472\*20260420/DTM*472*20260520/' testdata/remit/medicare.835 >$T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r 2>&1 | sed "s,$T,,"
> claimtree: cob: /r: claim COBAID-1: unmatched: pairs with no claim: the member id is none of the claim's
> claimtree: cob: /r: claim COBAID-3: unmatched: pairs with no claim: the member id is none of the claim's
> claimtree: cob: /r: claim COBAID-5: unmatched: pairs with no claim: the member id is none of the claim's

# nobody is next: refused; a table tells who is
$ sed '/^SBR\*S/,/^NM1\*PR\*2\*MASSHEALTH/d' testdata/remit/medicare.837 >$T/c; claimtree cob --claims=$T/c testdata/remit/medicare.835 2>&1 | head -1
$ printf '*,MASSHEALTH,DMA7384,100099990001,18,MC\n' >$T/n; claimtree cob --claims=$T/c testdata/remit/medicare.835 --next-payer=$T/n | tr '~' '\n' | sed -n '/^HL.2/,/^CLM/p'
> claimtree: cob: testdata/remit/medicare.835: claim COBAID-1: refused: the next payer is not known: no other payer of the claim follows, and --next-payer does not tell
> HL*2*1*22*0
> SBR*S*18*******MC
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> DMG*D8*19710412*F
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> CLM*COBAID-1*1980.04***11:A:1**A*Y*Y

# a delimiter in the data, a missing table, wrong usage
$ claimtree cob testdata/remit/medicare.835
$ claimtree cob --claims=testdata/remit/medicare.837 --carriers=$T/none testdata/remit/medicare.835 2>&1 | sed "s,$T,,"
> claimtree: cob: /none: No such file or directory
! claimtree: cob: --claims=FILE is needed, or --to=xml, json, csv or dde
! try 'claimtree cob --help'

# the fields of the entry screens
$ claimtree cob --claims=testdata/remit/medicare.837 --to=dde testdata/remit/medicare.835 | head -67
> Claim COBAID-1
>  Coordination of Benefits tab
>   List of Coordination of Benefits (COB): item 1
>     Carrier Code                 0084000
>     Carrier Name                 MEDICARE A
>     Remittance Date              05/15/2026
>     Payer Claim Number           20260001
>     Payer Responsibility         P
>     COB Payer Paid Amount        690.02
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
>     Amount                       983.53
>     Units of Service
>     Reason                       45
>   List of COB Reasons: item 2
>     Group Code                   PR
>     Amount                       300.00
>     Units of Service
>     Reason                       1
>   List of COB Reasons: item 3
>     Group Code                   PR
>     Amount                       6.49
>     Units of Service
>     Reason                       2
>
> Claim COBAID-3
>  Coordination of Benefits tab
>   List of Coordination of Benefits (COB): item 1
>     Carrier Code                 0084000
>     Carrier Name                 MEDICARE A
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
>     Carrier Code                 0084000
>     Bundled into Line Number
>     Remittance Date              05/15/2026
>     Paid Amount                  591.22
>     Paid Units of Service        1
>     Revenue Code                 0481
>     Procedure Code               G0463
>   List of COB Reasons: item 1
>     Group Code                   CO
>     Amount                       217.20

# the same as CSV, and without the claims
$ claimtree cob --to=dde --format=csv testdata/remit/medicare.835 | head -24
> Claim,Tab,Service Line,Panel,Item,Field,Value
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Carrier Code,0084000
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Carrier Name,MEDICARE A
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Remittance Date,05/15/2026
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Payer Claim Number,20260001
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Payer Responsibility,P
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,COB Payer Paid Amount,690.02
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Claim Filing Indicator,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Release of Information,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Assignment of Benefits,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Relationship to Subscriber,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber Last Name,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber First Name,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber Address,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber City,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber State,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber Zip Code,
> COBAID-1,Coordination of Benefits,,List of Coordination of Benefits (COB),1,Subscriber ID,
> COBAID-1,Coordination of Benefits,,List of COB Reasons,1,Group Code,CO
> COBAID-1,Coordination of Benefits,,List of COB Reasons,1,Amount,983.53
> COBAID-1,Coordination of Benefits,,List of COB Reasons,1,Units of Service,
> COBAID-1,Coordination of Benefits,,List of COB Reasons,1,Reason,45
> COBAID-1,Coordination of Benefits,,List of COB Reasons,2,Group Code,PR
> COBAID-1,Coordination of Benefits,,List of COB Reasons,2,Amount,300.00

# entries as JSON, CSV and XML
$ claimtree cob --to=json testdata/remit/medicare.835 | head -1
$ claimtree cob --claims=testdata/remit/medicare.837 --to=csv testdata/remit/medicare.835 | head -8
$ claimtree cob --claims=testdata/remit/medicare.837 --to=xml testdata/remit/medicare.835 | head -12
> {"claim":"COBAID-1","payer":{"id":"0084000","name":"MEDICARE A","carrier":"0084000"},"responsibility":"P","relationship":null,"group_number":null,"group_name":null,"filing_indicator":null,"paid":"690.02","remittance_date":"20260515","payer_claim_number":"20260001","assignment_of_benefits":null,"release_of_information":null,"subscriber":null,"adjustments":[{"group":"CO","reason":"45","amount":"983.53"},{"group":"PR","reason":"1","amount":"300.00"},{"group":"PR","reason":"2","amount":"6.49"}],"lines":[]}
> claim,payer_id,payer_name,carrier,responsibility,relationship,filing_indicator,payer_claim_number,remittance_date,line,revenue,procedure,units,bundled_into,kind,group,reason,quantity,amount
> COBAID-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,,,,,,paid,,,,690.02
> COBAID-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,,,,,,adjustment,CO,45,,983.53
> COBAID-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,,,,,,adjustment,PR,1,,300.00
> COBAID-1,0084000,MEDICARE A,0084000,P,18,MA,20260001,20260515,,,,,,adjustment,PR,2,,6.49
> COBAID-3,0084000,MEDICARE A,0084000,P,18,MA,20260003,20260515,,,,,,paid,,,,591.22
> COBAID-3,0084000,MEDICARE A,0084000,P,18,MA,20260003,20260515,1,0481,HC:G0463,1,,paid,,,,591.22
> COBAID-3,0084000,MEDICARE A,0084000,P,18,MA,20260003,20260515,1,0481,HC:G0463,1,,adjustment,CO,45,,217.20
> <?xml version="1.0" encoding="UTF-8"?>
> <cob xmlns="urn:claimtree:cob:1">
>   <entry claim="COBAID-1" responsibility="P" relationship="18" filing-indicator="MA" paid="690.02" remittance-date="20260515" payer-claim-number="20260001" assignment-of-benefits="Y" release-of-information="Y">
>     <payer id="0084000" name="MEDICARE A" carrier="0084000"/>
>     <subscriber last-name="TANVOSK" first-name="MIRELDA" address="7 QUILL LANE" city="PORT ARBEL" state="MA" zip="01001" id="1EG4TE5MK72"/>
>     <adjustment group="CO" reason="45" amount="983.53"/>
>     <adjustment group="PR" reason="1" amount="300.00"/>
>     <adjustment group="PR" reason="2" amount="6.49"/>
>   </entry>
>   <entry claim="COBAID-3" responsibility="P" relationship="18" filing-indicator="MA" paid="591.22" remittance-date="20260515" payer-claim-number="20260003" assignment-of-benefits="Y" release-of-information="Y">
>     <payer id="0084000" name="MEDICARE A" carrier="0084000"/>
>     <subscriber last-name="TANVOSK" first-name="MIRELDA" address="7 QUILL LANE" city="PORT ARBEL" state="MA" zip="01001" id="1EG4TE5MK72"/>

# a reversal and the WO of its key are one recovery
$ claimtree recoup --provider-id=110099999Z testdata/remit/reversal.835
> Provider Name,Provider NPI,MassHealth Provider ID,MCE Name,Member First Name,Member Last Name,Member MassHealth ID,Date(s) of Service Recouped,Service Code or Name,Amount Recouped
> OSTRIMOOR GENERAL HOSPITAL,2000000010,110099999Z,CLARION MANAGED CARE,MIRELDA,TANVOSK,1EG4TE5MK72,04/20/2026,G0463; G0480,591.22

# where each value comes from
$ claimtree recoup --to=json --provider-id=110099999Z testdata/remit/reversal.835
> {"Provider Name":{"value":"OSTRIMOOR GENERAL HOSPITAL","from":"N102 of N1*PE"},"Provider NPI":{"value":"2000000010","from":"N104 of N1*PE"},"MassHealth Provider ID":{"value":"110099999Z","from":"--provider-id"},"MCE Name":{"value":"CLARION MANAGED CARE","from":"N102 of N1*PR"},"Member First Name":{"value":"MIRELDA","from":"NM104 of NM1*QC"},"Member Last Name":{"value":"TANVOSK","from":"NM103 of NM1*QC"},"Member MassHealth ID":{"value":"1EG4TE5MK72","from":"NM109 of NM1*QC"},"Date(s) of Service Recouped":{"value":"04/20/2026","from":"DTM of SVC"},"Service Code or Name":{"value":"G0463; G0480","from":"SVC01-2"},"Amount Recouped":{"value":"591.22","from":"CLP04"}}

# each claim once, and all the money
$ claimtree reconcile testdata/remit/medicare.837 testdata/remit/tufts.837 testdata/remit/medicare.835 testdata/remit/reversal.835
> claim                 status               charge          paid         short
> COBAID-1              paid short          1980.04        690.02       1290.02
>     CO 45 983.53; PR 1 300.00; PR 2 6.49
> COBAID-3              reversed            1343.21          0.00       1343.21
> COBAID-5              paid short           300.00        155.00        145.00
>     PR 1 15.00; CO 45 95.00; PR 2 35.00
> COBAID-2              unanswered          1751.51          0.00       1751.51
> COBAID-4              unanswered           210.00          0.00        210.00
>
> unanswered                2                1961.51          0.00
> rejected                  0                   0.00          0.00
> denied                    0                   0.00          0.00
> paid in full              0                   0.00          0.00
> paid short                2                2280.04        845.02
> reversed                  1                1343.21          0.00
> other payments            2                                 0.00
> all                       5                5584.76        845.02
> provider adjustments (PLB)                               591.22
> payments (BPR02)                                        1436.24
> difference                                                 0.00

# a set that a 999 rejects
$ claimtree reconcile testdata/remit/medicare.837 testdata/remit/tufts.837 testdata/remit/medicare.835 --acks=testdata/remit/rejected.999 --to=csv
> claim,file,status,charge,paid,short,adjustments,payer_claim_number,remittance_date
> COBAID-1,testdata/remit/medicare.837,paid short,1980.04,690.02,1290.02,CO 45 983.53; PR 1 300.00; PR 2 6.49,20260001,20260515
> COBAID-3,testdata/remit/medicare.837,paid short,1343.21,591.22,751.99,CO 45 217.20; PR 1 28.64; PR 2 142.98; PR 96 363.17,20260003,20260515
> COBAID-5,testdata/remit/medicare.837,paid short,300.00,155.00,145.00,PR 1 15.00; CO 45 95.00; PR 2 35.00,20260005,20260515
> COBAID-2,testdata/remit/tufts.837,rejected,1751.51,0.00,1751.51,,,
> COBAID-4,testdata/remit/tufts.837,rejected,210.00,0.00,210.00,,,
