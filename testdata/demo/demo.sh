#!/bin/sh
# The demonstration of "make demo": a claim with a real defect is found out,
# answered as its payer would, and shown as XML.
set -u
B=${B:-build}
PATH=$B:$PATH
claim=testdata/demo/admission.837
stamp='--now=2026-03-05T12:00:00Z --control=1'

step() {
  printf '\n%s\n$ %s\n' "$1" "$2"
  sh -c "$2"
  status=$?
  [ "$status" -eq "$3" ] || {
    echo "demo: the exit status is $status and should be $3" >&2
    exit 1
  }
}

step 'Two hospital claims. Would the payer take them?' \
  "claimtree check $claim" 1
step 'What does the first of these mean?' \
  'claimtree explain claim-charge-balance' 0
step 'The 999 that the payer would answer, and the TA1 that the sender asked for:' \
  "claimtree ack $stamp $claim | tr '~' '\\n'" 0
step 'The same claim as XML:' \
  "claimtree get --claim=OSTRI-7732 $claim | claimtree xml --indent" 0
step 'And from XML back to X12, byte for byte:' \
  "claimtree xml $claim | claimtree x12 | cmp - $claim && echo the same" 0
