/*
 * rule_sieve_plan.c -- which segment, or loop, tells which bit of whose facts.
 *
 * Knows paths and uses of segments.  Knows no rule, and no claim.
 */
#include "claim/rule_sieve_make.h"

#include "base/mem.h"

#include <stdlib.h>

typedef ct_sieve_maker maker;
typedef ct_sieve_wish wish;

#define ADD(m, table, count, ...) CT_SIEVE_ADD(m, (m)->sieve, table, count, __VA_ARGS__)

/* ---- wishes ------------------------------------------------------------------------------------ */

void ct_sieve_wish_for(maker *m, wish w) { CT_SIEVE_ADD(m, m, wish, wishes, w); }

/* Whether segments that pass can tell it; w->node 0: any use of the path's tag. */
static bool is_told(const maker *m, const ct_sieve_test *t, const ct_sieve_group *g, wish *w) {
  const ct_sieve_operand *o = &m->sieve->operand[t->a];
  const ct_rule_path *p = o->path;
  if (o->as != CT_AS_TEXT || t->kind > CT_TEST_PATTERN || o->up != 0 || p->last >= CT_SIEVE_ELEMENTS)
    return false;
  *w = (wish){.node = p->node};
  if (p->ends == CT_PATH_ELEMENT) {
    w->first = p->element;
    w->last = p->last;
    w->step = p->step;
    w->component = p->component;
  }
  if (p->source == CT_FROM_ITEM) {
    w->to = CT_TO_ITEM;
    w->item = (uint16_t)(m->sieve->groups + 1); /* the one being made */
    w->node = m->sieve->operand[g->items].path->node;
    return g->watched;
  }
  if (g->items || p->source != CT_FROM_TREE || p->keys || p->nth || p->downs > 1) return false;
  if (p->downs == 1 && !ct_sieve_in_unit(m->grammar, m->node)) return false;
  if (p->ends == CT_PATH_LOOP) {
    w->to = CT_TO_PARENT;
    w->node = p->downs ? p->down[0] : 0;
    return w->node != 0;
  }
  if (p->ends == CT_PATH_SEGMENT) return p->downs == 0;
  bool all = t->any || p->many;
  w->to = p->downs ? CT_TO_PARENT : all ? CT_TO_LOOP : CT_TO_LOOP_FIRST;
  return w->node ? all || p->downs == 0 : all && p->downs == 0;
}

/* What tells the test is every use of a tag in the loop: one wish for each. */
static void wish_for_uses(maker *m, wish w, ct_tag tag) {
  const ct_node *loop = &m->grammar->node[m->node];
  for (unsigned i = 0; i < loop->child_count; i++) {
    w.node = m->grammar->child[loop->child_first + i];
    const ct_node *n = &m->grammar->node[w.node];
    if (!ct_node_is_loop(n) && (tag == 0 || n->tag == tag)) ct_sieve_wish_for(m, w);
  }
}

void ct_sieve_want(maker *m, const ct_sieve_group *g, uint16_t number) {
  ct_sieve_test *t = &m->sieve->test[number];
  wish w;
  if (t->bit != CT_NO_BIT || m->bits == CT_SIEVE_BITS || !is_told(m, t, g, &w)) return;
  w.test = number;
  t->bit = (uint8_t)m->bits++;
  if (w.node == 0)
    wish_for_uses(m, w, m->sieve->operand[t->a].path->tag);
  else
    ct_sieve_wish_for(m, w);
}

uint8_t ct_sieve_want_child(maker *m, const ct_sieve_group *g, uint16_t node) {
  const ct_node *n = &m->grammar->node[node];
  bool unit = (m->grammar->node[m->node].flags & CT_NODE_UNIT) != 0; /* there is but one */
  if (g->items || n->parent != m->node || !unit) return CT_NO_BIT;
  uint16_t number = ct_sieve_add_test(m, (ct_sieve_test){.kind = CT_TEST_EXISTS, .packed = node});
  if (m->failed) return CT_NO_BIT;
  ct_sieve_test *t = &m->sieve->test[number];
  if (t->bit != CT_NO_BIT || m->bits == CT_SIEVE_BITS) return t->bit;
  t->bit = (uint8_t)m->bits++;
  uint8_t to = ct_node_is_loop(n) ? CT_TO_PARENT : CT_TO_LOOP;
  ct_sieve_wish_for(m, (wish){.node = node, .to = to, .test = number});
  return t->bit;
}

/* ---- plans --------------------------------------------------------------------------------------- */

/* By node, those of its loop before those of items, then by what is looked at. */
static inline uint64_t place_of(const wish *w) {
  return (uint64_t)w->node << 48 | (uint64_t)w->item << 32 | (uint64_t)w->first << 24 |
         (uint64_t)w->last << 16 | (uint64_t)w->step << 8 | w->component;
}

static int by_place(const void *one, const void *other) {
  uint64_t a = place_of(one), b = place_of(other);
  return (a > b) - (a < b);
}

static void add_bit(ct_sieve_told *told, uint8_t to, unsigned bit) {
  ct_sieve_put(to == CT_TO_PARENT ? &told->up : &told->own, bit);
}

static void add_probe(maker *m, const wish *w) {
  ct_sieve_probe p = {.first = w->first, .last = w->last, .step = w->step, .component = w->component};
  p.tests.first = m->sieve->probeds;
  ADD(m, probe, probes, p);
}

/* The probe last added looks for what the test asks. */
static void add_probed(maker *m, const wish *w) {
  if (m->failed) return;
  const ct_sieve_test *t = &m->sieve->test[w->test];
  ct_sieve_probe *p = &m->sieve->probe[m->sieve->probes - 1];
  if (w->to == CT_TO_LOOP_FIRST) ct_sieve_put(&p->if_first, t->bit);
  if (t->kind == CT_TEST_EXISTS) {
    add_bit(&p->exists, w->to, t->bit);
    return;
  }
  if (p->tests.count++ == 0) p->known = (uint16_t)m->sieve->knowns++;
  ADD(m, probed, probeds, (ct_sieve_probed){*t, w->to});
}

/* Probes of wishes of one node and item; returns where the next begin. */
static uint32_t add_probes(maker *m, uint32_t at, ct_sieve_plan *plan, ct_sieve_run *probes) {
  const wish *first = &m->wish[at], *last = NULL;
  *probes = (ct_sieve_run){m->sieve->probes, 0};
  for (; at < m->wishes && !m->failed; at++) {
    const wish *w = &m->wish[at];
    if (w->node != first->node || w->item != first->item) break;
    if (w->test == UINT16_MAX) continue;
    if (w->first == 0) {
      add_bit(&plan->exists, w->to, m->sieve->test[w->test].bit);
      continue;
    }
    if (!last || place_of(last) != place_of(w)) {
      add_probe(m, w);
      probes->count++;
    }
    last = w;
    if (plan->last < w->last) plan->last = w->last;
    add_probed(m, w);
  }
  return at;
}

/* A value of this node's first segment that is a date or an amount. */
static bool is_taken(const ct_sieve_operand *o, uint16_t node) {
  const ct_rule_path *p = o->path;
  return o->as != CT_AS_TEXT && p->source == CT_FROM_TREE && !o->lasting && p->ends == CT_PATH_ELEMENT &&
         !p->many && !p->downs && p->node == node && !p->keys && !p->nth &&
         p->element < CT_SIEVE_ELEMENTS;
}

static void add_takes(maker *m, uint16_t node, ct_sieve_plan *plan) {
  plan->takes.first = m->sieve->takes;
  uint16_t loop = m->grammar->node[node].parent;
  for (uint16_t i = m->sieve->place[loop].operand; i != 0 && !m->failed; i = m->sieve->operand[i].next) {
    const ct_rule_path *p = m->sieve->operand[i].path;
    if (!is_taken(&m->sieve->operand[i], node)) continue;
    ADD(m, take, takes, (ct_sieve_take){i, p->element, p->component});
    plan->takes.count++;
    if (plan->last < p->element) plan->last = p->element;
  }
}

/* Wishes from `at` on of one node. */
static uint32_t add_plan(maker *m, uint32_t at) {
  uint16_t node = m->wish[at].node;
  const ct_node *n = &m->grammar->node[node];
  ct_sieve_plan plan = {.child = n->child_index, .items = {m->sieve->items, 0}};
  if (m->wish[at].item == 0) at = add_probes(m, at, &plan, &plan.probes);
  while (at < m->wishes && m->wish[at].node == node && !m->failed) {
    ct_sieve_item item = {.group = (uint16_t)(m->wish[at].item - 1)};
    at = add_probes(m, at, &plan, &item.probes);
    ADD(m, item, items, item);
    plan.items.count++;
  }
  if (!ct_node_is_loop(n)) add_takes(m, node, &plan);
  ADD(m, plan, plans, plan);
  if (m->failed) return at;
  m->sieve->place[node].plan = (uint16_t)m->sieve->plans;
  if (!ct_node_is_loop(n)) m->sieve->place[n->parent].busy = true;
  return at;
}

/* Values that are taken of nodes which nothing else is asked of. */
static void wish_for_takes(maker *m) {
  for (uint32_t i = 1; i < m->sieve->operands; i++) {
    const ct_sieve_operand *o = &m->sieve->operand[i];
    if (o->path->node && is_taken(o, o->path->node))
      ct_sieve_wish_for(m, (wish){.node = o->path->node, .test = UINT16_MAX});
  }
}

void ct_sieve_plan_all(maker *m) {
  if (!m->failed) wish_for_takes(m);
  if (m->failed || m->wishes == 0) return;
  qsort(m->wish, m->wishes, sizeof *m->wish, by_place);
  for (uint32_t at = 0; at < m->wishes && !m->failed;) at = add_plan(m, at);
  if (m->failed) return;
  m->sieve->known = ct_mem_zalloc((size_t)(m->sieve->knowns + 1) * CT_SIEVE_KNOWN, sizeof *m->sieve->known);
  m->failed = m->sieve->known == NULL;
}
