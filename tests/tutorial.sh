#!/bin/sh
# Types along with doc/tutorial-*.md: the commands of all its console blocks, in order, in one
# directory; each must print (both streams) what the page shows below it.
#   sh tests/tutorial.sh --update   rewrites the pages with what is printed; read the diff
. tests/lib.sh
root=$PWD

# one command a file, NUMBER.sh, and what the page shows of it, NUMBER.want
cut_page() {
  awk -v dir="$tmp/cut" '
    /^```console$/ { inside = 1; next }
    /^```$/ { inside = 0; next }
    inside && /^\$ / { n++; file = sprintf("%s/%03d", dir, n); print substr($0, 3) >(file ".sh"); printf "" >(file ".want"); next }
    inside { print >(file ".want") }' "$1"
}

for page in doc/tutorial-*.md; do
  rm -rf "$tmp/cut" "$tmp/dir"
  mkdir "$tmp/cut" "$tmp/dir"
  cut_page "$page"
  ln -s "$root/testdata" "$tmp/dir/testdata"
  { # one shell for all of them, so that "cd" holds; $? and the prompt are nobody's
    for c in "$tmp"/cut/*.sh; do
      printf '{\n%s\n} >"%s" 2>&1 </dev/null\n' "$(cat "$c")" "${c%.sh}.got"
    done
  } >"$tmp/session"
  (cd "$tmp/dir" && sh "$tmp/session")
  if [ "${1:-}" = --update ]; then
    awk -v dir="$tmp/cut" '
      /^```$/ { inside = 0 }
      !inside || /^\$ / { print }
      /^```console$/ { inside = 1 }
      inside && /^\$ / { n++; file = sprintf("%s/%03d.got", dir, n); while ((getline line <file) > 0) print line; close(file) }' \
      "$page" >"$tmp/page" && cat "$tmp/page" >"$page"
    continue
  fi
  ran=0
  for c in "$tmp"/cut/*.sh; do
    ran=$((ran + 1))
    expect_empty "$page: $(cat "$c")" "$(diff "${c%.sh}.want" "${c%.sh}.got")"
  done
  expect "$page shows no command" test $ran -gt 0
done
expect 'README.md does not name the tutorial' grep -q 'doc/tutorial-cob.md' README.md
finish
