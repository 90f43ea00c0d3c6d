/*
 * cob_entry.h -- what one payer did with one claim, as coordination of benefits tells it.
 *
 * Made of a remittance claim (2100 of an 835) and, where it is known, of the claim that it pays
 * (2300 of an 837I).  Slices point into the two trees; memory is the arena's.
 */
#ifndef CT_OUT_COB_ENTRY_H
#define CT_OUT_COB_ENTRY_H

#include "base/arena.h"
#include "base/decimal.h"
#include "out/cob_store.h"

typedef struct ct_cob_adjustment {
  ct_slice group, reason, quantity;
  ct_decimal amount;
} ct_cob_adjustment;

typedef struct ct_cob_adjustments {
  ct_cob_adjustment *each;
  size_t count;
} ct_cob_adjustments;

typedef struct ct_cob_line {
  const ct_loop *line;      /* 2400; NULL without the 837 */
  const ct_loop *service;   /* 2110 */
  ct_slice lx, under;       /* LX01; that of the line it was paid under, empty when its own */
  ct_slice paid, units, revenue;
  const ct_segment *svc;    /* its first element is the procedure paid */
  bool has_procedure;
  ct_cob_adjustments adjustments;
} ct_cob_line;

typedef struct ct_cob_earlier { /* an earlier payer of the claim, told at the claim */
  const ct_loop *other; /* its 2320 */
  ct_slice date;        /* of its lines, the latest; empty when they have none */
  ct_cob_adjustments adjustments; /* of the claim and its lines, summed */
} ct_cob_earlier;

typedef struct ct_cob_carrier { /* a row of --carriers */
  ct_slice id, code, name;
} ct_cob_carrier;

typedef struct ct_cob_carriers {
  ct_cob_carrier *each;
  size_t count;
} ct_cob_carriers;
/* The row of a payer id, or NULL. */
const ct_cob_carrier *ct_cob_carrier_find(const ct_cob_carriers *, ct_slice id);

typedef struct ct_cob_entry {
  const ct_loop *claim, *remit, *root; /* 2300 or NULL, 2100, the 835 */
  const ct_loop *subscriber;           /* 2000B; NULL without the 837 */
  const ct_loop *patient;              /* 2010CA, else 2010BA; NULL without the 837 */
  ct_slice id, payer_name, payer_id;
  ct_slice carrier; /* what payer_id is to the next payer; itself where no table says more */
  ct_slice rank, relationship, group, group_name, filing, assigned, release;
  ct_slice paid, date, number; /* CLP04, CCYYMMDD, CLP07 */
  ct_cob_adjustments adjustments;
  ct_cob_line *lines;
  size_t line_count;
  ct_cob_earlier *earlier; /* with at_claim: each 2320 of the claim */
  size_t earlier_count;
  bool at_claim; /* lines are summed into `adjustments` and not told of */
} ct_cob_entry;

enum { CT_COB_WHY = 320 };
/*
 * CT_OK with an empty `why`: the entry is whole.  With words in `why`: it cannot be made.
 * `claim` may be NULL.  With `at_claim` the adjustments of the lines are summed into the claim's.
 */
enum ct_status ct_cob_entry_make(ct_cob_entry *, ct_arena *, const ct_cob_view *remit,
                                 const ct_cob_view *claim, const ct_cob_carriers *, bool at_claim,
                                 char why[CT_COB_WHY]);
/* The payer of an 835 by the id that it tells first: REF*2U, N104, TRN03. */
ct_slice ct_cob_remit_payer(const ct_loop *root);
/* Both are amounts, and the same one. */
bool ct_cob_same_amount(ct_slice, ct_slice);
/* Nearest ancestor of that id, itself included, or NULL. */
const ct_loop *ct_cob_above(const ct_loop *, const char *id);

#endif
