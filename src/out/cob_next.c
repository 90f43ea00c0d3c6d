/*
 * cob_next.c -- who pays next: the other payer of the claim whose rank follows, or a row of the
 * user's table.
 *
 * A row for this claim number wins over the claim's own 2320, that wins over a row for all (*).
 */
#include "out/cob_claim.h"

#include <stdio.h>

static const char ranks[] = "PSTABCDEFGH";

/* 1.. in the order of ranks; 0: it is none (U is unknown). */
static size_t place_of(ct_slice rank) {
  const char *p = rank.len == 1 ? memchr(ranks, rank.ptr[0], sizeof ranks - 1) : NULL;
  return p ? (size_t)(p - ranks) + 1 : 0;
}

/* Whether a line tells of what this payer did. */
static bool adjudicated_lines(const ct_loop *other) {
  const ct_loop *b = ct_loop_child(other, "2330B");
  ct_slice id = b ? ct_loop_value(b, "NM109") : ct_slice_empty();
  const ct_loop *l = id.len ? ct_loop_child(ct_loop_parent(other), "2400") : NULL;
  for (; l; l = ct_loop_next(l))
    for (const ct_loop *d = ct_loop_child(l, "2430"); d; d = ct_loop_next(d))
      if (ct_slice_same(ct_loop_value(d, "SVD01"), id)) return true;
  return false;
}

static bool adjudicated(const ct_loop *other) {
  return ct_loop_segment(other, "AMT[D]") || ct_loop_segment(other, "CAS") ||
         ct_loop_segment(other, "MIA") || ct_loop_segment(other, "MOA") ||
         adjudicated_lines(other);
}

/* The 2320 of the lowest rank after the payer's that has not adjudicated. */
static const ct_loop *following(const ct_cob_entry *e) {
  const ct_loop *found = NULL;
  size_t own = place_of(e->rank), best = SIZE_MAX;
  for (const ct_loop *o = ct_loop_child(e->claim, "2320"); o; o = ct_loop_next(o)) {
    size_t rank = place_of(ct_loop_value(o, "SBR01"));
    if (rank <= own || rank >= best || adjudicated(o)) continue;
    best = rank;
    found = o;
  }
  return found;
}

static const ct_loop *other_named(const ct_cob_entry *e, ct_slice payer) {
  const ct_loop *found = NULL;
  for (const ct_loop *o = ct_loop_child(e->claim, "2320"); payer.len && o; o = ct_loop_next(o)) {
    const ct_loop *b = ct_loop_child(o, "2330B");
    if (b && !adjudicated(o) && ct_slice_same(ct_loop_value(b, "NM109"), payer)) found = o;
  }
  return found;
}

static void take_other(ct_cob_next *n, const ct_loop *other) {
  const ct_loop *a = ct_loop_child(other, "2330A"), *b = ct_loop_child(other, "2330B");
  n->other = other;
  n->relationship = ct_loop_value(other, "SBR02");
  n->group = ct_loop_value(other, "SBR03");
  n->group_name = ct_loop_value(other, "SBR04");
  n->filing = ct_loop_value(other, "SBR09");
  n->rank = ct_loop_value(other, "SBR01");
  if (a) n->member = ct_loop_value(a, "NM109");
  if (n->member.len) n->member_kind = ct_loop_value(a, "NM108");
  if (!b) return;
  n->name = ct_loop_value(b, "NM103");
  n->id_kind = ct_loop_value(b, "NM108");
  n->id = ct_loop_value(b, "NM109");
}

/* The rank after all that the claim has. */
static void rank_after_all(ct_cob_next *n, const ct_cob_entry *e) {
  size_t last = place_of(e->rank);
  for (const ct_loop *o = ct_loop_child(e->claim, "2320"); o; o = ct_loop_next(o)) {
    size_t rank = place_of(ct_loop_value(o, "SBR01"));
    if (o != n->other && rank > last) last = rank;
  }
  n->rank_text[0] = last < sizeof ranks - 1 ? ranks[last] : 'U';
  n->rank = ct_slice_make(n->rank_text, 1);
}

static void take_row(ct_cob_next *n, const ct_cob_entry *e, const ct_cob_row *row) {
  const ct_loop *other = other_named(e, row->payer);
  if (other) take_other(n, other);
  if (row->name.len) n->name = row->name;
  if (row->payer.len) n->id = row->payer;
  if (row->member.len) {
    n->member = row->member;
    n->member_kind = ct_slice_text("MI");
  }
  if (row->relationship.len) n->relationship = row->relationship;
  if (row->filing.len) n->filing = row->filing;
  if (!other) rank_after_all(n, e);
}

static const ct_cob_row *row_for(const ct_cob_rows *rows, ct_slice claim) {
  for (size_t i = 0; rows && i < rows->count; i++)
    if (ct_slice_same(rows->each[i].claim, claim)) return &rows->each[i];
  return NULL;
}

void ct_cob_next_find(ct_cob_next *n, const ct_cob_entry *e, const ct_cob_rows *rows,
                      char why[CT_COB_WHY]) {
  const ct_slice none = ct_slice_empty();
  *n = (ct_cob_next){.rank = none,
                     .relationship = none,
                     .group = none,
                     .group_name = none,
                     .filing = none,
                     .name = none,
                     .id = none,
                     .id_kind = ct_slice_text("PI"),
                     .member = none,
                     .member_kind = none};
  const ct_cob_row *own = row_for(rows, e->id), *any = row_for(rows, ct_slice_text("*"));
  const ct_loop *other = own ? NULL : following(e);
  if (own || (!other && any))
    take_row(n, e, own ? own : any);
  else if (other)
    take_other(n, other);
  const char *lacks = NULL;
  if (!n->id.len)
    lacks = n->name.len ? "id (2010BB NM109)" : "";
  else if (!n->name.len)
    lacks = "name (2010BB NM103)";
  else if (!n->relationship.len)
    lacks = "relationship of the patient (SBR02)";
  else if (!n->filing.len)
    lacks = "claim filing indicator (SBR09)";
  else if (!n->member.len)
    lacks = "member id (2010BA NM109)";
  else if (!n->other && !ct_slice_is(n->relationship, "18"))
    lacks = "subscriber's name (2010BA NM103), who is not the patient";
  if (!lacks) return;
  if (*lacks)
    snprintf(why, CT_COB_WHY, "of the next payer nobody knows the %s", lacks);
  else
    snprintf(why, CT_COB_WHY,
             "the next payer is not known: no other payer of the claim follows, and --next-payer "
             "does not tell");
}
