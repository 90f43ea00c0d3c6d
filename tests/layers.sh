#!/bin/sh
# A folder is a floor: a file includes headers of its own floor and of those
# below, never above; src/out and src/cli see claimtree.h and base
# alone.  First proved on a planted tree that this test can fail.
. tests/lib.sh

# offenders ROOT: a line for each include that climbs
offenders() {
  (cd "$1" && find src include -name '*.[ch]' -o -name '*.def' | sort) | while read -r file; do
    sed -n 's/^[ \t]*#[ \t]*include[ \t]*["<]\([^">]*\)[">].*/\1/p' "$1/$file" |
      sed "s|^|$file |"
  done | awk '
    function floor_of(path) {
      if (path ~ /^include\//) return -1
      if (path !~ /^src\//) return -2 # a system header
      sub(/^src\//, "", path)
      if (path !~ /\//) return rank["reader"]
      sub(/\/.*/, "", path)
      return path in rank ? rank[path] : -3
    }
    function say(why) { print $1 " includes " $2 ": " why }
    BEGIN {
      n = split("base x12 guide claim reader out cli", names, " ")
      for (i = 1; i <= n; i++) rank[names[i]] = i
    }
    {
      own = floor_of($1)
      if (own == -3) { say("a folder that is no floor"); next }
      if ($2 ~ /^\.\.?\//) { say("a path from the floor below the floors: write it from src/"); next }
      if ($2 == "claimtree.h" || $2 == "config.h") next
      if ($2 ~ /^(base|x12|guide|claim|out|cli)\//) other = floor_of("src/" $2)
      else if ($2 ~ /\.(def|inc)$/ || ($2 !~ /\// && system("test -f " root "/src/" $2) == 0))
        other = rank["reader"]
      else if ($2 ~ /\// && system("test -f " root "/src/" $2) == 0) { say("a folder that is no floor"); next }
      else other = -2
      if (other == -2) { if (own == -1 && $2 !~ /^std(bool|def|int)\.h$/) say("the public header needs no more than the standard"); next }
      if (own == -1) say("the public header includes nothing of src/")
      else if (other > own) say("a floor above")
      else if (own >= rank["out"] && other != own && other != rank["base"]) say("src/out and src/cli see claimtree.h and base")
    }' root="$1"
}

# ---- the test can fail -----------------------------------------------------------

plant() { # plant FILE INCLUDE
  rm -rf "$tmp/tree"
  for d in base x12 guide claim out cli; do mkdir -p "$tmp/tree/src/$d" && : >"$tmp/tree/src/$d/a.h"; done
  mkdir -p "$tmp/tree/include"
  : >"$tmp/tree/src/reader.h"
  mkdir -p "$tmp/tree/$(dirname "$1")"
  echo "#include $2" >"$tmp/tree/$1"
}
must_find() {
  plant "$1" "$2"
  expect "a planted $1 that includes $2 is not found" test -n "$(offenders "$tmp/tree")"
}
must_allow() {
  plant "$1" "$2"
  expect_empty "$1 may include $2" "$(offenders "$tmp/tree")"
}
must_find src/base/arena.c '"x12/a.h"'
must_find src/x12/scan.c '"guide/a.h"'
must_find src/guide/cursor.h '  "claim/a.h"'
must_find src/claim/tree.c '"reader.h"'
must_find src/reader.c '"out/a.h"'
must_find src/out/text.c '"guide/a.h"'
must_find src/out/text.c '"reader.h"'
must_find src/cli/main.c '"out/a.h"'
must_find src/cli/main.c '"claim/a.h"'
must_find src/cli/main.c '"reader.h"'
must_find src/base/arena.c '"../x12/a.h"'
must_find src/more/thing.c '"base/a.h"'
must_find include/claimtree.h '"base/a.h"'
must_find include/claimtree.h '<stdio.h>'
must_allow src/x12/scan.c '"base/a.h"'
must_allow src/reader.c '"claim/a.h"'
must_allow src/out/text.c '"base/a.h"'
must_allow src/out/text.c '<libxml/tree.h>'
must_allow src/cli/main.c '<claimtree.h>'
must_allow src/cli/main.c '"base/a.h"'
must_allow include/claimtree.h '<stdint.h>'

# ---- the tree ------------------------------------------------------------------------

expect_empty 'includes that climb' "$(offenders .)"
finish
