/*
 * checks.h -- what is asked of a whole claim, and of a set's end: balance, placement of
 * coordination of benefits, rules.  Everything reports faults; nothing allocates per claim.
 */
#ifndef CT_CLAIM_CHECKS_H
#define CT_CLAIM_CHECKS_H

#include "claim/tree.h"

typedef struct ct_checks ct_checks; /* scratch memory and totals of the set; one a reader */

typedef struct ct_checks_options {
  uint8_t snip;
  bool explain;        /* hand out every balance row */
  int64_t now;
  ct_fault_fn *fault;
  void (*balance)(void *ctx, const ct_balance *row, const ct_segment *at); /* where: by `at` */
  void *ctx;
} ct_checks_options;

ct_checks *ct_checks_new(const ct_checks_options *); /* NULL: no memory */
void ct_checks_free(ct_checks *);
/* A set begins; later calls are about it. */
void ct_checks_set_begin(ct_checks *, const ct_grammar *);
/* The unit is complete (tree->unit). Faults come sorted by segment number. */
enum ct_status ct_checks_unit(ct_checks *, const ct_tree *);
/*
 * A loop above the unit closed, or the set ends (loop = root): rules that stand `at` it, PLB and
 * BPR of an 835.  Called before its memory goes.
 */
enum ct_status ct_checks_loop(ct_checks *, const ct_tree *, const ct_loop *);
/* Sums so far in this set. */
void ct_checks_totals(const ct_checks *, uint64_t *claims, ct_decimal *charges, ct_decimal *payments, bool *overflow);

#endif
