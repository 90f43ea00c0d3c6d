/*
 * roles.h -- where the segments that balancing asks for stand in a grammar's tables.
 *
 * Found once for a grammar, by loop id, tag and qualifier; from then on nodes are compared
 * as numbers.  0 is "this guide has none": what needs it is then not asked.
 */
#ifndef CT_CLAIM_ROLES_H
#define CT_CLAIM_ROLES_H

#include "guide/grammar.h"

/* One claim loop of an 837; 2300 stands under 2000B and under 2000C. */
typedef struct ct_claim_roles {
  uint16_t unit, clm;
  uint16_t other, sbr, other_cas, paid, liability, noncovered, mia, moa; /* 2320 */
  uint16_t payer, payer_name, payer_date;                               /* 2330B: NM1, DTP*573 */
  uint16_t line, lx, sv2;                                               /* 2400 */
  uint16_t detail, svd, detail_cas, detail_date, detail_liability;      /* 2430 */
} ct_claim_roles;

typedef struct ct_remit_roles {
  uint16_t bpr, plb; /* of the set */
  uint16_t unit, clp, cas;
  uint16_t line, svc, line_cas;
} ct_remit_roles;

enum { CT_CLAIM_PLACES = 4 };
enum ct_unit_kind { CT_UNIT_OTHER, CT_UNIT_CLAIM, CT_UNIT_REMIT };

typedef struct ct_roles {
  const ct_grammar *grammar;
  ct_claim_roles claim[CT_CLAIM_PLACES];
  unsigned claims;
  ct_remit_roles remit;
} ct_roles;

void ct_roles_find(ct_roles *, const ct_grammar *);
/* The claim roles of a unit node, or NULL. */
const ct_claim_roles *ct_roles_claim(const ct_roles *, uint16_t unit);

#endif
