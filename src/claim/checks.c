/*
 * checks.c -- conducts the checks of a claim and of a set's end, and hands out their
 * faults in order.
 *
 * Knows when which check runs and what keeps it silent: a broken loop, a lost claim, the
 * SNIP type asked for.  Knows no equation and no rule.
 */
#include "claim/checks_inside.h"

#include "base/mem.h"

#include <string.h>

/* The guides recommend no more claims in a set. */
enum { SET_CLAIMS = 5000 };

ct_checks *ct_checks_new(const ct_checks_options *opt) {
  ct_checks *ck = ct_mem_zalloc(1, sizeof *ck);
  if (!ck) return NULL;
  ck->opt = *opt;
  if (ck->opt.snip == 0) ck->opt.snip = 7;
  const ct_rules_options rules = {.snip = ck->opt.snip,
                                  .production = opt->production,
                                  .ask_all = opt->ask_all,
                                  .now = opt->now,
                                  .fault = ct_checks_collect,
                                  .ctx = ck};
  ck->rules = ct_rules_new(&rules);
  if (!ck->rules) {
    ct_mem_free(ck);
    return NULL;
  }
  return ck;
}

void ct_checks_free(ct_checks *ck) {
  if (!ck) return;
  ct_vector *const vector[] = {&ck->lines, &ck->details, &ck->payers, &ck->faults,
                               &ck->order, &ck->terms,   &ck->names,  &ck->claim_terms};
  for (size_t i = 0; i < sizeof vector / sizeof *vector; i++) ct_mem_free(vector[i]->data);
  ct_rules_free(ck->rules);
  ct_mem_free(ck);
}

bool ct_checks_room(ct_checks *ck, ct_vector *v, size_t count, size_t size) {
  if (count <= v->room) return true;
  size_t room = v->room < 16 ? 16 : v->room;
  while (room < count) {
    if (__builtin_mul_overflow(room, 2, &room)) room = count;
  }
  void *data = ct_mem_resize(v->data, room, size);
  if (!data) {
    ck->status = CT_NO_MEMORY;
    return false;
  }
  v->data = data;
  v->room = room;
  return true;
}

/* ---- faults, in the order of their segments ------------------------------------------- */

static uint32_t place(const ct_fault *f) {
  return f->segment && !f->at_end ? f->segment->number : UINT32_MAX;
}

/* Merges two sorted runs of indexes; equal places keep the order in which they were found. */
static void merge(const ct_fault *f, const uint32_t *from, uint32_t *to, size_t middle,
                  size_t end) {
  size_t a = 0, b = middle;
  for (size_t i = 0; i < end; i++) {
    bool left = b == end || (a < middle && place(&f[from[a]]) <= place(&f[from[b]]));
    to[i] = left ? from[a++] : from[b++];
  }
}

/* Sorts order[0..n); the scratch is as long. Returns the one of both that holds the result. */
static uint32_t *sort(const ct_fault *f, uint32_t *order, uint32_t *scratch, size_t n) {
  for (size_t run = 1; run < n; run *= 2) {
    for (size_t at = 0; at < n; at += 2 * run) {
      size_t end = n - at < 2 * run ? n - at : 2 * run;
      merge(f, order + at, scratch + at, end < run ? end : run, end);
    }
    uint32_t *swap = order;
    order = scratch;
    scratch = swap;
  }
  return order;
}

static void hand_out(ct_checks *ck) {
  size_t n = ck->fault_count;
  if (n == 0) return;
  ck->fault_count = 0;
  if (!ct_checks_room(ck, &ck->order, 2 * n, sizeof(uint32_t))) return;
  const ct_fault *fault = ck->faults.data;
  uint32_t *order = ck->order.data;
  for (size_t i = 0; i < n; i++) order[i] = (uint32_t)i;
  order = sort(fault, order, order + n, n);
  if (!ck->opt.fault) return;
  for (size_t i = 0; i < n; i++) ck->opt.fault(ck->opt.ctx, &fault[order[i]]);
}

static ct_fault *next_fault(ct_checks *ck) {
  if (ck->fault_count == CT_FAULTS_HELD) hand_out(ck);
  if (!ct_checks_room(ck, &ck->faults, ck->fault_count + 1, sizeof(ct_fault))) return &ck->spare;
  return (ct_fault *)ck->faults.data + ck->fault_count++;
}

ct_fault *ct_checks_tell(ct_checks *ck, enum ct_fault_id id, const ct_segment *segment) {
  ct_fault *f = next_fault(ck);
  *f = ct_fault_make(id, segment);
  return f;
}

void ct_checks_collect(void *checks, const ct_fault *fault) {
  *next_fault(checks) = *fault;
}

void ct_fault_at(ct_fault *f, unsigned e) {
  f->element = (uint8_t)e;
  f->value = ct_segment_get(f->segment, e);
  f->has_value = f->value.len != 0;
}

bool ct_fault_amounts(ct_fault *f, const ct_sum *expected, const ct_sum *actual) {
  f->has_amounts = ct_sum_decimal(expected, &f->expected) && ct_sum_decimal(actual, &f->actual);
  if (f->has_amounts) return true;
  f->id = CT_F_AMOUNT_OVERFLOW;
  f->severity = -1;
  f->rule = f->rule_text = NULL;
  f->args[0] = ct_slice_text("cannot be balanced: what it is compared with passes 18 digits");
  return false;
}

/* ---- units and sets ----------------------------------------------------------------------- */

enum ct_status ct_checks_set_begin(ct_checks *ck, const ct_grammar *g) {
  if (ck->roles.grammar != g) ct_roles_find(&ck->roles, g);
  ck->claims = 0;
  ck->charges = ck->payments = ct_sum_zero();
  ck->incomplete = false;
  memset(&ck->claims_told, 0, sizeof ck->claims_told);
  return ct_rules_set_begin(ck->rules, g);
}

/* Adds element e to a total of the set; false: it is no number. */
static bool add_total(ct_sum *total, const ct_segment *s, unsigned e) {
  ct_sum amount = ct_sum_zero();
  if (!s) return false;
  ct_sum_element(&amount, s, e);
  if (!ct_sum_known(&amount)) return false;
  ct_sum_plus(total, &amount);
  return true;
}

/*
 * A claim that lacks a segment is balanced with the amounts it has; one whose segments may
 * have gone elsewhere is not.
 */
static void claim_unit(ct_checks *ck, const ct_tree *t, const ct_claim_roles *role) {
  add_total(&ck->charges, ct_loop_segment_at(t->unit, role->clm), 2);
  if (t->unit->displaced || !ct_checks_snip(ck, 3)) return;
  ct_balance_claim(ck, t, role);
  if (ck->status == CT_OK && ct_checks_snip(ck, 4)) ct_cob_claim(ck);
  if (ck->status == CT_OK && ck->opt.explain) ct_explain_claim(ck);
}

static void remit_unit(ct_checks *ck, const ct_tree *t) {
  const ct_segment *clp = ct_loop_segment_at(t->unit, ck->roles.remit.clp);
  add_total(&ck->charges, clp, 3);
  if (!add_total(&ck->payments, clp, 4)) ck->incomplete = true;
  if (ck->opt.explain && clp) ct_explain_keep_payment(ck, clp);
  if (t->unit->displaced || !ct_checks_snip(ck, 3)) return;
  ct_balance_remit(ck, t->unit);
}

static enum ct_status rules_at(ct_checks *ck, const ct_tree *t, const ct_loop *loop) {
  enum ct_status status = ct_rules_run(ck->rules, t, loop);
  if (ck->status == CT_OK) ck->status = status;
  hand_out(ck);
  return ck->status;
}

enum ct_status ct_checks_unit(ct_checks *ck, const ct_tree *t) {
  ck->status = CT_OK;
  ck->claims++;
  if (t->status != CT_OK || !t->unit) {
    ck->incomplete = true;
    ct_rules_lost(ck->rules);
    return CT_OK;
  }
  if (t->unit->displaced) ck->incomplete = true;
  const ct_claim_roles *role = ct_roles_claim(&ck->roles, t->unit->node);
  if (role) {
    claim_unit(ck, t, role);
  } else if (ck->roles.remit.unit != 0 && t->unit->node == ck->roles.remit.unit) {
    remit_unit(ck, t);
  }
  return rules_at(ck, t, t->unit);
}

static void claim_count(ct_checks *ck) {
  if (ck->claims <= SET_CLAIMS || !ct_checks_snip(ck, 4)) return;
  ct_fault *f = ct_checks_tell(ck, CT_F_SET_CLAIM_COUNT, NULL);
  f->at_end = f->has_amounts = true;
  f->expected = (ct_decimal){SET_CLAIMS, 0};
  f->actual = (ct_decimal){(int64_t)ck->claims, 0};
}

enum ct_status ct_checks_loop(ct_checks *ck, const ct_tree *t, const ct_loop *loop) {
  ck->status = CT_OK;
  if (loop == t->root) {
    if (loop->displaced || t->status != CT_OK) ck->incomplete = true;
    if (ck->roles.remit.unit != 0 && ct_checks_snip(ck, 3)) ct_balance_payment(ck, loop);
    claim_count(ck);
  }
  return rules_at(ck, t, loop);
}

/* ---- outside a set ------------------------------------------------------------------------ */

void ct_checks_file_begin(ct_checks *ck, ct_slice name) {
  ct_rules_file_begin(ck->rules, name);
}

void ct_checks_interchange(ct_checks *ck, const ct_segment *isa) {
  ct_rules_interchange_begin(ck->rules, isa);
}

static enum ct_status told(ct_checks *ck, enum ct_status status) {
  if (status != CT_OK) ck->status = status;
  hand_out(ck);
  return ck->status;
}

enum ct_status ct_checks_group(ct_checks *ck, const ct_grammar *control, const ct_segment *gs) {
  ck->status = CT_OK;
  return told(ck, ct_rules_run_envelope(ck->rules, control, gs));
}

enum ct_status ct_checks_file_end(ct_checks *ck, const ct_grammar *control,
                                  const ct_counts *counts) {
  ck->status = CT_OK;
  return told(ck, ct_rules_run_file(ck->rules, control, counts));
}

void ct_checks_totals(const ct_checks *ck, uint64_t *claims, ct_decimal *charges,
                      ct_decimal *payments, bool *overflow) {
  *claims = ck->claims;
  *charges = *payments = ct_decimal_zero();
  bool fits = ct_sum_decimal(&ck->charges, charges);
  fits = ct_sum_decimal(&ck->payments, payments) && fits;
  *overflow = !fits;
}
