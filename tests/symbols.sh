#!/bin/sh
# The shared library shows the functions that include/claimtree.h declares with
# CT_API, no more and no less.  And what the library promises not to do is not
# in its objects: no printing, no exit, no clock, no random, no environment, no
# variables of its own, no heap but through base/mem.
. tests/lib.sh

declared() { # declared HEADER
  sed -e '/^ *# *define/d' -e 's|//.*||' "$1" | tr '\n' ' ' | sed 's|/\*[^*]*\*\{1,\}\([^/*][^*]*\*\{1,\}\)*/||g' |
    tr ';{}' '\n' | sed -n 's/.*CT_API [^(]*[ *]\(ct_[a-z0-9_]*\) *(.*/\1/p' | sort -u
}

exported() { # exported LIBRARY
  case $1 in
  *.dylib) nm -gU "$1" | sed -n 's/.* _//p' ;;
  *) nm -D --defined-only "$1" | sed -n 's/.* [TDBRVW] //p' | sed 's/@.*//' ;;
  esac | sort -u
}

# ---- the test can fail ---------------------------------------------------------------

cat >"$tmp/sample.h" <<'H'
#define CT_API __attribute__((x))
/* CT_API int ct_in_a_comment(void); */
CT_API const char *ct_one(int); /* words */
CT_API enum ct_status ct_two(struct x *,
                             int y);
struct ct_s { int (*ct_member)(int); };
int ct_not_api(void);
H
expect 'the declared names of a sample are misread' test "$(declared "$tmp/sample.h" | tr '\n' ' ')" = 'ct_one ct_two '

# ---- names -------------------------------------------------------------------------------

library=
for l in "$B"/libclaimtree.so.*.*.* "$B"/libclaimtree.*.dylib; do [ ! -f "$l" ] || library=$l; done
expect 'no shared library was built' test -n "$library"
declared include/claimtree.h >"$tmp/declared"
exported "$library" >"$tmp/exported"
expect 'include/claimtree.h declares nothing' test -s "$tmp/declared"
expect_empty 'exported, but not declared CT_API' "$(comm -13 "$tmp/declared" "$tmp/exported")"
expect_empty 'declared CT_API, but not there' "$(comm -23 "$tmp/declared" "$tmp/exported")"

# ---- promises -----------------------------------------------------------------------------

# uses NAMES: objects of the static library that call one of them
uses() {
  nm -A -u "$B/libclaimtree.a" 2>/dev/null | awk -v names="$1" '
    BEGIN { n = split(names, list, " "); for (i = 1; i <= n; i++) bad[list[i]] = 1 }
    { name = $NF; sub(/@.*/, "", name); sub(/^__/, "", name); sub(/_chk$/, "", name)
      object = $1; sub(/:$/, "", object); sub(/.*:/, "", object)
      if (name in bad) print object " uses " name }'
}
expect_empty 'the library prints' "$(uses 'printf puts putchar perror fprintf vfprintf stdout stderr')"
expect_empty 'the library ends the program' "$(uses 'exit _exit abort assert_fail raise signal')"
expect_empty 'the library reads a clock' "$(uses 'time clock clock_gettime gettimeofday localtime localtime_r ctime')"
expect_empty 'the library draws random numbers' "$(uses 'rand random srand srandom drand48 getrandom arc4random')"
# base/output opens files for the program alone (no function of claimtree.h leads there): it asks
# TMPDIR, and keeps the names of temporary files for the signal that must remove them.
expect_empty 'the library reads the environment or the locale' \
  "$(uses 'getenv secure_getenv setlocale strtod atof sscanf' | grep -v '^output\.o ')"
expect_empty 'the heap is used past base/mem' \
  "$(uses 'malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf getline' | grep -v '^mem\.o ')"

if [ "$(uname -s)" = Linux ]; then
  expect_empty 'objects with variables of their own (only the fault counter of base/mem, the names of base/output, the functions that base/late found)' \
    "$(size -A "$B/libclaimtree.a" | awk '
      / +:$|\.o /{ object = $1 }
      $1 ~ /^\.(data|bss|tdata|tbss|data\.[a-z_]+|bss\.[a-z_]+)$/ && $1 !~ /^\.data\.rel\.ro/ && $2 > 0 && object !~ /^(mem|output|late)\.o/ {
        print object " " $1 " " $2 " bytes" }')"
fi
finish
