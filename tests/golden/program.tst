# The program itself: usage, options, files, output.

# no command: usage on standard error
$ claimtree 2>&1 | head -n 3; claimtree >/dev/null 2>&1; echo $?
> usage: claimtree COMMAND [OPTION]... [FILE]...
>        claimtree COMMAND --help
>        claimtree --help | --version
> 2

# help on standard output
$ claimtree --help | head -n 3; claimtree --help >/dev/null; echo $?
> usage: claimtree COMMAND [OPTION]... [FILE]...
>        claimtree COMMAND --help
>        claimtree --help | --version
> 0

# the version and the guides built in
$ claimtree --version
> claimtree 0.1.0
>   005010X221A1   835 claim payment and remittance advice
>   005010X223A2   837 institutional claim
>   005010X231A1   999 implementation acknowledgment

# an unknown command, near to one
$ claimtree exlpain x
! claimtree: unknown command exlpain; did you mean explain?
! try 'claimtree --help'
? 2

# an unknown command, near to none
$ claimtree wash x
! claimtree: unknown command wash
! try 'claimtree --help'
? 2

# an unknown option of the program
$ claimtree --verison
! claimtree: unknown option --verison; did you mean --version?
! try 'claimtree --help'
? 2

# help of a command wins over what follows
$ claimtree check --help --nonsense | head -n 1
> usage: claimtree check [OPTION]... [FILE]...

# options after files, and values as words
$ claimtree check testdata/837i/fail/element-type.837 --severity error --max-findings 0
> testdata/837i/fail/element-type.837: 1 more not shown (--max-findings=0)
> testdata/837i/fail/element-type.837: rejected: 1 error, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
? 1

# -- ends options
$ cd $T && claimtree check -- --quiet
! claimtree: check: --quiet: No such file or directory
? 2

# short options together with their values
$ claimtree explain -o$T/out segment-count && head -n 1 $T/out
> segment-count: error, SNIP type 1

# an unknown option, near to one
$ claimtree check --fromat=json x
! claimtree: check: unknown option --fromat; did you mean --format?
! try 'claimtree check --help'
? 2

# an unknown option, near to none
$ claimtree check --wash x
! claimtree: check: unknown option --wash
! try 'claimtree check --help'
? 2

# an unknown letter
$ claimtree check -z x
! claimtree: check: unknown option -z
! try 'claimtree check --help'
? 2

# a value that is missing
$ claimtree check --snip
! claimtree: check: --snip needs a value
! try 'claimtree check --help'
? 2

# a value that is not asked for
$ claimtree check --quiet=yes x
! claimtree: check: --quiet takes no value
! try 'claimtree check --help'
? 2

# values that are wrong
$ for o in --snip=0 --snip=8 --snip=x --format=yaml --severity=fatal --color=red --max-findings=-1 --redact=some --now=yesterday --now=2026-02-30T00:00:00Z --codes=carc --codes==x --output=; do claimtree check $o x 2>&1 | head -n 1; done
> claimtree: check: --snip takes a number from 1 to 7
> claimtree: check: --snip takes a number from 1 to 7
> claimtree: check: --snip takes a number from 1 to 7
> claimtree: check: --format takes text, json, ndjson, html or junit
> claimtree: check: --severity takes error, warning or note
> claimtree: check: --color takes auto, always or never
> claimtree: check: --max-findings takes a number
> claimtree: check: --redact takes no value, or all
> claimtree: check: --now takes a time such as 2026-11-22T12:00:00Z
> claimtree: check: --now takes a time such as 2026-11-22T12:00:00Z
> claimtree: check: --codes takes NAME=FILE.tsv, such as carc=my-carc.tsv
> claimtree: check: --codes takes NAME=FILE.tsv, such as carc=my-carc.tsv
> claimtree: check: -o takes the name of a file

# standard input, named and not
$ claimtree check <testdata/837i/pass/outpatient-simple.837; claimtree check - <testdata/837i/pass/outpatient-simple.837
> -: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
> -: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# a directory and a missing file: the others are still done
$ claimtree check testdata /nonexistent/x testdata/837i/pass/outpatient-simple.837
> testdata/837i/pass/outpatient-simple.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments
! claimtree: check: testdata: is a directory; name the files in it, such as 'testdata/*'
! claimtree: check: /nonexistent/x: No such file or directory
? 2

# gzip and zstd are known by content
$ gzip -c testdata/837i/pass/outpatient-simple.837 >$T/claim && claimtree check $T/claim | sed "s|$T/||"
> claim: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# a compressed file that is cut is trouble
$ gzip -c testdata/837i/pass/outpatient-simple.837 | head -c 300 >$T/claim; claimtree check $T/claim 2>&1 | sed "s|$T/||"; claimtree check --quiet $T/claim 2>/dev/null; echo $?
> claimtree: check: claim: the gzip data is cut short
> 2

# an empty file, a blank one, noise: no X12
$ : | claimtree check; printf ' \n\n' | claimtree check; printf '\000\001\377ISB' | claimtree check; echo $?
> -: error: the input is empty (not-x12, SNIP 1)
> -: rejected: 1 error, 0 warnings, 0 notes in 0 interchanges, 0 groups, 0 sets, 0 claims, 0 segments
> -: error: the input holds nothing but blanks (not-x12, SNIP 1)
> -: rejected: 1 error, 0 warnings, 0 notes in 0 interchanges, 0 groups, 0 sets, 0 claims, 0 segments
> -: error: no ISA segment was found: this is not X12 (not-x12, SNIP 1)
> -: rejected: 1 error, 0 warnings, 0 notes in 0 interchanges, 0 groups, 0 sets, 0 claims, 0 segments
> 1

# -o: mode 0600, nothing left over
$ cd $T && claimtree check -o report - <$OLDPWD/testdata/837i/pass/outpatient-simple.837; ls -l | cut -c 1-10 | tail -n 1; ls -A; cat report
> -rw-------
> report
> -: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# -o: a device is written straight
$ claimtree check -o /dev/stdout testdata/837i/pass/outpatient-simple.837 | cat
> testdata/837i/pass/outpatient-simple.837: accepted: 0 errors, 0 warnings, 1 note in 1 interchange, 1 group, 1 set, 1 claim, 34 segments

# -o: what cannot be written
$ claimtree check -o /nonexistent/report testdata/837i/pass/outpatient-simple.837
! claimtree: check: /nonexistent/report: No such file or directory
? 2

# a full disk is trouble
$ [ ! -e /dev/full ] && echo 'claimtree: check: standard output: No space left on device' >&2 && exit 2; claimtree check testdata/837i/pass/outpatient-simple.837 >/dev/full
! claimtree: check: standard output: No space left on device
? 2

# a reader that has seen enough: quiet
$ claimtree check --format=ndjson testdata/837i/*/*.837 | head -n 1 | cut -c 1-17
> {"type":"finding"

# the same where the signal is ignored: status 2, and quiet
$ { (trap '' PIPE; claimtree check --format=ndjson testdata/837i/*/*.837; echo $? >&2) | head -n 1 | cut -c 1-17; }
> {"type":"finding"
! 2

# a signal ends the program and leaves no half file
$ cd $T; mkfifo pipe; mkdir out; claimtree check -o out/report pipe & exec 3>pipe; sleep 1; ls -A out | wc -l | tr -d ' '; kill -TERM $!; wait $! 2>/dev/null; echo $?; exec 3>&-; ls -A out
> 1
> 143

# no core file holds a patient; nobody else looks into memory
$ cd $T; [ -d /proc/self ] || { echo 'Max core file size 0 0 bytes'; exit; }; mkfifo pipe; claimtree check pipe >/dev/null & exec 3>pipe; sleep 1; grep 'core file' /proc/$!/limits | tr -s ' ' | sed 's/ $//'; exec 3>&-; wait
> Max core file size 0 0 bytes
