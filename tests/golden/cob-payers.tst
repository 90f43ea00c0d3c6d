# Three payers in a row, line by line: who is next, and what stays of those before.
# testdata/remit/payers.837 is an inpatient claim: Medicare, then a spouse's plan, then MassHealth.

# Medicare answers at the lines: the next subscriber is the spouse, the patient moves into 2000C
$ claimtree cob --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835 --now=2026-06-01T12:00:00Z -o $T/2 && claimtree check --quiet $T/2 && tr '~' '\n' <$T/2 | sed -n '/^HL/,/^SE/p'
> HL*1**20*1
> PRV*BI*PXC*282N00000X
> NM1*85*2*OSTRIMOOR GENERAL HOSPITAL*****XX*2000000010
> N3*12 LANTERN ROW
> N4*PORT ARBEL*MA*010010001
> REF*EI*009999901
> HL*2*1*22*1
> SBR*S**GRP77******CI
> NM1*IL*1*TANVOSK*OREN****MI*TH000000002
> N3*9 QUILL LANE
> N4*PORT ARBEL*MA*01001
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0101001
> HL*3*2*23*0
> PAT*01
> NM1*QC*1*TANVOSK*MIRELDA
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> DMG*D8*19710412*F
> CLM*ROW-1*1751.51***11:A:1**A*Y*Y
> DTP*096*TM*1100
> DTP*434*RD8*20260411-20260415
> DTP*435*DT*202604110930
> CL1*1*1*01
> REF*G1*TUFTSAUTH
> HI*ABK:J189:::::::Y
> HI*ABJ:R509
> NM1*71*1*PELLAMORE*JORAN****XX*2000000119
> SBR*P*18*******MA
> AMT*D*840.14
> OI***Y***Y
> MIA*4***840.14
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> NM1*PR*2*MEDICARE A*****PI*0084000
> REF*G1*MEDAUTH1
> REF*F8*20260001
> SBR*T*18*******MC
> OI***Y***Y
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> LX*1
> SV2*0120**1000*DA*4
> SVD*0084000*500**0120*4
> CAS*CO*45*331.96
> CAS*PR*2*168.04
> DTP*573*D8*20260515
> LX*2
> SV2*0250**751.51*UN*3
> SVD*0084000*340.14**0250*3
> CAS*CO*45*374.2
> CAS*PR*1*37.17
> DTP*573*D8*20260515
> SE*61*0001

# the plan answers in its turn, for MassHealth: all at the claim, of the earlier payer, too; the patient moves out of 2000C
$ claimtree cob --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835 --now=2026-06-01T12:00:00Z -o $T/2; claimtree cob --claims=$T/2 testdata/remit/payers-tufts.835 --partner=masshealth --now=2026-06-01T12:00:00Z -o $T/3 && claimtree check --partner=masshealth --quiet $T/3 && tr '~' '\n' <$T/3 | sed -n '/^HL.2/,/^SE/p'
> HL*2*1*22*0
> SBR*T*18*******MC
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> DMG*D8*19710412*F
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> CLM*ROW-1*1751.51***11:A:1**A*Y*Y
> DTP*096*TM*1100
> DTP*434*RD8*20260411-20260415
> DTP*435*DT*202604110930
> CL1*1*1*01
> HI*ABK:J189:::::::Y
> HI*ABJ:R509
> NM1*71*1*PELLAMORE*JORAN****XX*2000000119
> SBR*P*18*******MA
> CAS*CO*45*706.16
> CAS*PR*2*168.04**1*37.17
> AMT*D*840.14
> OI***Y***Y
> MIA*4***840.14
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> NM1*PR*2*MEDICARE A*****PI*0084000
> DTP*573*D8*20260515
> REF*G1*MEDAUTH1
> REF*F8*20260001
> SBR*S*01*GRP77******CI
> CAS*PR*96*1751.51
> AMT*D*0
> OI***Y***Y
> NM1*IL*1*TANVOSK*OREN****MI*TH000000002
> N3*9 QUILL LANE
> N4*PORT ARBEL*MA*01001
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0101001
> DTP*573*D8*20260527
> REF*G1*TUFTSAUTH
> REF*F8*T20260002
> LX*1
> SV2*0120**1000*DA*4
> LX*2
> SV2*0250**751.51*UN*3
> SE*55*0001

# receiver of ISA, GS and 1000B: that of the profile, unless the command tells another
$ for r in '' --receiver=HSN3644; do claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 --partner=masshealth $r 2>&1 | tr '~' '\n' | grep -E '^(GS|NM1.40)|claim COBAID-1' | sed 's/^\(GS[^*]*\*[^*]*\*[^*]*\*[^*]*\).*/\1/'; done
> GS*HC*110099999Z*DMA7384
> NM1*40*2*MASSHEALTH*****46*DMA7384
> GS*HC*110099999Z*HSN3644
> NM1*40*2*MASSHEALTH*****46*DMA7384

# a payer that a line tells of has answered already: it is not the next one
$ sed 's/^SV2\*0120.*/&SVD*0101001*0**0120*4~CAS*PR*96*1000~DTP*573*D8*20260501~/; s/^SV2\*0250.*/&SVD*0101001*0**0250*3~CAS*PR*96*751.51~DTP*573*D8*20260501~/; s/^SE\*45/SE*51/' testdata/remit/payers.837 >$T/c; claimtree cob --claims=$T/c testdata/remit/payers-medicare.835 | tr '~' '\n' | grep -E '^(SBR|NM1.PR)'
> SBR*T*18*******MC
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> SBR*P*18*******MA
> NM1*PR*2*MEDICARE A*****PI*0084000
> SBR*S*01*GRP77******CI
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0101001

# the qualifier of a member id stays that of the claim
$ sed 's/MI\*1EG4TE5MK72/II*1EG4TE5MK72/; s/MI\*TH000000002/II*TH000000002/' testdata/remit/payers.837 >$T/c; claimtree cob --claims=$T/c testdata/remit/payers-medicare.835 | tr '~' '\n' | grep -E '^NM1.IL'
> NM1*IL*1*TANVOSK*OREN****II*TH000000002
> NM1*IL*1*TANVOSK*MIRELDA****II*1EG4TE5MK72
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001

# a member id of another payer is no evidence
$ sed 's/MI\*1EG4TE5MK72/MI*TH000000002/' testdata/remit/payers-medicare.835 >$T/r; claimtree cob --claims=testdata/remit/payers.837 $T/r 2>&1 | sed "s,$T,,"
> claimtree: cob: /r: claim ROW-1: unmatched: pairs with no claim: the member id is none of the claim's

# a number that a later service names is not given away to one that names none
$ sed '/^SV2\*0120/s/$/REF*6R*A1~/; /^SV2\*0250/s/$/REF*6R*A2~/; s/^SE\*45/SE*47/; s/0250\*\*751.51\*UN\*3/0120**1000*DA*4/; s/1751.51/2000/' testdata/remit/payers.837 >$T/c; sed 's/^SVC\*NU:0250\*751.51\*340.14\*\*3~/SVC*NU:0120*1000*340.14**4~/; s/^CAS\*CO\*45\*374.2~/CAS*CO*45*622.69~/; s/1751.51/2000/; /^CAS\*PR\*1/s/$/REF*6R*A1~/; s/^SE\*25/SE*26/' testdata/remit/payers-medicare.835 >$T/r; claimtree check $T/c $T/r | grep -v warning: | sed "s,$T,,"; claimtree cob --claims=$T/c $T/r | tr '~' '\n' | grep -E '^(LX|SVD|REF.6R)'
> /c: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 51 segments
> /r: accepted: 0 errors, 1 warning, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 30 segments
> LX*1
> REF*6R*A1
> SVD*0084000*340.14**0120*4
> LX*2
> REF*6R*A2
> SVD*0084000*500**0120*4

# what would break a rule of the partner is refused by that rule, without the value
$ claimtree cob --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835 --partner=masshealth
! claimtree: cob: testdata/remit/payers-medicare.835: claim ROW-1: refused: what would be written is wrong: A MassHealth member id has twelve digits (rule MH-021) [2010BA NM1 NM109] (partner-rule)
? 1

# a row for the claim wins over its own 2320, that over a row for all; comments and quotes are read
$ printf '# who is next\n*,EVERYBODY,PAYER99,M9,18,CI\nROW-1,"ARBEL, MUTUAL",PAYER77,M7,18,CI\n' >$T/n; claimtree cob --claims=testdata/remit/payers.837 --claims=testdata/remit/medicare.837 testdata/remit/payers-medicare.835 testdata/remit/medicare.835 --next-payer=$T/n -o $T/o; claimtree check --quiet $T/o; tr '~' '\n' <$T/o | grep -E '^(HL.*22|SBR|NM1.(IL|PR)|CLM)'
> HL*2*1*22*0
> SBR*A*18*******CI
> NM1*IL*1*TANVOSK*MIRELDA****MI*M7
> NM1*PR*2*ARBEL, MUTUAL*****PI*PAYER77
> CLM*ROW-1*1751.51***11:A:1**A*Y*Y
> SBR*P*18*******MA
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> NM1*PR*2*MEDICARE A*****PI*0084000
> SBR*S*01*GRP77******CI
> NM1*IL*1*TANVOSK*OREN****MI*TH000000002
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0101001
> SBR*T*18*******MC
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> HL*2*1*22*0
> SBR*S*18*******MC
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> CLM*COBAID-1*1980.04***11:A:1**A*Y*Y
> SBR*P*18*******MA
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> NM1*PR*2*MEDICARE A*****PI*0084000
> CLM*COBAID-3*1343.21***13:A:1**A*Y*Y
> SBR*P*18*******MA
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> NM1*PR*2*MEDICARE A*****PI*0084000
> CLM*COBAID-5*300***13:A:1**A*Y*Y
> SBR*P*18*******MA
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> NM1*PR*2*MEDICARE A*****PI*0084000

# a row may name one of the claim's other payers and tell only what changed
$ printf 'ROW-1,,DMA7384,,,\n' >$T/n; claimtree cob --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835 --next-payer=$T/n -o $T/o; claimtree check --quiet $T/o; tr '~' '\n' <$T/o | grep -E '^(HL.*22|SBR|NM1.(IL|PR)|CLM)'
> HL*2*1*22*0
> SBR*T*18*******MC
> NM1*IL*1*TANVOSK*MIRELDA****MI*100099990001
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> CLM*ROW-1*1751.51***11:A:1**A*Y*Y
> SBR*P*18*******MA
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> NM1*PR*2*MEDICARE A*****PI*0084000
> SBR*S*01*GRP77******CI
> NM1*IL*1*TANVOSK*OREN****MI*TH000000002
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0101001

# what nobody knows of the next payer is named
$ for row in 'ROW-1,,PAYER77,M7,18,CI' 'ROW-1,ARBEL MUTUAL,,M7,18,CI' 'ROW-1,ARBEL MUTUAL,PAYER77,,18,CI' 'ROW-1,ARBEL MUTUAL,PAYER77,M7,,CI' 'ROW-1,ARBEL MUTUAL,PAYER77,M7,18,' 'ROW-1,ARBEL MUTUAL,PAYER77,M7,01,CI' 'ROW-1,ARBEL MUTUAL,PAYER77,M7,18,ZQ'; do echo "$row" >$T/n; claimtree cob --claims=testdata/remit/payers.837 testdata/remit/payers-medicare.835 --next-payer=$T/n 2>&1 | sed 's/.*refused: //'; done
> of the next payer nobody knows the name (2010BB NM103)
> of the next payer nobody knows the id (2010BB NM109)
> of the next payer nobody knows the member id (2010BA NM109)
> of the next payer nobody knows the relationship of the patient (SBR02)
> of the next payer nobody knows the claim filing indicator (SBR09)
> of the next payer nobody knows the subscriber's name (2010BA NM103), who is not the patient
> what would be written is wrong: SBR09 (claim filing indicator) "ZQ" is not allowed here; allowed: 11, 12, 13, 14, 15, 16, ... (23) [2000B SBR SBR09] (code-not-allowed)
