/*
 * checks_inside.h -- what the checks of a unit share: scratch memory, totals, the faults
 * found so far.  Only the .c files of this floor include it.
 */
#ifndef CT_CLAIM_CHECKS_INSIDE_H
#define CT_CLAIM_CHECKS_INSIDE_H

#include "claim/checks.h"
#include "claim/roles.h"
#include "claim/sum.h"

/* ---- a claim of an 837, as balancing sees it ------------------------------------ */

enum { CT_NO_PAYER = -1 };

typedef struct ct_line { /* 2400 */
  const ct_loop *loop;
  const ct_segment *lx, *sv2; /* NULL: absent */
  ct_sum charge;         /* SV203 */
  uint32_t detail, details; /* its 2430s in the vector */
} ct_line;

/*
 * 2430.  Several of one payer on a line are one for the equations: the first is the head
 * and carries their sums.
 */
typedef struct ct_detail {
  const ct_loop *loop;
  const ct_segment *svd, *date; /* NULL: absent */
  ct_slice key, bundled;   /* SVD01, SVD06 */
  uint32_t line;
  int32_t payer;           /* in the vector of payers; CT_NO_PAYER */
  bool head;               /* first of its payer on its line */
  bool out, told;          /* of the head: B does not hold; it is told */
  ct_sum paid, adjusted;   /* SVD02, CAS; of the head: of all its payer's on this line */
  ct_wide difference;      /* of B: charge - paid - adjusted */
} ct_detail;

typedef struct ct_payer { /* 2320 with its 2330B */
  const ct_loop *loop, *name_loop;
  const ct_segment *sbr, *name, *paid_at, *date; /* SBR, NM1, AMT*D, DTP*573; NULL: absent */
  ct_slice key;            /* 2330B NM109 */
  ct_sum paid, adjusted;   /* AMT*D (absent: zero), 2320 CAS */
  ct_sum line_paid, line_adjusted; /* of all its 2430s */
  bool has_cas, has_outcome; /* CAS; MIA or MOA */
  bool shared;             /* another 2320 has the same key */
  bool line_told, paid_told, charge_told; /* B for some line, C, D */
  uint32_t details;        /* its 2430s */
  uint32_t lines;          /* lines that have one */
  uint32_t head_line, head; /* while collecting: line of the last 2430 plus 1, and its head */
  uint32_t out;            /* lines for which B does not hold */
  const ct_segment *line_date; /* DTP*573 of its first 2430 that has one */
} ct_payer;

typedef struct ct_claim {
  const ct_claim_roles *role;
  const ct_loop *unit;
  const ct_segment *clm;
  ct_sum charge, lines_charge; /* CLM02, sum of SV203 */
  uint32_t lines, details, payers; /* how many are in the vectors */
  bool crowded;                /* more payers than are compared: payers and details are 0 */
  bool charge_told;            /* A */
  bool unknown;                /* an SVD01 names no payer */
  bool unknown_dated;          /* such a 2430 carries a date */
  bool keyless;                /* some 2320 has no key */
} ct_claim;

/* ---- the 835 ---------------------------------------------------------------------- */

enum { CT_EXPLAINED = 8 };
/* Differences that were told, and so may explain larger ones. */
typedef struct ct_told {
  ct_wide each[CT_EXPLAINED]; /* the first ones */
  uint32_t count;
  ct_sum all;
} ct_told;

typedef struct ct_remit { /* 2100 */
  const ct_loop *unit;
  const ct_segment *clp;           /* NULL: absent */
  ct_sum charge, paid, patient;    /* CLP03, CLP04, CLP05 (absent: zero) */
  ct_sum adjusted, lines_adjusted; /* CAS of 2100, of its 2110s */
  ct_sum patient_adjusted;         /* those of group PR, anywhere */
  ct_sum lines_charge, lines_paid; /* SVC02, SVC03 */
  uint32_t lines;
  ct_told lines_told;              /* differences of R-003 */
  bool claim_told, lines_paid_told, lines_charge_told, patient_told; /* */
} ct_remit;

/* The right sides of. */
ct_sum ct_remit_claim_paid(const ct_remit *);
ct_sum ct_remit_lines_paid(const ct_remit *);

enum { CT_TERM_NAME = 24, CT_CLAIM_TERMS = 1000 };
typedef struct ct_claim_term { /* a claim's part of the payment */
  ct_decimal paid;
  uint32_t segment;
} ct_claim_term;

/* ---- shared ------------------------------------------------------------------------ */

enum { CT_FAULTS_HELD = 4096 }; /* more in one unit: handed out sorted in portions */

typedef struct ct_vector { /* scratch that grows and stays */
  void *data;
  size_t room; /* elements */
} ct_vector;

struct ct_checks {
  ct_checks_options opt;
  ct_rules *rules;
  ct_roles roles;
  enum ct_status status; /* of the current call */

  uint64_t claims;       /* of this set */
  ct_sum charges, payments;
  bool incomplete;       /* a unit was displaced or lost, or a payment was no number */
  ct_told claims_told;   /* differences of of this set */

  ct_claim claim;
  ct_vector lines, details, payers;
  ct_vector faults, order;
  size_t fault_count;
  ct_fault spare; /* taken, and forgotten, when there is no memory */
  ct_vector terms, names; /* of the row being explained; a name is CT_TERM_NAME bytes */
  size_t term_count;
  ct_vector claim_terms;  /* CLP04s of the set's first claims, when explaining */
};

/* Room for `count` elements, contents kept; false (and ck->status): no memory. */
bool ct_checks_room(ct_checks *ck, ct_vector *v, size_t count, size_t size);

static inline ct_line *ct_checks_lines(const ct_checks *ck) { return ck->lines.data; }
static inline ct_detail *ct_checks_details(const ct_checks *ck) { return ck->details.data; }
static inline ct_payer *ct_checks_payers(const ct_checks *ck) { return ck->payers.data; }

/* LX01: read when there is something to say. */
static inline ct_slice ct_line_number(const ct_line *l) {
  return l->lx ? ct_segment_get(l->lx, 1) : ct_slice_empty();
}

static inline bool ct_checks_snip(const ct_checks *ck, unsigned type) { return ck->opt.snip >= type; }

/*
 * A fault, to be filled in at once; handed out sorted when the unit's checks are done.
 * Never NULL.
 */
ct_fault *ct_checks_tell(ct_checks *, enum ct_fault_id, const ct_segment *);
void ct_checks_collect(void *checks, const ct_fault *); /* a ct_fault_fn */
/* Puts element e of the fault's segment in it, with its value. */
void ct_fault_at(ct_fault *, unsigned e);
/*
 * Both amounts of an equation.  False: one does not fit a decimal, and `f` has become
 * amount-overflow at the same place.
 */
bool ct_fault_amounts(ct_fault *f, const ct_sum *expected, const ct_sum *actual);

/* ---- the checks themselves ------------------------------------------------------------ */

void ct_balance_claim(ct_checks *, const ct_tree *, const ct_claim_roles *);
void ct_cob_claim(ct_checks *);     /* these after ct_balance_claim, which collects */
void ct_explain_claim(ct_checks *);
/* Whether an equation can be asked at all, told or not. */
bool ct_asks_line(const ct_checks *, const ct_detail *);         /* B */
bool ct_asks_paid(const ct_claim *, const ct_payer *);           /* C */
bool ct_asks_payer_charge(const ct_claim *, const ct_payer *);   /* D */

/* ---- rows: equations with their terms, made only when asked (opt.explain) ------------ */

typedef struct ct_row {
  enum ct_fault_id id;
  const ct_segment *at;    /* where the finding sits, or would */
  uint8_t element;
  const char *total_what;  /* the left side */
  const ct_segment *total_at;
  bool total_expected;     /* the left side is what the right should be, not the other way round */
  ct_slice payer, line;
  bool told;
} ct_row;
void ct_row_begin(ct_checks *);
void ct_row_term(ct_checks *, ct_decimal amount, bool negative, const char *what, uint32_t segment);
void ct_row_element(ct_checks *, const ct_segment *, unsigned e, bool negative, const char *what);
/* The triplets of a loop's CAS; group: only of that group, or NULL. */
void ct_row_adjustments(ct_checks *, const ct_loop *, uint16_t cas, const char *group, bool negative);
void ct_row_provider_adjustments(ct_checks *, const ct_segment *plb); /* subtracted */
/* Hands the row out, unless an amount is missing or too large. */
void ct_row_end(ct_checks *, const ct_row *, const ct_sum *total, const ct_sum *sum);

/* ---- the 835 ------------------------------------------------------------------------------ */

void ct_told_add(ct_told *, ct_wide difference);
/* Whether a difference, of either sign, is that of one, or of several, that were told. */
bool ct_told_explains(const ct_told *, ct_wide difference);
void ct_balance_remit(ct_checks *, const ct_loop *unit);
void ct_balance_payment(ct_checks *, const ct_loop *root);
void ct_explain_remit_line(ct_checks *, const ct_loop *line, const ct_segment *svc, uint32_t number,
                           const ct_sum *paid, const ct_sum *expected, bool told);
void ct_explain_remit(ct_checks *, const ct_remit *);
/* Keeps CLP04 of a claim for the row of the payment. */
void ct_explain_keep_payment(ct_checks *, const ct_segment *clp);
void ct_explain_payment(ct_checks *, const ct_loop *root, const ct_segment *bpr, const ct_sum *paid,
                        const ct_sum *expected, bool told);

#endif
