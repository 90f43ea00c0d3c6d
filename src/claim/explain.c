/*
 * explain.c -- the equations A to D of a claim as rows, balanced or not.
 *
 * Knows which terms each has; that they were asked, and told, stands in what
 * balance_837.c collected.
 */
#include "claim/checks_inside.h"

static void explain_charge(ct_checks *ck) {
  const ct_claim *c = &ck->claim;
  if (!c->clm || c->lines == 0) return;
  ct_row_begin(ck);
  for (uint32_t i = 0; i < c->lines; i++) {
    const ct_line *l = &ct_checks_lines(ck)[i];
    if (l->sv2) ct_row_element(ck, l->sv2, 3, false, "SV203");
  }
  ct_row row = {
      .id = CT_F_CLAIM_CHARGE_BALANCE, .at = c->clm, .element = 2, .told = c->charge_told};
  row.total_what = "CLM02";
  row.total_at = c->clm;
  row.payer = row.line = ct_slice_empty();
  ct_row_end(ck, &row, &c->charge, &c->lines_charge);
}

/* SVD02 and CAS of the 2430s that the head at `head` stands for. */
static void line_terms(ct_checks *ck, uint32_t head) {
  const ct_detail *h = &ct_checks_details(ck)[head];
  for (uint32_t i = head; i < ck->claim.details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    if (d->line != h->line) break;
    if (d->payer != h->payer) continue;
    ct_row_element(ck, d->svd, 2, false, "SVD02");
    ct_row_adjustments(ck, d->loop, ck->claim.role->detail_cas, NULL, false);
  }
}

static void explain_line(ct_checks *ck, const ct_payer *p, uint32_t head) {
  const ct_detail *d = &ct_checks_details(ck)[head];
  const ct_line *l = &ct_checks_lines(ck)[d->line];
  if (!ct_asks_line(ck, d) || !l->sv2) return;
  ct_row_begin(ck);
  line_terms(ck, head);
  ct_sum sum = d->paid;
  ct_sum_plus(&sum, &d->adjusted);
  ct_row row = {.id = CT_F_COB_LINE_BALANCE, .at = d->svd, .element = 2, .told = d->told};
  row.total_what = "SV203";
  row.total_at = l->sv2;
  row.total_expected = true;
  row.payer = p->key;
  row.line = ct_line_number(l);
  ct_row_end(ck, &row, &l->charge, &sum);
}

static ct_row payer_row(enum ct_fault_id id, const ct_payer *p) {
  ct_row row = {.id = id, .at = p->paid_at ? p->paid_at : p->sbr, .payer = p->key};
  row.element = p->paid_at ? 2 : 0;
  row.total_at = row.at;
  row.line = ct_slice_empty();
  return row;
}

static void explain_paid(ct_checks *ck, const ct_payer *p, int32_t payer) {
  if (!ct_asks_paid(&ck->claim, p)) return;
  ct_row_begin(ck);
  for (uint32_t i = 0; i < ck->claim.details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    if (d->payer == payer) ct_row_element(ck, d->svd, 2, false, "SVD02");
  }
  ct_row_adjustments(ck, p->loop, ck->claim.role->other_cas, NULL, true);
  ct_sum sum = p->line_paid;
  ct_sum_minus(&sum, &p->adjusted);
  ct_row row = payer_row(CT_F_COB_PAID_BALANCE, p);
  row.total_what = "AMT*D";
  row.told = p->paid_told;
  ct_row_end(ck, &row, &p->paid, &sum);
}

static void explain_payer_charge(ct_checks *ck, const ct_payer *p, int32_t payer) {
  const ct_claim *c = &ck->claim;
  if (!ct_asks_payer_charge(c, p)) return;
  ct_row_begin(ck);
  ct_row_element(ck, p->paid_at, 2, false, "AMT*D");
  ct_row_adjustments(ck, p->loop, c->role->other_cas, NULL, false);
  for (uint32_t i = 0; i < c->details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    if (d->payer == payer) ct_row_adjustments(ck, d->loop, c->role->detail_cas, NULL, false);
  }
  ct_sum sum = p->paid;
  ct_sum_plus(&sum, &p->adjusted);
  ct_sum_plus(&sum, &p->line_adjusted);
  ct_row row = payer_row(CT_F_COB_CLAIM_BALANCE, p);
  row.total_what = "CLM02";
  row.total_at = c->clm;
  row.total_expected = true;
  row.told = p->charge_told;
  ct_row_end(ck, &row, &c->charge, &sum);
}

void ct_explain_claim(ct_checks *ck) {
  explain_charge(ck);
  for (uint32_t i = 0; i < ck->claim.payers; i++) {
    const ct_payer *p = &ct_checks_payers(ck)[i];
    for (uint32_t d = 0; d < ck->claim.details; d++)
      if (ct_checks_details(ck)[d].payer == (int32_t)i) explain_line(ck, p, d);
    explain_paid(ck, p, (int32_t)i);
    explain_payer_charge(ck, p, (int32_t)i);
  }
}
