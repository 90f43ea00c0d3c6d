/*
 * balance_837.c -- the money of an institutional claim: does the charge equal its lines,
 * and does what each other payer paid and adjusted add up.
 *
 * Knows the equations A to D and which of them one fault is told by.  Nothing here is a
 * matter of a partner, and no text is made.
 *
 *   A  CLM02 = sum of SV203
 *   B  SV203 = sum of SVD02[p] + CAS of the line's 2430[p]
 *   C  AMT*D[p] = sum of SVD02[p] - CAS of 2320[p]
 *   D  CLM02 = AMT*D[p] + CAS of 2320[p] + CAS of 2430[p]
 */
#include "claim/checks_inside.h"

/*
 * A claim with more other payers than this passes the guide's ten so far that only the
 * repeats are told, and nothing of its other payers: comparing each line's payer with each
 * of them must stay bounded.
 */
enum { PAYERS = 64 };

static ct_slice first_value(const ct_segment *s, unsigned e) {
  return s ? ct_segment_get(s, e) : ct_slice_empty();
}

/* ---- collecting: every amount is read once ------------------------------------------- */

static void read_svd(ct_detail *d) {
  ct_slice paid = ct_slice_empty();
  if (d->svd) {
    for (ct_walk w = ct_walk_start(d->svd); w.element < 6 && ct_walk_element(&w);) {
      if (w.element == 1) d->key = w.value;
      if (w.element == 2) paid = w.value;
      if (w.element == 6) d->bundled = w.value;
    }
  }
  ct_sum_value(&d->paid, paid);
}

static ct_detail *collect_detail(ct_checks *ck, const ct_loop *loop) {
  ct_claim *c = &ck->claim;
  if (!ct_checks_room(ck, &ck->details, (size_t)c->details + 1, sizeof(ct_detail))) return NULL;
  ct_detail *d = &ct_checks_details(ck)[c->details++];
  *d = (ct_detail){.loop = loop, .payer = CT_NO_PAYER, .line = c->lines - 1};
  d->key = d->bundled = ct_slice_empty();
  for (const ct_segment *s = loop->segment; s; s = s->sibling) {
    if (s->node == c->role->svd) {
      if (!d->svd) d->svd = s;
    } else if (s->node == c->role->detail_cas) {
      ct_sum_adjustments(&d->adjusted, s);
    } else if (s->node == c->role->detail_date) {
      d->date = s;
    }
  }
  read_svd(d);
  return d;
}

static bool collect_line(ct_checks *ck, const ct_loop *loop, bool details) {
  ct_claim *c = &ck->claim;
  if (!ct_checks_room(ck, &ck->lines, (size_t)c->lines + 1, sizeof(ct_line))) return false;
  ct_line *l = &ct_checks_lines(ck)[c->lines++];
  *l = (ct_line){.loop = loop, .detail = c->details};
  for (const ct_segment *s = loop->segment; s && !l->sv2; s = s->sibling) {
    if (s->node == c->role->lx) l->lx = s;
    if (s->node == c->role->sv2) l->sv2 = s;
  }
  if (l->sv2) {
    ct_sum_element(&l->charge, l->sv2, 3);
  } else {
    l->charge.bad = true;
  }
  ct_sum_plus(&c->lines_charge, &l->charge);
  if (!details) return true;
  for (const ct_loop *d = loop->first; d; d = d->next)
    if (d->node == c->role->detail && !collect_detail(ck, d)) return false;
  ct_checks_lines(ck)[c->lines - 1].details = c->details - l->detail;
  return true;
}

static void collect_name(ct_payer *p, const ct_claim_roles *role) {
  p->name_loop = role->payer ? ct_loop_at(p->loop, role->payer) : NULL;
  if (!p->name_loop) return;
  for (const ct_segment *s = p->name_loop->segment; s; s = s->sibling) {
    if (s->node == role->payer_name && !p->name) p->name = s;
    if (s->node == role->payer_date && !p->date) p->date = s;
  }
  p->key = first_value(p->name, 9);
}

static bool collect_payer(ct_checks *ck, const ct_loop *loop) {
  ct_claim *c = &ck->claim;
  const ct_claim_roles *role = c->role;
  if (!ct_checks_room(ck, &ck->payers, (size_t)c->payers + 1, sizeof(ct_payer))) return false;
  ct_payer *p = &ct_checks_payers(ck)[c->payers++];
  *p = (ct_payer){.loop = loop, .key = ct_slice_empty()};
  for (const ct_segment *s = loop->segment; s; s = s->sibling) {
    if (s->node == role->sbr) {
      if (!p->sbr) p->sbr = s;
    } else if (s->node == role->other_cas) {
      p->has_cas = true;
      ct_sum_adjustments(&p->adjusted, s);
    } else if (s->node == role->paid) {
      if (!p->paid_at) p->paid_at = s;
    } else if (s->node == role->mia || s->node == role->moa) {
      p->has_outcome = true;
    }
  }
  if (p->paid_at) ct_sum_element(&p->paid, p->paid_at, 2);
  collect_name(p, role);
  if (p->key.len == 0) c->keyless = true;
  for (ct_payer *q = ct_checks_payers(ck); q != p; q++)
    if (ct_slice_same(q->key, p->key)) q->shared = p->shared = true;
  return true;
}

/* ---- whose 2430 it is ------------------------------------------------------------------ */

static int32_t payer_of(const ct_checks *ck, ct_slice key) {
  const ct_payer *p = ct_checks_payers(ck);
  if (key.len == 0) return CT_NO_PAYER;
  for (uint32_t i = 0; i < ck->claim.payers; i++)
    if (ct_slice_same(p[i].key, key)) return (int32_t)i;
  return CT_NO_PAYER;
}

static void add_to_payer(ct_checks *ck, uint32_t at) {
  ct_detail *all = ct_checks_details(ck), *d = &all[at];
  ct_payer *p = &ct_checks_payers(ck)[d->payer];
  p->details++;
  ct_sum_plus(&p->line_paid, &d->paid);
  ct_sum_plus(&p->line_adjusted, &d->adjusted);
  if (!p->line_date) p->line_date = d->date;
  if (p->head_line == d->line + 1) { /* a further 2430 of this payer on the line */
    ct_sum_plus(&all[p->head].paid, &d->paid);
    ct_sum_plus(&all[p->head].adjusted, &d->adjusted);
    return;
  }
  d->head = true;
  p->head_line = d->line + 1;
  p->head = at;
  p->lines++;
}

static void assign_details(ct_checks *ck) {
  ct_claim *c = &ck->claim;
  for (uint32_t i = 0; i < c->details; i++) {
    ct_detail *d = &ct_checks_details(ck)[i];
    if (!d->svd) continue;
    d->payer = payer_of(ck, d->key);
    if (d->payer != CT_NO_PAYER) {
      add_to_payer(ck, i);
    } else {
      c->unknown = true;
      c->unknown_dated |= d->date != NULL;
    }
  }
}

static bool collect(ct_checks *ck, const ct_tree *t, const ct_claim_roles *role) {
  ct_claim *c = &ck->claim;
  *c = (ct_claim){.role = role, .unit = t->unit};
  c->clm = ct_loop_segment_at(t->unit, role->clm);
  if (c->clm) {
    ct_sum_element(&c->charge, c->clm, 2);
  } else {
    c->charge.bad = true;
  }
  bool details = role->detail != 0 && (role->detail >= 1024 || ct_tree_seen(t, role->detail));
  for (const ct_loop *l = t->unit->first; l; l = l->next) {
    if (role->line != 0 && l->node == role->line) {
      if (!collect_line(ck, l, details)) return false;
    } else if (role->other != 0 && l->node == role->other && !c->crowded) {
      c->crowded = c->payers == PAYERS;
      if (!c->crowded && !collect_payer(ck, l)) return false;
    }
  }
  if (c->crowded) c->payers = c->details = 0;
  assign_details(ck);
  return true;
}

/* ---- the equations ---------------------------------------------------------------------- */

/* a - b is known and not zero. */
static bool differ(const ct_sum *a, const ct_sum *b, ct_wide *difference) {
  ct_sum d = *a;
  ct_sum_minus(&d, b);
  *difference = d.value;
  return ct_sum_known(&d) && d.value != 0;
}

/* One that passes its bounds, and no summand is missing. */
static bool passes(const ct_sum *s) {
  return !s->bad && s->over;
}

static bool charge_differs(const ct_claim *c, ct_wide *difference) {
  return differ(&c->lines_charge, &c->charge, difference);
}

static void check_charge(ct_checks *ck) {
  ct_claim *c = &ck->claim;
  ct_wide difference;
  if (!c->clm || c->lines == 0) return; /* a claim without lines is told as that */
  if (!charge_differs(c, &difference) && !(passes(&c->lines_charge) && !c->charge.bad)) return;
  ct_fault *f = ct_checks_tell(ck, CT_F_CLAIM_CHARGE_BALANCE, c->clm);
  ct_fault_at(f, 2);
  ct_fault_amounts(f, &c->lines_charge, &c->charge);
  c->charge_told = true;
}

bool ct_asks_line(const ct_checks *ck, const ct_detail *d) {
  return d->head && !ct_checks_payers(ck)[d->payer].shared;
}

/* B for every payer and line; the payers' counts of lines that are out. */
static void find_lines_out(ct_checks *ck) {
  const ct_line *line = ct_checks_lines(ck);
  for (uint32_t i = 0; i < ck->claim.details; i++) {
    ct_detail *d = &ct_checks_details(ck)[i];
    if (!ct_asks_line(ck, d)) continue;
    ct_sum sum = d->paid;
    ct_sum_plus(&sum, &d->adjusted);
    d->out = differ(&line[d->line].charge, &sum, &d->difference) ||
             (!line[d->line].charge.bad && passes(&sum));
    if (d->out) ct_checks_payers(ck)[d->payer].out++;
  }
}

/* A line's wrong charge is told by A alone: the only line that is out, and by as much. */
static bool charge_explains(const ct_checks *ck, const ct_payer *p, const ct_detail *d) {
  ct_wide a;
  return p->out == 1 && charge_differs(&ck->claim, &a) && a == d->difference;
}

static void tell_lines(ct_checks *ck) {
  for (uint32_t i = 0; i < ck->claim.details; i++) {
    ct_detail *d = &ct_checks_details(ck)[i];
    if (!d->out) continue;
    ct_payer *p = &ct_checks_payers(ck)[d->payer];
    if (charge_explains(ck, p, d)) continue;
    const ct_line *l = &ct_checks_lines(ck)[d->line];
    ct_sum sum = d->paid;
    ct_sum_plus(&sum, &d->adjusted);
    ct_fault *f = ct_checks_tell(ck, CT_F_COB_LINE_BALANCE, d->svd);
    ct_fault_at(f, 2);
    f->payer = p->key;
    f->args[0] = ct_line_number(l);
    ct_fault_amounts(f, &l->charge, &sum);
    p->line_told = d->told = true;
  }
}

static void tell_at_payer(ct_checks *ck, enum ct_fault_id id, const ct_payer *p,
                          const ct_sum *expected, const ct_sum *actual) {
  ct_fault *f = ct_checks_tell(ck, id, p->paid_at ? p->paid_at : p->sbr);
  if (p->paid_at) ct_fault_at(f, 2);
  f->payer = p->key;
  ct_fault_amounts(f, expected, actual);
}

/*
 * C and D ask whose the 2430s are.  Two 2320 with one key leave that open, and so does a
 * 2320 without one (its missing NM109 is told).
 */
static bool owns_its_lines(const ct_claim *c, const ct_payer *p) {
  return c->details == 0 || (p->key.len != 0 && !p->shared);
}

bool ct_asks_paid(const ct_claim *c, const ct_payer *p) {
  return p->details != 0 && owns_its_lines(c, p);
}

static void check_paid(ct_checks *ck, ct_payer *p) {
  ct_wide difference;
  if (!ct_asks_paid(&ck->claim, p) || ck->claim.unknown) return;
  ct_sum expected = p->line_paid;
  ct_sum_minus(&expected, &p->adjusted);
  if (!differ(&p->paid, &expected, &difference) && !(passes(&expected) && !p->paid.bad)) return;
  tell_at_payer(ck, CT_F_COB_PAID_BALANCE, p, &expected, &p->paid);
  p->paid_told = true;
}

bool ct_asks_payer_charge(const ct_claim *c, const ct_payer *p) {
  return c->clm && p->paid_at && owns_its_lines(c, p) && (p->lines == 0 || p->lines == c->lines);
}

/*
 * Asked also where another SVD01 names no payer: a payer that thereby lost its only lines
 * may be told here beside it.
 */
static void check_payer_charge(ct_checks *ck, ct_payer *p) {
  const ct_claim *c = &ck->claim;
  ct_wide difference;
  if (!ct_asks_payer_charge(c, p) || p->line_told || p->paid_told) return;
  ct_sum sum = p->paid;
  ct_sum_plus(&sum, &p->adjusted);
  ct_sum_plus(&sum, &p->line_adjusted);
  if (!differ(&sum, &c->charge, &difference) && !(passes(&sum) && !c->charge.bad)) return;
  ct_sum left = c->lines_charge;
  ct_sum_minus(&left, &sum);
  if (ct_sum_known(&left) && left.value == 0) return; /* A's fault */
  tell_at_payer(ck, CT_F_COB_CLAIM_BALANCE, p, &c->charge, &sum);
  p->charge_told = true;
}

void ct_balance_claim(ct_checks *ck, const ct_tree *t, const ct_claim_roles *role) {
  if (!collect(ck, t, role)) return;
  check_charge(ck);
  if (ck->claim.payers == 0) return;
  find_lines_out(ck);
  tell_lines(ck);
  for (uint32_t i = 0; i < ck->claim.payers; i++) {
    ct_payer *p = &ct_checks_payers(ck)[i];
    check_paid(ck, p);
    check_payer_charge(ck, p);
  }
}
