# Layout, delimiters, counts: nothing else changes.

# without options it is a copy
$ claimtree format testdata/demo/admission.837 | cmp - testdata/demo/admission.837

# --unwrap takes line ends away, --wrap puts them there again
$ claimtree format --unwrap testdata/demo/admission.837 | tee $T/one | tr -cd '\n' | wc -c; claimtree format --wrap $T/one | cmp - testdata/demo/admission.837
> 0

# wrapped and indented text is laid out anew, data stays
$ printf 'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*000000001*0*T*:~\r\n   ZZ*12\n34~IEA*0*000000001~\r\n\r\n' | claimtree format --wrap
> ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*^*00501*000000001*0*T*:~
> ZZ*1234~
> IEA*0*000000001~

# --delimiters, there and back
$ claimtree format '--delimiters=|!>\x1d' testdata/demo/admission.837 | tee $T/other | head -c 130 | tr '\035' '#'; echo; claimtree format '--delimiters=*^:~' $T/other | cmp - testdata/demo/admission.837
> ISA|00|          |00|          |ZZ|SUBMITTER01    |ZZ|RECEIVER01     |260305|1200|!|00501|000000041|1|T|>#
> GS|HC|SUBMITTER01|RECEI

# ISA11 and ISA16 tell the new ones; ISA11 that was none stays so
$ printf 'ISA*00*          *00*          *ZZ*A              *ZZ*B              *260101*1200*U*00501*000000001*0*T*:~ZZ*1:2^3~IEA*0*000000001~' | claimtree format '--delimiters=|!>~'
> ISA|00|          |00|          |ZZ|A              |ZZ|B              |260101|1200|U|00501|000000001|0|T|>~ZZ|1>2^3~IEA|0|000000001~
>\

# data that holds a new delimiter is refused, and no file is left
$ claimtree format '--delimiters=*^-~' -o $T/out testdata/demo/admission.837; echo $?; ls $T
> 1
! claimtree: format: testdata/demo/admission.837: at byte 676: CLM01 holds '-', a delimiter that is to be written

# letters, blanks, doubles are no delimiters
$ claimtree format '--delimiters=*^A~' testdata/demo/admission.837
! claimtree: format: --delimiters: a letter, digit or blank is no delimiter
! try 'claimtree format --help'
? 2

# two the same
$ claimtree format '--delimiters=*^*~' testdata/demo/admission.837
! claimtree: format: --delimiters: two are the same
! try 'claimtree format --help'
? 2

# too few
$ claimtree format '--delimiters=*^' testdata/demo/admission.837
! claimtree: format: --delimiters takes four: element, repetition, component, segment
! try 'claimtree format --help'
? 2

# --recount mends what is wrong, and only that
$ sed 's/^SE\*[0-9]*/SE*7/; s/^GE\*1\*/GE*01*/; s/^IEA\*1/IEA*4/' testdata/demo/admission.837 > $T/wrong; claimtree format --recount $T/wrong | diff testdata/demo/admission.837 -
> 56c56
> < GE*1*41~
> ---
> > GE*01*41~
? 1

# an unknown guide is no matter
$ claimtree format testdata/envelope/fail/version-not-supported-of-the-set.837 | cmp - testdata/envelope/fail/version-not-supported-of-the-set.837

# --wrap and --unwrap are one or the other
$ claimtree format --wrap --unwrap testdata/demo/admission.837
! claimtree: format: --wrap and --unwrap contradict each other
! try 'claimtree format --help'
? 2

# what is cut short comes as far as it goes
$ head -c 300 testdata/demo/admission.837 | claimtree format --unwrap | wc -c
> 295
! claimtree: format: standard input: at byte 300: the file ends inside a transaction set: it is cut short
