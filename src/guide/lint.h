/* lint.h -- what the parts of the proof share. */
#ifndef CT_GUIDE_LINT_H
#define CT_GUIDE_LINT_H

#include "guide/loader.h"

typedef struct ct_prover {
  const ct_grammar *grammar;
  ct_lint lint;
  ct_error *error;
} ct_prover;

/* "FILE:LINE: loop 2300, REF*G1: words" */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
enum ct_status
ct_lint_fail(const ct_prover *, uint32_t node, const char *format, ...);
/* Some segment would fit both: one tag, and no element whose values part them. */
bool ct_lint_confused(const ct_grammar *, const ct_node *, const ct_node *);
/* In lint_walk.c: the cursor finds every segment, with each of its key's values, where it stands.
 */
enum ct_status ct_lint_walk(ct_prover *);

#endif
