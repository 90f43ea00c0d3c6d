/*
 * cob.c -- the placement of coordination of benefits in an institutional claim: whom a
 * line's adjudication names, and which level carries dates and adjustments.
 *
 * Knows what holds for everyone, and what a partner may ask for; whether one does, and
 * which bill types are inpatient, is data of the grammar.  Balances nothing.
 */
#include "claim/checks_inside.h"

enum {
  UNKNOWN_TOLD = 16,   /* different unknown payers told once each; later ones each time */
  LINE_SEARCHES = 256, /* SVD06 looked for among all lines: lines are numbered 1, 2, 3 */
  TRIPLETS = 64 /* adjustments of one payer's 2320 compared with its lines: the guide has 30 */
};

static bool adjudicated(const ct_payer *p) {
  return p->paid_at || p->has_cas || p->has_outcome || p->details != 0;
}

static ct_fault *tell(ct_checks *ck, enum ct_fault_id id, const ct_segment *at, const ct_payer *p) {
  ct_fault *f = ct_checks_tell(ck, id, at);
  f->payer = p->key;
  return f;
}

/* What made it a fault: the segment, or an element of it. */
static void because_of(ct_fault *f, const ct_segment *s, unsigned e, unsigned component) {
  f->trigger = s;
  f->trigger_element = (uint8_t)(s ? e : 0);
  f->trigger_component = (uint8_t)(s ? component : 0);
}

static ct_fault *tell_rule(ct_checks *ck, const char *id, const char *text, const ct_segment *at,
                           unsigned e) {
  ct_fault *f = ct_checks_tell(ck, CT_F_SITUATION, at);
  ct_fault_at(f, e);
  f->rule = id;
  f->rule_text = text;
  f->args[0] = ct_slice_text(text);
  return f;
}

/* ---- everyone: names ---------------------------------------------------------------------- */

/* A payer's id written wrong in 2330B leaves every line without it: told once a value. */
static void check_names(ct_checks *ck) {
  ct_slice told[UNKNOWN_TOLD];
  unsigned n = 0;
  if (!ck->claim.unknown || ck->claim.keyless) return;
  for (uint32_t i = 0; i < ck->claim.details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    if (d->payer != CT_NO_PAYER || d->key.len == 0) continue;
    unsigned at = 0;
    while (at < n && !ct_slice_same(told[at], d->key)) at++;
    if (at < n) continue;
    if (n < UNKNOWN_TOLD) told[n++] = d->key;
    ct_fault *f = ct_checks_tell(ck, CT_F_COB_UNKNOWN_PAYER, d->svd);
    ct_fault_at(f, 1);
    f->payer = d->key;
  }
}

/* I-062: two 2320 of one id leave open whose the lines' adjudications are. */
static void check_shared(ct_checks *ck) {
  const ct_payer *p = ct_checks_payers(ck);
  for (uint32_t i = 1; i < ck->claim.payers; i++) {
    uint32_t j = 0;
    if (!p[i].shared || p[i].key.len == 0) continue;
    while (j < i && !ct_slice_same(p[j].key, p[i].key)) j++;
    if (j == i) continue;
    ct_fault *f = tell_rule(
        ck, "I-062", "the other payers of a claim have different ids (2330B NM109)", p[i].name, 9);
    f->severity = CT_WARNING;
    f->payer = p[i].key;
  }
}

static bool number_of(ct_slice s, uint32_t *value) {
  uint32_t n = 0;
  if (s.len == 0 || s.len > 6) return false;
  for (size_t i = 0; i < s.len; i++) {
    if (s.ptr[i] < '0' || s.ptr[i] > '9') return false;
    n = n * 10 + (uint32_t)(s.ptr[i] - '0');
  }
  *value = n;
  return true;
}

static bool line_numbered(const ct_checks *ck, uint32_t number, unsigned *searches) {
  const ct_line *line = ct_checks_lines(ck);
  uint32_t n, lines = ck->claim.lines;
  if (number - 1 < lines && number_of(ct_line_number(&line[number - 1]), &n) && n == number)
    return true;
  if (++*searches > LINE_SEARCHES) return true;
  for (uint32_t i = 0; i < lines; i++)
    if (number_of(ct_line_number(&line[i]), &n) && n == number) return true;
  return false;
}

/*
 * I-066: the line that a 2430 says it was bundled into is one of the claim.  (I-059 to
 * I-061 and I-063 to I-065 are the guide's structure, the ids of this file, and B, C, D.)
 */
static void check_bundled(ct_checks *ck) {
  unsigned searches = 0;
  for (uint32_t i = 0; i < ck->claim.details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    uint32_t number;
    if (d->bundled.len == 0 || !number_of(d->bundled, &number)) continue;
    if (line_numbered(ck, number, &searches)) continue;
    ct_fault *f =
        tell_rule(ck, "I-066", "SVD06 is the number (LX01) of a line of the same claim", d->svd, 6);
    f->payer = d->key;
  }
}

/* ---- everyone: dates ------------------------------------------------------------------------ */

/* The segment found where 2330B should have its date: the next one, in the order of the claim. */
static const ct_segment *found_instead(const ct_checks *ck, const ct_payer *p) {
  const ct_node *node = ck->roles.grammar->node;
  uint16_t rank = node[ck->claim.role->payer_date].rank;
  for (const ct_segment *s = p->name_loop->segment; s; s = s->sibling)
    if (node[s->node].rank > rank) return s;
  if (p->name_loop->first && p->name_loop->first->segment) return p->name_loop->first->segment;
  for (const ct_loop *l = p->name_loop; l && l != ck->claim.unit; l = l->parent)
    if (l->next && l->next->segment) return l->next->segment;
  return p->name;
}

static void check_date(ct_checks *ck, const ct_payer *p) {
  const ct_claim *c = &ck->claim;
  if (p->date && p->line_date)
    because_of(tell(ck, CT_F_COB_DATE_BOTH_LEVELS, p->date, p), p->line_date, 3, 0);
  if (p->date || !p->name || c->role->payer_date == 0 || !adjudicated(p)) return;
  /* its 2430s owe their own date; and a 2430 that names nobody may be the one that carries it */
  if (p->details != 0 || (p->shared && c->details != 0) || c->unknown_dated) return;
  ct_fault *f = tell(ck, CT_F_COB_DATE_MISSING, found_instead(ck, p), p);
  f->node = c->role->payer_date;
  f->tag = ck->roles.grammar->node[f->node].tag;
  because_of(f, p->paid_at ? p->paid_at : p->sbr, p->paid_at ? 2 : 0, 0);
}

/* ---- a partner's: levels --------------------------------------------------------------------- */

struct triplet { /* of a 2320, and what the lines say of the same group and reason */
  const ct_segment *cas, *line_cas; /* line_cas: the first */
  ct_adjustment at_claim;
  ct_sum at_lines;
  bool on_line, same; /* some line has it; with this amount */
};

static unsigned claim_triplets(const ct_checks *ck, const ct_payer *p, struct triplet *t) {
  unsigned n = 0;
  for (const ct_segment *s = p->loop->segment; s; s = s->sibling) {
    ct_adjustment a;
    if (s->node != ck->claim.role->other_cas) continue;
    for (ct_cas c = ct_cas_start(s); n < TRIPLETS && ct_cas_next(&c, &a);)
      if (!a.bad) t[n++] = (struct triplet){.cas = s, .at_claim = a};
  }
  return n;
}

static void compare_cas(struct triplet *t, unsigned n, const ct_segment *cas) {
  ct_adjustment a;
  for (ct_cas c = ct_cas_start(cas); ct_cas_next(&c, &a);) {
    for (unsigned i = 0; i < n; i++) {
      if (!ct_slice_same(t[i].at_claim.reason, a.reason)) continue;
      if (!ct_slice_same(t[i].at_claim.group, a.group)) continue;
      if (!t[i].on_line) t[i].line_cas = cas;
      t[i].on_line = true;
      t[i].same |= ct_decimal_compare(t[i].at_claim.amount, a.amount) == 0;
      ct_sum_add(&t[i].at_lines, a.amount);
    }
  }
}

/* The amount of one line, or that of all of them, stands at the claim once more. */
static bool same_amount(const struct triplet *t) {
  return t->same || (!t->at_lines.over && t->at_lines.value == ct_wide_of(t->at_claim.amount));
}

static void check_adjustments(ct_checks *ck, const ct_payer *p, int32_t payer) {
  struct triplet t[TRIPLETS];
  if (!p->has_cas || p->details == 0) return;
  unsigned n = claim_triplets(ck, p, t);
  for (uint32_t i = 0; i < ck->claim.details && n != 0; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    if (d->payer != payer) continue;
    for (const ct_segment *s = d->loop->segment; s; s = s->sibling)
      if (s->node == ck->claim.role->detail_cas) compare_cas(t, n, s);
  }
  for (unsigned i = 0; i < n; i++) {
    if (!t[i].on_line) continue;
    ct_fault *f = tell(ck, CT_F_COB_ADJUSTMENT_BOTH_LEVELS, t[i].cas, p);
    f->args[0] = t[i].at_claim.group;
    f->args[1] = t[i].at_claim.reason;
    because_of(f, t[i].line_cas, 0, 0);
    if (!same_amount(&t[i])) f->severity = CT_NOTE;
  }
}

static void check_line_detail(ct_checks *ck, int32_t payer) {
  const ct_payer *p = &ct_checks_payers(ck)[payer];
  for (uint32_t i = 0; i < ck->claim.details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    if (d->payer != payer) continue;
    because_of(tell(ck, CT_F_COB_INPATIENT_LINE_DETAIL, d->svd, p), ck->claim.clm, 5, 1);
    return; /* told once a payer */
  }
}

static void check_amounts(ct_checks *ck, const ct_payer *p, unsigned asks) {
  const ct_claim_roles *role = ck->claim.role;
  for (const ct_segment *s = p->loop->segment; s; s = s->sibling) {
    if ((asks & CT_COB_NO_NONCOVERED) && role->noncovered != 0 && s->node == role->noncovered) {
      because_of(tell(ck, CT_F_COB_NONCOVERED_AMOUNT, s, p), p->sbr, 0, 0);
    }
    if ((asks & CT_COB_NO_LIABILITY) && role->liability != 0 && s->node == role->liability) {
      tell(ck, CT_F_COB_REMAINING_LIABILITY, s, p);
    }
  }
}

static void check_line_liability(ct_checks *ck) {
  uint16_t node = ck->claim.role->detail_liability;
  for (uint32_t i = 0; node != 0 && i < ck->claim.details; i++) {
    const ct_detail *d = &ct_checks_details(ck)[i];
    const ct_segment *s = ct_loop_segment_at(d->loop, node);
    if (!s) continue;
    ct_fault *f = ct_checks_tell(ck, CT_F_COB_REMAINING_LIABILITY, s);
    f->payer = d->key;
  }
}

static void check_partner(ct_checks *ck, const ct_cob_profile *cob) {
  const ct_claim *c = &ck->claim;
  ct_slice bill_type = c->clm ? ct_segment_get_component(c->clm, 5, 1) : ct_slice_empty();
  bool known = cob->inpatient != 0 && bill_type.len != 0;
  bool inpatient = known && ct_list_has(&ck->roles.grammar->list[cob->inpatient], bill_type);
  for (uint32_t i = 0; i < c->payers; i++) {
    const ct_payer *p = &ct_checks_payers(ck)[i];
    check_amounts(ck, p, cob->asks);
    if (!known) continue;
    if (inpatient) {
      if (cob->asks & CT_COB_INPATIENT_AT_CLAIM) check_line_detail(ck, (int32_t)i);
      continue;
    }
    if ((cob->asks & CT_COB_OUTPATIENT_DATE) && p->date && !p->line_date) {
      because_of(tell(ck, CT_F_COB_OUTPATIENT_CLAIM_DATE, p->date, p), c->clm, 5, 1);
    }
    if (cob->asks & CT_COB_ADJUSTMENT_ONCE) check_adjustments(ck, p, (int32_t)i);
  }
  if (cob->asks & CT_COB_NO_LIABILITY) check_line_liability(ck);
}

void ct_cob_claim(ct_checks *ck) {
  const ct_claim *c = &ck->claim;
  if (c->payers == 0 && c->details == 0) return;
  check_names(ck);
  check_shared(ck);
  check_bundled(ck);
  for (uint32_t i = 0; i < c->payers; i++) check_date(ck, &ct_checks_payers(ck)[i]);
  const ct_cob_profile *cob = ck->roles.grammar->cob;
  if (cob && ct_checks_snip(ck, 7)) check_partner(ck, cob);
}
