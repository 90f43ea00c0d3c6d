#!/bin/sh
# The page for people in a real browser, headless: opened, hovered, filtered, clicked, typed at,
# printed, heard, and read with scripts off.  Where there is no Chromium nothing is tested here.
. tests/lib.sh
python3 -c 'import sys, os; sys.path.insert(0, "tests/browser"); import chromium
sys.exit(not chromium.find())' 2>/dev/null ||
  skip 'no chromium, or no python3 to drive it: the page was not opened in a browser'

claimtree check --format=html -o "$tmp/demo.html" testdata/demo/admission.837

# Values that would like to be more than text: markup, control characters, no UTF-8, great length.
long=$(awk 'BEGIN { while (n++ < 5000) printf "L" }')
sed -e 's|OSTRI-7731|<script>pwned=1</script>|' \
  -e "s|12 LANTERN ROW|\"'><img src=x onerror=pwned=1>|" \
  -e 's|7 QUILL LANE|\&amp;|' -e "s|3 HARROW GATE|$long|" testdata/demo/admission.837 |
  awk '/^PER/ { sub(/DESK/, "DESK\007\377") } { print }' >"$tmp/hostile.837"
claimtree check --format=html -o "$tmp/hostile.html" "$tmp/hostile.837"

# More segments than are written in full: a finding in every thirtieth claim, one subscriber
# whose finding is told late.
"$B/bench-gen" --kind=837i-cob --bytes=1M --sets=many -o "$tmp/plain.837"
tr '~' '\n' <"$tmp/plain.837" | awk '
  /^CLM/ && ++claims % 30 == 0 { sub(/:A:/, ":B:") }
  { print }' >"$tmp/sent"
tr '\n' '~' <"$tmp/sent" >"$tmp/many.837"
claimtree check --format=html -o "$tmp/many.html" "$tmp/many.837"

python3 tests/browser/page.py "$tmp/demo.html" "$tmp/hostile.html" "$tmp/many.html" "$tmp/sent" \
  >"$tmp/out" 2>&1 || true
sed '$d' "$tmp/out"
count=$(tail -n 1 "$tmp/out")
case $count in
*' passed, '*' failed')
  lib_passed=${count%% *}
  lib_failed=${count#*, }
  lib_failed=${lib_failed%% *}
  ;;
*) fail "the browser's tests did not end: $count" ;;
esac
finish
