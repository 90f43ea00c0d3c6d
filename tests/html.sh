#!/bin/sh
# The page for people: its policy allows what is in it and nothing else, it is well formed, every
# link leads somewhere, every segment and every finding of every fixture is in it, memory is flat.
# tests/browser.sh opens it in a browser.
. tests/lib.sh
page=$tmp/page.html
claimtree check --format=html testdata/*/pass/* testdata/*/fail/* testdata/demo/*.837 \
  --now=2026-11-22T12:00:00Z >"$page" 2>"$tmp/err"
expect 'the fixtures give no page' test -s "$page"

# ---- the policy ----------------------------------------------------------------------

between() { # between TAG FILE: the text of the one element of this name
  awk -v open="<$1>" -v close_="</$1>" '
    !inside && (i = index($0, open)) { inside = 1; $0 = substr($0, i + length(open)) }
    inside && (i = index($0, close_)) { printf "%s", substr($0, 1, i - 1); exit }
    inside { print }' "$2"
}
hash_of() { # as the policy writes it
  if command -v openssl >/dev/null; then openssl dgst -sha256 -binary | base64
  else python3 -c 'import sys,hashlib,base64;print(base64.b64encode(hashlib.sha256(sys.stdin.buffer.read()).digest()).decode())'
  fi
}
policy=$(grep -o "default-src[^\"]*" "$page")
for tag in style script; do
  hash=$(between "$tag" "$page" | hash_of)
  case $policy in
  *"$tag-src 'sha256-$hash'"*) pass ;;
  *) fail "the policy does not name the $tag of the page: its hash is sha256-$hash" ;;
  esac
done
expect_empty 'the policy allows more than it should' \
  "$(echo "$policy" | grep -E "unsafe|http|\*|data:|script-src[^;]*self")"
expect_empty 'the page asks the network' \
  "$(grep -oE '(src|href|action|data)="[^#"][^"]*"|url\(|@import' "$page" | head -n 3)"
expect_empty 'there are attributes that the policy forbids' \
  "$(sed '/<script>/,$d' "$page" | grep -oE '<[a-z]+[^<>]* (style|on[a-z]+)=' | head -n 3)"

# ---- its form ----------------------------------------------------------------------------

if command -v xmllint >/dev/null; then # its HTML parser is that of HTML 4
  xmllint --html --noout "$page" 2>&1 | grep 'parser error :' |
    grep -vE 'Tag (header|main|section|details|summary|footer|mark|output) invalid' >"$tmp/lint"
  expect_empty 'xmllint --html' "$(head -n 5 "$tmp/lint")"
else
  skip 'no xmllint: the page was not parsed'
fi
for part in 'lang="en"' '<main ' 'role="search"' '<h1>' '<caption ' 'scope="col"' 'class="skip"'; do
  expect "the page has no $part" grep -q "$part" "$page"
done
grep -oE ' id="[^"]*"' "$page" | sed 's/.*"\(.*\)"/\1/' | sort >"$tmp/ids"
expect_empty 'an id is there twice' "$(uniq -d "$tmp/ids" | head -n 3)"
grep -oE '(href="#|data-for=")[^"]*"' "$page" | sed 's/.*["#]\([^"]*\)"$/\1/' | sort -u >"$tmp/links"
expect_empty 'a link leads nowhere' "$(comm -23 "$tmp/links" "$tmp/ids" | head -n 5)"

# ---- all of it is there ------------------------------------------------------------------------

claimtree check --format=ndjson testdata/*/pass/* testdata/*/fail/* testdata/demo/*.837 \
  --now=2026-11-22T12:00:00Z >"$tmp/findings" 2>"$tmp/err"
awk '
  /"type":"finding"/ { found++ }
  match($0, /"type":"file","file":"[^"]*"/) {
    name = substr($0, RSTART + 22, RLENGTH - 23)
    match($0, /"segments":[0-9]*/)
    print name, found + 0, substr($0, RSTART + 11, RLENGTH - 11)
    found = 0
  }' "$tmp/findings" >"$tmp/expected"
awk '
  /^<h2 id="f[0-9]/ { name = $0; gsub(/^<h2[^>]*>|<\/h2>$/, "", name); found = segments = 0 }
  /^<li class="s/ { segments++ }
  sub(/^<li class="z[^>]*><pre>/, "") { run = 1 }
  run && /^<\/pre>/ { run = 0 }
  run && !/^ *Loop / { segments++ }
  { found += gsub(/<li class="[ewn]" id="n/, "") }
  /class="summary"/ { print name, found, segments }' "$page" >"$tmp/shown"
expect 'no file was compared' test -s "$tmp/expected"
# A segment past the limit is skipped, and told.
grep -v limit-exceeded "$tmp/expected" >"$tmp/expected.most"
grep -v limit-exceeded "$tmp/shown" >"$tmp/shown.most"
expect_empty 'findings or segments are not in the page (file, findings, segments)' \
  "$(diff "$tmp/expected.most" "$tmp/shown.most" | head -n 5)"

# ---- a long page -------------------------------------------------------------------------------------

memory() { # memory FILE: KiB that a page of it takes
  { /usr/bin/time -f %M claimtree html -o "$tmp/long.html" "$1"; } 2>&1
}
for bytes in 1M 8M; do
  "$B/bench-gen" --kind=837i-cob --bytes=$bytes --sets=many -o "$tmp/$bytes.837"
done
if [ -x /usr/bin/time ] && small=$(memory "$tmp/1M.837") && large=$(memory "$tmp/8M.837"); then
  expect "memory grows with the file: $small KiB, $large KiB" test "$large" -lt $((small + 2048))
else
  leave_out 'no /usr/bin/time: memory of a long page was not measured'
  claimtree html -o "$tmp/long.html" "$tmp/8M.837"
fi
size=$(wc -c <"$tmp/long.html")
expect "the page of 8 MB has $size bytes" test "$size" -lt 20000000
expect_empty 'claims are not in the long page, or twice' "$(tr '~' '\n' <"$tmp/8M.837" |
  sed -n 's/^CLM\*\([^*]*\).*/\1/p' | sort >"$tmp/claims"
  sed -n 's/.* data-claim="\([^"]*\)".*/\1/p' "$tmp/long.html" | sort | diff "$tmp/claims" - | head -n 3)"
finish
