#!/bin/sh
# defect.sh [-k] [--OPTION]... FILE [SED-COMMAND]: what claimtree ack says of testdata/FILE once it
# is edited: a segment a line, without the envelope of the answer.  SE01 is counted anew after the
# edit (-k: it is kept).
keep=no options=
while :; do
  case $1 in
  -k) keep=yes ;;
  --*) options="$options $1" ;;
  *) break ;;
  esac
  shift
done
# shellcheck disable=SC2086 # words
sed "${2-}" "testdata/$1" |
  awk -v keep=$keep '
    /^ST\*/ { n = 0 }
    { n++ }
    keep == "no" && /^SE\*/ { sub(/^SE\*[0-9]*/, "SE*" n) }
    { print }' |
  claimtree ack --now=2026-03-05T12:00:00Z --control=1 $options |
  awk 'BEGIN { RS = "~" } /^(AK|IK|CTX|TA1)/'
