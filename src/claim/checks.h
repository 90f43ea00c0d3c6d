/*
 * checks.h -- what is asked of a whole claim, and of a set's end: balance, placement of
 * coordination of benefits, rules.  Everything reports faults; nothing allocates per claim
 * once the scratch memory has grown to the largest.
 */
#ifndef CT_CLAIM_CHECKS_H
#define CT_CLAIM_CHECKS_H

#include "claim/rule_eval.h"
#include "claim/tree.h"

typedef struct ct_checks ct_checks; /* scratch memory and totals of the set; one a reader */

/*
 * One equation, handed out when `explain` is set.  `at` and row->where.element tell where it
 * sits and `id` which finding it would be; the receiver fills in the rest of row->where and
 * row->rule.  The row and all it points to live until the call returns.
 */
typedef void ct_balance_fn(void *ctx, ct_balance *row, enum ct_fault_id id, const ct_segment *at);

typedef struct ct_checks_options {
  uint8_t snip;
  bool explain;        /* hand out every balance row */
  bool ask_all;        /* see ct_rules_options */
  bool production;     /* a test interchange is an error: rules may ask */
  int64_t now;
  ct_fault_fn *fault;
  ct_balance_fn *balance;
  void *ctx;
} ct_checks_options;

ct_checks *ct_checks_new(const ct_checks_options *); /* NULL: no memory */
void ct_checks_free(ct_checks *);
/* A set begins; later calls are about it. */
enum ct_status ct_checks_set_begin(ct_checks *, const ct_grammar *);
/*
 * The unit is complete (tree->unit, before ct_tree_drop_unit).  Faults come sorted by
 * segment number.  To be called for every unit: one that the tree lost (tree->status) is
 * counted, and keeps the set's sums from being compared.
 */
enum ct_status ct_checks_unit(ct_checks *, const ct_tree *);
/*
 * A loop above the unit closed, or the set ends (loop = root): rules that stand `at` it, PLB and
 * BPR of an 835, the number of claims.  Called before its memory goes.
 */
enum ct_status ct_checks_loop(ct_checks *, const ct_tree *, const ct_loop *);
/*
 * Rules outside a set, of partner profiles: a file begins (its name may be empty), its
 * interchanges and groups begin, it ends.  See rule_eval.h.
 */
void ct_checks_file_begin(ct_checks *, ct_slice name);
void ct_checks_interchange(ct_checks *, const ct_segment *isa);
enum ct_status ct_checks_group(ct_checks *, const ct_grammar *control, const ct_segment *gs);
enum ct_status ct_checks_file_end(ct_checks *, const ct_grammar *control, const ct_counts *);
/* Sums so far in this set: of CLM02 or CLP03, of CLP04.  What is no number is left out. */
void ct_checks_totals(const ct_checks *, uint64_t *claims, ct_decimal *charges, ct_decimal *payments, bool *overflow);

#endif
