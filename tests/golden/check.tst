# check: reports, thresholds, verdicts.

# text: a defect in a claim, with its place
$ claimtree check testdata/837i/fail/code-not-allowed.837
> testdata/837i/fail/code-not-allowed.837:0001/19: error: CLM07 (assignment accepted) "Z" is not allowed here; allowed: A, B, C [2300 CLM, claim OP-0001] (code-not-allowed, SNIP 2)
> testdata/837i/fail/code-not-allowed.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
? 1

# text: in the envelope the interchange and the segment are named
$ claimtree check testdata/envelope/fail/group-trailer-missing.837
> testdata/envelope/fail/group-trailer-missing.837:000000001/GE: error: the group has no GE (group-trailer-missing, SNIP 1)
> testdata/envelope/fail/group-trailer-missing.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 33 segments
? 1

# text: notes are not shown, and count
$ claimtree check testdata/envelope/pass/indented.837; claimtree check --severity=note testdata/envelope/pass/indented.837
> testdata/envelope/pass/indented.837: accepted: 0 errors, 0 warnings, 2 notes in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
> testdata/envelope/pass/indented.837:000000001: note: line ends stand after segments (junk-skipped, SNIP 1)
> testdata/envelope/pass/indented.837:000000001: note: segments are indented (junk-skipped, SNIP 1)
> testdata/envelope/pass/indented.837: accepted: 0 errors, 0 warnings, 2 notes in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# warnings do not reject
$ claimtree check testdata/837i/fail/trailing-empty-element.837
> testdata/837i/fail/trailing-empty-element.837:0001/9: warning: N3 ends with empty elements, which are not to be sent [2010AA N3] (trailing-empty-element, SNIP 1)
> testdata/837i/fail/trailing-empty-element.837: accepted: 0 errors, 1 warning, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# severity never changes the verdict
$ claimtree check --severity=error testdata/837i/fail/trailing-empty-element.837 testdata/837i/fail/element-type.837
> testdata/837i/fail/trailing-empty-element.837: accepted: 0 errors, 1 warning, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
> testdata/837i/fail/element-type.837:0001/28: error: SV205 (units of service) "ONE" is not a decimal number [2400 SV2, claim OP-0001] (element-type, SNIP 1)
> testdata/837i/fail/element-type.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
? 1

# a situational rule is named
$ claimtree check testdata/837i/fail/situation-I-018.837
> testdata/837i/fail/situation-I-018.837:0001/26: error: An inpatient claim tells the admission date (DTP*435) (rule I-018) [2300 DTP, claim IP-0001] (situation, SNIP 6)
> testdata/837i/fail/situation-I-018.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 102 segments
? 1

# --snip leaves deeper types unchecked
$ for n in 1 2 3; do claimtree check --snip=$n testdata/837i/fail/claim-charge-balance.837 | tail -n 1; done
> testdata/837i/fail/claim-charge-balance.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
> testdata/837i/fail/claim-charge-balance.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
> testdata/837i/fail/claim-charge-balance.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# --production: a test interchange is an error
$ claimtree check testdata/demo/admission.837 | grep -c usage-test; claimtree check --production testdata/demo/admission.837 | grep usage-test
> 0
> testdata/demo/admission.837:000000041/ISA: error: the interchange says it is a test (ISA15 T) (usage-test, SNIP 1)

# --quiet: the status alone
$ claimtree check --quiet testdata/837i/fail/element-type.837; echo $?; claimtree check --quiet testdata/837i/pass/newborn.837; echo $?; claimtree check --quiet nothing; echo $?
> 1
> 0
> 2
! claimtree: check: nothing: No such file or directory

# --max-findings stops printing, not counting
$ claimtree check --max-findings=1 testdata/837i/fail/element-type-three-decimals.837
> testdata/837i/fail/element-type-three-decimals.837:0001/19: error: CLM02 (total claim charge) "312.505" is not an amount of at most two decimals [2300 CLM, claim OP-0001] (element-type, SNIP 2)
> testdata/837i/fail/element-type-three-decimals.837: 1 more not shown (--max-findings=1)
> testdata/837i/fail/element-type-three-decimals.837: rejected: 2 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
? 1

# ndjson: a finding, the set, the file
$ claimtree check --format=ndjson --severity=error testdata/837i/fail/code-not-allowed.837
> {"type":"finding","file":"testdata/837i/fail/code-not-allowed.837","severity":"error","id":"code-not-allowed","snip":2,"message":"CLM07 (assignment accepted) \"Z\" is not allowed here; allowed: A, B, C","interchange":"000000001","group":"1","set":"0001","segment":19,"offset":705,"tag":"CLM","loop":"2300","path":"2000A/2000B/2300","element":"CLM07","value":"Z","claim":"OP-0001","ack":{"ik3":"8","ik4":"7"}}
> {"type":"set","file":"testdata/837i/fail/code-not-allowed.837","interchange":"000000001","group":"1","set":"0001","code":"837","version":"005010X223A2","status":"rejected","segments":30,"claims":1,"charges":"312.50","errors":1,"warnings":0,"notes":0}
> {"type":"file","file":"testdata/837i/fail/code-not-allowed.837","status":"rejected","bytes":992,"segments":34,"interchanges":1,"groups":1,"sets":1,"claims":1,"errors":1,"warnings":0,"notes":1}
? 1

# ndjson: a remittance has payments
$ claimtree check --format=ndjson --severity=error testdata/835/pass/ach-two-claims.835 | head -n 1
> {"type":"set","file":"testdata/835/pass/ach-two-claims.835","interchange":"000000001","group":"1","set":"0001","code":"835","version":"005010X221A1","status":"accepted","segments":34,"claims":2,"charges":"18763.25","payments":"15250.00","errors":0,"warnings":0,"notes":0}

# ndjson: what is no X12
$ echo hello | claimtree check --format=ndjson
> {"type":"finding","file":"-","severity":"error","id":"not-x12","snip":1,"message":"no ISA segment was found: this is not X12","offset":0,"ack":{"ta1":"022"}}
> {"type":"file","file":"-","status":"rejected","bytes":6,"segments":0,"interchanges":0,"groups":0,"sets":0,"claims":0,"errors":1,"warnings":0,"notes":0}
? 1

# json: one document for several files
$ claimtree check --format=json --severity=error testdata/837i/fail/code-not-allowed.837 testdata/envelope/fail/group-trailer-missing.837
> {"version":"0.1.0","files":[
> {"type":"file","file":"testdata/837i/fail/code-not-allowed.837","interchanges":[
> {"type":"interchange","interchange":"000000001","sender":"SUBMITTER01","receiver":"RECEIVER01","usage":"P","groups":[
> {"type":"group","interchange":"000000001","group":"1","code":"HC","version":"005010X223A2","sets":[
> {"type":"set","interchange":"000000001","group":"1","set":"0001","findings":[
> {"type":"finding","file":"testdata/837i/fail/code-not-allowed.837","severity":"error","id":"code-not-allowed","snip":2,"message":"CLM07 (assignment accepted) \"Z\" is not allowed here; allowed: A, B, C","interchange":"000000001","group":"1","set":"0001","segment":19,"offset":705,"tag":"CLM","loop":"2300","path":"2000A/2000B/2300","element":"CLM07","value":"Z","claim":"OP-0001","ack":{"ik3":"8","ik4":"7"}}],"code":"837","version":"005010X223A2","status":"rejected","segments":30,"claims":1,"charges":"312.50","errors":1,"warnings":0,"notes":0}],"findings":[]}],"findings":[]}],"findings":[],"status":"rejected","bytes":992,"segments":34,"groups":1,"sets":1,"claims":1,"errors":1,"warnings":0,"notes":1},
> {"type":"file","file":"testdata/envelope/fail/group-trailer-missing.837","interchanges":[
> {"type":"interchange","interchange":"000000001","sender":"SUBMITTER01","receiver":"RECEIVER01","usage":"P","groups":[
> {"type":"group","interchange":"000000001","group":"1","code":"HC","version":"005010X223A2","sets":[
> {"type":"set","interchange":"000000001","group":"1","set":"0001","findings":[],"code":"837","version":"005010X223A2","status":"accepted","segments":30,"claims":1,"charges":"312.50","errors":0,"warnings":0,"notes":0}],"findings":[
> {"type":"finding","file":"testdata/envelope/fail/group-trailer-missing.837","severity":"error","id":"group-trailer-missing","snip":1,"message":"the group has no GE","interchange":"000000001","group":"1","offset":967,"tag":"GE","ack":{"ak9":"3"}}]}],"findings":[]}],"findings":[],"status":"rejected","bytes":984,"segments":33,"groups":1,"sets":1,"claims":1,"errors":1,"warnings":0,"notes":1}
> ]}
? 1

# json: no file that can be read is still a document
$ claimtree check --format=json nothing
> {"version":"0.1.0","files":[
> ]}
! claimtree: check: nothing: No such file or directory
? 2

# --explain-balance: the equations of a claim with another payer
$ claimtree check --explain-balance testdata/cob/jobaid-3-outpatient.837
> testdata/cob/jobaid-3-outpatient.837:0001/19: balance: 1343.21 (CLM02, segment 19) = 980.04 (SV203, segment 34) + 363.17 (SV203, segment 41) [2300 CLM, claim COBAID-3] (claim-charge-balance)
> testdata/cob/jobaid-3-outpatient.837:0001/36: balance: line 1, payer 0084000: 980.04 = 591.22 (SVD02, segment 36) + 217.20 (CAS CO 45, segment 37) + 28.64 (CAS PR 1, segment 38) + 142.98 (CAS PR 2, segment 38) [2430 SVD, claim COBAID-3] (cob-line-balance)
> testdata/cob/jobaid-3-outpatient.837:0001/43: balance: line 2, payer 0084000: 363.17 = 0.00 (SVD02, segment 43) + 363.17 (CAS PR 96, segment 44) [2430 SVD, claim COBAID-3] (cob-line-balance)
> testdata/cob/jobaid-3-outpatient.837:0001/25: balance: payer 0084000: 591.22 (AMT*D, segment 25) = 591.22 (SVD02, segment 36) + 0.00 (SVD02, segment 43) [2320 AMT, claim COBAID-3] (cob-paid-balance)
> testdata/cob/jobaid-3-outpatient.837:0001/25: balance: payer 0084000: 1343.21 (CLM02, segment 19) = 591.22 (AMT*D, segment 25) + 217.20 (CAS CO 45, segment 37) + 28.64 (CAS PR 1, segment 38) + 142.98 (CAS PR 2, segment 38) + 363.17 (CAS PR 96, segment 44) [2320 AMT, claim COBAID-3] (cob-claim-balance)
> testdata/cob/jobaid-3-outpatient.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 50 segments

# --redact: the value of a person is hidden, the claim is not
$ claimtree check --redact testdata/837i/fail/date-invalid-birth.837
> testdata/837i/fail/date-invalid-birth.837:0001/17: error: DMG02 (subscriber birth date) "***" is no date of the form CCYYMMDD (D8) [2010BA DMG] (date-invalid, SNIP 1)
> testdata/837i/fail/date-invalid-birth.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
? 1

# --redact=all: nor the claim
$ claimtree check --redact=all testdata/837i/fail/element-too-long-claim-id.837
> testdata/837i/fail/element-too-long-claim-id.837:0001/19: warning: CLM01 (patient control number) "***" has 22 characters, at most 20 are allowed [2300 CLM, claim ***] (element-too-long, SNIP 2)
> testdata/837i/fail/element-too-long-claim-id.837: accepted: 0 errors, 1 warning, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# --codes: a code of one's own list is an error when it is not in it
$ printf 'code\tstart\tstop\tname\n45\t\t\tx\n' >$T/carc.tsv; claimtree check --codes=carc=$T/carc.tsv testdata/835/fail/code-not-in-list-carc.835 | head -n 1
> testdata/835/fail/code-not-in-list-carc.835:0001/18: error: CAS02 (adjustment reason) "999" is not in the list carc [2110 CAS, claim OP-0001] (code-not-in-list, SNIP 5)

# --codes: a file that cannot be used
$ cd $T; claimtree check --codes=carc=none.tsv -; printf 'what\tis\tthis\n' >bad.tsv; claimtree check --codes=carc=bad.tsv -
! claimtree: check: none.tsv: No such file or directory
! claimtree: check: bad.tsv:1: the first line of a code table names its columns, one of them code
? 2

# --grammar: a file that cannot be used
$ cd $T; echo '<guide>' >bad.xml; claimtree check --grammar=bad.xml - 2>&1 | sed 's/xml:.*/xml:.../'
> claimtree: check: bad.xml:...

# --partner: one that there is not
$ cd $T; claimtree check --partner=nobody -
! claimtree: check: nobody: no such profile is built in; a file is told by its path
? 2

# the same file twice is two files
$ claimtree check testdata/837i/pass/newborn.837 testdata/837i/pass/newborn.837
> testdata/837i/pass/newborn.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 40 segments
> testdata/837i/pass/newborn.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 40 segments

# --color=always colours, a pipe alone does not
$ claimtree check --color=always testdata/837i/pass/newborn.837 | od -c | head -n 2; NO_COLOR=1 claimtree check --color=always testdata/837i/pass/newborn.837 | od -c | head -n 1
> 0000000 033   [   1   m   t   e   s   t   d   a   t   a   /   8   3   7
> 0000020   i   /   p   a   s   s   /   n   e   w   b   o   r   n   .   8
> 0000000 033   [   1   m   t   e   s   t   d   a   t   a   /   8   3   7

# twenty of one id, then a count
$ i=0; { head -n 24 testdata/837i/fail/element-type.837; while [ $i -lt 25 ]; do i=$((i + 1)); printf 'LX*%s~\nSV2*0450**1*UN*ONE~\nDTP*472*D8*20260302~\n' $i; done; } | claimtree check | grep element-type | tail -n 2
> -:0001/81: error: SV205 (units of service) "ONE" is not a decimal number [2400 SV2, claim OP-0001] (element-type, SNIP 1)
> -: and 5 more (element-type)

# junit: errors fail, warnings are output, sets pass
$ claimtree check --format=junit testdata/837i/fail/element-type.837 testdata/837i/fail/trailing-empty-element.837
> <?xml version="1.0" encoding="UTF-8"?>
> <testsuites name="claimtree check">
>   <testsuite name="testdata/837i/fail/element-type.837" tests="1" failures="1" errors="0" skipped="0" time="0">
>     <testcase classname="testdata/837i/fail/element-type.837" time="0" name="0001/28 SV205 element-type">
>       <failure type="element-type" message="SV205 (units of service) &quot;ONE&quot; is not a decimal number">error: SV205 (units of service) &quot;ONE&quot; is not a decimal number
> loop: 2000A/2000B/2300/2400
> claim: OP-0001
> offset: 903
> SNIP type: 1</failure>
>     </testcase>
>   </testsuite>
>   <testsuite name="testdata/837i/fail/trailing-empty-element.837" tests="2" failures="0" errors="0" skipped="0" time="0">
>     <testcase classname="testdata/837i/fail/trailing-empty-element.837" time="0" name="0001/9 N302 trailing-empty-element">
>       <system-out>warning: N3 ends with empty elements, which are not to be sent
> loop: 2000A/2010AA
> offset: 453
> SNIP type: 1</system-out>
>     </testcase>
>     <testcase classname="testdata/837i/fail/trailing-empty-element.837" time="0" name="set 0001 (837 005010X223A2) is accepted"/>
>   </testsuite>
> </testsuites>
? 1

# --ack: a file for each file, control numbers going on, mode 0600
$ claimtree check --quiet --now=2026-11-22T12:00:00Z --control=7 --ack=$T/acks testdata/837i/fail/element-type.837 testdata/837i/fail/./element-type.837 - <testdata/837i/pass/newborn.837; cd $T/acks; for f in *; do echo "$(ls -l $f | cut -c 1-10) $f"; grep -o 'ISA.*\*0\*P' $f; grep -o 'IK3.*SE' $f; done
> -rw------- element-type.837.2.999
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *261122*1200*^*00501*000000008*0*P
> IK3*SV2*28*2400*8~CTX*CLM01:OP-0001~IK4*5*380*6*ONE~IK5*R*5~AK9*R*1*1*0~SE
> -rw------- element-type.837.999
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *261122*1200*^*00501*000000007*0*P
> IK3*SV2*28*2400*8~CTX*CLM01:OP-0001~IK4*5*380*6*ONE~IK5*R*5~AK9*R*1*1*0~SE
> -rw------- stdin.999
> ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *261122*1200*^*00501*000000009*0*P
? 1

# --ack: what it writes is accepted
$ claimtree check --quiet --ack=$T testdata/837i/fail/*.837; claimtree check $T/*.999 | grep -v accepted; ls $T | wc -l | tr -d ' '; ls testdata/837i/fail/*.837 | wc -l | tr -d ' '
> 92
> 92

# --ack: a file that cannot be read has none
$ gzip -c testdata/837i/pass/newborn.837 | head -c 300 >$T/cut.gz; mkdir $T/a; claimtree check --ack=$T/a $T/cut.gz testdata/837i/pass/newborn.837 2>/dev/null; ls $T/a
> testdata/837i/pass/newborn.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 40 segments
> newborn.837.999

# --ack: what is no directory
$ echo >$T/file; cd $T; claimtree check --ack=file x; claimtree check --ack=none/there x
! claimtree: check: file: --ack takes a directory
! claimtree: check: none/there: No such file or directory
? 2

# an amount too large for any sum is told where it stands, and not again where sums are held together
$ sed 's/\*300\*UN/*999999999999999999*UN/' testdata/demo/admission.837 | claimtree check | grep amount-overflow
> -:0001/25: error: SV203 (line charge) "999999999999999999" is too large to be added to anything [2400 SV2, claim OSTRI-7731] (amount-overflow, SNIP 2)

# a group of no set is not accepted, though GE01 counts right
$ sed '/^ST/,/^SE/d; s/^GE\*1/GE*0/' testdata/demo/admission.837 | claimtree check --format=ndjson | grep error
> {"type":"finding","file":"-","severity":"error","id":"segment-missing","snip":1,"message":"ST is missing in the group","interchange":"000000041","group":"41","offset":169,"tag":"ST","ack":{"ak9":"5"}}
> {"type":"file","file":"-","status":"rejected","bytes":195,"segments":4,"interchanges":1,"groups":1,"sets":0,"claims":0,"errors":1,"warnings":0,"notes":1}

# the group is rejected in the answer
$ sed '/^ST/,/^SE/d; s/^GE\*1/GE*0/' testdata/demo/admission.837 | claimtree ack --now=2026-11-22T12:00:00Z | tr '~' '\n' | grep AK9
> AK9*R*0*0*0*5

# without a terminator nothing is read, and that is told once
$ tr -d '\n' <testdata/demo/admission.837 | tr '~' 'A' | claimtree check --format=ndjson | grep '"finding"'
> {"type":"finding","file":"-","severity":"error","id":"delimiter-invalid","snip":1,"message":"the segment terminator is absent","interchange":"000000041","offset":0,"tag":"ISA","ack":{"ta1":"004"}}
> {"type":"finding","file":"-","severity":"note","id":"junk-skipped","snip":1,"message":"text that is no segment was skipped","interchange":"000000041","offset":105}

# nor is it a page that is whole
$ tr -d '\n' <testdata/demo/admission.837 | tr '~' 'A' | claimtree html -o $T/page
! claimtree: html: standard input: at byte 0: the segment terminator is absent
? 1
