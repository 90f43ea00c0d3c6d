/*
 * rule_run.c -- runs compiled rules: one stack, one loop over instructions, and itself again
 * for the body of an any or all.
 *
 * Knows truth, texts and numbers, and that what is missing makes a comparison false.  The
 * compiler has bounded the stack and the frames; nothing here allocates.
 */
#include "claim/rule_inside.h"

#include "base/decimal.h"

static bool run(ct_rules *r, const ct_instruction *at, const ct_instruction *end);

/* ---- the stack -------------------------------------------------------------------------------- */

static ct_rule_operand *push(ct_rules *r, enum ct_rule_kind_of_value kind) {
  ct_rule_operand *o = &r->stack[r->depth < CT_RULE_STACK ? r->depth++ : CT_RULE_STACK - 1];
  *o = (ct_rule_operand){.kind = (uint8_t)kind};
  return o;
}

static void push_truth(ct_rules *r, bool truth) { push(r, CT_VALUE_TRUTH)->truth = truth; }

static ct_rule_operand *pop(ct_rules *r) { return &r->stack[r->depth ? --r->depth : 0]; }

static bool pop_truth(ct_rules *r) {
  const ct_rule_operand *o = pop(r);
  return o->kind == CT_VALUE_TRUTH && o->truth;
}

static void push_number(ct_rules *r, bool known, ct_decimal n) {
  ct_rule_operand *o = push(r, known ? CT_VALUE_NUMBER : CT_VALUE_MISSING);
  o->number = n;
}

/* ---- values ------------------------------------------------------------------------------------- */

static void push_value(ct_rules *r, uint16_t path, bool as_number) {
  ct_rule_item item;
  ct_rule_operand *o = push(r, CT_VALUE_MISSING);
  o->path = path;
  if (!ct_rule_first(r, path, &item)) return;
  o->text = item.value;
  if (ct_rules_path(r, path)->ends == CT_PATH_SEGMENT) o->segment = item.segment;
  o->kind = CT_VALUE_TEXT;
  if (as_number)
    o->kind = ct_decimal_parse(item.value, &o->number) == CT_DECIMAL_OK ? CT_VALUE_NUMBER
                                                                         : CT_VALUE_MISSING;
}

static const ct_rule_total *total_of(const ct_rules *r, const ct_rule_path *p) {
  return &r->now->total[p->sum - 1];
}

static bool exists(ct_rules *r, uint16_t path) {
  const ct_rule_path *p = ct_rules_path(r, path);
  ct_rule_item item;
  if (p->sum) return total_of(r, p)->count > 0 || total_of(r, p)->unknown;
  return ct_rule_first(r, path, &item);
}

static void count(ct_rules *r, uint16_t path) {
  const ct_rule_path *p = ct_rules_path(r, path);
  if (p->sum) {
    push_number(r, !total_of(r, p)->unknown, (ct_decimal){(int64_t)total_of(r, p)->count, 0});
    return;
  }
  ct_rule_walk w;
  int64_t n = 0;
  for (ct_rule_walk_begin(&w, r, p); ct_rule_walk_next(&w);) n++;
  push_number(r, true, (ct_decimal){n, 0});
}

/* Sum, least or greatest; a value that is no number makes it unknown. */
static void add_up(ct_rules *r, enum ct_op op, uint16_t path) {
  const ct_rule_path *p = ct_rules_path(r, path);
  if (p->sum) {
    push_number(r, !total_of(r, p)->unknown, total_of(r, p)->sum);
    return;
  }
  ct_rule_walk w;
  ct_decimal all = ct_decimal_zero(), one;
  bool known = op == CT_OP_SUM, first = true;
  for (ct_rule_walk_begin(&w, r, p); ct_rule_walk_next(&w); first = false) {
    if (ct_decimal_parse(w.item.value, &one) != CT_DECIMAL_OK) {
      known = false;
      break;
    }
    if (op == CT_OP_SUM) {
      known = ct_decimal_add(all, one, &all);
      if (!known) break;
    } else {
      int order = first ? 0 : ct_decimal_compare(one, all);
      if (first || (op == CT_OP_LEAST ? order < 0 : order > 0)) all = one;
      known = true;
    }
  }
  push_number(r, known, all);
}

/* ---- sets of values --------------------------------------------------------------------------------- */

enum { FEW = 64 };

/* Keeps the place of the value that decided. */
static void hit(ct_rules *r, const ct_rule_item *item) {
  r->hit = *item;
  r->has_hit = true;
}

static bool told_before(ct_rules *r, ct_slice value, ct_slice *few, unsigned *n, ct_key_set *many) {
  if (*n < FEW) {
    for (unsigned i = 0; i < *n; i++)
      if (ct_slice_same(few[i], value)) return true;
    few[(*n)++] = value;
    return false;
  }
  bool was = false;
  if (*n == FEW) {
    ct_key_set_init(many, 0);
    for (unsigned i = 0; i < FEW; i++)
      if (ct_key_set_insert(many, few[i], &was) != CT_OK) r->status = CT_NO_MEMORY;
    (*n)++;
  }
  if (ct_key_set_insert(many, value, &was) != CT_OK) r->status = CT_NO_MEMORY;
  return was;
}

/* distinct(): no value twice.  same(): all equal.  Values of `except` are passed over. */
static bool together(ct_rules *r, const ct_instruction *i, uint16_t except) {
  ct_slice few[FEW], first = ct_slice_empty();
  ct_key_set many;
  unsigned n = 0;
  bool any = false, holds = true;
  for (unsigned k = 0; k < i->extra && holds; k++) {
    ct_rule_walk w;
    ct_rule_walk_begin(&w, r, ct_rules_path(r, (uint16_t)(i->arg + k)));
    while (holds && ct_rule_walk_next(&w)) {
      ct_slice v = w.item.value;
      if (except && ct_rule_list_has(&r->now->set->list[except], v, 0)) continue;
      if (i->op == CT_OP_DISTINCT) {
        holds = !told_before(r, v, few, &n, &many);
      } else {
        if (!any) first = v;
        holds = ct_slice_same(first, v);
      }
      any = true;
      if (!holds) hit(r, &w.item);
    }
  }
  if (n > FEW) ct_key_set_free(&many);
  return holds;
}

/* ---- comparisons -------------------------------------------------------------------------------------- */

static int order_of(ct_slice a, ct_slice b) {
  int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
  if (order != 0) return order;
  return a.len < b.len ? -1 : a.len > b.len;
}

static bool holds(uint8_t op, int order) {
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

static bool compare(ct_rules *r, const ct_instruction *i) {
  const ct_rule_operand *b = pop(r), *a = pop(r);
  enum ct_rule_kind_of_value kind = i->extra ? CT_VALUE_NUMBER : CT_VALUE_TEXT;
  if (a->kind != kind || b->kind != kind) return false;
  if (kind == CT_VALUE_TEXT) return holds(i->op, order_of(a->text, b->text));
  bool true_so = holds(i->op, ct_decimal_compare(a->number, b->number));
  if (i->op == CT_OP_EQUAL && !true_so) {
    r->left = a->number;
    r->right = b->number;
    r->has_amounts = true;
  }
  return true_so;
}

static void arithmetic(ct_rules *r, enum ct_op op) {
  const ct_rule_operand *b = pop(r), *a = pop(r);
  ct_decimal n = ct_decimal_zero();
  bool known = a->kind == CT_VALUE_NUMBER && b->kind == CT_VALUE_NUMBER;
  if (known)
    known = op == CT_OP_ADD ? ct_decimal_add(a->number, b->number, &n)
                            : ct_decimal_subtract(a->number, b->number, &n);
  push_number(r, known, n);
}

static bool member(ct_rules *r, const ct_instruction *i) {
  uint32_t day = 0;
  if (i->extra & CT_DATED) {
    const ct_rule_operand *d = pop(r);
    if (d->kind == CT_VALUE_NUMBER && d->number.scale == 0 && d->number.mantissa > 0 &&
        d->number.mantissa <= 99991231)
      day = (uint32_t)d->number.mantissa;
  }
  const ct_rule_operand *o = pop(r);
  if (o->kind != CT_VALUE_TEXT) return false;
  return ct_rule_in(r, &r->now->set->list[i->arg], o->text, day) != ((i->extra & CT_NEGATED) != 0);
}

static bool matches(ct_rules *r, const ct_instruction *i) {
  const ct_rule_operand *o = pop(r);
  if (o->kind != CT_VALUE_TEXT) return false;
  int found = ct_rule_pattern_match(&r->matcher, &r->now->set->pattern[i->arg],
                                    &r->now->pattern[i->arg], o->text);
  if (found == CT_PATTERN_NO_MEMORY) r->status = CT_NO_MEMORY;
  if (found == CT_PATTERN_NO_LIBRARY) r->status = CT_BAD_GRAMMAR;
  if (found < 0) {
    r->unusable = true;
    if (!o->path || !ct_rule_first(r, o->path, &r->unusable_at))
      r->unusable_at = r->frame[r->frames - 1];
    return false;
  }
  return (found > 0) != ((i->extra & CT_NEGATED) != 0);
}

/* ---- frames --------------------------------------------------------------------------------------------- */

/* any: until one is true; all: until one is not.  What decides is where the finding may sit. */
static bool each(ct_rules *r, const ct_instruction *i, const ct_instruction *body) {
  bool all = i->extra != 0;
  if (r->frames == CT_RULE_FRAMES) return all;
  ct_rule_walk w;
  ct_rule_walk_begin(&w, r, ct_rules_path(r, i->arg));
  while (ct_rule_walk_next(&w)) {
    r->frame[r->frames++] = w.item;
    bool truth = run(r, body + 1, body + 1 + body->arg);
    r->frames--;
    if (truth == all) continue;
    hit(r, &w.item);
    return !all;
  }
  return all;
}

/* A condition is asked of the loop it stands at: this one, or one above. */
bool ct_rule_condition_holds(ct_rules *r, uint16_t number) {
  const ct_rule_condition *c = &r->now->set->condition[number];
  ct_rule_remembered *m = &r->now->remembered[number];
  const ct_loop *l = r->frame[0].loop;
  while (l && l->node != c->node) l = l->parent;
  if (!l) return false;
  if (m->loop == l && m->call == r->call) return m->truth;
  ct_rule_item kept[CT_RULE_FRAMES], kept_hit = r->hit;
  uint64_t kept_stamp = r->stamp;
  unsigned kept_frames = r->frames;
  bool had_hit = r->has_hit;
  memcpy(kept, r->frame, sizeof kept);
  if (l != r->frame[0].loop) r->stamp = ++r->stamps;
  r->frame[0] = (ct_rule_item){.loop = l};
  r->frames = 1;
  const ct_instruction *first = r->now->set->code + c->code.first;
  *m = (ct_rule_remembered){r->call, l, run(r, first, first + c->code.length)};
  r->stamp = kept_stamp;
  r->frames = kept_frames;
  memcpy(r->frame, kept, sizeof kept);
  r->hit = kept_hit;
  r->has_hit = had_hit;
  return m->truth;
}

/* ---- the machine ------------------------------------------------------------------------------------------- */

static void push_text(ct_rules *r, uint16_t text) {
  push(r, CT_VALUE_TEXT)->text = ct_slice_text(r->now->set->text[text]);
}

/* Instructions that only push. */
static void load(ct_rules *r, const ct_instruction *i) {
  switch (i->op) {
  case CT_OP_TRUE:
  case CT_OP_FALSE:
    push_truth(r, i->op == CT_OP_TRUE);
    break;
  case CT_OP_TEXT:
    push_text(r, i->arg);
    break;
  case CT_OP_NUMBER:
    push_number(r, true, r->now->set->number[i->arg]);
    break;
  case CT_OP_VALUE:
  case CT_OP_AMOUNT:
    push_value(r, i->arg, i->op == CT_OP_AMOUNT);
    break;
  case CT_OP_NAME:
    ct_rule_name_value(r, (enum ct_rule_name)i->extra, push(r, CT_VALUE_MISSING));
    break;
  case CT_OP_EXISTS:
    push_truth(r, exists(r, i->arg));
    break;
  case CT_OP_COUNT:
    count(r, i->arg);
    break;
  case CT_OP_CONDITION:
    push_truth(r, ct_rule_condition_holds(r, i->arg));
    break;
  default:
    add_up(r, (enum ct_op)i->op, i->arg);
    break;
  }
}

static const ct_instruction *jump(ct_rules *r, const ct_instruction *i) {
  const ct_rule_operand *top = &r->stack[r->depth ? r->depth - 1 : 0];
  bool truth = top->kind == CT_VALUE_TRUTH && top->truth;
  if (truth == (i->op == CT_OP_JUMP_TRUE)) return i + i->arg;
  (void)pop(r);
  return i;
}

static bool run(ct_rules *r, const ct_instruction *at, const ct_instruction *end) {
  unsigned bottom = r->depth;
  for (const ct_instruction *i = at; i < end; i++) {
    switch (i->op) {
    case CT_OP_DISTINCT:
    case CT_OP_SAME:
      push_truth(r, together(r, i, i[1].arg));
      i++;
      break;
    case CT_OP_EQUAL:
    case CT_OP_NOT_EQUAL:
    case CT_OP_LESS:
    case CT_OP_LESS_EQUAL:
    case CT_OP_GREATER:
    case CT_OP_GREATER_EQUAL:
      push_truth(r, compare(r, i));
      break;
    case CT_OP_IN:
      push_truth(r, member(r, i));
      break;
    case CT_OP_MATCHES:
      push_truth(r, matches(r, i));
      break;
    case CT_OP_ADD:
    case CT_OP_SUBTRACT:
      arithmetic(r, (enum ct_op)i->op);
      break;
    case CT_OP_NOT:
      push_truth(r, !pop_truth(r));
      break;
    case CT_OP_JUMP_FALSE:
    case CT_OP_JUMP_TRUE:
      i = jump(r, i);
      break;
    case CT_OP_FUNCTION:
      ct_rule_call(r, (enum ct_rule_function)i->extra);
      break;
    case CT_OP_EACH:
      push_truth(r, each(r, i, i + 1));
      i += 1 + i[1].arg;
      break;
    default:
      load(r, i);
      break;
    }
  }
  bool truth = r->depth > bottom && pop_truth(r);
  r->depth = bottom;
  return truth;
}

bool ct_rule_run(ct_rules *r, ct_rule_code code) {
  if (code.length == 0) return true;
  const ct_instruction *first = r->now->set->code + code.first;
  return run(r, first, first + code.length);
}
