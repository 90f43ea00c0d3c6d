#!/bin/sh
# split, get and merge: every claim once and in order, what they write passes check as the input
# did, nothing half stays behind; and the corpus beside the tree, where it is there, comes back
# from XML byte for byte.
# shellcheck disable=SC2016,SC2317 # words for sh -c; functions called by expect
. tests/lib.sh
make_file() { # make_file KIND BYTES NAME
  "$B/bench-gen" --kind="$1" --bytes="$2" --claims-per-set=37 --newlines -o "$tmp/$3" || fail "bench-gen $1"
}
make_file 837i 600K big.837
make_file 837i-cob 300K cob.837
make_file 835 400K big.835

claims() { claimtree list "$@" | cut -f 1-7 | sed 1d; }
# A remittance may be cut between a reversal and its correction: then its payment is negative
# (R-007), or not 0 where nothing is paid (R-008), and that is what the part says.
accepted() {
  errors=$(claimtree check --format=ndjson --severity=error "$@" | grep '"type":"finding"' |
    grep -vE '"rule":"R-00[78]"')
  [ -z "$errors" ] || printf '%s\n' "$errors" | head -n 5
  [ -z "$errors" ]
}

# same_claims WHAT FILE PART...: the parts have the claims of the file, in order
same_claims() {
  what=$1 file=$2
  shift 2
  claims "$file" >"$tmp/want"
  claims "$@" >"$tmp/got"
  expect "$what has other claims" cmp -s "$tmp/want" "$tmp/got"
}

for f in big.837 cob.837 big.835; do
  stem=${f%.*} ext=${f##*.}
  expect "$f is not accepted to begin with" accepted "$tmp/$f"
  for how in --by=set '--by=claim --max-claims=50' '--by=claim --max-bytes=40000' \
    '--by=set --max-bytes=90000'; do
    rm -rf "$tmp/out"
    # shellcheck disable=SC2086 # words
    expect "split $how $f fails" claimtree split $how -o "$tmp/out" "$tmp/$f"
    same_claims "split $how $f" "$tmp/$f" "$tmp/out/$stem"-*."$ext"
    expect "what split $how makes of $f is rejected" accepted "$tmp/out"/*
    expect "split $how $f makes one file" test "$(find "$tmp/out" -type f | wc -l)" -gt 1
    expect "merge of split $how $f fails" claimtree merge -o "$tmp/merged" "$tmp/out"/*
    same_claims "merge of split $how $f" "$tmp/$f" "$tmp/merged"
    expect "merge of split $how $f is rejected" accepted "$tmp/merged"
    expect "merge of split $how $f makes several interchanges" \
      test "$(grep -c '^ISA' "$tmp/merged")" -eq 1
  done
  expect "a file of split $f can be read by others" \
    test -z "$(find "$tmp/out" -type f ! -perm 600)"
  for how in provider payer; do
    rm -rf "$tmp/out"
    expect "split --by=$how $f fails" claimtree split --by=$how -o "$tmp/out" "$tmp/$f"
    expect "what split --by=$how makes of $f is rejected" accepted "$tmp/out"/*
    claims "$tmp/$f" | sort >"$tmp/want"
    claims "$tmp/out"/* | sort >"$tmp/got"
    expect "split --by=$how $f loses or doubles claims" cmp -s "$tmp/want" "$tmp/got"
  done
done

# one claim a file, of every fixture that passes
for f in testdata/837i/pass/*.837 testdata/835/pass/*.835; do
  rm -rf "$tmp/out"
  claimtree split --by=claim -o "$tmp/out" "$f" 2>"$tmp/err"
  status=$?
  [ -n "$(ls "$tmp/out")" ] || continue
  expect "split --by=claim $f: status $status" test "$status" -eq 0
  same_claims "split --by=claim $f" "$f" "$tmp/out"/*
  expect "what split --by=claim makes of $f is rejected" accepted "$tmp/out"/*
  n=$(claims "$f" | wc -l)
  claimtree get --nth="$n" "$f" >"$tmp/one"
  expect "get --nth=$n $f is rejected" accepted "$tmp/one"
  claims "$f" | tail -n 1 >"$tmp/want"
  claims "$tmp/one" >"$tmp/got"
  expect "get --nth=$n $f gets another claim" cmp -s "$tmp/want" "$tmp/got"
  expect "get --offset differs from get --nth for $f" sh -c \
    'claimtree get --offset="$(claimtree list "$1" | tail -n 1 | cut -f 8)" "$1" | cmp -s - "$2"' sh "$f" "$tmp/one"
done

# by verdict: a mended file and a broken one, shuffled into one
awk '/^CLM/ { n++ } /^CLM/ && n % 5 == 2 { sub(/\*[0-9.]+\*/, "*1*") } { print }' "$tmp/big.837" >"$tmp/mixed.837"
expect 'the mixed file is accepted' sh -c '! claimtree check --quiet "$1"' sh "$tmp/mixed.837"
expect 'split --clean --rejected fails' \
  claimtree split --clean="$tmp/clean" --rejected="$tmp/rejected" "$tmp/mixed.837"
expect 'what split calls clean is rejected' accepted "$tmp/clean"
claims "$tmp/mixed.837" | sort >"$tmp/want"
claims "$tmp/clean" "$tmp/rejected" | sort >"$tmp/got"
expect 'split --clean --rejected loses or doubles claims' cmp -s "$tmp/want" "$tmp/got"
bad=$(claimtree check --format=ndjson --severity=error "$tmp/mixed.837" | grep -c '"id":"claim-charge-balance"')
expect 'split --rejected keeps other claims than check rejects' \
  test "$bad" -eq "$(claims "$tmp/rejected" | wc -l)"

# killed at any moment: under a final name stands a whole file or none
for delay in 0.01 0.03 0.06 0.1; do
  rm -rf "$tmp/out"
  claimtree split --by=claim -o "$tmp/out" "$tmp/big.837" &
  pid=$!
  sleep $delay
  kill -9 $pid 2>/dev/null
  wait $pid 2>/dev/null
  mkdir -p "$tmp/out"
  find "$tmp/out" -name 'big-*.837' >"$tmp/files"
  while read -r f; do
    tail -n 1 "$f" | grep -q '^IEA' || fail "kill -9 leaves half a file: $f"
  done <"$tmp/files"
  pass
done

# ---- real files, where they are beside the tree -----------------------------------------

corpus=../shared/corpus
[ -d $corpus ] || corpus=../../shared/corpus
if [ -d $corpus ]; then
  find $corpus -type f ! -name '*.md' ! -name '*.tsv' | sort >"$tmp/corpus"
  while read -r f; do
    claimtree xml "$f" 2>/dev/null >"$tmp/xml"
    expect "xml | x12 changes $f" sh -c 'claimtree x12 "$1" | cmp -s - "$2"' sh "$tmp/xml" "$f"
  done <"$tmp/corpus"
else
  echo 'no corpus of real files beside the tree: not tried'
fi
finish
