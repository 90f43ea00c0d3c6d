/*
 * rule_sieve_test.c -- the tests that have no bit: of values elsewhere in the tree, of dates
 * and amounts.
 *
 * Knows the tree, and plain tests on values.  Nothing here allocates, and no value is read twice.
 */
#include "claim/rule_sieve.h"

#include "base/charclass.h"
#include "base/decimal.h"
#include "guide/pattern.h"

#if defined(__GNUC__)
#define CT_COLD __attribute__((noinline))
#else
#define CT_COLD
#endif

/* ---- segments and values --------------------------------------------------------------------- */

static inline ct_slice value_of(const ct_segment *s, unsigned e, unsigned c) {
  return c ? ct_segment_get_component(s, e, c) : ct_segment_get(s, e);
}

static inline bool fits(const ct_sieve_operand *o, const ct_segment *s) {
  const ct_rule_path *p = o->path;
  if (p->node ? s->node != p->node : p->tag != 0 && s->tag != p->tag) return false;
  return !o->keys || ct_rule_list_has(o->keys, value_of(s, p->key_element, p->key_component), 0);
}

static ct_sieve_values all_values(const ct_sieve_operand *o, const ct_loop *from) {
  ct_sieve_values v = {.operand = o, .value = ct_slice_empty()};
  v.loop = o->path->downs ? ct_loop_at(from, o->path->down[0]) : from;
  v.segment = v.loop ? v.loop->segment : NULL;
  return v;
}

/* The component of the element at hand. */
static ct_slice component_of(const ct_walk *w, unsigned c) {
  if (!w->composite && !w->repeated) return c == 1 ? w->value : ct_slice_empty();
  return ct_segment_get_component(w->segment, w->element, c);
}

static bool next_element(ct_sieve_values *v) {
  const ct_rule_path *p = v->operand->path;
  while (v->walk.element < p->last && ct_walk_element(&v->walk)) {
    unsigned e = v->walk.element;
    if (e < p->element || (e - p->element) % p->step != 0) continue;
    v->value = p->component ? component_of(&v->walk, p->component) : v->walk.value;
    if (v->value.len) return true;
  }
  return false;
}

static bool enter_segment(ct_sieve_values *v) {
  const ct_rule_path *p = v->operand->path;
  for (; v->segment; v->segment = v->segment->sibling) {
    if (!fits(v->operand, v->segment)) continue;
    v->nth++;
    if (p->nth == 0 || v->nth == p->nth) return true;
  }
  return false;
}

/* The next value, or segment where the path ends with one. */
bool ct_sieve_next(ct_sieve_values *v) {
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

static bool find_text(ct_sieve_operand *o, const ct_sieve_at *at) {
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
      ct_sieve_values v = all_values(o, o->from);
      bool some = ct_sieve_next(&v);
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

/* D8 and RD8 as numbers that tell them apart. */
static inline bool is_dated(ct_slice v, uint64_t key[2]) {
  if (v.len != 8 && (v.len != 17 || v.ptr[8] != '-')) return false;
  key[0] = ct_swar_load(v.ptr);
  key[1] = v.len == 8 ? 0 : ct_swar_load(v.ptr + 9);
  return true;
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
    o->kept = is_dated(o->value, o->key) ? (uint8_t)o->value.len : 0;
    return day != 0;
  }
}

static inline const void *start_of(const ct_sieve_operand *o, const ct_sieve_at *at) {
  if (o->path->source == CT_FROM_ITEM) return at->item;
  if (o->path->source == CT_FROM_ELEMENT) return at->value.ptr;
  const ct_loop *l = at->loop;
  for (unsigned up = o->up; up > 0 && l; up--) l = l->parent;
  return l;
}

static CT_COLD void read_operand(ct_sieve_operand *o, const ct_sieve_at *at, const void *from, uint64_t age) {
  if (o->from != from || o->age != age) {
    o->from = from;
    o->age = age;
    o->value = ct_slice_empty();
    o->found = from && find_text(o, at);
  }
  o->read = true;
  if (o->as == CT_AS_TEXT)
    o->packed = ct_slice_pack(o->value);
  else if (o->found)
    o->found = find_number(o);
}

static inline const ct_sieve_operand *operand(const ct_sieve_at *at, uint16_t number) {
  ct_sieve_operand *o = &at->sieve->operand[number];
  const void *from = start_of(o, at);
  /* what stands above the claim stays as it is from one claim to the next */
  uint64_t age = o->lasting ? at->tree->above : at->call;
  if (o->from != from || o->age != age || !o->read) read_operand(o, at, from, age);
  return o;
}

/* Dates of lines are mostly those of the line before: what was read of them stays. */
void ct_sieve_capture(const ct_sieve_at *at, uint16_t number, ct_slice value) {
  ct_sieve_operand *o = &at->sieve->operand[number];
  uint64_t key[2];
  o->from = at->loop;
  o->age = at->call;
  o->value = value;
  o->read = is_dated(value, key) && value.len == o->kept && key[0] == o->key[0] && key[1] == o->key[1];
  o->found = o->read ? o->number.mantissa != 0 : value.len != 0;
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

bool ct_sieve_value(const ct_sieve_test *t, ct_slice v, uint64_t packed) {
  switch (t->kind) {
  case CT_TEST_EQUAL:
    return packed == t->packed;
  case CT_TEST_STARTS:
    return starts(t, v);
  case CT_TEST_LENGTH:
    return ordered(t->op, (v.len > t->packed) - (v.len < t->packed));
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

ct_sieve_values ct_sieve_values_of(const ct_sieve_at *at, uint16_t number) {
  const ct_sieve_operand *o = &at->sieve->operand[number];
  const ct_loop *l = at->loop;
  for (unsigned up = o->up; up > 0 && l; up--) l = l->parent;
  if (!l || (o->needs && !ct_tree_seen(at->tree, o->needs))) return (ct_sieve_values){.operand = o};
  return all_values(o, l);
}

/* No two values of the one or two operands are equal; false also where they are too many to tell. */
static bool distinct(const ct_sieve_at *at, const ct_sieve_test *t) {
  enum { FEW = 16 };
  ct_slice few[FEW];
  unsigned n = 0;
  for (unsigned k = 0; k < 2; k++) {
    if (k == 1 && !t->b) break;
    for (ct_sieve_values v = ct_sieve_values_of(at, k ? t->b : t->a); ct_sieve_next(&v);) {
      if (t->with.list && ct_rule_list_has(t->with.list, v.value, 0)) continue;
      for (unsigned i = 0; i < n; i++)
        if (few[i].len == v.value.len && memcmp(few[i].ptr, v.value.ptr, v.value.len) == 0) return false;
      if (n == FEW) return false;
      few[n++] = v.value;
    }
  }
  return true;
}

static bool any_holds(const ct_sieve_at *at, const ct_sieve_test *t) {
  ct_sieve_values v = ct_sieve_values_of(at, t->a);
  while (ct_sieve_next(&v))
    if (ct_sieve_value(t, v.value, ct_slice_pack(v.value))) return true;
  return false;
}

bool ct_sieve_holds(const ct_sieve_at *at, const ct_sieve_test *t) {
  if (t->any) return any_holds(at, t);
  if (t->kind == CT_TEST_DISTINCT) return distinct(at, t);
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
    return a->found && ct_sieve_value(t, a->value, a->packed);
  }
}

