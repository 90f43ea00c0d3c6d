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
  const ct_segment *sv2; /* NULL: absent */
  ct_slice number;       /* LX01 */
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

/* ---- shared ------------------------------------------------------------------------ */

enum { CT_FAULTS_HELD = 4096 }; /* more in one unit: handed out sorted in portions */

typedef struct ct_vector { /* scratch that grows and stays */
  void *data;
  size_t room; /* elements */
} ct_vector;

struct ct_checks {
  ct_checks_options opt;
  ct_roles roles;
  enum ct_status status; /* of the current call */

  uint64_t claims;       /* of this set */
  ct_sum charges, payments;
  bool incomplete;       /* a unit was broken or lost, or a payment was no number */
  ct_told claims_told;   /* differences of of this set */

  ct_claim claim;
  ct_vector lines, details, payers;
  ct_vector faults, order;
  size_t fault_count;
  ct_fault spare; /* taken, and forgotten, when there is no memory */
  ct_vector terms, names; /* of the row being explained */
  size_t term_count;
  ct_vector claim_terms;  /* CLP04s of the set, when explaining */
  size_t claim_term_count;
};

/* Room for `count` elements, contents kept; false (and ck->status): no memory. */
bool ct_checks_room(ct_checks *ck, ct_vector *v, size_t count, size_t size);

static inline ct_line *ct_checks_lines(const ct_checks *ck) { return ck->lines.data; }
static inline ct_detail *ct_checks_details(const ct_checks *ck) { return ck->details.data; }
static inline ct_payer *ct_checks_payers(const ct_checks *ck) { return ck->payers.data; }

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

void ct_told_add(ct_told *, ct_wide difference);
/* Whether a difference, of either sign, is that of one, or of several, that were told. */
bool ct_told_explains(const ct_told *, ct_wide difference);
void ct_balance_remit(ct_checks *, const ct_loop *unit);
void ct_balance_payment(ct_checks *, const ct_loop *root);

#endif
