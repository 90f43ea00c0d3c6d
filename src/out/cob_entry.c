/*
 * cob_entry.c -- makes the entry of a payer from its remittance: adjustments, lines, names.
 *
 * Knows the 835 and which line of the 837I an SVC tells of.  Does not know the next payer, nor
 * how any of this is written.
 */
#include "out/cob_entry.h"

#include <stdio.h>

const ct_loop *ct_cob_above(const ct_loop *l, const char *id) {
  while (l && strcmp(ct_loop_id(l), id) != 0) l = ct_loop_parent(l);
  return l;
}

bool ct_cob_same_amount(ct_slice a, ct_slice b) {
  ct_decimal x, y;
  return ct_decimal_parse(a, &x) == CT_DECIMAL_OK && ct_decimal_parse(b, &y) == CT_DECIMAL_OK &&
         ct_decimal_compare(x, y) == 0;
}

const ct_cob_carrier *ct_cob_carrier_find(const ct_cob_carriers *c, ct_slice id) {
  for (size_t i = 0; c && i < c->count; i++)
    if (ct_slice_same(c->each[i].id, id)) return &c->each[i];
  return NULL;
}

/* ---- adjustments ------------------------------------------------------------------------- */

enum { TRIPLETS = 6 };

static size_t count_adjustments(const ct_loop *l) {
  size_t n = 0;
  for (const ct_segment *s = ct_loop_segments(l); s; s = ct_segment_sibling(s))
    if (ct_slice_is(ct_segment_tag(s), "CAS")) n += TRIPLETS;
  return n;
}

/* Adds quantity to a sum that is kept as text; one that is no number is left out. */
static ct_slice add_quantity(ct_arena *arena, ct_slice a, ct_slice b) {
  ct_decimal x, y, sum;
  char text[CT_DECIMAL_TEXT];
  bool ok = true;
  if (ct_decimal_parse(a, &x) != CT_DECIMAL_OK || ct_decimal_parse(b, &y) != CT_DECIMAL_OK ||
      !ct_decimal_add(x, y, &sum))
    return ct_slice_empty();
  size_t n = ct_decimal_format_x12(sum, text);
  return ct_arena_copy(arena, ct_slice_make(text, n), &ok);
}

static bool summed(ct_cob_adjustments *list, ct_arena *arena, const ct_cob_adjustment *a) {
  for (size_t i = 0; i < list->count; i++) {
    ct_cob_adjustment *b = &list->each[i];
    if (!ct_slice_same(a->group, b->group) || !ct_slice_same(a->reason, b->reason)) continue;
    if (!ct_decimal_add(a->amount, b->amount, &b->amount)) return false;
    b->quantity = add_quantity(arena, a->quantity, b->quantity);
    return true;
  }
  return false;
}

/* Adds those of a loop; false: one is not an amount. */
static bool add_adjustments(ct_cob_adjustments *list, const ct_loop *l, ct_arena *sum_in) {
  for (const ct_segment *s = ct_loop_segments(l); s; s = ct_segment_sibling(s)) {
    if (!ct_slice_is(ct_segment_tag(s), "CAS")) continue;
    for (unsigned e = 2; e <= 17; e += 3) {
      ct_cob_adjustment a = {.group = ct_segment_element(s, 1),
                             .reason = ct_segment_element(s, e),
                             .quantity = ct_segment_element(s, e + 2)};
      ct_slice amount = ct_segment_element(s, e + 1);
      if (a.reason.len == 0 && amount.len == 0) continue;
      if (ct_decimal_parse(amount, &a.amount) != CT_DECIMAL_OK) return false;
      if (!sum_in || !summed(list, sum_in, &a)) list->each[list->count++] = a;
    }
  }
  return true;
}

static ct_cob_adjustments room_for(ct_arena *arena, size_t n) {
  return (ct_cob_adjustments){.each = ct_arena_alloc(arena, n * sizeof(ct_cob_adjustment))};
}

/* ---- which line ------------------------------------------------------------------------------ */

static unsigned billed_element(const ct_segment *svc) {
  return ct_segment_element(svc, 6).len ? 6 : 1; /* SVC06 where the payer changed the procedure */
}

static bool same_procedure(const ct_segment *svc, unsigned e, const ct_segment *sv2) {
  ct_slice revenue = ct_segment_element(svc, 4);
  if (ct_slice_is(ct_segment_component(svc, e, 1, 1), "NU")) {
    return ct_segment_element(sv2, 2).len == 0 &&
           ct_slice_same(ct_segment_component(svc, e, 1, 2), ct_segment_element(sv2, 1));
  }
  if (revenue.len && !ct_slice_same(revenue, ct_segment_element(sv2, 1))) return false;
  for (unsigned c = 2; c <= 6; c++)
    if (!ct_slice_same(ct_segment_component(svc, e, 1, c), ct_segment_component(sv2, 2, 1, c)))
      return false;
  return true;
}

static bool same_date(const ct_loop *service, const ct_loop *line) {
  ct_slice theirs = ct_loop_value(service, "DTM[472]/DTM02");
  if (!theirs.len) theirs = ct_loop_value(service, "DTM[150]/DTM02");
  ct_slice ours = ct_loop_value(line, "DTP[472]/DTP03");
  if (theirs.len != 8 || ours.len < 8) return true; /* what is absent is no evidence */
  return memcmp(theirs.ptr, ours.ptr, 8) == 0;
}

static bool fits(const ct_loop *service, const ct_segment *svc, const ct_loop *line) {
  const ct_segment *sv2 = ct_loop_segment(line, "SV2");
  return sv2 && ct_cob_same_amount(ct_segment_element(svc, 2), ct_segment_element(sv2, 3)) &&
         same_procedure(svc, billed_element(svc), sv2) && same_date(service, line);
}

static bool taken(const ct_cob_entry *e, const ct_loop *line) {
  for (size_t i = 0; i < e->line_count; i++)
    if (e->lines[i].line == line) return true;
  return false;
}

/* The line of the service's own number; NULL: it has none, or two lines have it. */
static const ct_loop *numbered_line(const ct_cob_entry *e, const ct_loop *service, bool *twice) {
  ct_slice control = ct_loop_value(service, "REF[6R]/REF02");
  const ct_loop *found = NULL;
  *twice = false;
  for (const ct_loop *l = ct_loop_child(e->claim, "2400"); control.len && l; l = ct_loop_next(l)) {
    if (!ct_slice_same(control, ct_loop_value(l, "REF[6R]/REF02"))) continue;
    *twice = found != NULL;
    if (*twice) return NULL;
    found = l;
  }
  return found;
}

/* The next line like it, in order, that no service has: neither by its number nor before it. */
static const ct_loop *like_line(const ct_cob_entry *e, const ct_cob_line *of) {
  for (const ct_loop *l = ct_loop_child(e->claim, "2400"); l; l = ct_loop_next(l))
    if (!taken(e, l) && fits(of->service, of->svc, l)) return l;
  return NULL;
}

static bool has_reason(const ct_cob_line *l, const char *reason) {
  for (size_t i = 0; i < l->adjustments.count; i++)
    if (ct_slice_is(l->adjustments.each[i].reason, reason)) return true;
  return false;
}

/* The line that a bundled one was paid under; false: there should be one and is none. */
static bool find_bundle(ct_cob_entry *e, ct_cob_line *l) {
  if (!ct_segment_element(l->svc, 6).len || !has_reason(l, "97")) return true;
  if (ct_slice_same(ct_segment_element(l->svc, 6), ct_segment_element(l->svc, 1))) return true;
  for (size_t i = 0; i < e->line_count; i++) {
    const ct_cob_line *o = &e->lines[i];
    if (o == l || has_reason(o, "97")) continue;
    if (!ct_slice_same(ct_segment_element(o->svc, 1), ct_segment_element(l->svc, 1))) continue;
    l->under = o->lx;
    return true;
  }
  return false;
}

static void fill_line(ct_cob_line *l) {
  const ct_segment *svc = l->svc;
  bool revenue_only = ct_slice_is(ct_segment_component(svc, 1, 1, 1), "NU");
  l->paid = ct_segment_element(svc, 3);
  l->units = ct_segment_element(svc, 5);
  if (!l->units.len) l->units = ct_slice_text("1");
  l->has_procedure = !revenue_only && ct_segment_element(svc, 1).len > 0;
  l->revenue = ct_segment_element(svc, 4);
  if (!l->revenue.len && revenue_only) l->revenue = ct_segment_component(svc, 1, 1, 2);
  if (!l->line) return;
  if (!l->revenue.len) l->revenue = ct_loop_value(l->line, "SV201");
  l->lx = ct_loop_value(l->line, "LX01");
}

/* ---- the entry ---------------------------------------------------------------------------------- */

static enum ct_status add_line(ct_cob_entry *e, ct_arena *arena, const ct_loop *service,
                               char *why) {
  ct_cob_line *l = &e->lines[e->line_count];
  *l = (ct_cob_line){.service = service,
                     .svc = ct_loop_segment(service, "SVC"),
                     .lx = ct_slice_empty(),
                     .under = ct_slice_empty(),
                     .adjustments = room_for(arena, count_adjustments(service))};
  if (!l->adjustments.each) return CT_NO_MEMORY;
  unsigned number = (unsigned)e->line_count + 1;
  bool twice = false;
  if (!l->svc || !add_adjustments(&l->adjustments, service, NULL)) {
    snprintf(why, CT_COB_WHY, "service %u of the remittance has an amount that is none", number);
    return CT_OK;
  }
  if (e->claim) l->line = numbered_line(e, service, &twice);
  if (twice)
    snprintf(why, CT_COB_WHY, "service %u of the remittance pairs with two lines (REF*6R)", number);
  e->line_count++;
  return CT_OK;
}

/* Numbers first, so that no line is given away that a later service names. */
static void pair_lines(ct_cob_entry *e, char *why) {
  for (size_t i = 0; i < e->line_count && !*why; i++) {
    ct_cob_line *l = &e->lines[i];
    if (e->claim && !l->line) l->line = like_line(e, l);
    if (e->claim && !l->line)
      snprintf(why, CT_COB_WHY, "service %u of the remittance pairs with no line of the claim",
               (unsigned)i + 1);
    fill_line(l);
  }
}

static enum ct_status add_lines(ct_cob_entry *e, ct_arena *arena, char *why) {
  size_t n = 0;
  for (const ct_loop *s = ct_loop_child(e->remit, "2110"); s; s = ct_loop_next(s)) n++;
  e->lines = ct_arena_alloc(arena, n * sizeof *e->lines);
  if (!e->lines) return CT_NO_MEMORY;
  enum ct_status status = CT_OK;
  for (const ct_loop *s = ct_loop_child(e->remit, "2110"); s && !*why; s = ct_loop_next(s)) {
    status = add_line(e, arena, s, why);
    if (status != CT_OK) return status;
  }
  if (!*why) pair_lines(e, why);
  for (size_t i = 0; e->claim && !*why && i < e->line_count; i++)
    if (!find_bundle(e, &e->lines[i]))
      snprintf(why, CT_COB_WHY, "line %.*s was bundled; under which line cannot be told",
               (int)(e->lines[i].lx.len & 0xffff), e->lines[i].lx.ptr);
  return status;
}

static enum ct_status sum_adjustments(ct_cob_entry *e, ct_arena *arena, char *why) {
  size_t n = count_adjustments(e->remit);
  for (const ct_loop *s = ct_loop_child(e->remit, "2110"); s; s = ct_loop_next(s))
    n += count_adjustments(s);
  e->adjustments = room_for(arena, n);
  if (!e->adjustments.each) return CT_NO_MEMORY;
  bool ok = add_adjustments(&e->adjustments, e->remit, e->at_claim ? arena : NULL);
  for (const ct_loop *s = ct_loop_child(e->remit, "2110"); ok && e->at_claim && s;
       s = ct_loop_next(s))
    ok = add_adjustments(&e->adjustments, s, arena);
  if (!ok) snprintf(why, CT_COB_WHY, "an adjustment of the remittance has an amount that is none");
  return CT_OK;
}

/* The next 2430 of the claim after `d` (NULL: the first) that is this payer's; NULL: no more. */
static const ct_loop *next_detail(const ct_loop *claim, const ct_loop *d, ct_slice payer) {
  const ct_loop *line = d ? ct_loop_parent(d) : ct_loop_child(claim, "2400");
  d = d ? ct_loop_next(d) : line ? ct_loop_child(line, "2430") : NULL;
  while (line) {
    for (; d; d = ct_loop_next(d))
      if (ct_slice_same(ct_loop_value(d, "SVD01"), payer)) return d;
    line = ct_loop_next(line);
    d = line ? ct_loop_child(line, "2430") : NULL;
  }
  return NULL;
}

/* What an earlier payer said at the lines, summed into what it said at the claim. */
static enum ct_status fill_earlier(ct_cob_earlier *a, const ct_loop *claim, ct_arena *arena,
                                   char *why) {
  const ct_loop *b = ct_loop_child(a->other, "2330B"), *d = NULL;
  ct_slice payer = b ? ct_loop_value(b, "NM109") : ct_slice_empty();
  size_t n = count_adjustments(a->other);
  while ((d = next_detail(claim, d, payer)) != NULL) n += count_adjustments(d);
  a->adjustments = room_for(arena, n);
  if (!a->adjustments.each) return CT_NO_MEMORY;
  bool ok = add_adjustments(&a->adjustments, a->other, arena);
  a->date = ct_slice_empty();
  while (ok && (d = next_detail(claim, d, payer)) != NULL) {
    ct_slice date = ct_loop_value(d, "DTP[573]/DTP03");
    bool later = date.len == 8 && (!a->date.len || memcmp(date.ptr, a->date.ptr, 8) > 0);
    if (later) a->date = date;
    ok = add_adjustments(&a->adjustments, d, arena);
  }
  if (!ok) snprintf(why, CT_COB_WHY, "an adjustment of an earlier payer has an amount that is none");
  return CT_OK;
}

static enum ct_status sum_earlier(ct_cob_entry *e, ct_arena *arena, char *why) {
  size_t payers = 0;
  enum ct_status status = CT_OK;
  for (const ct_loop *o = ct_loop_child(e->claim, "2320"); o; o = ct_loop_next(o)) payers++;
  e->earlier = ct_arena_alloc(arena, payers * sizeof *e->earlier);
  if (!e->earlier) return CT_NO_MEMORY;
  const ct_loop *o = ct_loop_child(e->claim, "2320");
  for (; status == CT_OK && o; o = ct_loop_next(o)) {
    e->earlier[e->earlier_count] = (ct_cob_earlier){.other = o};
    status = fill_earlier(&e->earlier[e->earlier_count++], e->claim, arena, why);
  }
  return status;
}

ct_slice ct_cob_remit_payer(const ct_loop *root) {
  const ct_loop *payer = ct_loop_child(root, "1000A");
  ct_slice id = payer ? ct_loop_value(payer, "REF[2U]/REF02") : ct_slice_empty();
  if (!id.len && payer) id = ct_loop_value(payer, "N1[PR]/N104");
  return id.len ? id : ct_loop_value(root, "TRN03");
}

static void fill_from_remit(ct_cob_entry *e) {
  static const struct {
    const char *status, *rank;
  } ranks[] = {{"1", "P"}, {"2", "S"}, {"3", "T"}, {"19", "P"}, {"20", "S"}, {"21", "T"}};
  const ct_loop *payer = ct_loop_child(e->root, "1000A");
  ct_slice status = ct_loop_value(e->remit, "CLP02");
  e->id = ct_loop_value(e->remit, "CLP01");
  e->paid = ct_loop_value(e->remit, "CLP04");
  e->number = ct_loop_value(e->remit, "CLP07");
  e->date = ct_loop_value(e->root, "BPR16");
  if (!e->date.len) e->date = ct_loop_value(e->root, "DTM[405]/DTM02");
  e->payer_name = payer ? ct_loop_value(payer, "N102") : ct_slice_empty();
  e->payer_id = ct_cob_remit_payer(e->root);
  e->rank = e->relationship = e->group = e->group_name = ct_slice_empty();
  e->filing = e->assigned = e->release = ct_slice_empty();
  for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
    if (ct_slice_is(status, ranks[i].status)) e->rank = ct_slice_text(ranks[i].rank);
}

static void fill_from_claim(ct_cob_entry *e) {
  const ct_loop *b = e->subscriber = ct_cob_above(e->claim, "2000B");
  const ct_loop *c = ct_cob_above(e->claim, "2000C");
  if (!b) return;
  e->patient = c ? ct_loop_child(c, "2010CA") : ct_loop_child(b, "2010BA");
  e->rank = ct_loop_value(b, "SBR01");
  e->relationship = c ? ct_loop_value(c, "PAT01") : ct_loop_value(b, "SBR02");
  e->group = ct_loop_value(b, "SBR03");
  e->group_name = ct_loop_value(b, "SBR04");
  e->filing = ct_loop_value(b, "SBR09");
  e->assigned = ct_loop_value(e->claim, "CLM08");
  e->release = ct_loop_value(e->claim, "CLM09");
  const ct_loop *payer = ct_loop_child(b, "2010BB");
  if (!payer) return;
  e->payer_name = ct_loop_value(payer, "NM103");
  e->payer_id = ct_loop_value(payer, "NM109");
}

enum ct_status ct_cob_entry_make(ct_cob_entry *e, ct_arena *arena, const ct_cob_view *remit,
                                 const ct_cob_view *claim, const ct_cob_carriers *carriers,
                                 bool at_claim, char why[CT_COB_WHY]) {
  *e = (ct_cob_entry){.remit = remit->claim,
                      .root = remit->root,
                      .claim = claim ? claim->claim : NULL,
                      .at_claim = at_claim};
  why[0] = 0;
  fill_from_remit(e);
  if (e->claim) fill_from_claim(e);
  const ct_cob_carrier *row = ct_cob_carrier_find(carriers, e->payer_id);
  e->carrier = row ? row->code : e->payer_id;
  if (e->claim && !e->patient) snprintf(why, CT_COB_WHY, "the claim has no subscriber or patient");
  if (e->date.len != 8) snprintf(why, CT_COB_WHY, "the remittance has no date (BPR16, DTM*405)");
  if (*why) return CT_OK;
  enum ct_status status = add_lines(e, arena, why);
  if (status == CT_OK && !*why) status = sum_adjustments(e, arena, why);
  if (status == CT_OK && !*why && e->claim && at_claim) status = sum_earlier(e, arena, why);
  return status;
}
