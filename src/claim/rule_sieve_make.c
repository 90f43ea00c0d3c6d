/*
 * rule_sieve_make.c -- the tables of a sieve: made once, when a guide is first met.
 *
 * Knows groups, bits, and which segments tell them.  Knows no instruction and no claim.
 */
#include "claim/rule_sieve_make.h"

#include "base/mem.h"

#include <stddef.h>
#include <stdlib.h>

typedef ct_sieve_maker maker;

/* ---- tables that grow ------------------------------------------------------------------------- */

bool ct_sieve_room(void **table, uint32_t count, size_t size) {
  if (count >= 16 && (count & (count - 1)) != 0) return true; /* rooms are powers of two */
  if (count != 0 && count < 16) return true;
  void *grown = ct_mem_resize(*table, count < 16 ? 16 : (size_t)count * 2, size);
  if (!grown) return false;
  *table = grown;
  return true;
}

#define ADD(m, table, count, ...) CT_SIEVE_ADD(m, (m)->sieve, table, count, __VA_ARGS__)

/* ---- operands -------------------------------------------------------------------------------------- */

static uint16_t above(const ct_grammar *g, uint16_t node, unsigned up) {
  for (; up > 0; up--) node = g->node[node].parent;
  return node;
}

bool ct_sieve_in_unit(const ct_grammar *g, uint16_t node) {
  for (; node != 0; node = g->node[node].parent)
    if (g->node[node].flags & CT_NODE_UNIT) return true;
  return false;
}

static bool same_path(const ct_rule_path *p, const ct_rule_path *q) {
  return p->tag == q->tag && p->node == q->node && p->element == q->element &&
         p->component == q->component && p->ends == q->ends && p->source == q->source &&
         p->last == q->last && p->step == q->step && p->nth == q->nth && p->many == q->many &&
         p->repeats == q->repeats && p->downs == q->downs &&
         memcmp(p->down, q->down, sizeof p->down) == 0;
}

/* The node without which the claim has nothing of it. */
static uint16_t need_of(const maker *m, const ct_rule_path *p, uint16_t anchor) {
  if (p->source != CT_FROM_TREE || !ct_sieve_in_unit(m->grammar, anchor)) return 0;
  uint16_t node = p->downs ? p->down[p->downs - 1] : 0;
  if (p->ends != CT_PATH_LOOP && p->node) node = p->node;
  return node < 1024 ? node : 0;
}

/* Whether there being such a node in the claim says that the path reaches it. */
static bool is_sure(const maker *m, const ct_rule_path *p, uint16_t anchor) {
  if (!(m->grammar->node[anchor].flags & CT_NODE_UNIT) || p->nth > 1) return false;
  if (p->ends == CT_PATH_LOOP) return p->downs == 1;
  return p->ends == CT_PATH_SEGMENT && p->downs == 0 && p->node != 0 && p->keys == 0;
}

uint16_t ct_sieve_add_operand(maker *m, const ct_rule_path *p, unsigned up, enum ct_sieve_as as) {
  bool tree = p->source == CT_FROM_TREE;
  ct_sieve_operand o = {.path = p, .as = (uint8_t)as};
  o.up = (uint8_t)(tree ? up + p->up : 0);
  o.anchor = tree ? above(m->grammar, m->node, o.up) : m->node;
  o.keys = p->keys ? &m->set->list[p->keys] : NULL;
  o.next = m->sieve->place[o.anchor].operand;
  for (uint16_t i = o.next; i != 0; i = m->sieve->operand[i].next) {
    const ct_sieve_operand *k = &m->sieve->operand[i];
    if (k->path->tag == p->tag && k->as == o.as && k->up == o.up && k->keys == o.keys &&
        same_path(k->path, p))
      return i;
  }
  o.needs = need_of(m, p, o.anchor);
  o.lasting = tree && !ct_sieve_in_unit(m->grammar, o.anchor);
  o.sure = o.needs != 0 && is_sure(m, p, o.anchor);
  o.value = ct_slice_empty();
  if (m->sieve->operands == UINT16_MAX) m->failed = true;
  ADD(m, operand, operands, o);
  if (m->failed) return 0;
  return m->sieve->place[o.anchor].operand = (uint16_t)(m->sieve->operands - 1);
}

/* ---- tests ------------------------------------------------------------------------------------ */

static bool same_test(const ct_sieve_test *t, const ct_sieve_test *u) {
  return t->kind == u->kind && t->op == u->op && t->any == u->any && t->a == u->a && t->b == u->b &&
         t->packed == u->packed && t->mask == u->mask && t->with.list == u->with.list;
}

uint16_t ct_sieve_add_test(maker *m, ct_sieve_test t) {
  t.bit = CT_NO_BIT;
  for (uint32_t i = m->first_test; i < m->sieve->tests; i++)
    if (same_test(&m->sieve->test[i], &t)) return (uint16_t)i;
  if (m->sieve->tests >= UINT16_MAX / 2) m->failed = true;
  ADD(m, test, tests, t);
  return m->failed ? UINT16_MAX : (uint16_t)(m->sieve->tests - 1);
}

/* ---- rules ------------------------------------------------------------------------------------------ */

/* The dearer a test is, the later it is asked. */
static unsigned cost(const maker *m, uint16_t ref) {
  const ct_sieve_test *t = &m->sieve->test[ref >> 1];
  const ct_sieve_operand *a = &m->sieve->operand[t->a];
  if (t->kind == CT_TEST_EXISTS && a->sure) return 0;
  return 1u + t->kind + (t->any ? 20u : 0u) + (a->as != CT_AS_TEXT ? 5u : 0u) + a->path->downs + a->up;
}

static void sort_refs(const maker *m, ct_sieve_refs *t) {
  for (unsigned i = 1; i < t->count; i++)
    for (unsigned k = i; k > 0 && cost(m, t->ref[k - 1]) > cost(m, t->ref[k]); k--) {
      uint16_t swap = t->ref[k];
      t->ref[k] = t->ref[k - 1];
      t->ref[k - 1] = swap;
    }
}

static void add_term(maker *m, const ct_sieve_group *g, const ct_rule *rule,
                     const ct_sieve_refs *refs) {
  ct_sieve_term t = {.rest = {m->sieve->refs, 0}, .rule = rule, .chain = m->chain};
  for (unsigned i = 0; i < 2 && rule->gate[i]; i++) {
    uint8_t bit = ct_sieve_want_child(m, g, rule->gate[i]);
    t.gate[i] = bit == CT_NO_BIT ? rule->gate[i] : 0;
    if (bit == CT_NO_BIT) continue;
    ct_sieve_put(&t.mask, bit);
    ct_sieve_put(&t.want, bit);
  }
  for (unsigned i = 0; i < refs->count && !m->failed; i++) {
    ct_sieve_want(m, g, refs->ref[i] >> 1);
    unsigned bit = m->sieve->test[refs->ref[i] >> 1].bit;
    if (bit == CT_NO_BIT) {
      ADD(m, ref, refs, refs->ref[i]);
      t.rest.count++;
      continue;
    }
    ct_sieve_put(&t.mask, bit);
    if (!(refs->ref[i] & 1)) ct_sieve_put(&t.want, bit);
  }
  ADD(m, term, terms, t);
}

/* `each` of what cannot be gone over: the rule is always asked. */
static void add_rule(maker *m, const ct_sieve_group *g, const ct_rule *rule) {
  ct_sieve_choice c = {.count = 1};
  m->item = rule->each != 0;
  if (!rule->each || g->items) ct_sieve_follow(m, rule, &c);
  for (unsigned i = 0; i < c.count && !m->failed; i++) {
    sort_refs(m, &c.term[i]);
    add_term(m, g, rule, &c.term[i]);
  }
}

/* The operand that goes over the items of a rule; 0: of none, or of what it cannot go over. */
static uint16_t items_of(maker *m, const ct_rule *rule) {
  if (!rule->each) return 0;
  const ct_rule_path *p = &m->set->path[rule->each];
  if (p->source != CT_FROM_TREE || p->frame != 0 || p->sum || p->repeats || p->downs > 1 ||
      p->ends == CT_PATH_LOOP)
    return 0;
  return ct_sieve_add_operand(m, p, 0, CT_AS_TEXT);
}

typedef struct asking { /* what sieves are made of */
  const ct_rule_set *const *chain;
  unsigned chains, snip;
  uint32_t today;
} asking;

static bool is_asked(const asking *a, const ct_rule *rule) {
  if (rule->snip > a->snip) return false;
  if (a->today == 0) return true;
  return (rule->from == 0 || rule->from <= a->today) && (rule->until == 0 || a->today <= rule->until);
}

static bool is_watched(const maker *m, uint16_t items) {
  const ct_sieve_operand *o = &m->sieve->operand[items];
  const ct_rule_path *p = o->path;
  return items && p->ends == CT_PATH_SEGMENT && p->node != 0 && o->up == 0 && p->downs == 0 &&
         p->keys == 0 && p->nth == 0;
}

/* Of the facts that a term asks for, the one that is least often there. */
static uint8_t lead_of(const maker *m, const ct_sieve_term *t) {
  uint8_t lead = CT_NO_BIT;
  unsigned best = 0;
  for (uint32_t i = m->first_test; i < m->sieve->tests; i++) {
    const ct_sieve_test *test = &m->sieve->test[i];
    if (test->bit == CT_NO_BIT) continue;
    if (!(t->want.bit[test->bit / 64] >> (test->bit % 64) & 1)) continue;
    bool common = test->kind == CT_TEST_LENGTH || test->kind == CT_TEST_DIGITS;
    unsigned rank = test->kind == CT_TEST_EXISTS ? 1 : common ? 2 : 3;
    if (rank > best) best = rank, lead = test->bit;
  }
  return lead;
}

static int by_lead(const void *one, const void *other) {
  const ct_sieve_term *a = one, *b = other;
  return a->lead - b->lead;
}

static void sort_terms(maker *m, ct_sieve_group *g) {
  ct_sieve_term *t = m->sieve->term + g->terms.first;
  for (unsigned i = 0; i < g->terms.count; i++) t[i].lead = lead_of(m, &t[i]);
  qsort(t, g->terms.count, sizeof *t, by_lead);
  g->led = m->sieve->leds;
  for (unsigned bit = 0, i = 0; bit < m->bits && !m->failed; bit++) {
    ct_sieve_run run = {g->terms.first + i, 0};
    for (; i < g->terms.count && t[i].lead == bit; i++) run.count++;
    if (run.count) ct_sieve_put(&g->leads, bit);
    ADD(m, led, leds, run);
  }
  unsigned led = 0;
  while (led < g->terms.count && t[led].lead != CT_NO_BIT) led++;
  g->others = (ct_sieve_run){g->terms.first + led, (uint16_t)(g->terms.count - led)};
}

static void end_group(maker *m, ct_sieve_group *g) {
  g->terms.count = (uint16_t)(m->sieve->terms - g->terms.first);
  if (g->terms.count == 0 || m->failed) return;
  sort_terms(m, g);
  if (g->watched)
    ct_sieve_wish_for(m, (ct_sieve_wish){.node = m->sieve->operand[g->items].path->node,
                                         .item = (uint16_t)(m->sieve->groups + 1),
                                         .to = CT_TO_ITEM, .test = UINT16_MAX});
  g->next = m->sieve->place[m->node].group;
  ADD(m, group, groups, *g);
  if (!m->failed) m->sieve->place[m->node].group = (uint16_t)m->sieve->groups;
}

/* The rules of a loop that go over `items`.  Returns what the next group goes over. */
static uint16_t add_group(maker *m, const asking *a, uint16_t items) {
  uint16_t next = UINT16_MAX;
  ct_sieve_group g = {.node = m->node, .items = items, .terms = {m->sieve->terms, 0}};
  g.watched = is_watched(m, items);
  m->first_test = m->sieve->tests;
  m->bits = 0;
  for (unsigned c = 0; c < a->chains; c++) {
    m->set = a->chain[c];
    m->chain = (uint16_t)c;
    if (m->node >= m->set->nodes) continue;
    for (uint32_t i = m->set->at[m->node]; i < m->set->at[m->node + 1] && !m->failed; i++) {
      const ct_rule *rule = &m->set->rule[i];
      if (!is_asked(a, rule)) continue;
      uint16_t of = items_of(m, rule);
      if (of > items && of < next) next = of;
      if (of == items) add_rule(m, &g, rule);
    }
  }
  end_group(m, &g);
  return next;
}

static void add_loop(maker *m, const asking *a, uint16_t node) {
  m->node = node;
  for (uint16_t items = 0; items != UINT16_MAX && !m->failed;) items = add_group(m, a, items);
}

enum ct_status ct_sieve_make(ct_sieve *s, const ct_rule_set *const *chain, unsigned chains,
                             const ct_grammar *g, unsigned snip, uint32_t today) {
  *s = (ct_sieve){.nodes = g->nodes};
  maker m = {.sieve = s, .grammar = g};
  const asking a = {chain, chains, snip, today};
  s->place = ct_mem_zalloc(g->nodes, sizeof *s->place);
  m.failed = s->place == NULL;
  ADD(&m, operand, operands, (ct_sieve_operand){.path = NULL});
  for (uint32_t n = 0; n < g->nodes && !m.failed; n++) {
    bool some = false;
    for (unsigned c = 0; c < chains; c++)
      some |= n < chain[c]->nodes && chain[c]->at[n] != chain[c]->at[n + 1];
    if (some) add_loop(&m, &a, (uint16_t)n);
  }
  ct_sieve_plan_all(&m);
  ct_mem_free(m.wish);
  if (!m.failed) return CT_OK;
  ct_sieve_free(s);
  return CT_NO_MEMORY;
}

void ct_sieve_free(ct_sieve *s) {
  void *const table[] = {s->operand, s->test,  s->ref,    s->term, s->group, s->led,  s->place,
                         s->plan,    s->probe, s->probed, s->item, s->take,  s->known};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) ct_mem_free(table[i]);
  *s = (ct_sieve){0};
}
