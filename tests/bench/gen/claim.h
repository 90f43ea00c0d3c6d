/*
 * claim.h -- one claim of the generator while it is made.
 */
#ifndef CT_BENCH_GEN_CLAIM_H
#define CT_BENCH_GEN_CLAIM_H

#include "gen.h"

enum { GEN_PAYERS = 2 };

typedef struct share { /* what one other payer made of a charge; cents; sums to the charge */
  int64_t paid, contract, deductible, coinsurance, earlier;
} share;

typedef struct line {
  const char *revenue, *code, *modifiers;
  unsigned units;
  int64_t charge;
  int day;
  bool drug;
  share shares[GEN_PAYERS];
} line;

typedef struct claim {
  uint64_t number;
  bool inpatient, emergency, surgery;
  const char *bill;
  int from, through;
  int64_t charge;
  unsigned line_count;
  line lines[GEN_LINES];
  /* coordination of benefits */
  unsigned payer_count;
  unsigned payers[GEN_PAYERS]; /* index of the carrier */
  int remitted[GEN_PAYERS];    /* day */
  share shares[GEN_PAYERS];    /* of the whole claim */
} claim;

/* How many payers stood before MassHealth: "S" after one, "T" after two. */
const char *gen_cob_rank(gen *);
void gen_cob_plan(gen *, claim *);                      /* draws the shares; the charge is known */
void gen_cob_payers(gen *, const claim *);              /* 2320, 2330A, 2330B */
void gen_cob_line(gen *, const claim *, unsigned line); /* 2430 of each payer */

#endif
