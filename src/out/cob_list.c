/*
 * cob_list.c -- the entries of a run without the claims around them, with or without the 837.
 */
#include "out/cob.h"

/* Bill types whose benefits the entry screens take at the claim only (job aid: inpatient). */
static bool is_inpatient(const ct_cob_view *remit, const ct_loop *claim) {
  static const char *const types[] = {"11", "18", "21", "28", "41", "65", "66", "86"};
  ct_slice type = ct_loop_value(remit->claim, "CLP08");
  if (claim) type = ct_loop_value(claim, "CLM05-1");
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (ct_slice_is(type, types[i])) return true;
  return false;
}

static enum ct_status list_paired(ct_cob *c, uint32_t claim, ct_cob_entry_fn *fn, void *ctx) {
  ct_cob_entry e;
  ct_cob_next n;
  char why[CT_COB_WHY] = "", nobody[CT_COB_WHY] = "";
  uint32_t remit = c->claims.claims[claim].answer;
  enum ct_status status = ct_cob_build(c, claim, false, &e, NULL, why);
  if (status != CT_OK) return status;
  bool at_claim = c->opt.dde && is_inpatient(&c->remit, c->claim.claim);
  if (!*why && !c->opt.dde && c->opt.has_partner) {
    ct_cob_next_find(&n, &e, c->opt.rows, nobody);
    if (!*nobody) status = ct_cob_judge(c, claim, &e, &n);
    at_claim = !*nobody && c->line_detail;
  }
  if (status == CT_OK && !*why && at_claim) status = ct_cob_build(c, claim, true, &e, NULL, why);
  if (status != CT_OK) return status;
  if (*why) {
    ct_cob_refuse(c, remit, CT_COB_REFUSED, e.id, why);
    return CT_OK;
  }
  c->remits.claims[remit].state = CT_COB_WRITTEN;
  c->counts.written++;
  return fn(ctx, &e);
}

static enum ct_status list_alone(ct_cob *c, uint32_t remit, ct_cob_entry_fn *fn, void *ctx) {
  ct_cob_entry e;
  char why[CT_COB_WHY] = "";
  ct_arena_rewind(&c->arena, (ct_arena_mark){NULL, NULL, 0});
  enum ct_status status = ct_cob_view_load(&c->remit, &c->remits, remit);
  if (status != CT_OK) return status == CT_END ? CT_IO : status;
  bool at_claim = c->opt.dde && is_inpatient(&c->remit, NULL);
  status = ct_cob_entry_make(&e, &c->arena, &c->remit, NULL, c->opt.carriers, at_claim, why);
  if (status != CT_OK) return status;
  if (*why) {
    ct_cob_refuse(c, remit, CT_COB_REFUSED, e.id, why);
    return CT_OK;
  }
  c->remits.claims[remit].state = CT_COB_WRITTEN;
  c->counts.written++;
  return fn(ctx, &e);
}

enum ct_status ct_cob_list(ct_cob *c, ct_cob_entry_fn *fn, void *ctx) {
  enum ct_status status = CT_OK;
  const ct_cob_store *s = c->opt.without_claims ? &c->remits : &c->claims;
  for (uint32_t i = 0; status == CT_OK && i < s->claim_count; i++) {
    if (!c->opt.without_claims) {
      if (s->claims[i].answer != CT_COB_NONE) status = list_paired(c, i, fn, ctx);
    } else if (s->claims[i].state == CT_COB_PAIRED) {
      status = list_alone(c, i, fn, ctx);
    }
  }
  return status == CT_OK ? ct_cob_close_pairs(c) : status;
}
