# ack --explain and --summary: what came back, beside what was sent.

# an element: its claim, the segment as sent, what is meant underlined; the claims to be sent again
$ claimtree ack --now=2026-03-05T12:00:00Z testdata/837i/fail/code-not-allowed-component.837 >$T/a
$ claimtree ack --explain $T/a --for testdata/837i/fail/code-not-allowed-component.837
> testdata/837i/fail/code-not-allowed-component.837: set 0001: rejected (IK5 R 5: segments of it are in error; $T/a)
> testdata/837i/fail/code-not-allowed-component.837:0001/25: SV202-1: the value is not one that is allowed here: "ZZ" [2400 SV2, claim OP-0001, line 1] (IK3 8, IK4 7)
>     SV2*0300*ZZ:G0480*112.5*UN*1
>              ^^
> testdata/837i/fail/code-not-allowed-component.837:0001: claim OP-0001: send again, 1 error
> testdata/837i/fail/code-not-allowed-component.837: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (AK9 R; $T/a)
> testdata/837i/fail/code-not-allowed-component.837: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered ($T/a)
> 1 claim: 0 accepted, 1 to be sent again, 0 unanswered
? 1

# a missing segment stands in front of the one shown, and the reason is told
$ claimtree ack --now=2026-03-05T12:00:00Z testdata/837i/fail/situation-I-015.837 >$T/a
$ claimtree ack --explain $T/a --for testdata/837i/fail/situation-I-015.837
> testdata/837i/fail/situation-I-015.837: set 0001: rejected (IK5 R I5: segments of it break the guide; $T/a)
> testdata/837i/fail/situation-I-015.837:0001/22: REF: a segment is missing that this situation asks for, because of CLM05-3 at segment 19 (in front of the segment shown) [2300 REF, claim RV-0001] (IK3 I6)
>     HI*ABK:Z0000
>     ^^
> testdata/837i/fail/situation-I-015.837:0001: claim RV-0001: send again, 1 error
> testdata/837i/fail/situation-I-015.837:0001: claim RV-0002: send again
> testdata/837i/fail/situation-I-015.837: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (AK9 R; $T/a)
> testdata/837i/fail/situation-I-015.837: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered ($T/a)
> 2 claims: 0 accepted, 2 to be sent again, 0 unanswered
? 1

# a long segment is cut to 80 columns around what is meant
$ claimtree ack --now=2026-03-05T12:00:00Z testdata/837i/fail/value-not-usable.837 >$T/a
$ claimtree ack --explain $T/a --for testdata/837i/fail/value-not-usable.837 | sed -n '2,4p' | cut -c 1-90 | sed 's/lantern row.*/.../'
$ claimtree ack --explain $T/a --for testdata/837i/fail/value-not-usable.837 | awk '/^    / && length > 80'
> testdata/837i/fail/value-not-usable.837:0001/9: N301: the value is too long: "...
>     N3*...
>        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

# accepted and to be sent again, set by set; each interchange for itself
$ sed '51s/1432.6/1432.61/; 111d; 116s/36/35/' testdata/envelope/pass/several-of-everything.837 >$T/sent
$ claimtree ack --now=2026-03-05T12:00:00Z $T/sent >$T/a
$ claimtree ack --explain $T/a --for $T/sent
> $T/sent: set 0001: accepted (IK5 A; $T/a)
> $T/sent:0001: claim OP-0001: accepted
> $T/sent: set 0002: rejected (IK5 R 5: segments of it are in error; $T/a)
> $T/sent:0002/19: CLM02: the value is not one that is allowed here: "1432.61" [2300 CLM, claim RX-0001] (IK3 8, IK4 7)
>     CLM*RX-0001*1432.61***13:A:1**A*Y*Y
>                 ^^^^^^^
> $T/sent:0002: claim RX-0001: send again, 1 error
> $T/sent: group 1: partly accepted: 2 sets: 1 accepted, 1 rejected, 0 unanswered (AK9 P; $T/a)
> $T/sent: set 0001: rejected (IK5 R I5: segments of it break the guide; $T/a)
> $T/sent:0001/32: HI: a segment is missing that this situation asks for, because of CLM05-1 at segment 25 (in front of the segment shown) [2300 HI, claim NB-0001] (IK3 I6)
>     NM1*71*1*PELLAMORE*JORAN****XX*2000000119
>     ^^^
> $T/sent:0001: claim NB-0001: send again, 1 error
> $T/sent: group 2: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (AK9 R; $T/a)
> $T/sent: interchange 000000001: partly accepted: 3 sets: 1 accepted, 2 rejected, 0 unanswered ($T/a)
> $T/sent: set 0001: accepted (IK5 A; $T/a)
> $T/sent:0001: claim AU-0001: accepted
> $T/sent: group 1: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (AK9 A; $T/a)
> $T/sent: set 0001: accepted (IK5 A; $T/a)
> $T/sent:0001: claim OP-0001: accepted
> $T/sent: group 2: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (AK9 A; $T/a)
> $T/sent: interchange 000000002: accepted: 2 sets: 2 accepted, 0 rejected, 0 unanswered ($T/a)
> $T/sent: interchange 000000003: no answer due: 0 sets: 0 accepted, 0 rejected, 0 unanswered
> $T/sent: interchange 000000004: no answer due: 0 sets: 0 accepted, 0 rejected, 0 unanswered
> 5 claims: 3 accepted, 2 to be sent again, 0 unanswered
? 1

# the same as JSON
$ sed '51s/1432.6/1432.61/; 111d; 116s/36/35/' testdata/envelope/pass/several-of-everything.837 >$T/sent
$ claimtree ack --now=2026-03-05T12:00:00Z $T/sent >$T/a
$ claimtree ack --explain --format=json $T/a --for $T/sent
> {"version":"0.1.0",
> "interchanges":[
> {"type":"interchange","file":"$T/sent","status":"partly accepted","interchange":"000000001","sets":3,"accepted":1,"rejected":2,"unanswered":0,"ack_file":"$T/a"},
> {"type":"interchange","file":"$T/sent","status":"accepted","interchange":"000000002","sets":2,"accepted":2,"rejected":0,"unanswered":0,"ack_file":"$T/a"},
> {"type":"interchange","file":"$T/sent","status":"no answer due","interchange":"000000003","sets":0,"accepted":0,"rejected":0,"unanswered":0},
> {"type":"interchange","file":"$T/sent","status":"no answer due","interchange":"000000004","sets":0,"accepted":0,"rejected":0,"unanswered":0}],
> "groups":[
> {"type":"group","file":"$T/sent","status":"partly accepted","interchange":"000000001","group":"1","sets":2,"accepted":1,"rejected":1,"unanswered":0,"verdict":"P","ack_file":"$T/a"},
> {"type":"group","file":"$T/sent","status":"rejected","interchange":"000000001","group":"2","sets":1,"accepted":0,"rejected":1,"unanswered":0,"verdict":"R","ack_file":"$T/a"},
> {"type":"group","file":"$T/sent","status":"accepted","interchange":"000000002","group":"1","sets":1,"accepted":1,"rejected":0,"unanswered":0,"verdict":"A","ack_file":"$T/a"},
> {"type":"group","file":"$T/sent","status":"accepted","interchange":"000000002","group":"2","sets":1,"accepted":1,"rejected":0,"unanswered":0,"verdict":"A","ack_file":"$T/a"}],
> "sets":[
> {"type":"set","file":"$T/sent","status":"accepted","interchange":"000000001","group":"1","set":"0001","verdict":"A","ack_file":"$T/a"},
> {"type":"set","file":"$T/sent","status":"rejected","interchange":"000000001","group":"1","set":"0002","verdict":"R","codes":["5"],"ack_file":"$T/a"},
> {"type":"set","file":"$T/sent","status":"rejected","interchange":"000000001","group":"2","set":"0001","verdict":"R","codes":["I5"],"ack_file":"$T/a"},
> {"type":"set","file":"$T/sent","status":"accepted","interchange":"000000002","group":"1","set":"0001","verdict":"A","ack_file":"$T/a"},
> {"type":"set","file":"$T/sent","status":"accepted","interchange":"000000002","group":"2","set":"0001","verdict":"A","ack_file":"$T/a"}],
> "errors":[
> {"type":"error","file":"$T/sent","interchange":"000000001","group":"1","set":"0002","segment":19,"tag":"CLM","loop":"2300","element":"CLM02","claim":"RX-0001","value":"1432.61","message":"the value is not one that is allowed here: \"1432.61\"","text":"CLM*RX-0001*1432.61***13:A:1**A*Y*Y","mark":12,"mark_length":7,"ack":{"ik3":"8","ik4":"7"},"ack_file":"$T/a"},
> {"type":"error","file":"$T/sent","interchange":"000000001","group":"2","set":"0001","segment":32,"tag":"HI","loop":"2300","claim":"NB-0001","message":"a segment is missing that this situation asks for, because of CLM05-1 at segment 25 (in front of the segment shown)","text":"NM1*71*1*PELLAMORE*JORAN****XX*2000000119","mark":0,"mark_length":3,"ack":{"ik3":"I6"},"ack_file":"$T/a"}],
> "claims":[
> {"type":"claim","file":"$T/sent","status":"accepted","interchange":"000000001","group":"1","set":"0001","claim":"OP-0001","errors":0,"ack_file":"$T/a"},
> {"type":"claim","file":"$T/sent","status":"send again","interchange":"000000001","group":"1","set":"0002","claim":"RX-0001","errors":1,"ack_file":"$T/a"},
> {"type":"claim","file":"$T/sent","status":"send again","interchange":"000000001","group":"2","set":"0001","claim":"NB-0001","errors":1,"ack_file":"$T/a"},
> {"type":"claim","file":"$T/sent","status":"accepted","interchange":"000000002","group":"1","set":"0001","claim":"AU-0001","errors":0,"ack_file":"$T/a"},
> {"type":"claim","file":"$T/sent","status":"accepted","interchange":"000000002","group":"2","set":"0001","claim":"OP-0001","errors":0,"ack_file":"$T/a"}],
> "unmatched":[]}
? 1

# and as CSV
$ sed '51s/1432.6/1432.61/; 111d; 116s/36/35/' testdata/envelope/pass/several-of-everything.837 >$T/sent
$ claimtree ack --now=2026-03-05T12:00:00Z $T/sent >$T/a
$ claimtree ack --explain --format=csv $T/a --for $T/sent | tr -d '\r'
> type,file,interchange,group,set,status,segment,tag,loop,element,claim,line,verdict,codes,value,message,text,ack_file
> set,$T/sent,000000001,1,0001,accepted,,,,,,,A,,,,,$T/a
> claim,$T/sent,000000001,1,0001,accepted,,,,,OP-0001,,,,,,,$T/a
> set,$T/sent,000000001,1,0002,rejected,,,,,,,R,5,,,,$T/a
> error,$T/sent,000000001,1,0002,rejected,19,CLM,2300,CLM02,RX-0001,,8,7,1432.61,"the value is not one that is allowed here: ""1432.61""",CLM*RX-0001*1432.61***13:A:1**A*Y*Y,$T/a
> claim,$T/sent,000000001,1,0002,send again,,,,,RX-0001,,,,,,,$T/a
> group,$T/sent,000000001,1,,partly accepted,,,,,,,P,,,,,$T/a
> set,$T/sent,000000001,2,0001,rejected,,,,,,,R,I5,,,,$T/a
> error,$T/sent,000000001,2,0001,rejected,32,HI,2300,,NB-0001,,I6,,,"a segment is missing that this situation asks for, because of CLM05-1 at segment 25 (in front of the segment shown)",NM1*71*1*PELLAMORE*JORAN****XX*2000000119,$T/a
> claim,$T/sent,000000001,2,0001,send again,,,,,NB-0001,,,,,,,$T/a
> group,$T/sent,000000001,2,,rejected,,,,,,,R,,,,,$T/a
> interchange,$T/sent,000000001,,,partly accepted,,,,,,,,,,,,$T/a
> set,$T/sent,000000002,1,0001,accepted,,,,,,,A,,,,,$T/a
> claim,$T/sent,000000002,1,0001,accepted,,,,,AU-0001,,,,,,,$T/a
> group,$T/sent,000000002,1,,accepted,,,,,,,A,,,,,$T/a
> set,$T/sent,000000002,2,0001,accepted,,,,,,,A,,,,,$T/a
> claim,$T/sent,000000002,2,0001,accepted,,,,,OP-0001,,,,,,,$T/a
> group,$T/sent,000000002,2,,accepted,,,,,,,A,,,,,$T/a
> interchange,$T/sent,000000002,,,accepted,,,,,,,,,,,,$T/a
> interchange,$T/sent,000000003,,,no answer due,,,,,,,,,,,,
> interchange,$T/sent,000000004,,,no answer due,,,,,,,,,,,,

# warnings alone: accepted, with errors noted
$ claimtree ack --now=2026-03-05T12:00:00Z testdata/835/fail/code-not-in-list-carc.835 >$T/a
$ claimtree ack --explain $T/a --for testdata/835/fail/code-not-in-list-carc.835
> testdata/835/fail/code-not-in-list-carc.835: set 0001: accepted with errors (IK5 E 5: segments of it are in error; $T/a)
> testdata/835/fail/code-not-in-list-carc.835:0001/18: CAS02: the value is not one that is allowed here: "999" [2110 CAS, claim OP-0001] (IK3 8, IK4 7)
>     CAS*CO*999*22.5
>            ^^^
> testdata/835/fail/code-not-in-list-carc.835:0001: claim OP-0001: accepted with errors, 1 error
> testdata/835/fail/code-not-in-list-carc.835: group 1: accepted with errors: 1 set: 1 accepted, 0 rejected, 0 unanswered (AK9 E; $T/a)
> testdata/835/fail/code-not-in-list-carc.835: interchange 000000001: accepted with errors: 1 set: 1 accepted, 0 rejected, 0 unanswered ($T/a)
> 1 claim: 1 accepted, 0 to be sent again, 0 unanswered

# a 997: AK3, AK4 and AK5
$ claimtree ack --explain --for testdata/837i/fail/code-not-allowed-frequency.837
< ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *260306*0900*U*00401*000000077*0*P*:~
< GS*FA*RECEIVER01*SUBMITTER01*20260306*0900*77*X*004010~
< ST*997*0001~
< AK1*HC*1~
< AK2*837*0001~
< AK3*CLM*19**8~
< AK4*5:3*1325*7*6~
< AK5*R*5~
< AK9*R*1*1*0~
< SE*8*0001~
< GE*1*77~
< IEA*1*000000077~
> testdata/837i/fail/code-not-allowed-frequency.837: set 0001: rejected (IK5 R 5: segments of it are in error; standard input)
> testdata/837i/fail/code-not-allowed-frequency.837:0001/19: CLM05-3: the value is not one that is allowed here: "6" [2300 CLM, claim OP-0001] (IK3 8, IK4 7)
>     CLM*OP-0001*312.5***13:A:6**A*Y*Y
>                              ^
> testdata/837i/fail/code-not-allowed-frequency.837:0001: claim OP-0001: send again, 1 error
> testdata/837i/fail/code-not-allowed-frequency.837: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (AK9 R; standard input)
> testdata/837i/fail/code-not-allowed-frequency.837: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (standard input)
> 1 claim: 0 accepted, 1 to be sent again, 0 unanswered
? 1

# a 999 that cuts IK303, names the claim without a trigger, and another time with two triggers
$ claimtree ack --explain --for testdata/837i/fail/situation-I-015.837
< ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *260306*0900*^*00501*000000078*0*P*:~
< GS*FA*RECEIVER01*SUBMITTER01*20260306*0900*78*X*005010X231A1~
< ST*999*0001*005010X231A1~
< AK1*HC*1*005010X223A2~
< AK2*837*0001*005010X223A2~
< IK3*REF*22*2300*I6~
< CTX*SITUATIONAL TRIGGER*CLM*19**5:3*C023:1325~
< CTX*SITUATIONAL TRIGGER*NM1*18*2010*8*66~
< CTX*CLM01:RV-0001~
< IK3*SV2*27*2400*8~
< CTX*CLM01:RV-0001~
< IK4*2:2*234*I9~
< CTX*SITUATIONAL TRIGGER*SV2*27*2400*1*234~
< IK5*R*I5~
< AK9*R*1*1*0~
< SE*14*0001~
< GE*1*78~
< IEA*1*000000078~
> testdata/837i/fail/situation-I-015.837: set 0001: rejected (IK5 R I5: segments of it break the guide; standard input)
> testdata/837i/fail/situation-I-015.837:0001/22: REF: a segment is missing that this situation asks for, because of CLM05-3 at segment 19 (in front of the segment shown) [2300 REF, claim RV-0001] (IK3 I6)
>     HI*ABK:Z0000
>     ^^
> testdata/837i/fail/situation-I-015.837:0001: claim RV-0001: send again, 1 error
> testdata/837i/fail/situation-I-015.837:0001/27: SV202-2: a value is missing that this situation asks for, because of SV201 at segment 27; but the segment sent there is CLM: is this the file that was answered? [2400 SV2, claim RV-0002] (IK3 8, IK4 I9)
>     CLM*RV-0002*210***13:A:8**A*Y*Y
>     ^^^
> testdata/837i/fail/situation-I-015.837:0001: claim RV-0002: send again, 1 error
> testdata/837i/fail/situation-I-015.837: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (AK9 R; standard input)
> testdata/837i/fail/situation-I-015.837: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (standard input)
> 2 claims: 0 accepted, 2 to be sent again, 0 unanswered
? 1

# a TA1 alone refuses all that the interchange holds
$ claimtree ack --explain testdata/ta1/pass/rejected.ta1 --for testdata/837i/pass/outpatient-simple.837
> testdata/837i/pass/outpatient-simple.837: set 0001: rejected (its interchange was rejected)
> testdata/837i/pass/outpatient-simple.837:0001: claim OP-0001: send again
> testdata/837i/pass/outpatient-simple.837: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered
> testdata/837i/pass/outpatient-simple.837: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (TA1 R 023: the file ends too early; testdata/ta1/pass/rejected.ta1)
> 1 claim: 0 accepted, 1 to be sent again, 0 unanswered
? 1

# a TA1 in front of the groups, which the 999 accepts without naming sets
$ claimtree ack --explain testdata/ta1/pass/beside-a-group.ta1 --for testdata/837i/pass/outpatient-simple.837
> testdata/837i/pass/outpatient-simple.837: set 0001: accepted (testdata/ta1/pass/beside-a-group.ta1)
> testdata/837i/pass/outpatient-simple.837:0001: claim OP-0001: accepted
> testdata/837i/pass/outpatient-simple.837: group 1: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (AK9 A; testdata/ta1/pass/beside-a-group.ta1)
> testdata/837i/pass/outpatient-simple.837: interchange 000000001: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (TA1 A 000: no error; testdata/ta1/pass/beside-a-group.ta1)
> 1 claim: 1 accepted, 0 to be sent again, 0 unanswered

# nothing came back for the second file
$ claimtree ack --explain testdata/999/pass/accepted-group-only.999 --for testdata/837i/pass/outpatient-simple.837 testdata/835/pass/check-simple.835
> testdata/837i/pass/outpatient-simple.837: set 0001: accepted (testdata/999/pass/accepted-group-only.999)
> testdata/837i/pass/outpatient-simple.837:0001: claim OP-0001: accepted
> testdata/837i/pass/outpatient-simple.837: group 1: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (AK9 A; testdata/999/pass/accepted-group-only.999)
> testdata/837i/pass/outpatient-simple.837: interchange 000000001: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (testdata/999/pass/accepted-group-only.999)
> testdata/835/pass/check-simple.835: set 0001: unanswered
> testdata/835/pass/check-simple.835:0001: claim OP-0001: unanswered
> testdata/835/pass/check-simple.835: group 1: unanswered: 1 set: 0 accepted, 0 rejected, 1 unanswered
> testdata/835/pass/check-simple.835: interchange 000000001: unanswered: 1 set: 0 accepted, 0 rejected, 1 unanswered
> 2 claims: 1 accepted, 0 to be sent again, 1 unanswered
? 1

# what matches nothing is said: another control number, a file that is no acknowledgment
$ sed 's/AK1\*HC\*1/AK1*HC*7/' testdata/999/pass/accepted-group-only.999 >$T/a
$ claimtree ack --explain $T/a testdata/ta1/pass/rejected.ta1 testdata/cob/jobaid-1-inpatient.837 --for testdata/835/pass/check-simple.835
> testdata/cob/jobaid-1-inpatient.837: unmatched: it holds no TA1, 999 or 997
> testdata/835/pass/check-simple.835: set 0001: rejected (its interchange was rejected)
> testdata/835/pass/check-simple.835:0001: claim OP-0001: send again
> testdata/835/pass/check-simple.835: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered
> testdata/835/pass/check-simple.835: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (TA1 R 023: the file ends too early; testdata/ta1/pass/rejected.ta1)
> $T/a: unmatched: group 7: it answers a group that is in none of the files sent
> 1 claim: 0 accepted, 1 to be sent again, 0 unanswered
? 1

# an error at a place that the file sent has not: is it the file that was answered?
$ claimtree ack --explain --for testdata/837i/pass/outpatient-simple.837
< ISA*00*          *00*          *ZZ*RECEIVER01     *ZZ*SUBMITTER01    *260306*0900*^*00501*000000079*0*P*:~
< GS*FA*RECEIVER01*SUBMITTER01*20260306*0900*79*X*005010X231A1~
< ST*999*0001*005010X231A1~
< AK1*HC*1*005010X223A2~
< AK2*837*0001*005010X223A2~
< IK3*SV2*19*2400*8~
< IK4*3*782*5*1~
< IK3*SV2*99*2400*8~
< CTX*CLM01:OP-0009~
< IK4*3*782*5*1~
< IK5*R*5~
< AK9*R*1*1*0~
< SE*11*0001~
< GE*1*79~
< IEA*1*000000079~
> testdata/837i/pass/outpatient-simple.837: set 0001: rejected (IK5 R 5: segments of it are in error; standard input)
> testdata/837i/pass/outpatient-simple.837:0001/19: SV203: the value is too long: "1"; but the segment sent there is CLM: is this the file that was answered? [2400 SV2, claim OP-0001] (IK3 8, IK4 5)
>     CLM*OP-0001*312.5***13:A:1**A*Y*Y
>     ^^^
> testdata/837i/pass/outpatient-simple.837:0001: claim OP-0001: send again, 1 error
> testdata/837i/pass/outpatient-simple.837:0001/99: SV203: the value is too long: "1"; the set that was sent has no such segment: its last is 30 [2400 SV2, claim OP-0009] (IK3 8, IK4 5)
> testdata/837i/pass/outpatient-simple.837: group 1: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (AK9 R; standard input)
> testdata/837i/pass/outpatient-simple.837: interchange 000000001: rejected: 1 set: 0 accepted, 1 rejected, 0 unanswered (standard input)
> 1 claim: 0 accepted, 1 to be sent again, 0 unanswered
? 1

# --summary: accepted, partly accepted, rejected, unanswered
$ sed '51s/1432.6/1432.61/' testdata/envelope/pass/several-of-everything.837 >$T/partly
$ claimtree ack --now=2026-03-05T12:00:00Z $T/partly >$T/a
$ sed 's/SUBMITTER01    /SUBMITTER02    /; s/\*SUBMITTER01\*/*SUBMITTER02*/' testdata/837i/pass/newborn.837 >$T/other
$ claimtree ack --summary $T/a --for $T/partly $T/other; echo $?
> $T/partly: interchange 000000001: partly accepted: 3 sets: 2 accepted, 1 rejected, 0 unanswered ($T/a)
> $T/partly: interchange 000000002: accepted: 2 sets: 2 accepted, 0 rejected, 0 unanswered ($T/a)
> $T/partly: interchange 000000003: no answer due: 0 sets: 0 accepted, 0 rejected, 0 unanswered
> $T/partly: interchange 000000004: no answer due: 0 sets: 0 accepted, 0 rejected, 0 unanswered
> $T/other: interchange 000000001: unanswered: 1 set: 0 accepted, 0 rejected, 1 unanswered
> 1

# --summary as JSON and CSV
$ claimtree ack --now=2026-03-05T12:00:00Z --ta1=always testdata/837i/fail/element-type.837 >$T/a
$ claimtree ack --summary --format=json $T/a --for testdata/837i/fail/element-type.837
$ claimtree ack --summary --format=csv $T/a --for testdata/837i/fail/element-type.837 | tr -d '\r'
> {"version":"0.1.0",
> "interchanges":[
> {"type":"interchange","file":"testdata/837i/fail/element-type.837","status":"rejected","interchange":"000000001","sets":1,"accepted":0,"rejected":1,"unanswered":0,"verdict":"A","codes":["000"],"message":"no error","ack_file":"$T/a"}],
> "unmatched":[]}
> type,file,interchange,group,set,status,sets,accepted,rejected,unanswered,verdict,codes,message,ack_file
> interchange,testdata/837i/fail/element-type.837,000000001,,,rejected,1,0,1,0,A,000,no error,$T/a

# --summary: everything is accepted
$ claimtree ack --summary testdata/ta1/pass/beside-a-group.ta1 --for testdata/837i/pass/outpatient-simple.837
> testdata/837i/pass/outpatient-simple.837: interchange 000000001: accepted: 1 set: 1 accepted, 0 rejected, 0 unanswered (TA1 A 000: no error; testdata/ta1/pass/beside-a-group.ta1)

# trouble: no file, no --for, options that exclude each other, standard input twice
$ claimtree ack --summary nothing --for testdata/837i/pass/outpatient-simple.837; echo $?
$ claimtree ack --explain testdata/ta1/pass/rejected.ta1; echo $?
$ claimtree ack --explain --summary testdata/ta1/pass/rejected.ta1 --for x; echo $?
$ claimtree ack --format=csv testdata/837i/pass/outpatient-simple.837; echo $?
$ claimtree ack --explain - --for -; echo $?
> testdata/837i/pass/outpatient-simple.837: interchange 000000001: unanswered: 1 set: 0 accepted, 0 rejected, 1 unanswered
> 2
> 2
> 2
> 2
> 2
! claimtree: ack: nothing: No such file or directory
! claimtree: ack: name what was sent: --for FILE
! try 'claimtree ack --help'
! claimtree: ack: --explain and --summary exclude each other
! try 'claimtree ack --help'
! claimtree: ack: --for and --format belong to --explain or --summary
! try 'claimtree ack --help'
! claimtree: ack: standard input can be read once only
! try 'claimtree ack --help'
