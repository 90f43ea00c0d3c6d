# ack: one defect a case, and the very 999 or TA1 that answers it.  Checked by eye against the data
# elements I18, 715 to 725 and 620 to 621 of X12 005010 and the guide 005010X231A1: positions count
# ST as 1, a missing segment stands at the place of the one found instead, codes with I are the
# guide's and those without it the standard's.

# 837I: accepted, and no TA1 is asked for
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1

# 835: a set without ST03 has no AK203
$ sh tests/golden/defect.sh 835/pass/check-simple.835
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK5*A
> AK9*A*1*1*1

# ISA14 is 1: a TA1 that says so
$ sh tests/golden/defect.sh envelope/pass/acknowledgment-requested.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*A*000

# --ta1=always, --ta1=never
$ sh tests/golden/defect.sh --ta1=always 835/pass/check-simple.835
$ sh tests/golden/defect.sh --ta1=never 837i/pass/outpatient-simple.837 '/^IEA/s/\*1\*/*2*/'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*A*000
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1

# a 999 is not answered with a 999
$ sh tests/golden/defect.sh 999/pass/rejected-all-parts.999

# 001: ISA13 and IEA02 differ
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^IEA/s/000000001/000000002/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*001

# 003: ISA12 is another version
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*00501\*/*00601*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*003

# 004: the segment terminator is a letter
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 'H;$!d;x;s/\n//g;s/~/Z/g'
> TA1*000000001*260305*1200*R*004

# 005: ISA05
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*ZZ\*SUB/*XX*SUB/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*005

# 006: ISA06 is one character short
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/SUBMITTER01    /SUBMITTER01   /'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*006

# 007: ISA07
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*ZZ\*REC/*XX*REC/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*007

# 008: ISA08 is one character long
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/RECEIVER01     /RECEIVER01      /'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*008

# 010: ISA01
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^ISA\*00/ISA*07/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*010

# 011: ISA02 has lost its blanks
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^ISA\*00\* *\*/ISA*00**/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*011

# 012: ISA03
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^\(ISA\*00\* *\)\*00/\1*02/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*012

# 013: ISA04 has lost its blanks
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^\(ISA\*00\* *\*00\*\) *\*/\1*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*013

# 014: ISA09 is no date; the TA1 tells that of --now
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/260305/261305/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*014

# 015: ISA10 is no time
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*1200\*/*2460*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*015

# 017: ISA12 is no version
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*00501\*/*0050A*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*017

# 018: ISA13 is no number; the TA1 has zeros
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/000000001/00000000A/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000000*260305*1200*R*018

# 019: ISA14
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*0\*P/*2*P/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*019

# 020: ISA15
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*0\*P/*0*X/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*020

# 021: IEA01
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^IEA\*1/IEA*2/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*021

# 022: an element of ISA is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*0\*P/*P/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*022

# 022: IEA has one element more
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^IEA/s/~/*X~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*022

# 023: the file ends without IEA
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^IEA/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*023

# 024: a set stands outside of a group
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^G[SE]/d; s/^IEA\*1/IEA*0/'
> TA1*000000001*260305*1200*R*024

# 024: GS03 is missing, for which AK905 has no code
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^GS/s/\*RECEIVER01\*/**/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*024

# 024: GS05 is no time
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^GS/s/\*1200\*/*1260*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*024

# 025: ISA13 again from the same sender
$ sh tests/golden/defect.sh envelope/fail/interchange-control-duplicate.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*025

# 026: ISA11 is a letter
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/\*^\*/*U*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*026

# 027: ISA16 is a letter
$ sh tests/golden/defect.sh envelope/fail/delimiter-invalid-component-letter.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*027

# the first of the worst: ISA09 (014) and IEA01 (021)
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ISA/s/260305/261305/; s/^IEA\*1/IEA*2/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> TA1*000000001*260305*1200*R*014

# 1: a kind of group that nobody knows; its set is in the wrong one (18)
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^GS\*HC/GS*QQ/'
> AK1*QQ*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*18
> AK9*R*1*1*0*1

# 2: a version that is not supported; I6: nobody has read the set
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/005010X223A2/004010X096A1/'
> AK1*HC*1*004010X096A1
> AK2*837*0001*004010X096A1
> IK5*R*I6
> AK9*R*1*1*0*2

# 3: GE is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^GE/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*R*1*1*0*3

# 4: GS06 and GE02 differ
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^GE\*1\*1/GE*1*2/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*R*1*1*0*4

# 5: GE01 is wrong; AK902 repeats it
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^GE\*1/GE*2/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*R*2*1*0*5

# 6: GS06 is no number
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^GS/s/\*1\*X/*1A*X/; s/^GE\*1\*1/GE*1*1A/'
> AK1*HC*0*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*R*1*1*0*6

# 19: GS06 twice in the interchange
$ sh tests/golden/defect.sh envelope/fail/group-control-duplicate.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*R*1*1*0*19

# all at once: 6 in front of 4 and 5
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^GS/s/\*1\*X/*1A*X/; s/^GE\*1\*1/GE*2*1/'
> AK1*HC*0*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*R*2*1*0*6*4*5

# five codes and no more: 1, 2, 6, 19 and 4 in front of 5
$ sh tests/golden/defect.sh envelope/fail/group-control-duplicate.837 '/^GS/s/HC\(.*\)\*1\*X/QQ\1*1A*T/; s/^GE\*1\*1/GE*2*1/'
> AK1*QQ*0*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*18
> AK9*R*2*1*0*1*2*6*4*5
> AK1*QQ*0*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*18
> AK9*R*2*1*0*1*2*6*19*4

# the whole answer: each interchange to its own sender, the TA1 behind it in one of its own
$ sed '/^ISA/s/\*0\*P/*1*P/' testdata/envelope/pass/same-isa13-of-another-sender.837 >$T/sent
$ claimtree ack --now=2026-03-05T12:00:00Z --control=7 $T/sent | tr '~' '\n'
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *260305*1200*^*00501*000000007*0*P*:
> GS*FA*RECEIVER01*SUBMITTER01*20260305*1200*7*X*005010X231A1
> ST*999*0001*005010X231A1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> SE*6*0001
> GE*1*7
> IEA*1*000000007
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *260305*1200*^*00501*000000008*0*P*:
> TA1*000000001*260305*1200*A*000
> IEA*0*000000008
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*OTHERSUB       *260305*1200*^*00501*000000009*0*P*:
> GS*FA*RECEIVER01*SUBMITTER01*20260305*1200*9*X*005010X231A1
> ST*999*0001*005010X231A1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> SE*6*0001
> GE*1*9
> IEA*1*000000009
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*OTHERSUB       *260305*1200*^*00501*000000010*0*P*:
> TA1*000000001*260305*1200*A*000
> IEA*0*000000010

# what an ISA and GS give that cannot be used in the answer is replaced
$ sed '/^ISA/{s/ZZ\*SUBMITTER01    /QQ*               /;s/RECEIVER01     /RECEIVER01-AND-MORE/}; /^GS/s/SUBMITTER01/S/; s/000000001/1/' testdata/837i/pass/outpatient-simple.837 >$T/sent
$ claimtree ack --now=2026-03-05T12:00:00Z $T/sent | tr '~' '\n'
> ISA*00*          *00*          *ZZ*RECEIVER01-AND-*ZZ*UNKNOWN        *260305*1200*^*00501*000000001*0*P*:
> GS*FA*RECEIVER01*UNKNOWN*20260305*1200*1*X*005010X231A1
> ST*999*0001*005010X231A1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> SE*6*0001
> GE*1*1
> IEA*1*000000001
> ISA*00*          *00*          *ZZ*RECEIVER01-AND-*ZZ*UNKNOWN        *260305*1200*^*00501*000000002*0*P*:
> TA1*000000000*260305*1200*R*005
> IEA*0*000000002

# P: one set of two is rejected
$ sh tests/golden/defect.sh envelope/pass/several-of-everything.837 '51s/1432.6/1432.61/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK2*837*0002*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:RX-0001
> IK4*2*782*7*1432.61
> IK5*R*5
> AK9*P*2*2*1
> AK1*HC*2*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> AK1*HP*2*005010X221A1
> AK2*835*0001
> IK5*A
> AK9*A*1*1*1

# R of one group does not touch the other; each interchange has its own 999
$ sh tests/golden/defect.sh envelope/pass/several-of-everything.837 '/^GE\*2\*1/s/GE\*2/GE*3/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK2*837*0002*005010X223A2
> IK5*A
> AK9*R*3*2*0*5
> AK1*HC*2*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK9*A*1*1*1
> AK1*HP*2*005010X221A1
> AK2*835*0001
> IK5*A
> AK9*A*1*1*1

# 2: SE is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^SE/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*2
> AK9*R*1*1*0

# 3: ST02 and SE02 differ
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^SE/s/0001/0002/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*3
> AK9*R*1*1*0

# 3: SE02 is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^SE/s/\*0001//'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*3
> AK9*R*1*1*0

# 4: SE01 is wrong
$ sh tests/golden/defect.sh -k 837i/pass/outpatient-simple.837 's/^SE\*30/SE*29/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*4
> AK9*R*1*1*0

# 4: SE01 is no number
$ sh tests/golden/defect.sh -k 837i/pass/outpatient-simple.837 's/^SE\*30/SE*3O/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*4
> AK9*R*1*1*0

# 6: ST01 is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^ST\*837/ST*/'
> AK1*HC*1*005010X223A2
> AK2*000*0001*005010X223A2
> IK5*R*6
> AK9*R*1*1*0

# 7: ST02 is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^ST\*837\*0001/ST*837*/; /^SE/s/\*0001//'
> AK1*HC*1*005010X223A2
> AK2*837*0000*005010X223A2
> IK5*R*7
> AK9*R*1*1*0

# 7: ST02 is too short
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^S[TE]/s/0001/01/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*7
> AK9*R*1*1*0

# 18: a set of remittances in a group of claims
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^GS\*HC/GS*HP/'
> AK1*HP*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*R*18
> AK9*R*1*1*0

# 19: ST03 is another guide than GS08
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ST/s/X223A2/X222A1/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X222A1
> IK5*R*19
> AK9*R*1*1*0

# 19: ST03 is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ST/s/\*005010X223A2//'
> AK1*HC*1*005010X223A2
> AK2*837*0001
> IK5*R*19
> AK9*R*1*1*0

# 19 of a version of the same family: accepted, and noted
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^ST/s/X223A2/X223A3/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A3
> IK5*E*19
> AK9*E*1*1*1

# 23: ST02 twice in the group
$ sh tests/golden/defect.sh envelope/fail/set-control-duplicate.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK5*A
> AK2*837*0001*005010X223A2
> IK5*R*23
> AK9*P*2*2*1

# 2 and 5: the file ends inside a set that has errors; AK9 3, TA1 023
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N3\*7/,$d; s/^PER\*IC/PER*IX/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*PER*4*1000A*8
> IK4*1*366*7*IX
> IK5*R*2*5
> AK9*R*1*1*0*3
> TA1*000000001*260305*1200*R*023

# a version that is not supported stands in front of all else
$ sh tests/golden/defect.sh envelope/fail/version-not-supported-of-the-set.837
> AK1*HC*1*005010X223A2
> AK2*276*0001*005010X212
> IK5*R*I6*19
> AK9*R*1*1*0

# five codes and no more, the most important first: 5 and I5 are left out
$ sh tests/golden/defect.sh -k 837i/pass/outpatient-simple.837 's/^GS\*HC/GS*HP/; /^ST/s/0001\*.*/01*005010X222A1~/; /^SE/s/30\*0001/28*02/; /^CL1/d; s/^SBR\*P/SBR*Z/'
> AK1*HP*1*005010X223A2
> AK2*837*0001*005010X222A1
> IK3*SBR*13*2000B*8
> IK4*1*1138*7*Z
> IK3*CL1*21*2300*I8
> CTX*CLM01:OP-0001
> IK5*R*19*18*7*3*4
> AK9*R*1*1*0

# 1: a segment that X12 does not know
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^HI\*ABK/XYZ*1~\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*XYZ*22*2300*1
> CTX*CLM01:OP-0001
> IK5*R*5
> AK9*R*1*1*0

# 1: a run of them is one defect, told at the first
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^HI\*ABK/XYZ*1~\nXYZ*2~\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*XYZ*22*2300*1
> CTX*CLM01:OP-0001
> IK5*R*5
> AK9*R*1*1*0

# 2: a segment of this guide in a loop where it has no place
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^BHT/PAT*19~\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*PAT*2**2
> IK5*R*5
> AK9*R*1*1*0

# 3: the standard asks for BHT
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^BHT/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*BHT*2**3
> IK5*R*5
> AK9*R*1*1*0

# 3: the standard asks for BPR
$ sh tests/golden/defect.sh 835/pass/check-simple.835 '/^BPR/d'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*BPR*2**3
> IK5*R*5
> AK9*R*1*1*0

# 4: a loop too many
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^NM1\*71.*/&\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*NM1*24*2310A*4
> CTX*CLM01:OP-0001
> IK5*R*5
> AK9*R*1*1*0

# 5: a segment too many
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^CL1.*/&\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CL1*22*2300*5
> CTX*CLM01:OP-0001
> IK5*R*5
> AK9*R*1*1*0

# 6: a segment that X12 has in remittances, not in claims
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^HI\*ABK/CLP*1*1*1*1~\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLP*22*2300*6
> CTX*CLM01:OP-0001
> IK5*R*5
> AK9*R*1*1*0

# 7: out of its order
$ sh tests/golden/defect.sh 837i/pass/inpatient-full.837 '/^PWK\*OZ/{h;d;}; /^HI\*DR/{G;}'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*PWK*49*2300*7
> CTX*CLM01:IP-0001
> IK5*R*5
> AK9*R*1*1*0

# 8: one element of it
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^SBR\*P/SBR*Z/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*SBR*13*2000B*8
> IK4*1*1138*7*Z
> IK5*R*5
> AK9*R*1*1*0

# I4: the standard has the segment here, the guide does not use it
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^NM1\*71/QTY*PT*1~\n&/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*QTY*23*2300*I4
> CTX*CLM01:OP-0001
> IK5*R*I5
> AK9*R*1*1*0

# I6: the condition asks for a segment (claim frequency 7: REF*F8), trigger and claim
$ sh tests/golden/defect.sh 837i/pass/replacement-and-void.837 '/^REF\*F8.*17/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*REF*22*2300*I6
> CTX*SITUATIONAL TRIGGER*CLM*19*2300*5:3*C023:1325
> CTX*CLM01:RV-0001
> IK5*R*I5
> AK9*R*1*1*0

# I6: two segments are missing for one reason
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N3\*7/d; /^DMG/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*15*2010BA*I6
> CTX*SITUATIONAL TRIGGER*SBR*13*2000B*2*1069
> IK3*DMG*16*2010BA*I6
> CTX*SITUATIONAL TRIGGER*SBR*13*2000B*2*1069
> IK5*R*I5
> AK9*R*1*1*0

# I6: a segment is missing because an element is absent: the trigger is the segment that lacks it
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^NM1\*71/s/\*\*\*\*XX.*/~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*REF*24*2310A*I6
> CTX*SITUATIONAL TRIGGER*NM1*23*2310A
> CTX*CLM01:OP-0001
> IK5*E*I5
> AK9*E*1*1*1

# I6: what is missing in front of a claim that was read and forgotten stands at that claim
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^NM1\*85/s/\*\*\*\*\*XX.*/~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*REF*19*2010BB*I6
> CTX*SITUATIONAL TRIGGER*HL*12*2000B
> IK5*E*I5
> AK9*E*1*1*1

# I6: a payer that has paid and tells no date
$ sh tests/golden/defect.sh cob/jobaid-1-inpatient.837 '/^DTP\*573/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*DTP*37*2330B*I6
> CTX*SITUATIONAL TRIGGER*AMT*30*2320*2*782
> CTX*CLM01:COBAID-1
> IK5*R*I5
> AK9*R*1*1*0

# I7: the guide asks for a loop
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^NM1\*PR/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*NM1*18*2010BB*I7
> IK5*R*I5
> AK9*R*1*1*0

# I7: a claim without lines; the place is that of SE
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^LX\*1/,/^DTP\*472.*/d; /^LX\*2/,/^DTP\*472.*/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*LX*24*2400*I7
> CTX*CLM01:OP-0001
> IK5*R*I5
> AK9*R*1*1*0

# I8: the guide asks for a segment
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^CL1/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CL1*21*2300*I8
> CTX*CLM01:OP-0001
> IK5*R*I5
> AK9*R*1*1*0

# I8 in an 835: the business unit is the payment (TRN02)
$ sh tests/golden/defect.sh 835/pass/check-simple.835 '/^PER\*BL/d'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*PER*8*1000A*I8
> CTX*TRN02:CHK0001
> IK5*R*I5
> AK9*R*1*1*0

# I9: a segment that the situation forbids: an outpatient claim has no DRG
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^HI\*ABK.*/&\nHI*DR:481~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*HI*23*2300*I9
> CTX*SITUATIONAL TRIGGER*CLM*19*2300*5:1*C023:1331
> CTX*CLM01:OP-0001
> IK5*E*I5
> AK9*E*1*1*1

# I9: both levels have the date
$ sh tests/golden/defect.sh 837i/fail/cob-date-both-levels.837
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*DTP*32*2330B*I9
> CTX*SITUATIONAL TRIGGER*DTP*40*2430*3*1251
> CTX*CLM01:COBAID-3
> IK5*R*I5
> AK9*R*1*1*0

# 835: MIA and MOA exclude each other
$ sh tests/golden/defect.sh 835/pass/check-simple.835 's/^NM1\*QC.*/&\nMIA*0~\nMOA***N519~/'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*MOA*15*2100*I9
> CTX*SITUATIONAL TRIGGER*MIA*14*2100
> CTX*TRN02:CHK0001
> IK5*R*I5
> AK9*R*1*1*0

# 1: an element is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^CLM/s/\*A\*Y/**Y/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*7*1359*1
> IK5*R*5
> AK9*R*1*1*0

# 1: a composite is missing: it has no data element number
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^CLM/s/13:A:1//'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*5**1
> IK5*R*5
> AK9*R*1*1*0

# 1: a component is missing
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/HC:G0480/HC/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*SV2*25*2400*8
> CTX*CLM01:OP-0001
> IK4*2:2*234*1
> IK5*R*5
> AK9*R*1*1*0

# 2: PER05 asks for PER06
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^PER/s/~/*EM~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*PER*4*1000A*8
> IK4*6*364*2
> IK5*R*5
> AK9*R*1*1*0

# 3: more elements than N3 has
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N3\*12/s/~/*2*3~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*9*2010AA*8
> IK4*3**3*3
> IK5*R*5
> AK9*R*1*1*0

# 4: too short
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/\*01001~/*01~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N4*16*2010BA*8
> IK4*3*116*4*01
> IK5*R*5
> AK9*R*1*1*0

# 5: too long
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N3\*12/s/12/12345678901234567890123456789012345678901234567890/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*9*2010AA*8
> IK4*1*166*5*12345678901234567890123456789012345678901234567890 LANTERN ROW
> IK5*R*5
> AK9*R*1*1*0

# 5: longer than IK404, which is cut at 99
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N3\*12/s/12/12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*9*2010AA*8
> IK4*1*166*5*123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789
> IK5*R*5
> AK9*R*1*1*0

# 5: a line number that is too long is not told to be out of sequence as well
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^LX\*2/LX*2222222/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*LX*27*2400*8
> CTX*CLM01:OP-0001
> IK4*1*554*5*2222222
> IK5*R*5
> AK9*R*1*1*0

# 6: no number
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/112.5\*UN\*1/112.5*UN*ONE/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*SV2*25*2400*8
> CTX*CLM01:OP-0001
> IK4*5*380*6*ONE
> IK5*R*5
> AK9*R*1*1*0

# 6: a control character: the value is left out
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 "s/MIRELDA/MIR$(printf '\007')LDA/"
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*NM1*14*2010BA*8
> IK4*4*1036*6
> IK5*R*5
> AK9*R*1*1*0

# 7: no such code
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^CL1/s/CL1\*3\*1\*01/CL1*3*1*99/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CL1*21*2300*8
> CTX*CLM01:OP-0001
> IK4*3*1352*7*99
> IK5*R*5
> AK9*R*1*1*0

# 7: a component; the claim's own segment names the claim
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/13:A:1/13:Q:1/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*5:2*1332*7*Q
> IK5*R*5
> AK9*R*1*1*0

# 7 of a shipped list that may be old (CARC): accepted, and noted
$ sh tests/golden/defect.sh 835/pass/check-simple.835 's/^CAS\*CO\*45\*22/CAS*CO*998*22/'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*CAS*18*2110*8
> CTX*TRN02:CHK0001
> IK4*2*1034*7*998
> IK5*E*5
> AK9*E*1*1*1

# 7: the charge of the claim is not that of its lines
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/312.5/312.51/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*2*782*7*312.51
> IK5*R*5
> AK9*R*1*1*0

# 7: the levels: HL02
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^HL\*2\*1/HL*2*3/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*HL*12*2000B*8
> IK4*2*734*7*3
> IK5*R*5
> AK9*R*1*1*0

# 7: payment and claims differ, which is known at the end
$ sh tests/golden/defect.sh 835/pass/check-simple.835 's/^BPR\*I\*250/BPR*I*251/'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*BPR*2**8
> CTX*TRN02:CHK0001
> IK4*2*782*7*251
> IK5*R*5
> AK9*R*1*1*0

# 8: no date
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^DMG/s/19710412/19710432/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*DMG*17*2010BA*8
> IK4*2*1251*8*19710432
> IK5*R*5
> AK9*R*1*1*0

# 9: no time
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^BHT/s/1200/2560/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*BHT*2**8
> IK4*5*337*9*2560
> IK5*R*5
> AK9*R*1*1*0

# 10: N402 and N407 exclude each other
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N4.*01001~/s/~/*CA***75~/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N4*16*2010BA*8
> IK4*7*1715*10*75
> IK5*R*5
> AK9*R*1*1*0

# 12: repeated, where it may not be; delimiters in the value are blanks
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^REF\*EI/s/009999901/009999901^009999902/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*REF*11*2010AA*8
> IK4*2*127*12*009999901 009999902
> IK5*R*5
> AK9*R*1*1*0

# 13: a component too many
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/13:A:1/13:A:1:2/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*5**13*13 A 1 2
> IK5*R*5
> AK9*R*1*1*0

# I6: X12 has the code, the guide does not allow it here
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^REF\*EI/REF*TJ/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*REF*11*2010AA*8
> IK4*1*128*I6*TJ
> IK5*R*I5
> AK9*R*1*1*0

# I9: a person (NM102 1) without a first name
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/TANVOSK\*MIRELDA/TANVOSK*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*NM1*14*2010BA*8
> IK4*4*1036*I9
> CTX*SITUATIONAL TRIGGER*NM1*14*2010BA*2*1065
> IK5*E*I5
> AK9*E*1*1*1

# I9: a transfer by ACH without its format (835)
$ sh tests/golden/defect.sh 835/pass/ach-two-claims.835 '/^BPR/s/\*CCP/*/'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*BPR*2**8
> CTX*TRN02:EFT0001
> IK4*5*812*I9
> CTX*SITUATIONAL TRIGGER*BPR*2**4*591
> IK5*R*I5
> AK9*R*1*1*0

# I10: the guide does not use it
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/312.5\*\*\*13/312.5*MC**13/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*3*1032*I10*MC
> IK5*R*I5
> AK9*R*1*1*0

# I12: an NPI with a wrong check digit
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/2000000119/2000000118/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*NM1*23*2310A*8
> CTX*CLM01:OP-0001
> IK4*9*67*I12*2000000118
> IK5*R*I5
> AK9*R*1*1*0

# I13: bank data beside a check, told at the first element
$ sh tests/golden/defect.sh 835/pass/check-simple.835 '/^BPR/s/CHK\*\*\*/CHK**01*011000015/'
> AK1*HP*1*005010X221A1
> AK2*835*0001
> IK3*BPR*2**8
> CTX*TRN02:CHK0001
> IK4*6*506*I13*01
> CTX*SITUATIONAL TRIGGER*BPR*2**4*591
> IK5*E*I5
> AK9*E*1*1*1

# errors of a claim's end stand with its segments, in order; one IK3 a segment, IK4 by element
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/^CLM\*OP-0001\*312.5\*\*\*13:A:1\*\*A/CLM*OP-0001*312.6***13:A:1**Q/; /^DTP\*472/s/20260302/20260332/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*CLM*19*2300*8
> CTX*CLM01:OP-0001
> IK4*2*782*7*312.6
> IK4*7*1359*7*Q
> IK3*DTP*26*2400*8
> CTX*CLM01:OP-0001
> IK4*3*1251*8*20260332
> IK3*DTP*29*2400*8
> CTX*CLM01:OP-0001
> IK4*3*1251*8*20260332
> IK5*R*5
> AK9*R*1*1*0

# missing ones stand in front of the errors of the segment found instead
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 '/^N3\*12/d; /^N4.*0001~/s/MA/QQ/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*9*2010AA*I8
> IK3*N4*9*2010AA*8
> IK4*2*156*7*QQ
> IK5*R*5*I5
> AK9*R*1*1*0

# warnings alone: E
$ sh tests/golden/defect.sh 837i/pass/outpatient-simple.837 's/7 QUILL LANE/&*/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*15*2010BA*8
> IK4*2*166*3
> IK5*E*5
> AK9*E*1*1*1

# delimiters of the answer in a value and in the claim's name become blanks
$ sh tests/golden/defect.sh envelope/pass/delimiters-pipe-greater.837 's/SBR|P/SBR|:P*Z:Q*/; s/CLM|OP-0001/CLM|OP*00:1/; s/CL1|3/CL1|Z/'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*SBR*13*2000B*8
> IK4*1*1138*5*P Z Q
> IK3*CL1*21*2300*8
> CTX*CLM01:OP 00 1
> IK4*1*1315*7*Z
> IK5*R*5
> AK9*R*1*1*0

# --loop-id=4, --ik304=standard
$ sh tests/golden/defect.sh --loop-id=4 --ik304=standard 837i/pass/outpatient-simple.837 '/^N3\*12/d; /^NM1\*PR/d'
> AK1*HC*1*005010X223A2
> AK2*837*0001*005010X223A2
> IK3*N3*9*2010*3
> IK3*NM1*17*2010*3
> IK5*R*5
> AK9*R*1*1*0
