# What payers say in unusual shapes, and how it comes out in the claim for the next one.

# seven reasons of one group, at the claim and at a line: six in a CAS, the seventh in another
$ sed 's/^CAS\*CO\*45\*983.53/CAS*CO*45*903.53**253*10**237*10**94*10**97*10**59*10~\nCAS*CO*24*30/; s/^CAS\*CO\*45\*217.2~/CAS*CO*45*7.2**253*30**237*30**94*30**59*30**24*30~\nCAS*CO*29*60~/; s/^SE\*40/SE*42/' testdata/remit/medicare.835 >$T/r; claimtree check --quiet $T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r -o $T/o; claimtree check --quiet $T/o; tr '~' '\n' <$T/o | grep '^CAS.CO'
> CAS*CO*45*903.53**253*10**237*10**94*10**97*10**59*10
> CAS*CO*24*30
> CAS*CO*45*7.2**253*30**237*30**94*30**59*30**24*30
> CAS*CO*29*60
> CAS*CO*45*60
> CAS*CO*45*35

# units of what was adjusted stay with their reason
$ sed 's/^CAS\*CO\*45\*217.2~/CAS*CO*45*200*2*59*17.2*1~/' testdata/remit/medicare.835 >$T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r | tr '~' '\n' | grep '^CAS.CO.45.200'
> CAS*CO*45*200*2*59*17.2*1

# nothing is paid (NON), a claim is denied: told as it is
$ sed 's/^BPR.*/BPR*H*0*C*NON************20260515~/; s/^CLP\*COBAID-1\*1\*1980.04\*690.02\*306.49/CLP*COBAID-1*4*1980.04*0*306.49/; s/^CAS\*CO\*45\*983.53/CAS*CO*29*1673.55/; s/^MIA.*/MIA*0/; /^CLP.COBAID-3/,/^SE/{/^SE/!d;}; s/^MIA.*/MIA*0~/; s/^SE\*40/SE*20/' testdata/remit/medicare.835 >$T/r; claimtree check --quiet $T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r --partner=masshealth | tr '~' '\n' | sed -n '/^SBR.P/,/^DTP.573/p'
> SBR*P*18*******MA
> CAS*CO*29*1673.55
> CAS*PR*1*300**2*6.49
> AMT*D*0
> OI***Y***Y
> MIA*0
> NM1*IL*1*TANVOSK*MIRELDA****MI*1EG4TE5MK72
> N3*7 QUILL LANE
> N4*PORT ARBEL*MA*01001
> NM1*PR*2*MEDICARE A*****PI*0084000
> DTP*573*D8*20260515

# a negative payment of a claim that is no reversal is written as it is, balanced
$ sed 's/^CLP\*COBAID-5\*1\*300\*155/CLP*COBAID-5*1*300*-25/; s/^SVC\*HC:G0463\*240\*150/SVC*HC:G0463*240*-30/; s/^CAS\*CO\*45\*60~/CAS*CO*45*240~/; s/^BPR\*I\*1436.24/BPR*I*1256.24/' testdata/remit/medicare.835 >$T/r; claimtree check --quiet $T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r -o $T/o; claimtree check --quiet $T/o; tr '~' '\n' <$T/o | sed -n '/COBAID-5/,$p' | grep -E '^(AMT|SVD|CAS)'
> CAS*PR*1*15
> AMT*D*-25
> SVD*0084000*-30*HC:G0463*0510*1
> CAS*CO*45*240
> CAS*PR*2*30
> SVD*0084000*20*HC:G0480*0300*1
> CAS*CO*45*35
> CAS*PR*2*5

# two lines paid as one other procedure: each has its own 2430; the second names the line it went into
$ sed 's/^SVC\*HC:G0463\*980.04\*591.22\*0481\*1~/SVC*HC:G0499*980.04*591.22*0481*1*HC:G0463~/; s/^SVC\*HC:G0480\*363.17\*0\*0300\*1~/SVC*HC:G0499*363.17*0*0300*1*HC:G0480~/; s/^CAS\*PR\*96\*363.17/CAS*CO*97*363.17/; s/591.22\*534.79/591.22*171.62/' testdata/remit/medicare.835 >$T/r; claimtree cob --claims=testdata/remit/medicare.837 $T/r --partner=masshealth -o $T/o; claimtree check --quiet --partner=masshealth $T/o; tr '~' '\n' <$T/o | sed -n '/COBAID-3/,/COBAID-5/p' | grep -E '^(LX|SVD|CAS)'
$ claimtree cob --claims=testdata/remit/medicare.837 $T/r --to=csv | grep 'COBAID-3.*,paid,'
> LX*1
> SVD*0084000*591.22*HC:G0499*0481*1
> CAS*CO*45*217.2
> CAS*PR*1*28.64**2*142.98
> LX*2
> SVD*0084000*0*HC:G0499*0300*1*1
> CAS*CO*97*363.17
> COBAID-3,0084000,MEDICARE A,0084000,P,18,MA,20260003,20260515,,,,,,paid,,,,591.22
> COBAID-3,0084000,MEDICARE A,0084000,P,18,MA,20260003,20260515,1,0481,HC:G0499,1,,paid,,,,591.22
> COBAID-3,0084000,MEDICARE A,0084000,P,18,MA,20260003,20260515,2,0300,HC:G0499,1,1,paid,,,,0.00

# one line paid as two procedures (unbundled): two 2430 of one line
$ sed 's/^SVC\*HC:G0463\*240\*150\*0510\*1~/SVC*HC:G0499*240*100*0510*1*HC:G0463~\nDTM*472*20260420~\nCAS*CO*45*140~\nREF*6R*L1~\nSVC*HC:G0498*0*50*0510*1*HC:G0463~/; /^CAS\*CO\*45\*60~/d; s/^CAS\*PR\*2\*30~/CAS*CO*94*-80~\nCAS*PR*2*30~\nREF*6R*L1~/; s/^SE\*40/SE*45/' testdata/remit/medicare.835 >$T/r; sed '/COBAID-5/,$s/^LX\*1~/&/; /COBAID-5/,$s/^SV2\*0510.*/&\nDTP*472*D8*20260420~\nREF*6R*L1~/' testdata/remit/medicare.837 | awk '/REF.6R.L1/ { print; getline; next } { print }' | sed 's/^SE\*83/SE*84/' >$T/c; claimtree check --quiet $T/r $T/c; claimtree cob --claims=$T/c $T/r -o $T/o; claimtree check --quiet $T/o; tr '~' '\n' <$T/o | sed -n '/COBAID-5/,$p' | grep -E '^(LX|SVD|CAS)'
> CAS*PR*1*15
> LX*1
> SVD*0084000*100*HC:G0499*0510*1
> CAS*CO*45*140
> SVD*0084000*50*HC:G0498*0510*1
> CAS*CO*94*-80
> CAS*PR*2*30
> LX*2
> SVD*0084000*20*HC:G0480*0300*1
> CAS*CO*45*35
> CAS*PR*2*5

# lines alike but for a modifier, a date or a charge are told apart without numbers, in any order
$ sed '/COBAID-5/,$s/^SV2\*0300\*HC:G0480\*60/SV2*0510*HC:G0463:59*60/' testdata/remit/medicare.837 >$T/c; awk '/^SVC.HC:G0480.60/ { late = 1; sub(/0300/, "0510"); sub(/G0480/, "G0463:59") } /^SVC.HC:G0463.240/ { early = 1 } /^SE/ { printf "%s", first; early = 0 } early && !late { first = first $0 "\n"; next } { print }' testdata/remit/medicare.835 >$T/r; claimtree check --quiet $T/c $T/r; claimtree cob --claims=$T/c $T/r | tr '~' '\n' | sed -n '/COBAID-5/,$p' | grep -E '^(LX|SVD)'
> LX*1
> SVD*0084000*150*HC:G0463*0510*1
> LX*2
> SVD*0084000*20*HC:G0463:59*0510*1

# payers by carrier code, the payer that paid and those before it; a plan id becomes none
$ printf '0084000\t0085000\n0101001\t0999999\tTUFTS\n' >$T/t; sed 's/PI\*0101001/XV*0101001/' testdata/remit/tufts.837 >$T/c; claimtree cob --claims=$T/c testdata/remit/tufts.835 --carriers=$T/t -o $T/o; claimtree check --quiet $T/o; tr '~' '\n' <$T/o | grep -E '^(NM1.PR|SVD)'
> NM1*PR*2*MASSHEALTH*****PI*DMA7384
> NM1*PR*2*MEDICARE A*****PI*0085000
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0999999
> NM1*PR*2*MEDICARE A*****PI*0085000
> NM1*PR*2*TUFTS HEALTH PLAN*****PI*0999999
> SVD*0085000*25.06*HC:G0463*0510*1
> SVD*0999999*2.21*HC:G0463*0510*1
> SVD*0085000*17*HC:G0480*0300*1
> SVD*0999999*2*HC:G0480*0300*1

# sender and receiver are told; ISA is padded, GS is not; wrong ones are usage
$ claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 --sender=AB --receiver=SOMEWHERE --control=77 --now=2026-06-01T12:34:00Z | tr '~' '\n' | grep -E '^(ISA|GS|NM1.4[01]|GE|IEA)'
$ claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 --sender=ABCDEFGHIJKLMNOP
> ISA*00*          *00*          *ZZ*AB             *ZZ*SOMEWHERE      *260601*1234*^*00501*000000077*0*P*:
> GS*HC*AB*SOMEWHERE*20260601*1234*1*X*005010X223A2
> NM1*41*2*OSTRIMOOR BILLING*****46*110099999Z
> NM1*40*2*MASSHEALTH*****46*SOMEWHERE
> GE*1*1
> IEA*1*000000077
! claimtree: cob: --sender takes 2 to 15 characters
! try 'claimtree cob --help'
? 2

# several files and interchanges: each set a set, in the order of the claims
$ claimtree cob --claims=testdata/remit/medicare.837 --claims=testdata/remit/tufts.837 --claims=testdata/remit/payers.837 testdata/remit/tufts.835 testdata/remit/payers-medicare.835 testdata/remit/medicare.835 --now=2026-06-01T12:00:00Z -o $T/o; claimtree check $T/o | sed "s,$T,,"; tr '~' '\n' <$T/o | grep -E '^(ISA|GS|ST|HL|CLM|SE|GE|IEA)' | cut -c1-60
> /o: accepted: 0 errors, 0 warnings, 0 notes in 3 interchanges, 3 groups, 3 sets, 6 claims, 260 segments
> ISA*00*          *00*          *ZZ*110099999Z     *ZZ*RECVR0
> GS*HC*110099999Z*RECVR01*20260601*1200*1*X*005010X223A2
> ST*837*0001*005010X223A2
> HL*1**20*1
> HL*2*1*22*0
> CLM*COBAID-1*1980.04***11:A:1**A*Y*Y
> CLM*COBAID-3*1343.21***13:A:1**A*Y*Y
> CLM*COBAID-5*300***13:A:1**A*Y*Y
> SE*96*0001
> GE*1*1
> IEA*1*000000001
> ISA*00*          *00*          *ZZ*110099999Z     *ZZ*RECVR0
> GS*HC*110099999Z*RECVR01*20260601*1200*1*X*005010X223A2
> ST*837*0001*005010X223A2
> HL*1**20*1
> HL*2*1*22*0
> CLM*COBAID-2*1751.51***11:A:1**A*Y*Y
> CLM*COBAID-4*210***13:A:1**A*Y*Y
> SE*91*0001
> GE*1*1
> IEA*1*000000002
> ISA*00*          *00*          *ZZ*110099999Z     *ZZ*RECVR0
> GS*HC*110099999Z*RECVR01*20260601*1200*1*X*005010X223A2
> ST*837*0001*005010X223A2
> HL*1**20*1
> HL*2*1*22*1
> HL*3*2*23*0
> CLM*ROW-1*1751.51***11:A:1**A*Y*Y
> SE*61*0001
> GE*1*1
> IEA*1*000000003

# delimiters are those of the 837, whatever the 835 has
$ tr '*:~' '+>|' <testdata/remit/medicare.837 >$T/c; claimtree cob --claims=$T/c testdata/remit/medicare.835 -o $T/o; claimtree check --quiet $T/o; tr '|' '\n' <$T/o | grep -E '^(SVD|CLM)' | head -3
> CLM+COBAID-1+1980.04+++11>A>1++A+Y+Y
> CLM+COBAID-3+1343.21+++13>A>1++A+Y+Y
> SVD+0084000+591.22+HC>G0463+0481+1

# the files that are written are the user's alone; what cannot be written leaves none
$ umask 0; claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 testdata/remit/tufts.835 -o $T/o --unmatched=$T/u 2>/dev/null; for f in o u; do ls -l $T/$f | cut -c1-10; done
$ for c in recoup reconcile; do claimtree $c testdata/remit/reversal.835 -o $T/$c 2>/dev/null; ls -l $T/$c | cut -c1-10; done
$ mkdir $T/d; claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 --carriers=$T/none -o $T/d/o --unmatched=$T/d/u 2>&1 | sed "s,$T,,"; ls -A $T/d
> -rw-------
> -rw-------
> -rw-------
> -rw-------
> claimtree: cob: /none: No such file or directory

# a disk that is full is trouble, and leaves no half file
$ claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 -o /dev/full; echo $?
$ claimtree recoup testdata/remit/reversal.835 -o /dev/full; echo $?
$ claimtree reconcile testdata/remit/medicare.837 testdata/remit/medicare.835 -o /dev/full; echo $?
$ claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/tufts.835 -o $T/o --unmatched=/dev/full 2>&1 | grep -v unmatched:
> 2
> 2
> 2
> claimtree: cob: /dev/full: No space left on device
! claimtree: cob: /dev/full: No space left on device
! claimtree: recoup: 1 of 1 rows lack MassHealth Provider ID
! claimtree: recoup: /dev/full: No space left on device
! claimtree: reconcile: /dev/full: No space left on device

# pipes on every side, packed or not
$ gzip -c testdata/remit/medicare.835 | claimtree cob --claims=testdata/remit/medicare.837 --no-progress - --now=2026-06-01T12:00:00Z | cksum; claimtree cob --claims=testdata/remit/medicare.837 testdata/remit/medicare.835 --now=2026-06-01T12:00:00Z | cksum
$ mkfifo $T/p; cat testdata/remit/medicare.837 >$T/p & claimtree cob --claims=$T/p testdata/remit/medicare.835 --now=2026-06-01T12:00:00Z | cksum
> 801128247 2314
> 801128247 2314
> 801128247 2314
