#!/bin/sh
# A folder is a floor: a file includes headers of its own floor and of those
# below, never above; src/out sees claimtree.h and base alone, src/cli
# these and src/out.  First proved on a planted tree that this test can fail.
. tests/lib.sh

# offenders ROOT: a line for each include that climbs
offenders() {
  (
    cd "$1" || exit
    # shellcheck disable=SC2046 # names without blanks
    set -- $(find src include -name '*.[ch]' -o -name '*.def' | sort)
    printf '%s\n' "$@" | awk '
      function floor_of(path) {
        if (path ~ /^include\//) return -1
        sub(/^src\//, "", path)
        if (path !~ /\//) return rank["reader"]
        sub(/\/.*/, "", path)
        return path in rank ? rank[path] : -3
      }
      function say(why) { print FILENAME " includes " name ": " why }
      BEGIN {
        n = split("base x12 guide claim reader out cli", names, " ")
        for (i = 1; i <= n; i++) rank[names[i]] = i
        while ((getline file < "-") > 0) ours[file] = 1
      }
      FNR == 1 { own = floor_of(FILENAME) }
      !/^[ \t]*#[ \t]*include[ \t]*["<]/ { next }
      {
        name = $0
        sub(/^[^"<]*["<]/, "", name)
        sub(/[">].*/, "", name)
        if (own == -3) say("a folder that is no floor")
        else if (name ~ /^\.\.?\//) say("write it from src/")
        else if (name == "claimtree.h" || name == "config.h") next
        else if (!(("src/" name) in ours)) {
          if (/"/) { say("no such header: write it from src/"); next }
          if (own == -1 && name !~ /^std(bool|def|int)\.h$/) say("the public header needs no more")
        } else {
          other = floor_of("src/" name)
          if (own == -1) say("the public header includes nothing of src/")
          else if (other > own) say("a floor above")
          else if (own >= rank["out"] && other < rank["out"] && other != rank["base"])
            say("src/out and src/cli see claimtree.h and base")
        }
      }' "$@"
  )
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
must_find src/out/text.c '"cli/a.h"'
must_find src/cli/main.c '"claim/a.h"'
must_find src/cli/main.c '"reader.h"'
must_find src/base/arena.c '"../x12/a.h"'
must_find src/x12/scan.c '"a.h"'
must_find src/more/thing.c '"base/a.h"'
must_find include/claimtree.h '"base/a.h"'
must_find include/claimtree.h '<stdio.h>'
must_allow src/x12/scan.c '"base/a.h"'
must_allow src/reader.c '"claim/a.h"'
must_allow src/out/text.c '"base/a.h"'
must_allow src/out/text.c '<libxml/tree.h>'
must_allow src/cli/main.c '<claimtree.h>'
must_allow src/cli/main.c '"base/a.h"'
must_allow src/cli/main.c '"out/a.h"'
must_allow include/claimtree.h '<stdint.h>'

# ---- the tree ------------------------------------------------------------------------

expect_empty 'includes that climb' "$(offenders .)"
finish
