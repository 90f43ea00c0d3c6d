# claimtree grammar lists what is built in
$ claimtree grammar list
> guides
>   005010X221A1   835  claim payment and remittance advice (built in)
>                  reads also 005010X221
>   005010X223A2   837  institutional claim (built in)
>                  reads also 005010X223 005010X223A1 005010X223A3 005010X292
>   005010X231A1   999  implementation acknowledgment (built in)
>                  reads also 005010X231
>
> partner profiles (for --partner=NAME)
>   masshealth medicare x12-strict
>
> code lists (for --codes=NAME=FILE.tsv)
>   admission-type        6 codes  closed, admission types (X12 source 231)
>   bill-frequency       27 codes  closed, bill frequency (X12 source 235)
>   carc                404 codes  open, CARC of 2026-08-01 (X12 source 139)
>   condition          shape only  condition codes (X12 source 132)
>   countries           249 codes  closed, countries (X12 source 5)
>   currencies          162 codes  open, currencies (X12 source 5)
>   drg                shape only  DRG (X12 source 229)
>   facility           shape only  facility types (X12 source 236)
>   hcpcs              shape only  HCPCS (X12 source 130)
>   hipps              shape only  HIPPS (X12 source 716)
>   icd-10-cm          shape only  ICD-10-CM (X12 source 897)
>   icd-10-pcs         shape only  ICD-10-PCS (X12 source 896)
>   icd-9-cm           shape only  ICD-9-CM (X12 source 131)
>   icd-9-pcs          shape only  ICD-9-CM procedures (X12 source 131)
>   ndc                shape only  NDC (X12 source 240)
>   occurrence         shape only  occurrence codes (X12 source 132)
>   occurrence-span    shape only  occurrence span codes (X12 source 132)
>   patient-status       40 codes  closed, patient discharge status (X12 source 239)
>   point-of-origin      11 codes  closed, points of origin (X12 source 230)
>   rarc               1187 codes  open, RARC of 2026-08-01 (X12 source 411)
>   revenue            shape only  revenue codes (X12 source 132)
>   states               75 codes  closed, states (X12 source 22)
>   taxonomy           shape only  taxonomy codes (X12 source 682)
>   value              shape only  value codes (X12 source 132)

# a guide is shown as a tree
$ claimtree grammar show 005010X231A1
> 005010X231A1 implementation acknowledgment (set 999, group FA)
> reads also 005010X231
>
> R required, S situational; then how often (* without limit). Types: AN text, ID
> code, N0 whole number, R decimal, DT date, TM time, C composite; then least and
> greatest length.
>
> R      1 ST transaction set header
>            ST01     R ID 3       transaction set: 999
>            ST02     R AN 4-9     set control number
>            ST03     R AN 1-35    guide version
> R      1 AK1 group answered
>            AK101    R ID 2       functional group answered
>            AK102    R N0 1-9     group control number answered
>            AK103    R AN 1-12    guide version answered
>
> S      * Loop 2000 transaction set response
> R      1   AK2 set answered
>              AK201    R ID 3       transaction set answered
>              AK202    R AN 4-9     set control number answered
>              AK203    S AN 1-35    guide version answered
>
> S      *   Loop 2100 segment error
> R      1     IK3 segment error
>                IK301    R ID 2-3     segment in error
>                IK302    R N0 1-10    position of the segment
>                IK303    S AN 1-6     loop id
>                IK304    R ID 1-3     segment error: 1, 2, 3, 4, 5, 6, 7, 8, I4,
>                                      I6, I7, I8, I9
> S      9     CTX*SITUATIONAL TRIGGER segment situational trigger
>                CTX01    R C x10      context identification
>                  CTX01-1  R AN 1-35    context name: SITUATIONAL TRIGGER
>                CTX02    R ID 2-3     segment that triggered
>                CTX03    R N0 1-10    position of that segment
>                CTX04    S AN 1-6     loop of that segment
>                CTX05    S C          element that triggered
>                  CTX05-1  R N0 1-2     element position
>                  CTX05-2  S N0 1-2     component position
>                  CTX05-3  S N0 1-4     repetition position
>                CTX06    S C          data element that triggered
>                  CTX06-1  R AN 1-4     data element number
>                  CTX06-2  S AN 1-4     component data element number
> S      1     CTX*TRN02 business unit identifier
>                CTX01    R C x10      context identification
>                  CTX01-1  R AN 1-35    business unit name: CLM01, ENT01, NM109,
>                                        TRN02, PATIENT NAME NM109,
>                                        SUBSCRIBER NAME NM109,
>                                        SUBSCRIBER NUMBER REF02
>                  CTX01-2  R AN 1-35    business unit value
>
> S      *     Loop 2110 element error
> R      1       IK4 element error
>                  IK401    R C          position in the segment
>                    IK401-1  R N0 1-2     element position
>                    IK401-2  S N0 1-2     component position
>                    IK401-3  S N0 1-4     repetition position
>                  IK402    S N0 1-4     data element number
>                  IK403    R ID 1-3     element error: 1, 10, 12, 13, 2, 3, 4, 5,
>                                        6, 7, 8, 9, I10, I11, I12, I13, I6, I9
>                  IK404    S AN 1-99    value found
> S     10       CTX element situational trigger
>                  CTX01    R C x10      context identification
>                    CTX01-1  R AN 1-35    context name: SITUATIONAL TRIGGER
>                  CTX02    R ID 2-3     segment that triggered
>                  CTX03    R N0 1-10    position of that segment
>                  CTX04    S AN 1-6     loop of that segment
>                  CTX05    S C          element that triggered
>                    CTX05-1  R N0 1-2     element position
>                    CTX05-2  S N0 1-2     component position
>                    CTX05-3  S N0 1-4     repetition position
>                  CTX06    S C          data element that triggered
>                    CTX06-1  R AN 1-4     data element number
>                    CTX06-2  S AN 1-4     component data element number
> R      1   IK5 set verdict
>              IK501    R ID 1       set verdict: A, E, M, R, W, X
>              IK502    S ID 1-3     set error: 1, 10, 11, 12, 13, 15, 16, 17, 18,
>                                    19, 2, 23, 24, 25, 26, 27, 3, 4, 5, 6, 7, 8,
>                                    9, I5, I6
>              IK503    S ID 1-3     set error: 1, 10, 11, 12, 13, 15, 16, 17, 18,
>                                    19, 2, 23, 24, 25, 26, 27, 3, 4, 5, 6, 7, 8,
>                                    9, I5, I6
>              IK504    S ID 1-3     set error: 1, 10, 11, 12, 13, 15, 16, 17, 18,
>                                    19, 2, 23, 24, 25, 26, 27, 3, 4, 5, 6, 7, 8,
>                                    9, I5, I6
>              IK505    S ID 1-3     set error: 1, 10, 11, 12, 13, 15, 16, 17, 18,
>                                    19, 2, 23, 24, 25, 26, 27, 3, 4, 5, 6, 7, 8,
>                                    9, I5, I6
>              IK506    S ID 1-3     set error: 1, 10, 11, 12, 13, 15, 16, 17, 18,
>                                    19, 2, 23, 24, 25, 26, 27, 3, 4, 5, 6, 7, 8,
>                                    9, I5, I6
> R      1 AK9 group verdict
>            AK901    R ID 1       group verdict: A, E, M, P, R, W, X
>            AK902    R N0 1-6     sets announced
>            AK903    R N0 1-6     sets received
>            AK904    R N0 1-6     sets accepted
>            AK905    S ID 1-3     group error: 1, 10, 11, 12, 13, 14, 15, 16, 17,
>                                  18, 19, 2, 23, 24, 25, 26, 3, 4, 5, 6
>            AK906    S ID 1-3     group error: 1, 10, 11, 12, 13, 14, 15, 16, 17,
>                                  18, 19, 2, 23, 24, 25, 26, 3, 4, 5, 6
>            AK907    S ID 1-3     group error: 1, 10, 11, 12, 13, 14, 15, 16, 17,
>                                  18, 19, 2, 23, 24, 25, 26, 3, 4, 5, 6
>            AK908    S ID 1-3     group error: 1, 10, 11, 12, 13, 14, 15, 16, 17,
>                                  18, 19, 2, 23, 24, 25, 26, 3, 4, 5, 6
>            AK909    S ID 1-3     group error: 1, 10, 11, 12, 13, 14, 15, 16, 17,
>                                  18, 19, 2, 23, 24, 25, 26, 3, 4, 5, 6
> R      1 SE transaction set trailer
>            SE01     R N0 1-10    segment count
>            SE02     R AN 4-9     set control number

# the control segments, too
$ claimtree grammar show control | head -n 30
> 00501 interchange control
>
> R required, S situational; then how often (* without limit). Types: AN text, ID
> code, N0 whole number, R decimal, DT date, TM time, C composite; then least and
> greatest length.
>
> R      1 ISA interchange header
>            ISA01    R ID 2       authorization kind: 00, 03
>            ISA02    R AN 10      authorization
>            ISA03    R ID 2       security kind: 00, 01
>            ISA04    R AN 10      security information
>            ISA05    R ID 2       sender id kind: 01, 14, 20, 27, 28, 29, 30, 33,
>                                  ZZ
>            ISA06    R AN 15      interchange sender
>            ISA07    R ID 2       receiver id kind: 01, 14, 20, 27, 28, 29, 30,
>                                  33, ZZ
>            ISA08    R AN 15      interchange receiver
>            ISA09    R DT 6       interchange date
>            ISA10    R TM 4       interchange time
>            ISA11    R AN 1       repetition separator
>            ISA12    R ID 5       interchange version: 00501
>            ISA13    R N0 9       interchange control number
>            ISA14    R ID 1       acknowledgment requested: 0, 1
>            ISA15    R ID 1       usage indicator: P, T
>            ISA16    R AN 1       component separator
> S      * TA1 interchange acknowledgment
>            TA101    R N0 9       interchange control number
>            TA102    R DT 6       date of the interchange
>            TA103    R TM 4       time of the interchange
>            TA104    R ID 1       interchange verdict: A, E, R

# a set's code names the guide, and so does a version of its family
$ claimtree grammar show 837 | head -n 1; claimtree grammar show 005010X223A1 | head -n 1
> 005010X223A2 institutional claim (set 837, group HC)
> 005010X223A2 institutional claim (set 837, group HC)

# no line is wider than a terminal
$ for g in 837 835 999 control; do claimtree grammar show $g; done | awk 'length > 80'

# a loop with its repeat, a use with its qualifier, codes and code lists
$ claimtree grammar show 837 | sed -n '/Loop 2410/,/Loop 2420A/p'
> S      1         Loop 2410 drug
> R      1           LIN drug code
>                      LIN02    R ID 2       drug code list: N4
>                      LIN03    R AN 1-48    national drug code (N4: NDC)
> R      1           CTP drug quantity
>                      CTP04    R R 1-15     drug quantity
>                      CTP05    R C          drug unit of measure
>                        CTP05-1  R ID 2       unit of measure: F2, GR, ME, ML, UN
> S      1           REF prescription or compound link
>                      REF01    R ID 2-3     reference qualifier: VY, XZ
>                      REF02    R AN 1-50    prescription or compound link number
>
> S      1         Loop 2420A line operating physician

# as a table: one line each, the same columns
$ claimtree grammar show --format=table 999 | sed -n '1,5p'
$ claimtree grammar show --format=table 837 | awk -F '\t' '{ print NF }' | sort -u
> kind	path	use	ref	usage	repeat	standard	de	type	min	max	guide_max	codes	sets	name
> loop		ST		R	1	M				0		999		transaction set
> segment		ST		R	1	M				1		999		transaction set header
> element		ST	ST01	R	1	M	143	ID	3	3	0	999		transaction set
> element		ST	ST02	R	1	M	329	AN	4	9	0			set control number
> 15

# a file is shown as what is built in
$ claimtree grammar show grammars/005010X221A1.xml >$T/file; claimtree grammar show 835 | cmp - $T/file

# nothing of that name
$ claimtree grammar show 005010X222A1
! claimtree: grammar: no guide is named 005010X222A1; 'claimtree grammar list' names all
? 1

# the guides built in are proved
$ claimtree grammar check
> built in: 005010X221A1: 6 loops, 53 segments, 331 elements; 36 pairs of siblings told apart, 141 segments found
> built in: 005010X223A2: 60 loops, 273 segments, 1856 elements; 461 pairs of siblings told apart, 417 segments found
> built in: 005010X231A1: 4 loops, 11 segments, 64 elements; 1 pairs of siblings told apart, 16 segments found
> built in: 00501: 1 loops, 7 segments, 38 elements; 0 pairs of siblings told apart, 0 segments found
> all: ... examples of rules hold

# so are files
$ claimtree grammar check grammars/005010X223A2.xml grammars/005010.xml
> grammars/005010X223A2.xml: 005010X223A2: 60 loops, 273 segments, 1856 elements; 461 pairs of siblings told apart, 417 segments found
> grammars/005010X223A2.xml: ... examples of rules hold
> grammars/005010.xml: 182 data elements, 13 composites, 58 segments, 3 sets

# one that is not is refused with file and line, the others are still done
$ sed 's/key="REF01=9F"/key="REF01=G1"/' grammars/005010X223A2.xml >$T/bad.xml
$ claimtree grammar check $T/bad.xml grammars/005010X231A1.xml
> grammars/005010X231A1.xml: 005010X231A1: 4 loops, 11 segments, 64 elements; 1 pairs of siblings told apart, 16 segments found
! claimtree: grammar: $T/bad.xml:304: loop 2000A/2000B/2300, REF*G1: REF*9F and REF*G1 are not told apart by the values of one element
? 1

# what is misspelt
$ sed '/tag="AK1"/s/usage/usge/' grammars/005010X231A1.xml >$T/bad.xml
$ claimtree grammar check $T/bad.xml
! claimtree: grammar: $T/bad.xml:20: Invalid attribute usge for element segment
? 1

# a profile: over each guide it names, and its examples
$ claimtree grammar check grammars/partners/medicare.xml
> grammars/partners/medicare.xml: 005010X223A2: 60 loops, 273 segments, 1856 elements; 461 pairs of siblings told apart, 417 segments found
> grammars/partners/medicare.xml: 00501: 1 loops, 7 segments, 38 elements; 0 pairs of siblings told apart, 0 segments found
> grammars/partners/medicare.xml: ... examples of rules hold

# an example that does not hold refuses it
$ sed 's/<pass base/<fail base/' grammars/partners/medicare.xml >$T/bad.xml
$ claimtree grammar check $T/bad.xml
> $T/bad.xml: 005010X223A2: 60 loops, 273 segments, 1856 elements; 461 pairs of siblings told apart, 417 segments found
> $T/bad.xml: 00501: 1 loops, 7 segments, 38 elements; 0 pairs of siblings told apart, 0 segments found
! claimtree: grammar: $T/bad.xml:69: rule MC-010: it should fail, and was not told
? 1

# a file of rules is not a guide
$ claimtree grammar check grammars/rules/837i.xml
! claimtree: grammar: grammars/rules/837i.xml: is checked with the guide whose rules it holds
? 1

# a missing file is trouble
$ claimtree grammar check no/such.xml
! claimtree: grammar: no/such.xml: No such file or directory
? 2

# a guide of one's own is used in place of ours
$ sed 's/implementation acknowledgment/our own/' grammars/005010X231A1.xml >$T/own.xml
$ claimtree grammar list --grammar=$T/own.xml | grep 999
>   005010X231A1   999  our own ($T/own.xml)

# a user's table of codes
$ printf 'code\nA1\n' >$T/codes.tsv; claimtree grammar list --codes=carc=$T/codes.tsv | grep carc
>   carc                  1 codes  open, carc (X12 source 139)

# a table for a list that no guide has
$ claimtree grammar list --codes=planets=$T/codes.tsv
! claimtree: grammar: $T/codes.tsv: no guide has a code list named "planets"
? 2

# verbs
$ claimtree grammar; echo $?
$ claimtree grammar list 837; echo $?
$ claimtree grammar show; echo $?
$ claimtree grammar show --format=xml 837; echo $?
> 2
> 2
> 2
> 2
! claimtree: grammar: list, show or check?
! try 'claimtree grammar --help'
! claimtree: grammar: list takes no operand
! try 'claimtree grammar --help'
! claimtree: grammar: show which guide?
! try 'claimtree grammar --help'
! claimtree: grammar: --format takes tree or table
! try 'claimtree grammar --help'
