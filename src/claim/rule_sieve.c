/*
 * rule_sieve.c -- holds the tests of a loop's rules against the claim tree.
 *
 * Knows the tree, and plain tests on values.  Knows no instruction: what it cannot dismiss is
 * the machine's.  Runs for every loop, so nothing here allocates, and no value is read twice.
 */
#include "claim/rule_sieve.h"

#include "base/charclass.h"
#include "base/decimal.h"
#include "guide/pattern.h"

typedef struct place { /* where tests are asked */
  ct_sieve *sieve;
  const ct_tree *tree;
  const ct_loop *loop;
  const ct_segment *item; /* NULL: of the loop itself */
  ct_slice value;         /* of an item that is an element */
  uint64_t call;
} place;

/* ---- segments and values --------------------------------------------------------------------- */

static inline ct_slice value_of(const ct_segment *s, unsigned e, unsigned c) {
  return c ? ct_segment_get_component(s, e, c) : ct_segment_get(s, e);
}

static inline bool fits(const ct_sieve_operand *o, const ct_segment *s) {
  const ct_rule_path *p = o->path;
  if (p->node ? s->node != p->node : p->tag != 0 && s->tag != p->tag) return false;
  return !o->keys || ct_rule_list_has(o->keys, value_of(s, p->key_element, p->key_component), 0);
}

typedef struct values { /* all that an operand reaches, one after the other */
  const ct_sieve_operand *operand;
  const ct_loop *loop;
  const ct_segment *segment;
  ct_walk walk;
  bool inside; /* of the segment */
  uint16_t nth;
  ct_slice value;
} values;

static values all_values(const ct_sieve_operand *o, const ct_loop *from) {
  values v = {.operand = o, .value = ct_slice_empty()};
  v.loop = o->path->downs ? ct_loop_at(from, o->path->down[0]) : from;
  v.segment = v.loop ? v.loop->segment : NULL;
  return v;
}

/* The component of the element at hand. */
static ct_slice component_of(const ct_walk *w, unsigned c) {
  if (!w->composite && !w->repeated) return c == 1 ? w->value : ct_slice_empty();
  return ct_segment_get_component(w->segment, w->element, c);
}

static bool next_element(values *v) {
  const ct_rule_path *p = v->operand->path;
  while (v->walk.element < p->last && ct_walk_element(&v->walk)) {
    unsigned e = v->walk.element;
    if (e < p->element || (e - p->element) % p->step != 0) continue;
    v->value = p->component ? component_of(&v->walk, p->component) : v->walk.value;
    if (v->value.len) return true;
  }
  return false;
}

static bool enter_segment(values *v) {
  const ct_rule_path *p = v->operand->path;
  for (; v->segment; v->segment = v->segment->sibling) {
    if (!fits(v->operand, v->segment)) continue;
    v->nth++;
    if (p->nth == 0 || v->nth == p->nth) return true;
  }
  return false;
}

/* The next value, or segment where the path ends with one. */
static bool next_value(values *v) {
  bool element = v->operand->path->ends == CT_PATH_ELEMENT;
  for (;;) {
    if (v->inside) {
      if (element && next_element(v)) return true;
      v->inside = false;
      v->segment = v->segment->sibling;
    }
    if (v->segment && enter_segment(v)) {
      v->inside = true;
      if (!element) return true;
      v->walk = ct_walk_start(v->segment);
      continue;
    }
    if (v->operand->path->downs == 0 || !v->loop) return false;
    v->loop = ct_loop_same(v->loop);
    if (!v->loop) return false;
    v->segment = v->loop->segment;
    v->nth = 0;
  }
}

/* ---- operands ----------------------------------------------------------------------------------- */

/* The first segment, or loop, that the path reaches. */
static bool reach(const ct_sieve_operand *o, const ct_loop *l, const ct_segment **segment) {
  const ct_rule_path *p = o->path;
  for (unsigned d = 0; l && d < p->downs; d++) l = ct_loop_at(l, p->down[d]);
  if (!l) return false;
  if (p->ends == CT_PATH_LOOP) return true;
  const ct_segment *s = l->segment;
  for (unsigned n = 1; s; s = s->sibling)
    if (fits(o, s) && n++ >= p->nth) break;
  *segment = s;
  return s != NULL;
}

static bool find_text(ct_sieve_operand *o, const place *at) {
  const ct_rule_path *p = o->path;
  const ct_segment *s = at->item;
  if (p->source == CT_FROM_ELEMENT) {
    o->value = at->value;
    return at->value.len != 0;
  }
  if (p->source == CT_FROM_TREE) {
    if (o->needs && !ct_tree_seen(at->tree, o->needs)) return false;
    if (o->sure) return true;
    if (p->many && p->ends == CT_PATH_ELEMENT) {
      values v = all_values(o, o->from);
      bool some = next_value(&v);
      o->value = v.value;
      return some;
    }
    if (!reach(o, o->from, &s)) return false;
  }
  if (p->ends != CT_PATH_ELEMENT) return true;
  for (unsigned e = p->element; e <= p->last; e += p->step) {
    o->value = value_of(s, e, p->component);
    if (o->value.len) return true;
  }
  return false;
}

static bool find_number(ct_sieve_operand *o) {
  uint32_t day;
  switch (o->as) {
  case CT_AS_AMOUNT:
    return ct_decimal_parse(o->value, &o->number) == CT_DECIMAL_OK;
  case CT_AS_LENGTH:
    o->number = (ct_decimal){(int64_t)o->value.len, 0};
    return true;
  default:
    day = ct_rule_date(o->value, o->as == CT_AS_UNTIL);
    o->number = (ct_decimal){day, 0};
    return day != 0;
  }
}

static const void *start_of(const ct_sieve_operand *o, const place *at) {
  if (o->path->source == CT_FROM_ITEM) return at->item;
  if (o->path->source == CT_FROM_ELEMENT) return at->value.ptr;
  const ct_loop *l = at->loop;
  for (unsigned up = o->up; up > 0 && l; up--) l = l->parent;
  return l;
}

static const ct_sieve_operand *operand(const place *at, uint16_t number) {
  ct_sieve_operand *o = &at->sieve->operand[number];
  const void *from = start_of(o, at);
  if (o->from == from && o->call == at->call) return o;
  o->from = from;
  o->call = at->call;
  o->value = ct_slice_empty();
  o->found = from && find_text(o, at);
  if (o->as == CT_AS_TEXT)
    o->packed = ct_slice_pack(o->value);
  else if (o->found)
    o->found = find_number(o);
  return o;
}

/* ---- tests ------------------------------------------------------------------------------------------ */

static bool ordered(uint8_t op, int order) {
  switch (op) {
  case CT_OP_EQUAL:
    return order == 0;
  case CT_OP_NOT_EQUAL:
    return order != 0;
  case CT_OP_LESS:
    return order < 0;
  case CT_OP_LESS_EQUAL:
    return order <= 0;
  case CT_OP_GREATER:
    return order > 0;
  default:
    return order >= 0;
  }
}

static int order_of(ct_slice a, ct_slice b) {
  int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
  if (order != 0) return order;
  return a.len < b.len ? -1 : a.len > b.len;
}

static bool numbers(uint8_t op, const ct_sieve_operand *a, const ct_decimal *b) {
  if (!a->found) return false;
  if (a->number.scale != b->scale) return ordered(op, ct_decimal_compare(a->number, *b));
  return ordered(op, (a->number.mantissa > b->mantissa) - (a->number.mantissa < b->mantissa));
}

static bool starts(const ct_sieve_test *t, ct_slice v) {
  uint64_t first = v.len > 8 ? ct_swar_load(v.ptr) : ct_swar_load_short(v.ptr, v.len);
  return (__builtin_bswap64(first) & t->mask) == t->packed;
}

/* A test of one value that is not missing. */
static bool value_holds(const ct_sieve_test *t, ct_slice v, uint64_t packed) {
  switch (t->kind) {
  case CT_TEST_EQUAL:
    return packed == t->packed;
  case CT_TEST_STARTS:
    return starts(t, v);
  case CT_TEST_DIGITS:
    return ct_slice_digits(v);
  case CT_TEST_IN:
    if (packed && !(t->packed & ct_sieve_bit(packed))) return false;
    return ct_rule_list_has(t->with.list, v, 0);
  case CT_TEST_PATTERN:
    return ct_class_match(t->with.pattern, v);
  default:
    return true;
  }
}

static bool any_holds(const place *at, const ct_sieve_test *t) {
  const ct_sieve_operand *o = &at->sieve->operand[t->a];
  const ct_loop *l = at->loop;
  for (unsigned up = o->up; up > 0 && l; up--) l = l->parent;
  if (!l || (o->needs && !ct_tree_seen(at->tree, o->needs))) return false;
  values v = all_values(o, l);
  while (next_value(&v))
    if (value_holds(t, v.value, ct_slice_pack(v.value))) return true;
  return false;
}

static bool holds(const place *at, const ct_sieve_test *t) {
  if (t->any) return any_holds(at, t);
  const ct_sieve_operand *a = operand(at, t->a);
  const ct_sieve_operand *b;
  switch (t->kind) {
  case CT_TEST_EXISTS:
    return a->found;
  case CT_TEST_EQUAL:
    return a->packed == t->packed;
  case CT_TEST_NUMBER:
    return numbers(t->op, a, t->with.number);
  case CT_TEST_NUMBERS:
    b = a->found ? operand(at, t->b) : a;
    return b->found && numbers(t->op, a, &b->number);
  case CT_TEST_TEXTS:
    b = a->found ? operand(at, t->b) : a;
    return b->found && ordered(t->op, order_of(a->value, b->value));
  default:
    return a->found && value_holds(t, a->value, a->packed);
  }
}

/* ---- rules ---------------------------------------------------------------------------------------------- */

static bool term_holds(const place *at, const ct_sieve_run *term) {
  const ct_sieve *s = at->sieve;
  const uint16_t *ref = s->ref + term->first;
  for (unsigned i = 0; i < term->count; i++)
    if (holds(at, &s->test[ref[i] >> 1]) == (ref[i] & 1)) return false;
  return true;
}

static void hit(ct_rule_hits *h, const ct_sieve_entry *e, const ct_loop *l) {
  for (unsigned i = h->count; i > 0 && h->hit[i - 1].turn == h->turn; i--)
    if (h->hit[i - 1].rule == e->rule) return; /* of an item before */
  if (h->count == CT_RULE_HITS) {
    h->more = true;
    return;
  }
  h->hit[h->count++] = (ct_rule_hit){e->rule, l, h->turn, e->chain};
}

static void ask_entries(const place *at, const ct_sieve_group *g, ct_rule_hits *h) {
  const ct_sieve *s = at->sieve;
  const ct_sieve_entry *e = s->entry + g->entries.first;
  for (unsigned i = 0; i < g->entries.count; i++, e++) {
    if (e->gate[0] && !ct_tree_seen(at->tree, e->gate[0])) continue;
    if (e->gate[1] && !ct_tree_seen(at->tree, e->gate[1])) continue;
    for (unsigned k = 0; k < e->terms.count; k++) {
      if (!term_holds(at, &s->term[e->terms.first + k])) continue;
      hit(h, e, at->loop);
      break;
    }
  }
}

static void ask_items(place *at, const ct_sieve_group *g, ct_rule_hits *h) {
  const ct_sieve_operand *o = &at->sieve->operand[g->items];
  if (o->needs && !ct_tree_seen(at->tree, o->needs)) return;
  const ct_loop *l = at->loop;
  for (unsigned up = o->up; up > 0 && l; up--) l = l->parent;
  if (!l) return;
  values v = all_values(o, l);
  while (next_value(&v)) {
    at->item = v.segment;
    at->value = v.value;
    ask_entries(at, g, h);
  }
}

void ct_sieve_ask(ct_sieve *s, const ct_tree *t, const ct_loop *l, uint64_t call, ct_rule_hits *h) {
  if (l->node >= s->nodes || s->first[l->node] == 0 || l->broken) return;
  place at = {.sieve = s, .tree = t, .loop = l, .call = call};
  h->turn++;
  for (unsigned n = s->first[l->node]; n != 0;) {
    const ct_sieve_group *g = &s->group[n - 1];
    if (g->items)
      ask_items(&at, g, h);
    else
      ask_entries(&at, g, h);
    n = g->next;
  }
}
