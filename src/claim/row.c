/*
 * row.c -- one equation with its terms, for people who want to follow the sum.
 *
 * Knows how a row is put together and handed out.  Knows no equation; runs only when
 * rows were asked for.
 */
#include "claim/checks_inside.h"

#include <string.h>

void ct_row_begin(ct_checks *ck) {
  ck->term_count = 0;
}

/* The next term with room for a name of its own; NULL: no memory. */
static ct_term *next_term(ct_checks *ck, char **name) {
  size_t n = ck->term_count + 1;
  if (!ct_checks_room(ck, &ck->terms, n, sizeof(ct_term))) return NULL;
  if (!ct_checks_room(ck, &ck->names, n, CT_TERM_NAME)) return NULL;
  *name = (char *)ck->names.data + (n - 1) * CT_TERM_NAME;
  ck->term_count = n;
  return (ct_term *)ck->terms.data + (n - 1);
}

void ct_row_term(ct_checks *ck, ct_decimal amount, bool negative, const char *what,
                 uint32_t segment) {
  char *name;
  ct_term *t = next_term(ck, &name);
  if (t) *t = (ct_term){.amount = amount, .negative = negative, .what = what, .segment = segment};
}

void ct_row_element(ct_checks *ck, const ct_segment *s, unsigned e, bool negative,
                    const char *what) {
  ct_decimal amount;
  if (ct_decimal_parse(ct_segment_get(s, e), &amount) != CT_DECIMAL_OK) return;
  ct_row_term(ck, amount, negative, what, s->number);
}

static void append(char *name, size_t *len, ct_slice s) {
  size_t room = CT_TERM_NAME - 1 - *len, n = s.len < room ? s.len : room;
  memcpy(name + *len, s.ptr, n);
  *len += n;
  name[*len] = '\0';
}

/* "CAS PR 96", "PLB WO": what is NULL, and is set when the names no longer move. */
static void adjustment_term(ct_checks *ck, const ct_adjustment *a, bool negative, const char *tag,
                            uint32_t segment) {
  char *name;
  ct_term *t = next_term(ck, &name);
  if (!t) return;
  *t = (ct_term){.amount = a->amount, .negative = negative, .segment = segment};
  size_t len = 0;
  append(name, &len, ct_slice_text(tag));
  if (a->group.len != 0) {
    append(name, &len, ct_slice_text(" "));
    append(name, &len, a->group);
  }
  append(name, &len, ct_slice_text(" "));
  append(name, &len, a->reason);
}

void ct_row_adjustments(ct_checks *ck, const ct_loop *loop, uint16_t cas, const char *group,
                        bool negative) {
  for (const ct_segment *s = loop->segment; s; s = s->sibling) {
    ct_adjustment a;
    if (cas == 0 || s->node != cas) continue;
    for (ct_cas c = ct_cas_start(s); ct_cas_next(&c, &a);)
      if (!group || ct_slice_is(a.group, group))
        adjustment_term(ck, &a, negative, "CAS", s->number);
  }
}

void ct_row_provider_adjustments(ct_checks *ck, const ct_segment *plb) {
  ct_adjustment a;
  for (ct_cas c = ct_plb_start(plb); ct_plb_next(&c, &a);)
    adjustment_term(ck, &a, true, "PLB", plb->number);
}

void ct_row_end(ct_checks *ck, const ct_row *row, const ct_sum *total, const ct_sum *sum) {
  const ct_sum *expected = row->total_expected ? total : sum,
               *actual = row->total_expected ? sum : total;
  ct_sum difference = *actual;
  ct_sum_minus(&difference, expected);
  ct_balance b = {.payer = row->payer, .line = row->line, .told = row->told};
  if (!ct_sum_known(&difference) || ck->status != CT_OK || !ck->opt.balance) return;
  if (!ct_sum_decimal(expected, &b.expected) || !ct_sum_decimal(actual, &b.actual)) return;
  if (!ct_sum_decimal(&difference, &b.difference) || !ct_sum_decimal(total, &b.total)) return;
  ct_term *term = ck->terms.data;
  for (size_t i = 0; i < ck->term_count; i++)
    if (!term[i].what) term[i].what = (const char *)ck->names.data + i * CT_TERM_NAME;
  b.balanced = difference.value == 0;
  b.total_what = row->total_what;
  b.total_segment = row->total_at->number;
  b.terms = term;
  b.term_count = ck->term_count;
  b.where.element = row->element;
  b.where.tag = b.where.interchange = b.where.group = b.where.set = b.where.claim =
      ct_slice_empty();
  b.where.loop = b.where.path = "";
  ck->opt.balance(ck->opt.ctx, &b, row->id, row->at);
}
