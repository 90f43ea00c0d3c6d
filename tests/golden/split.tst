# get, split, merge: what scripts meet.

# a claim comes with its envelopes, and passes check
$ claimtree get --claim=OSTRI-7731 testdata/demo/admission.837 | claimtree check
> -: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# one that is not there
$ claimtree get --claim=NONE testdata/demo/admission.837
! claimtree: get: there is no such claim
? 1

# which one must be said
$ claimtree get testdata/demo/admission.837
! claimtree: get: which claim? --claim=ID, --nth=N or --offset=N
! try 'claimtree get --help'
? 2

# claims of one number come together, in order
$ claimtree get --claim=OP-0009 testdata/835/pass/reversal-and-correction.835 | claimtree list | cut -f 1,6
> claim	paid
> OP-0009	-250
> OP-0009	230

# BPR02 is what the part comes to
$ claimtree get --nth=3 testdata/835/pass/reversal-and-correction.835 | grep -E '^(BPR|LX|CLP|SE)'
> BPR*I*250*C*CHK************20260315~
> LX*1~
> CLP*OP-0001*1*312.5*250*12.5*12*PCN2026000001*13*1~
> SE*27*0001~

# a claim a file, named by its input
$ claimtree split --by=claim -o $T/parts testdata/demo/admission.837 && ls -l $T/parts | sed 1d | cut -c 1-10 && ls $T/parts
> -rw-------
> -rw-------
> admission-0001.837
> admission-0002.837

# --control numbers the parts
$ claimtree split --by=claim --control=70 -o $T/parts - < testdata/demo/admission.837; grep -hE '^(ISA|IEA)' $T/parts/* | sed 's/.*00501//'; ls $T/parts
> *000000070*1*T*:~
> IEA*1*000000070~
> *000000071*1*T*:~
> IEA*1*000000071~
> stdin-0001
> stdin-0002

# by what check says
$ claimtree split --clean=$T/clean --rejected=$T/rejected testdata/demo/admission.837; claimtree list $T/clean $T/rejected | cut -f 1,9; claimtree check --quiet $T/clean
> claim	file
> OSTRI-7731	$T/clean
> OSTRI-7732	$T/rejected

# --clean goes with --rejected
$ claimtree split --clean=$T/clean testdata/demo/admission.837
! claimtree: split: --clean and --rejected go together
! try 'claimtree split --help'
? 2

# --by needs a directory
$ claimtree split --by=set testdata/demo/admission.837
! claimtree: split: -o DIR says where the files go
! try 'claimtree split --help'
? 2

# a set whose guide is unknown cannot be parted by claim
$ claimtree split --by=claim -o $T/parts testdata/envelope/fail/version-not-supported-of-the-set.837
! claimtree: split: testdata/envelope/fail/version-not-supported-of-the-set.837: at byte 168: the guide of this set is not known: its claims cannot be told apart
! claimtree: split: testdata/envelope/fail/version-not-supported-of-the-set.837: at byte 168: a set without claims is left out
? 1

# but by set
$ claimtree split --by=set -o $T/parts testdata/envelope/fail/version-not-supported-of-the-set.837; claimtree format $T/parts/* | wc -c
> 990

# merge counts groups and sets anew
$ claimtree merge testdata/demo/admission.837 testdata/837i/pass/*.837 | grep -E '^(ISA|GS|ST|SE|GE|IEA)' | cut -c 1-30 | sed -n '1,4p;$p'
> ISA*00*          *00*         
> GS*HC*SUBMITTER01*RECEIVER01*2
> ST*837*0001*005010X223A2~
> SE*53*0001~
> IEA*1*000000005~

# an acknowledgment between is told and left out
$ claimtree merge testdata/ta1/pass/accepted.ta1 > $T/out; wc -c < $T/out
> 0
! claimtree: merge: testdata/ta1/pass/accepted.ta1: at byte 107: a segment outside of transaction sets is left out

# two inputs of one name do not overwrite each other's parts
$ mkdir $T/a $T/b; cp testdata/demo/admission.837 $T/a; cp testdata/demo/admission.837 $T/b; claimtree split --by=claim -o $T/out $T/a/admission.837 $T/b/admission.837; ls $T/out
> admission-0001.837
> admission-0002.837
> admission-0003.837
> admission-0004.837
