/*
 * rule_sieve.c -- passes over the segments of a loop, or of a whole unit, and lets through the
 * rules that could fail.
 *
 * Knows watches, bits and masks.  Knows no instruction: what it cannot dismiss is the machine's.
 * Runs for every claim, so nothing here allocates, and no segment is looked at twice.
 */
#include "claim/rule_sieve.h"

#if defined(__GNUC__)
#define CT_COLD __attribute__((noinline)) /* the rare part of what is inlined */
#else
#define CT_COLD
#endif

enum { DEPTH = 16, ELEMENTS = CT_SIEVE_ELEMENTS };

typedef struct level { /* of the loops that are open */
  ct_sieve_facts facts;
  uint64_t done[CT_CHILD_LIMIT / 64]; /* children of which a segment has come by */
  uint32_t turn;
} level;

typedef struct pass {
  ct_sieve_at at;
  ct_rule_hits *hits;
  level level[DEPTH + 1]; /* the first is for the parent of where it begins */
} pass;

/* ---- terms -------------------------------------------------------------------------------------- */

static CT_COLD void hit(ct_rule_hits *h, const ct_sieve_term *t, const ct_loop *l, uint32_t turn) {
  for (unsigned i = 0; i < h->count; i++)
    if (h->hit[i].turn == turn && h->hit[i].rule == t->rule) return; /* another term, or item */
  if (h->count == CT_RULE_HITS) {
    h->more = true;
    return;
  }
  h->hit[h->count++] = (ct_rule_hit){t->rule, l, turn, t->chain};
}

static CT_COLD bool rest_holds(const ct_sieve_at *at, const ct_sieve_term *t) {
  const ct_sieve *s = at->sieve;
  const uint16_t *ref = s->ref + t->rest.first;
  for (unsigned i = 0; i < t->rest.count; i++)
    if (ct_sieve_holds(at, &s->test[ref[i] >> 1]) == (ref[i] & 1)) return false;
  return true;
}

static inline void ask_run(pass *p, ct_sieve_run run, const ct_sieve_facts *f, uint32_t turn) {
  const ct_sieve_term *t = p->at.sieve->term + run.first, *past = t + run.count;
  uint64_t low = f->bit[0], high = f->bit[1];
  for (; t < past; t++) {
    uint64_t off = ((low & t->mask.bit[0]) ^ t->want.bit[0]) | ((high & t->mask.bit[1]) ^ t->want.bit[1]);
    if (off != 0) continue;
    if (t->gate[0] && !ct_tree_seen(p->at.tree, t->gate[0])) continue;
    if (t->gate[1] && !ct_tree_seen(p->at.tree, t->gate[1])) continue;
    if (t->rest.count == 0 || rest_holds(&p->at, t)) hit(p->hits, t, p->at.loop, turn);
  }
}

static void ask_terms(pass *p, const ct_sieve_group *g, const ct_sieve_facts *f, uint32_t turn) {
  const ct_sieve_run *led = p->at.sieve->led + g->led;
  for (unsigned half = 0; half < 2; half++)
    for (uint64_t bits = f->bit[half] & g->leads.bit[half]; bits != 0; bits &= bits - 1)
      ask_run(p, led[64 * half + (unsigned)__builtin_ctzll(bits)], f, turn);
  if (g->others.count) ask_run(p, g->others, f, turn);
}

/* ---- segments ----------------------------------------------------------------------------------------- */

/* Where the elements of a segment are: element e lies between edge[e - 1] and edge[e]. */
typedef struct edges {
  uint32_t edge[ELEMENTS + 1], mark[ELEMENTS + 1];
  unsigned count; /* elements, as far as was asked */
} edges;

static inline void find_edges(const ct_segment *s, unsigned last, edges *e) {
  const char *text = s->text, separator = s->delims.element;
  uint32_t marks = s->marks, origin = s->origin;
  unsigned n = 0;
  e->count = 0;
  if (last == 0) return;
  for (uint32_t i = 0; i < marks; i++) {
    uint32_t at = s->mark[i] - origin;
    if (text[at] != separator) continue;
    e->edge[n] = at;
    e->mark[n] = i;
    if (n++ == last) {
      e->count = last;
      return;
    }
  }
  e->count = n;
  e->edge[n] = s->len;
  e->mark[n] = marks;
}

/* The first repetition's component c of element n; 0: the element whole. */
static inline ct_slice value_at(const ct_segment *s, const edges *e, unsigned n, unsigned c) {
  const char *text = s->text;
  uint32_t from = e->edge[n - 1] + 1, stop = e->edge[n];
  if (c == 0) return ct_slice_make(text + from, stop - from);
  for (uint32_t i = e->mark[n - 1] + 1; i < e->mark[n]; i++) {
    uint32_t at = s->mark[i] - s->origin;
    char is = text[at];
    if (is == s->delims.component && is) {
      if (--c == 0) return ct_slice_make(text + from, at - from);
      from = at + 1;
    } else if (is == s->delims.repetition && is) {
      stop = at;
      break;
    }
  }
  return c == 1 ? ct_slice_make(text + from, stop - from) : ct_slice_empty();
}

static inline void unite(ct_sieve_facts *a, const ct_sieve_facts *b) {
  a->bit[0] |= b->bit[0];
  a->bit[1] |= b->bit[1];
}

/* What a value tells, asked of each test. */
static CT_COLD void ask_tests(const ct_sieve *s, const ct_sieve_probe *p, ct_slice v, uint64_t packed,
                              ct_sieve_told *told) {
  const ct_sieve_probed *t = s->probed + p->tests.first, *past = t + p->tests.count;
  *told = p->exists;
  for (; t < past; t++) {
    unsigned bit = t->test.bit;
    ct_sieve_facts *f = t->to == CT_TO_PARENT ? &told->up : &told->own;
    f->bit[bit / 64] |= (uint64_t)ct_sieve_value(&t->test, v, packed) << (bit % 64);
  }
}

/* Short values come again and again: what they tell is remembered. */
static inline const ct_sieve_told *told_by(ct_sieve *s, const ct_sieve_probe *p, ct_slice v,
                                           ct_sieve_told *room) {
  if (p->tests.count == 0) return &p->exists;
  uint64_t packed = ct_slice_pack(v);
  if (!packed) {
    ask_tests(s, p, v, packed, room);
    return room;
  }
  ct_sieve_known *k = &s->known[p->known * CT_SIEVE_KNOWN + (ct_value_hash(packed) & (CT_SIEVE_KNOWN - 1))];
  if (k->packed != packed) {
    k->packed = packed;
    ask_tests(s, p, v, packed, &k->told);
  }
  return &k->told;
}

static inline void probe(ct_sieve *s, ct_sieve_run probes, const ct_segment *segment, const edges *e,
                         bool first, ct_sieve_told *told) {
  const ct_sieve_probe *p = s->probe + probes.first, *past = p + probes.count;
  ct_sieve_told room;
  for (; p < past; p++)
    for (unsigned n = p->first; n <= p->last && n <= e->count; n += p->step) {
      ct_slice v = value_at(segment, e, n, p->component);
      if (v.len == 0) continue;
      const ct_sieve_told *one = told_by(s, p, v, &room);
      told->own.bit[0] |= first ? one->own.bit[0] : one->own.bit[0] & ~p->if_first.bit[0];
      told->own.bit[1] |= first ? one->own.bit[1] : one->own.bit[1] & ~p->if_first.bit[1];
      unite(&told->up, &one->up);
    }
}

static void pass_items(pass *p, const ct_sieve_plan *w, const ct_segment *s, const edges *e, uint32_t turn) {
  ct_sieve *sieve = p->at.sieve;
  if (p->at.loop->broken) return;
  p->at.item = s;
  for (unsigned i = 0; i < w->items.count; i++) {
    const ct_sieve_item *item = &sieve->item[w->items.first + i];
    ct_sieve_told told = {{{0}}, {{0}}};
    probe(sieve, item->probes, s, e, true, &told);
    ask_terms(p, &sieve->group[item->group], &told.own, turn);
  }
  p->at.item = NULL;
}

static void pass_segment(pass *p, const ct_sieve_plan *w, const ct_segment *s, level *l) {
  ct_sieve *sieve = p->at.sieve;
  edges e;
  find_edges(s, w->last, &e);
  uint64_t *done = &l->done[w->child / 64], bit = UINT64_C(1) << (w->child % 64);
  bool first = (*done & bit) == 0;
  *done |= bit;
  ct_sieve_told told = w->exists;
  if (w->probes.count) probe(sieve, w->probes, s, &e, first, &told);
  unite(&l->facts, &told.own);
  unite(&l[-1].facts, &told.up);
  for (unsigned i = 0; first && i < w->takes.count; i++) {
    const ct_sieve_take *t = &sieve->take[w->takes.first + i];
    if (t->element <= e.count)
      ct_sieve_capture(&p->at, t->operand, value_at(s, &e, t->element, t->component));
  }
  if (w->items.count) pass_items(p, w, s, &e, l->turn);
}

/* ---- loops --------------------------------------------------------------------------------------------- */

/* A loop is complete: its facts are all told. */
static inline void leave(pass *p, const ct_loop *l, level *v) {
  const ct_sieve *s = p->at.sieve;
  if (l->broken || s->place[l->node].group == 0) return;
  p->at.loop = l;
  for (unsigned n = s->place[l->node].group; n != 0;) {
    const ct_sieve_group *g = &s->group[n - 1];
    n = g->next;
    if (!g->items) {
      ask_terms(p, g, &v->facts, v->turn);
    } else if (!g->watched) {
      for (ct_sieve_values all = ct_sieve_values_of(&p->at, g->items); ct_sieve_next(&all);) {
        p->at.item = all.segment;
        p->at.value = all.value;
        ask_terms(p, g, &(ct_sieve_facts){{0}}, v->turn);
      }
      p->at.item = NULL;
    }
  }
}

static void enter(pass *p, const ct_loop *l, level *v) {
  const ct_sieve *s = p->at.sieve;
  *v = (level){.turn = ++p->hits->turn};
  p->at.loop = l;
  const ct_sieve_place *at = &s->place[l->node];
  if (at->plan) unite(&v[-1].facts, &s->plan[at->plan - 1].exists.up);
  if (!at->busy) return;
  for (const ct_segment *g = l->segment; g; g = g->sibling)
    if (g->node < s->nodes && s->place[g->node].plan) pass_segment(p, &s->plan[s->place[g->node].plan - 1], g, v);
}

void ct_sieve_ask(ct_sieve *s, const ct_tree *t, const ct_loop *top, uint64_t call, ct_rule_hits *h) {
  pass p = {.at = {.sieve = s, .tree = t, .loop = top, .call = call}, .hits = h};
  level *v = p.level;
  const ct_loop *l = top;
  if (top->node >= s->nodes) return;
  enter(&p, l, ++v);
  for (;;) {
    if (top == t->unit && l->first && v < p.level + DEPTH) {
      l = l->first;
      enter(&p, l, ++v);
      continue;
    }
    h->more |= top == t->unit && l->first; /* deeper than any guide */
    for (;;) {
      leave(&p, l, v);
      if (l == top) return;
      if (l->next) break;
      l = l->parent;
      v--;
    }
    l = l->next;
    enter(&p, l, v);
  }
}
