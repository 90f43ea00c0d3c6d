/*
 * explain_835.c -- R-001 to R-006 of a remittance as rows, balanced or not.
 *
 * Knows which terms each has.  The payment's claims are gone when its row is made: the
 * first thousand CLP04 of a set are kept for it, of more only their sum is shown.
 */
#include "claim/checks_inside.h"

#include <stdio.h>

static ct_row row_of(enum ct_fault_id id, const ct_segment *at, uint8_t element, const char *what) {
  ct_row row = {.id = id, .at = at, .element = element, .total_what = what, .total_at = at};
  row.payer = row.line = ct_slice_empty();
  return row;
}

void ct_explain_remit_line(ct_checks *ck, const ct_loop *line, const ct_segment *svc,
                           uint32_t number, const ct_sum *paid, const ct_sum *expected, bool told) {
  char text[12];
  ct_row row = row_of(CT_F_REMIT_LINE_BALANCE, svc, 3, "SVC03");
  row.line = ct_slice_make(text, (size_t)snprintf(text, sizeof text, "%u", number));
  row.told = told;
  ct_row_begin(ck);
  ct_row_element(ck, svc, 2, false, "SVC02");
  ct_row_adjustments(ck, line, ck->roles.remit.line_cas, NULL, true);
  ct_row_end(ck, &row, paid, expected);
}

/* One element of every line, or the CAS of every line. */
static void line_elements(ct_checks *ck, const ct_remit *r, unsigned e, const char *what) {
  for (const ct_loop *l = r->unit->first; l; l = l->next) {
    if (l->node != ck->roles.remit.line) continue;
    const ct_segment *svc = ct_loop_segment_at(l, ck->roles.remit.svc);
    if (svc) ct_row_element(ck, svc, e, false, what);
  }
}

static void line_adjustments(ct_checks *ck, const ct_remit *r, const char *group, bool negative) {
  for (const ct_loop *l = r->unit->first; l; l = l->next)
    if (ck->roles.remit.line != 0 && l->node == ck->roles.remit.line)
      ct_row_adjustments(ck, l, ck->roles.remit.line_cas, group, negative);
}

static void explain_claim_paid(ct_checks *ck, const ct_remit *r) {
  ct_row row = row_of(CT_F_REMIT_CLAIM_BALANCE, r->clp, 4, "CLP04");
  ct_sum sum = ct_remit_claim_paid(r);
  row.told = r->claim_told;
  ct_row_begin(ck);
  ct_row_element(ck, r->clp, 3, false, "CLP03");
  ct_row_adjustments(ck, r->unit, ck->roles.remit.cas, NULL, true);
  line_adjustments(ck, r, NULL, true);
  ct_row_end(ck, &row, &r->paid, &sum);
}

static void explain_lines_paid(ct_checks *ck, const ct_remit *r) {
  ct_row row = row_of(CT_F_REMIT_CLAIM_BALANCE, r->clp, 4, "CLP04");
  ct_sum sum = ct_remit_lines_paid(r);
  row.told = r->lines_paid_told;
  ct_row_begin(ck);
  line_elements(ck, r, 3, "SVC03");
  ct_row_adjustments(ck, r->unit, ck->roles.remit.cas, NULL, true);
  ct_row_end(ck, &row, &r->paid, &sum);
}

static void explain_lines_charge(ct_checks *ck, const ct_remit *r) {
  ct_row row = row_of(CT_F_REMIT_CLAIM_BALANCE, r->clp, 3, "CLP03");
  row.told = r->lines_charge_told;
  ct_row_begin(ck);
  line_elements(ck, r, 2, "SVC02");
  ct_row_end(ck, &row, &r->charge, &r->lines_charge);
}

static void explain_patient(ct_checks *ck, const ct_remit *r) {
  ct_row row = row_of(CT_F_REMIT_CLAIM_BALANCE, r->clp, 5, "CLP05");
  row.told = r->patient_told;
  ct_row_begin(ck);
  ct_row_adjustments(ck, r->unit, ck->roles.remit.cas, "PR", false);
  line_adjustments(ck, r, "PR", false);
  ct_row_end(ck, &row, &r->patient, &r->patient_adjusted);
}

void ct_explain_remit(ct_checks *ck, const ct_remit *r) {
  explain_claim_paid(ck, r);
  if (r->lines != 0) {
    explain_lines_paid(ck, r);
    explain_lines_charge(ck, r);
  }
  explain_patient(ck, r);
}

/* ---- the payment ---------------------------------------------------------------------------- */

void ct_explain_keep_payment(ct_checks *ck, const ct_segment *clp) {
  ct_decimal paid;
  if (ck->claims > CT_CLAIM_TERMS) return;
  if (ct_decimal_parse(ct_segment_get(clp, 4), &paid) != CT_DECIMAL_OK) paid = ct_decimal_zero();
  if (!ct_checks_room(ck, &ck->claim_terms, (size_t)ck->claims, sizeof(ct_claim_term))) return;
  ((ct_claim_term *)ck->claim_terms.data)[ck->claims - 1] = (ct_claim_term){paid, clp->number};
}

void ct_explain_payment(ct_checks *ck, const ct_loop *root, const ct_segment *bpr,
                        const ct_sum *paid, const ct_sum *expected, bool told) {
  char what[40];
  ct_decimal all;
  ct_row row = row_of(CT_F_REMIT_PAYMENT_BALANCE, bpr, 2, "BPR02");
  row.told = told;
  ct_row_begin(ck);
  if (ck->claims <= CT_CLAIM_TERMS) {
    const ct_claim_term *t = ck->claim_terms.data;
    for (uint64_t i = 0; i < ck->claims; i++)
      ct_row_term(ck, t[i].paid, false, "CLP04", t[i].segment);
  } else if (ct_sum_decimal(&ck->payments, &all)) {
    snprintf(what, sizeof what, "CLP04 of %llu claims", (unsigned long long)ck->claims);
    ct_row_term(ck, all, false, what, 0);
  }
  for (const ct_segment *s = root->segment; s; s = s->sibling)
    if (ck->roles.remit.plb != 0 && s->node == ck->roles.remit.plb)
      ct_row_provider_adjustments(ck, s);
  ct_row_end(ck, &row, paid, expected);
}
