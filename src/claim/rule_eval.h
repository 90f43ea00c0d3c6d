/*
 * rule_eval.h -- asks the rules of a guide and its partner profiles of a claim, of the loops
 * above it, of the envelope and of a file.
 *
 * One state a reader: what it remembers between claims is bounded (values that must be
 * unique, counts and sums of a set).  After the first claim of a guide nothing is allocated
 * but for new unique values.
 */
#ifndef CT_CLAIM_RULE_EVAL_H
#define CT_CLAIM_RULE_EVAL_H

#include "claim/tree.h"
#include "guide/rule.h"

typedef struct ct_rules ct_rules;

typedef struct ct_rules_options {
  uint8_t snip;    /* deepest SNIP type asked for; 0 = 7 */
  bool production;
  bool ask_all;    /* every rule, also those that plain tests tell cannot fail: for tests */
  int64_t now;     /* seconds since the epoch; 0: "today" is missing */
  ct_fault_fn *fault;
  void *ctx;
} ct_rules_options;

ct_rules *ct_rules_new(const ct_rules_options *); /* NULL: no memory */
void ct_rules_free(ct_rules *);                   /* NULL is fine */

/*
 * A set of that guide begins: sums and what must be unique in it start anew.  CT_NO_MEMORY:
 * no rule is asked until the next set.
 */
enum ct_status ct_rules_set_begin(ct_rules *, const ct_grammar *);
/*
 * A loop is complete: the unit with all loops in it, or one loop outside of it (2010AA,
 * 2000B, the set).  To be called for each, before its memory goes.  Faults come as found,
 * by loop; those of a unit are to be sorted by who collects them.
 */
enum ct_status ct_rules_run(ct_rules *, const ct_tree *, const ct_loop *);
/* A unit was read without its tree: counts and sums over units of this set are not known. */
void ct_rules_lost(ct_rules *);

/* ---- outside a set --------------------------------------------------------------------- */

/* A file begins; `name` without its folder, copied and cut at 255 bytes. */
void ct_rules_file_begin(ct_rules *, ct_slice name);
/* An interchange begins: what must be unique in one starts anew. Keeps a copy of the ISA. */
void ct_rules_interchange_begin(ct_rules *, const ct_segment *isa);
/*
 * A group begins: the rules for the envelope that hold for its GS01.  Faults sit at the kept
 * copies of ISA and GS, which live until the next interchange and group.
 */
enum ct_status ct_rules_run_envelope(ct_rules *, const ct_grammar *control, const ct_segment *gs);
/* A file ends: rules on its size and counts; faults have no segment and at_end set. */
enum ct_status ct_rules_run_file(ct_rules *, const ct_grammar *control, const ct_counts *);

#endif
