/*
 * cob.h -- from remittances to coordination of benefits: pairing, judging, writing.
 *
 *   ct_cob_new, add the 837s and 835s to its stores, ct_cob_pair, then ct_cob_write
 *   (or ct_cob_list without claims), and ct_cob_write_unmatched; ct_cob_free.
 *
 * Every remittance claim ends in exactly one of written, refused, unmatched.
 */
#ifndef CT_OUT_COB_H
#define CT_OUT_COB_H

#include "out/cob_claim.h"

enum ct_cob_state { /* of a remittance claim */
  CT_COB_NEW,
  CT_COB_PAIRED,   /* with the claim in `answer` */
  CT_COB_REPLACED, /* paid, reversed later */
  CT_COB_SECOND,   /* pays what was paid already; a reversal may follow in its set */
  CT_COB_REVERSAL, /* reverses a payment of the claim in `answer` */
  CT_COB_WRITTEN,
  CT_COB_REFUSED,
  CT_COB_UNMATCHED
};

enum { CT_COB_WAS_REVERSED = 1, CT_COB_WAS_REJECTED = 2 }; /* state of a claim of the 837 */

enum ct_cob_told { CT_COB_SAYS_REFUSED, CT_COB_SAYS_UNMATCHED, CT_COB_SAYS_NOTE };
/* What becomes of a remittance claim, in words; `id` is its claim number. */
typedef void ct_cob_tell_fn(void *ctx, enum ct_cob_told, const char *file, ct_slice id,
                            const char *why);
/* An entry that is whole. */
typedef enum ct_status ct_cob_entry_fn(void *ctx, const ct_cob_entry *);

typedef struct ct_cob_options {
  const ct_grammars *reading, *writing; /* without and with the partner */
  const ct_cob_carriers *carriers;
  const ct_cob_rows *rows;
  ct_cob_heading heading;
  uint32_t control; /* of the first interchange written */
  int64_t now;
  bool include_crossover;
  bool has_partner;    /* entries are placed as the partner wants them, where that can be told */
  bool dde;            /* entries are placed as the entry screens want them */
  bool without_claims; /* there is no 837 */
  bool any_payment;    /* pair also what does not balance or was sent on: it is still an answer */
  ct_cob_tell_fn *tell;
  void *tell_ctx;
} ct_cob_options;

typedef struct ct_cob_counts {
  uint64_t remits, written, refused, unmatched;
} ct_cob_counts;

typedef struct ct_cob {
  ct_cob_options opt;
  ct_cob_store claims, remits;
  ct_cob_view claim, remit;
  ct_reader *judge; /* reads what was built, with the partner's guides */
  bool guilty, line_detail;
  char verdict[CT_COB_WHY];
  ct_arena arena;
  ct_decimal set_paid; /* CLP04 of the set being paired */
  uint32_t seconds; /* second payments in the set being paired */
  ct_cob_counts counts;
} ct_cob;

ct_cob *ct_cob_new(const ct_cob_options *); /* NULL: no memory */
void ct_cob_free(ct_cob *);
enum ct_status ct_cob_pair(ct_cob *);
/* The claims for the next payer to `out`. */
enum ct_status ct_cob_write(ct_cob *, ct_buffer *out);
/* Entries instead: of the claims that were paired, or of all where `claims` is empty. */
enum ct_status ct_cob_list(ct_cob *, ct_cob_entry_fn *, void *ctx);
/* What was refused or left over, as an 835.  Writes nothing where there is none. */
enum ct_status ct_cob_write_unmatched(ct_cob *, ct_buffer *out);

/* For the parts of cob: */
enum ct_status ct_cob_close_pairs(ct_cob *); /* reversals that stay alone are refused */
void ct_cob_refuse(ct_cob *, uint32_t remit, enum ct_cob_state, ct_slice id, const char *why);
/* Both trees, the entry and (not NULL) the next payer; words in `why` when it is refused. */
enum ct_status ct_cob_build(ct_cob *, uint32_t claim, bool at_claim, ct_cob_entry *, ct_cob_next *,
                            char why[CT_COB_WHY]);
/* Writes it alone and reads it with the guides of the partner: `verdict`, `guilty`. */
enum ct_status ct_cob_judge(ct_cob *, uint32_t claim, const ct_cob_entry *, const ct_cob_next *);

#endif
