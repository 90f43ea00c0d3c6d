# explain: findings and rules in words.

# a finding
$ claimtree explain cob-unknown-payer
> cob-unknown-payer: error, SNIP type 4
>
>   What it means
>     A line tells what a payer decided (2430), and the payer's identifier
>     (SVD01) is none of the other payers of the claim (NM109 in 2330B).
>
>   Why the rule is there
>     SVD01 is the only link from the line to the payer. Without it the decision
>     belongs to nobody. (005010X223A2, 2430 SVD01; IK4 code 7.)
>
>   How to mend it
>     Write the same identifier in both places, character for character.

# a rule of a guide
$ claimtree explain I-016 I-018 2>/dev/null | head -n 6
> I-018: rule of 005010X223A2; situation, error, SNIP type 6
>
>   What it asks
>     An inpatient claim tells the admission date (DTP*435).
>
>   Why it is there and how to keep it

# several, and one that there is not: the others are explained
$ claimtree explain segment-cuont nothing-like-it set-count | head -n 1
> set-count: error, SNIP type 1
! claimtree: explain: no finding or rule has the id segment-cuont; did you mean segment-count?
! claimtree: explain: no finding or rule has the id nothing-like-it; 'claimtree explain' lists all

# the status tells
$ claimtree explain nothing-like-it 2>/dev/null; echo $?
> 1

# JSON, an object a line
$ claimtree explain --format=json hl-sequence
> {"type":"explanation","id":"hl-sequence","severity":"error","snip":2,"meaning":"HL01 is not one more than the HL01 before it. The first in a set is 1.","why":"The levels (billing provider, subscriber, patient) are linked by these numbers; a gap shows that a level was lost. (X12 HL; IK4 code 7.)","mend":"Number the HL segments of each set 1, 2, 3 and so on, and correct HL02 of those below."}

# all of them, a line each: every finding is there
$ claimtree explain >$T/all; for id in $(sed -n 's/^CT_FINDING([A-Z0-9_]*, *"\([a-z0-9-]*\)".*/\1/p' src/x12/findings.def); do grep -q "^$id " $T/all || echo "$id is missing"; done; head -n 2 $T/all
> isa-element-width              error   1  An element of the ISA segment is not as wide as it must be.
> isa-usage-indicator            error   1  ISA15 says whether the interchange is to be processed or is only a trial.

# the page of the manual
$ claimtree explain --format=man | sed -n '1p;/^\.SS isa.*element.*width/,/^\.PP/p'
> .TH CLAIMTREE\-FINDINGS 7 2026-11-22 "claimtree 0.1.0" "claimtree"
> .SS isa\-element\-width
> Error, SNIP type 1.
> An element of the ISA segment is not as wide as it must be.
> ISA is the only segment of fixed width: each of its sixteen elements has a length of its own and is filled up with blanks (identifiers) or zeros (the control number).
> .PP

# a partner's rules are known with the partner
$ claimtree explain --partner=masshealth --format=json | grep -c '"origin":"masshealth"' | grep -vx 0 >/dev/null && echo known
> known

# every rule that a finding can name is known
$ for f in testdata/*/fail/*.8*; do claimtree check --format=ndjson $f; done | sed -n 's/.*"rule":"\([^"]*\)".*/\1/p' | sort -u >$T/rules; claimtree explain --format=json $(cat $T/rules) >/dev/null && wc -l <$T/rules | awk '{print ($1 > 10) ? "known" : "few"}'
> known
