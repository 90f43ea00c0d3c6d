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

static bool room_for(void **table, uint32_t count, size_t size) {
  if (count >= 16 && (count & (count - 1)) != 0) return true; /* rooms are powers of two */
  if (count != 0 && count < 16) return true;
  void *grown = ct_mem_resize(*table, count < 16 ? 16 : (size_t)count * 2, size);
  if (!grown) return false;
  *table = grown;
  return true;
}

#define ADD(m, table, count, ...)                                                                  \
  do {                                                                                             \
    void *grown_ = (m)->sieve->table;                                                              \
    if (!(m)->failed && room_for(&grown_, (m)->sieve->count, sizeof *(m)->sieve->table)) {         \
      (m)->sieve->table = grown_;                                                                  \
      (m)->sieve->table[(m)->sieve->count++] = __VA_ARGS__;                                        \
    } else {                                                                                       \
      (m)->failed = true;                                                                          \
    }                                                                                              \
  } while (0)

/* ---- operands -------------------------------------------------------------------------------------- */

static uint16_t above(const ct_grammar *g, uint16_t node, unsigned up) {
  for (; up > 0; up--) node = g->node[node].parent;
  return node;
}

static bool in_unit(const ct_grammar *g, uint16_t node) {
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
  if (p->source != CT_FROM_TREE || !in_unit(m->grammar, anchor)) return 0;
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
  for (uint32_t i = m->sieve->operands; i-- > 1;) {
    const ct_sieve_operand *k = &m->sieve->operand[i];
    if (k->anchor == o.anchor && k->as == o.as && k->up == o.up && k->keys == o.keys &&
        same_path(k->path, p))
      return (uint16_t)i;
  }
  o.needs = need_of(m, p, o.anchor);
  o.lasting = tree && !in_unit(m->grammar, o.anchor);
  o.sure = o.needs != 0 && is_sure(m, p, o.anchor);
  o.value = ct_slice_empty();
  if (m->sieve->operands == UINT16_MAX) m->failed = true;
  ADD(m, operand, operands, o);
  return m->failed ? 0 : (uint16_t)(m->sieve->operands - 1);
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

/* ---- bits ------------------------------------------------------------------------------------------ */

enum { WISHES = 2 * CT_SIEVE_BITS };
typedef struct wish { /* of a test for a bit: what tells it */
  uint16_t node;
  uint8_t what, up;
  uint8_t first, last, step, component; /* first 0: that the node is there */
  uint16_t test;
} wish;

typedef struct wishes {
  wish wish[WISHES];
  unsigned count, firsts, bits;
} wishes;

/* Whether segments that pass can tell it. */
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
    w->what = CT_WATCH_ITEM;
    w->node = m->sieve->operand[g->items].path->node;
    return g->watched;
  }
  if (g->items || p->source != CT_FROM_TREE || p->keys || p->nth || p->downs > 1) return false;
  w->up = (uint8_t)p->downs;
  if (p->downs == 1 && !in_unit(m->grammar, m->node)) return false;
  if (p->ends == CT_PATH_LOOP) {
    w->node = p->downs ? p->down[0] : 0;
    return w->node != 0;
  }
  if (p->ends == CT_PATH_SEGMENT) return p->downs == 0;
  bool all = t->any || p->many;
  w->what = all ? CT_WATCH_ALL : CT_WATCH_FIRST;
  return w->node ? all || p->downs == 0 : all && p->downs == 0;
}

static int by_place(const void *one, const void *other) {
  return memcmp(one, other, offsetof(wish, test));
}

static void add_probe(maker *m, const wish *w, ct_sieve_watch *to) {
  if (to->probes.count == 0) to->probes.first = m->sieve->probes;
  to->probes.count++;
  if (to->last < w->last) to->last = w->last;
  ct_sieve_probe p = {.first = w->first, .last = w->last, .step = w->step, .component = w->component};
  p.tests.first = m->sieve->probeds;
  ADD(m, probe, probes, p);
}

static void put_bit(ct_sieve_facts *f, unsigned bit) { f->bit[bit / 64] |= UINT64_C(1) << (bit % 64); }

/* The probe last added looks for what the test asks. */
static void add_probed(maker *m, const ct_sieve_test *t) {
  if (m->failed) return;
  ct_sieve_probe *p = &m->sieve->probe[m->sieve->probes - 1];
  if (t->kind == CT_TEST_EXISTS) {
    put_bit(&p->exists, t->bit);
    return;
  }
  if (p->tests.count++ == 0) {
    p->known = (uint16_t)m->sieve->knowns;
    for (unsigned i = 0; i < CT_SIEVE_KNOWN; i++) ADD(m, known, knowns, (ct_sieve_known){.packed = 0});
    m->failed |= m->sieve->knowns > UINT16_MAX;
  }
  ADD(m, probed, probeds, *t);
}

static bool same_watch(const wish *a, const wish *b) {
  return a->node == b->node && a->what == b->what && a->up == b->up;
}

static void add_watch(maker *m, ct_sieve_watch *w, uint16_t node) {
  const ct_node *n = &m->grammar->node[node];
  ct_sieve_place *at = &m->sieve->place[node];
  if (at->last < w->last) at->last = w->last;
  w->next = m->sieve->place[node].watch;
  ADD(m, watch, watches, *w);
  if (m->failed) return;
  m->sieve->place[node].watch = (uint16_t)m->sieve->watches;
  if (!ct_node_is_loop(n)) m->sieve->place[n->parent].busy = true;
}

/* The watches that tell the bits of the group at hand. */
static void add_watches(maker *m, wishes *all, uint16_t group) {
  qsort(all->wish, all->count, sizeof *all->wish, by_place);
  for (unsigned i = 0; i < all->count && !m->failed;) {
    const wish *first = &all->wish[i];
    ct_sieve_watch w = {.group = group, .what = first->what, .up = first->up};
    if (first->what == CT_WATCH_FIRST) w.done = m->sieve->place[m->node].firsts++;
    for (const wish *last = NULL; i < all->count && same_watch(&all->wish[i], first) && !m->failed; i++) {
      const wish *at = &all->wish[i];
      if (at->test == UINT16_MAX) continue; /* of nothing but that items come by */
      const ct_sieve_test *t = &m->sieve->test[at->test];
      if (at->first == 0) {
        put_bit(&w.exists, t->bit);
        continue;
      }
      if (!last || by_place(last, at) != 0) add_probe(m, at, &w);
      last = at;
      add_probed(m, t);
    }
    add_watch(m, &w, first->node);
  }
}

/* What tells the test is every use of a tag in the loop: one wish for each. */
static bool wish_for_uses(const maker *m, wishes *all, wish w, ct_tag tag) {
  const ct_node *loop = &m->grammar->node[m->node];
  unsigned first = all->count;
  for (unsigned i = 0; i < loop->child_count; i++) {
    w.node = m->grammar->child[loop->child_first + i];
    const ct_node *n = &m->grammar->node[w.node];
    if (ct_node_is_loop(n) || (tag && n->tag != tag)) continue;
    if (all->count == WISHES) {
      all->count = first;
      return false;
    }
    all->wish[all->count++] = w;
  }
  return true;
}

/* A bit for the test, where one can be had. */
static void want_bit(maker *m, wishes *all, const ct_sieve_group *g, uint16_t number) {
  ct_sieve_test *t = &m->sieve->test[number];
  wish w;
  if (t->bit != CT_NO_BIT || all->bits == CT_SIEVE_BITS || !is_told(m, t, g, &w)) return;
  if (w.what == CT_WATCH_FIRST && all->firsts++ >= 32) return;
  w.test = number;
  if (w.node == 0) {
    if (!wish_for_uses(m, all, w, m->sieve->operand[t->a].path->tag)) return;
  } else {
    if (all->count == WISHES) return;
    all->wish[all->count++] = w;
  }
  t->bit = (uint8_t)all->bits++;
}

/* Values of a claim that are dates or amounts are taken as they pass. */
static void watch_values(maker *m) {
  for (uint32_t i = 1; i < m->sieve->operands && !m->failed; i++) {
    const ct_sieve_operand *o = &m->sieve->operand[i];
    const ct_rule_path *p = o->path;
    ct_sieve_place *loop = &m->sieve->place[o->anchor];
    if (o->as == CT_AS_TEXT || p->source != CT_FROM_TREE || o->lasting || p->ends != CT_PATH_ELEMENT ||
        p->many || p->downs || p->node == 0 || p->keys || p->nth || p->element >= CT_SIEVE_ELEMENTS ||
        loop->firsts >= 64)
      continue;
    ct_sieve_watch w = {.what = CT_WATCH_VALUE, .group = (uint16_t)i, .last = p->element};
    w.component = p->component;
    w.done = loop->firsts++;
    add_watch(m, &w, p->node);
  }
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

static void add_term(maker *m, wishes *all, const ct_sieve_group *g, const ct_rule *rule,
                     const ct_sieve_refs *refs) {
  ct_sieve_term t = {.rest = {m->sieve->refs, 0}, .rule = rule, .chain = m->chain};
  t.gate[0] = rule->gate[0];
  t.gate[1] = rule->gate[1];
  for (unsigned i = 0; i < refs->count && !m->failed; i++) {
    want_bit(m, all, g, refs->ref[i] >> 1);
    unsigned bit = m->sieve->test[refs->ref[i] >> 1].bit;
    if (bit == CT_NO_BIT) {
      ADD(m, ref, refs, refs->ref[i]);
      t.rest.count++;
      continue;
    }
    put_bit(&t.mask, bit);
    if (!(refs->ref[i] & 1)) put_bit(&t.want, bit);
  }
  ADD(m, term, terms, t);
}

/* `each` of what cannot be gone over: the rule is always asked. */
static void add_rule(maker *m, wishes *all, const ct_sieve_group *g, const ct_rule *rule) {
  ct_sieve_choice c = {.count = 1};
  m->item = rule->each != 0;
  if (!rule->each || g->items) ct_sieve_follow(m, rule, &c);
  for (unsigned i = 0; i < c.count && !m->failed; i++) {
    sort_refs(m, &c.term[i]);
    add_term(m, all, g, rule, &c.term[i]);
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
static uint8_t lead_of(const maker *m, const wishes *all, const ct_sieve_term *t) {
  uint8_t lead = CT_NO_BIT;
  unsigned best = 0;
  for (unsigned i = 0; i < all->count; i++) {
    if (all->wish[i].test == UINT16_MAX) continue;
    const ct_sieve_test *test = &m->sieve->test[all->wish[i].test];
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

static void sort_terms(maker *m, const wishes *all, ct_sieve_group *g) {
  ct_sieve_term *t = m->sieve->term + g->terms.first;
  for (unsigned i = 0; i < g->terms.count; i++) t[i].lead = lead_of(m, all, &t[i]);
  qsort(t, g->terms.count, sizeof *t, by_lead);
  g->led = m->sieve->leds;
  for (unsigned bit = 0, i = 0; bit < all->bits && !m->failed; bit++) {
    ct_sieve_run run = {g->terms.first + i, 0};
    for (; i < g->terms.count && t[i].lead == bit; i++) run.count++;
    if (run.count) put_bit(&g->leads, bit);
    ADD(m, led, leds, run);
  }
  unsigned led = 0;
  while (led < g->terms.count && t[led].lead != CT_NO_BIT) led++;
  g->others = (ct_sieve_run){g->terms.first + led, (uint16_t)(g->terms.count - led)};
}

static void end_group(maker *m, wishes *all, ct_sieve_group *g) {
  g->terms.count = (uint16_t)(m->sieve->terms - g->terms.first);
  if (g->terms.count == 0 || m->failed) return;
  sort_terms(m, all, g);
  if (g->watched && all->count == 0) {
    all->wish[all->count++] = (wish){.node = m->sieve->operand[g->items].path->node,
                                     .what = CT_WATCH_ITEM, .test = UINT16_MAX};
  }
  add_watches(m, all, (uint16_t)m->sieve->groups);
  g->next = m->sieve->place[m->node].group;
  ADD(m, group, groups, *g);
  if (!m->failed) m->sieve->place[m->node].group = (uint16_t)m->sieve->groups;
}

/* The rules of a loop that go over `items`.  Returns what the next group goes over. */
static uint16_t add_group(maker *m, const asking *a, wishes *all, uint16_t items) {
  uint16_t next = UINT16_MAX;
  ct_sieve_group g = {.node = m->node, .items = items, .terms = {m->sieve->terms, 0}};
  g.watched = is_watched(m, items);
  *all = (wishes){.count = 0};
  m->first_test = m->sieve->tests;
  for (unsigned c = 0; c < a->chains; c++) {
    m->set = a->chain[c];
    m->chain = (uint16_t)c;
    if (m->node >= m->set->nodes) continue;
    for (uint32_t i = m->set->at[m->node]; i < m->set->at[m->node + 1] && !m->failed; i++) {
      const ct_rule *rule = &m->set->rule[i];
      if (!is_asked(a, rule)) continue;
      uint16_t of = items_of(m, rule);
      if (of > items && of < next) next = of;
      if (of == items) add_rule(m, all, &g, rule);
    }
  }
  end_group(m, all, &g);
  return next;
}

static void add_loop(maker *m, const asking *a, uint16_t node) {
  wishes all;
  m->node = node;
  for (uint16_t items = 0; items != UINT16_MAX && !m->failed;) items = add_group(m, a, &all, items);
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
  watch_values(&m);
  if (!m.failed) return CT_OK;
  ct_sieve_free(s);
  return CT_NO_MEMORY;
}

void ct_sieve_free(ct_sieve *s) {
  void *const table[] = {s->operand, s->test, s->probed, s->ref,   s->term,
                         s->led,     s->group,   s->probe, s->known, s->watch, s->place};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) ct_mem_free(table[i]);
  *s = (ct_sieve){0};
}
