/*
 * pattern.h -- patterns of rules: what they cost is known before they are used.
 *
 * A pattern that is a run of byte classes between ^ and $ ("^[0-9]{9}[A-Z] {5}$") is
 * matched by ct_class_match() alone.  All others go to PCRE2, with the limits below, and
 * are refused when loaded if some input makes them pass these limits.
 */
#ifndef CT_GUIDE_PATTERN_H
#define CT_GUIDE_PATTERN_H

#include "base/arena.h"
#include "guide/rule.h"

enum {
  CT_PATTERN_LENGTH = 512,        /* bytes of a pattern */
  CT_PATTERN_SUBJECT = 4096,      /* bytes held against it */
  CT_PATTERN_MATCH_LIMIT = 200000, /* steps of PCRE2: about a millisecond */
  CT_PATTERN_DEPTH_LIMIT = 1000,
  CT_PATTERN_HEAP_KIB = 1024
};
/* PCRE2_NEVER_UTF and the like: how every pattern is compiled, when checked and when used. */
uint32_t ct_pattern_options(void);

/*
 * Fills in the pattern (its runs in the arena).  False: words[] tells why it is refused, or
 * is empty when there was no memory.
 */
bool ct_pattern_make(ct_rule_pattern *, ct_arena *, const char *text, char words[200]);

bool ct_class_match(const ct_rule_pattern *, ct_slice); /* of simple ones */

#endif
