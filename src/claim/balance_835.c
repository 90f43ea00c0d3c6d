/*
 * balance_835.c -- the money of a remittance: line, claim, payment.
 *
 * Knows and that the smaller unit explains the larger: one fault is told
 * where it is made.  Keeps sums over the set, never its claims.
 *
 *   R-003  SVC03 = SVC02 - CAS of its 2110
 *   R-002  CLP04 = CLP03 - CAS of 2100 and of its 2110s
 *   R-004  CLP04 = sum of SVC03 - CAS of 2100         (when there are lines)
 *   R-005  CLP03 = sum of SVC02                       (when there are lines)
 *   R-006  CLP05 = CAS of group PR, claim and lines
 *   R-001  BPR02 = sum of CLP04 - PLB04, 06, 08, 10, 12, 14
 */
#include "claim/checks_inside.h"

#include <string.h>

/* ---- what explains what ------------------------------------------------------------------ */

void ct_told_add(ct_told *t, ct_wide difference) {
  if (t->count < CT_EXPLAINED) t->each[t->count] = difference;
  t->count++;
  ct_sum_add_wide(&t->all, difference);
}

/* Some of the first differences together: there are at most 2^8 ways. */
static bool some_explain(const ct_told *t, ct_wide difference) {
  unsigned n = t->count < CT_EXPLAINED ? t->count : CT_EXPLAINED;
  for (unsigned set = 1; set < 1u << n; set++) {
    ct_sum sum = ct_sum_zero();
    for (unsigned i = 0; i < n; i++)
      if (set >> i & 1) ct_sum_add_wide(&sum, t->each[i]);
    if (!sum.over && sum.value == difference) return true;
  }
  return false;
}

bool ct_told_explains(const ct_told *t, ct_wide difference) {
  if (t->count == 0) return false;
  bool all = !t->all.over && (t->all.value == difference || t->all.value == -difference);
  return all || some_explain(t, difference) || some_explain(t, -difference);
}

/* ---- a claim ----------------------------------------------------------------------------- */

/* A finding of R-00n at element e of `at`; what it says before the amounts. */
struct rule {
  const char *id, *text, *what;
};
static const struct rule rule_payment = {
    "R-001", "the payment BPR02 is the sum of CLP04 less the provider adjustments of PLB", ""};
static const struct rule rule_claim = {
    "R-002", "a claim's charge less its payment is the sum of its adjustments, claim and lines",
    "the payment CLP04 is not the charge CLP03 less all adjustments"};
static const struct rule rule_line = {
    "R-003", "a line's charge less its payment is the sum of its adjustments", ""};
static const struct rule rule_lines_paid = {
    "R-004", "a claim's payment is the sum of its lines' less the claim's own adjustments",
    "the payment CLP04 is not the sum of SVC03 less the claim's own adjustments"};
static const struct rule rule_lines_charge = {"R-005", "a claim's charge is the sum of its lines'",
                                              "the charge CLP03 is not the sum of SVC02"};
static const struct rule rule_patient = {
    "R-006", "the patient's responsibility CLP05 is the sum of the adjustments of group PR",
    "the patient's responsibility CLP05 is not the sum of the adjustments of group PR"};

static bool differ(const ct_sum *expected, const ct_sum *actual, ct_wide *difference) {
  ct_sum d = *expected;
  ct_sum_minus(&d, actual);
  *difference = d.value;
  return !d.bad && (d.over || d.value != 0);
}

static ct_fault *tell(ct_checks *ck, enum ct_fault_id id, const struct rule *rule,
                      const ct_segment *at, unsigned e, const ct_sum *expected,
                      const ct_sum *actual) {
  ct_fault *f = ct_checks_tell(ck, id, at);
  ct_fault_at(f, e);
  f->rule = rule->id;
  f->rule_text = rule->text;
  f->args[0] = ct_slice_text(rule->what);
  ct_fault_amounts(f, expected, actual);
  return f;
}

static void add_cas(ct_remit *r, ct_sum *sum, const ct_segment *cas) {
  ct_sum one = ct_sum_zero();
  ct_sum_adjustments(&one, cas);
  ct_sum_plus(sum, &one);
  if (ct_slice_is(ct_segment_get(cas, 1), "PR")) ct_sum_plus(&r->patient_adjusted, &one);
}

static void check_line(ct_checks *ck, ct_remit *r, const ct_loop *loop) {
  const ct_remit_roles *role = &ck->roles.remit;
  const ct_segment *svc = NULL;
  ct_sum charge = ct_sum_zero(), paid = charge, adjusted = charge;
  for (const ct_segment *s = loop->segment; s; s = s->sibling) {
    if (s->node == role->svc) {
      svc = s;
    } else if (s->node == role->line_cas) {
      add_cas(r, &adjusted, s);
    }
  }
  r->lines++;
  if (svc) {
    ct_sum_element(&charge, svc, 2);
    ct_sum_element(&paid, svc, 3);
  } else {
    charge.bad = paid.bad = true;
  }
  ct_sum_plus(&r->lines_charge, &charge);
  ct_sum_plus(&r->lines_paid, &paid);
  ct_sum_plus(&r->lines_adjusted, &adjusted);
  ct_wide difference;
  ct_sum_minus(&charge, &adjusted);
  bool told = differ(&charge, &paid, &difference);
  if (told) {
    tell(ck, CT_F_REMIT_LINE_BALANCE, &rule_line, svc, 3, &charge, &paid);
    ct_told_add(&r->lines_told, difference);
  }
  if (ck->opt.explain && svc) ct_explain_remit_line(ck, loop, svc, r->lines, &paid, &charge, told);
}

static void read_claim(ct_checks *ck, ct_remit *r, const ct_loop *unit) {
  const ct_remit_roles *role = &ck->roles.remit;
  memset(r, 0, sizeof *r);
  r->unit = unit;
  for (const ct_segment *s = unit->segment; s; s = s->sibling) {
    if (s->node == role->clp) {
      r->clp = s;
    } else if (s->node == role->cas) {
      add_cas(r, &r->adjusted, s);
    }
  }
  if (!r->clp) return;
  ct_sum_element(&r->charge, r->clp, 3);
  ct_sum_element(&r->paid, r->clp, 4);
  if (ct_segment_get(r->clp, 5).len != 0) ct_sum_element(&r->patient, r->clp, 5);
}

/* a warning; silent where it would be the third to tell of one amount. */
static void check_patient(ct_checks *ck, ct_remit *r, ct_wide claim, ct_wide lines_paid) {
  ct_wide difference;
  if (!differ(&r->patient_adjusted, &r->patient, &difference)) return;
  if (claim != 0 && claim == lines_paid && (difference == claim || difference == -claim)) return;
  ct_fault *f = tell(ck, CT_F_REMIT_CLAIM_BALANCE, &rule_patient, r->clp, 5, &r->patient_adjusted,
                     &r->patient);
  if (f->id == CT_F_REMIT_CLAIM_BALANCE) f->severity = CT_WARNING;
  r->patient_told = true;
}

ct_sum ct_remit_claim_paid(const ct_remit *r) {
  ct_sum expected = r->charge;
  ct_sum_minus(&expected, &r->adjusted);
  ct_sum_minus(&expected, &r->lines_adjusted);
  return expected;
}

ct_sum ct_remit_lines_paid(const ct_remit *r) {
  ct_sum expected = r->lines_paid;
  ct_sum_minus(&expected, &r->adjusted);
  return expected;
}

/* at CLP04: what it told, or 0. */
static ct_wide check_paid(ct_checks *ck, const ct_remit *r, const struct rule *rule,
                          ct_sum expected) {
  ct_wide difference;
  if (!differ(&expected, &r->paid, &difference)) return 0;
  if (ct_told_explains(&r->lines_told, difference)) return 0;
  tell(ck, CT_F_REMIT_CLAIM_BALANCE, rule, r->clp, 4, &expected, &r->paid);
  ct_told_add(&ck->claims_told, difference);
  return difference;
}

static void check_lines_charge(ct_checks *ck, ct_remit *r) {
  ct_wide difference;
  if (!differ(&r->lines_charge, &r->charge, &difference)) return;
  tell(ck, CT_F_REMIT_CLAIM_BALANCE, &rule_lines_charge, r->clp, 3, &r->lines_charge, &r->charge);
  r->lines_charge_told = true;
}

void ct_balance_remit(ct_checks *ck, const ct_loop *unit) {
  ct_remit r;
  const ct_remit_roles *role = &ck->roles.remit;
  read_claim(ck, &r, unit);
  if (!r.clp) return;
  for (const ct_loop *l = unit->first; l; l = l->next)
    if (role->line != 0 && l->node == role->line) check_line(ck, &r, l);
  ct_wide claim = check_paid(ck, &r, &rule_claim, ct_remit_claim_paid(&r)), lines_paid = 0;
  if (r.lines != 0) {
    lines_paid = check_paid(ck, &r, &rule_lines_paid, ct_remit_lines_paid(&r));
    check_lines_charge(ck, &r);
  }
  r.claim_told = claim != 0;
  r.lines_paid_told = lines_paid != 0;
  check_patient(ck, &r, claim, lines_paid);
  if (ck->opt.explain) ct_explain_remit(ck, &r);
}

/* ---- the payment --------------------------------------------------------------------------- */

static void add_provider_adjustments(ct_sum *sum, const ct_segment *plb) {
  ct_adjustment a;
  for (ct_cas c = ct_plb_start(plb); ct_plb_next(&c, &a);) {
    ct_sum_add(sum, a.amount);
    sum->bad |= a.bad;
  }
}

void ct_balance_payment(ct_checks *ck, const ct_loop *root) {
  const ct_remit_roles *role = &ck->roles.remit;
  const ct_segment *bpr = NULL;
  ct_sum expected = ck->payments, adjusted = ct_sum_zero(), paid = ct_sum_zero();
  for (const ct_segment *s = root->segment; s; s = s->sibling) {
    if (role->bpr != 0 && s->node == role->bpr && !bpr) bpr = s;
    if (role->plb != 0 && s->node == role->plb) add_provider_adjustments(&adjusted, s);
  }
  if (!bpr || ck->incomplete) return;
  ct_sum_element(&paid, bpr, 2);
  ct_sum_minus(&expected, &adjusted);
  ct_wide difference;
  bool told =
      differ(&expected, &paid, &difference) && !ct_told_explains(&ck->claims_told, difference);
  if (told) tell(ck, CT_F_REMIT_PAYMENT_BALANCE, &rule_payment, bpr, 2, &expected, &paid);
  if (ck->opt.explain) ct_explain_payment(ck, root, bpr, &paid, &expected, told);
}
