/*
 * rule_sieve_follow.c -- when a rule may fail: its program, read as plain tests.
 *
 * Knows the instructions, and follows them with values that are not known yet.  What it does
 * not follow may hold and may not: a term says nothing of it.  Knows no claim.
 */
#include "claim/rule_sieve_make.h"

enum { STACK = CT_RULE_STACK, NESTED = 4, MAYBE = CT_SIEVE_MAYBE, ALWAYS = CT_SIEVE_ALWAYS,
       NEVER = CT_SIEVE_NEVER, TEST = CT_SIEVE_TEST, NOT = CT_SIEVE_NOT, AND = CT_SIEVE_AND,
       OR = CT_SIEVE_OR };

typedef ct_sieve_maker maker;
typedef ct_sieve_refs term;
typedef ct_sieve_choice choice;

enum value_kind { UNKNOWN, PATH, TEXT, NUMBER, TRUTH };
typedef struct value {
  uint8_t kind, as;
  uint8_t up;                 /* loops above the rule's that the path starts from */
  const ct_rule_path *path;
  const char *text;
  const ct_decimal *number;
  uint16_t truth;             /* expr */
} value;

static uint16_t truth_of(maker *m, const ct_instruction *at, const ct_instruction *end);

static uint16_t make(maker *m, int kind, uint16_t left, uint16_t right) {
  if (m->exprs == CT_SIEVE_EXPRS) return MAYBE;
  m->expr[m->exprs] = (ct_sieve_expr){(uint8_t)kind, left, right};
  return m->exprs++;
}

/* ---- tests -------------------------------------------------------------------------------- */

static bool is_plain(const maker *m, const ct_rule_path *p) {
  if (p->sum) return false;
  if (p->source == CT_FROM_ITEM)
    return m->item && p->frame == 1 && p->ends == CT_PATH_ELEMENT && !p->repeats;
  if (p->source == CT_FROM_ELEMENT)
    return m->item && p->frame == 1 && p->element == 0 && p->component == 0;
  if (p->source != CT_FROM_TREE || p->frame != 0) return false;
  if (p->ends == CT_PATH_LOOP) return p->nth == 0 && (!p->many || p->downs <= 1);
  if (p->ends == CT_PATH_SEGMENT) return !p->many || p->downs == 0;
  return !p->many || (p->downs <= 1 && !p->repeats);
}

static uint16_t add_test(maker *m, ct_sieve_test t) {
  uint16_t number = ct_sieve_add_test(m, t);
  return number == UINT16_MAX ? MAYBE : make(m, TEST, number, 0);
}

/* A text against which values of up to eight bytes are held; 0: not one. */
static uint64_t packed_text(const char *text) { return ct_slice_pack(ct_slice_text(text)); }

static uint16_t equal_text(maker *m, uint16_t operand, bool any, const char *text) {
  uint64_t packed = packed_text(text);
  if (!packed) return MAYBE;
  return add_test(m, (ct_sieve_test){.kind = CT_TEST_EQUAL, .a = operand, .any = any, .packed = packed});
}

static uint16_t starts_with(maker *m, uint16_t operand, bool any, const char *text) {
  uint64_t packed = packed_text(text);
  if (!packed) return MAYBE;
  ct_sieve_test t = {.kind = CT_TEST_STARTS, .a = operand, .any = any, .packed = packed};
  t.mask = ~UINT64_C(0) << (64 - 8 * strlen(text));
  return add_test(m, t);
}

static uint16_t in_list(maker *m, uint16_t operand, bool any, const ct_rule_list *l) {
  if (l->code_set) return MAYBE;
  ct_sieve_test t = {.kind = CT_TEST_IN, .a = operand, .any = any, .with.list = l};
  for (uint32_t i = 0; i < l->packed_count; i++) t.packed |= ct_sieve_bit(l->packed[i]);
  return add_test(m, t);
}

static uint16_t matching(maker *m, uint16_t operand, bool any, const ct_rule_pattern *p) {
  if (!p->run) {
    m->unusable = true;
    return MAYBE;
  }
  return add_test(m, (ct_sieve_test){.kind = CT_TEST_PATTERN, .a = operand, .any = any, .with.pattern = p});
}

static uint16_t all_digits(maker *m, uint16_t operand, bool any) {
  return add_test(m, (ct_sieve_test){.kind = CT_TEST_DIGITS, .a = operand, .any = any});
}

static uint16_t existing(maker *m, const ct_rule_path *p, unsigned up) {
  if (!is_plain(m, p)) return MAYBE;
  uint16_t operand = ct_sieve_add_operand(m, p, up, CT_AS_TEXT);
  return add_test(m, (ct_sieve_test){.kind = CT_TEST_EXISTS, .a = operand});
}

/* Where a test is of a value that is there, its contrary is another test of one that is there. */
static uint16_t negated(maker *m, uint16_t test, const value *of) {
  if (test == MAYBE) return MAYBE;
  uint16_t there = existing(m, of->path, of->up);
  return there == MAYBE ? MAYBE : make(m, AND, there, make(m, NOT, test, 0));
}

static uint16_t operand_of(maker *m, const value *v) {
  return v->kind == PATH && v->path->ends == CT_PATH_ELEMENT && !v->path->many && is_plain(m, v->path)
             ? ct_sieve_add_operand(m, v->path, v->up, (enum ct_sieve_as)v->as)
             : 0;
}

/* ---- following a program ---------------------------------------------------------------------------------- */

typedef struct stack {
  value v[STACK];
  unsigned depth;
} stack;

static void push(stack *s, value v) {
  if (s->depth < STACK) s->v[s->depth++] = v;
}
static value pop(stack *s) { return s->depth ? s->v[--s->depth] : (value){.kind = UNKNOWN}; }
static void push_truth(stack *s, uint16_t truth) { push(s, (value){.kind = TRUTH, .truth = truth}); }
static uint16_t pop_truth(stack *s) {
  value v = pop(s);
  return v.kind == TRUTH ? v.truth : MAYBE;
}

static enum ct_op turned(enum ct_op op) { /* a < b is b > a */
  return op == CT_OP_LESS            ? CT_OP_GREATER
         : op == CT_OP_LESS_EQUAL    ? CT_OP_GREATER_EQUAL
         : op == CT_OP_GREATER       ? CT_OP_LESS
         : op == CT_OP_GREATER_EQUAL ? CT_OP_LESS_EQUAL
                                     : op;
}

static uint16_t compare_length(maker *m, enum ct_op op, const value *a, const ct_decimal *n) {
  value text = *a;
  text.as = CT_AS_TEXT;
  ct_sieve_test t = {.kind = CT_TEST_LENGTH, .op = (uint8_t)op, .a = operand_of(m, &text)};
  if (!t.a || n->scale != 0 || n->mantissa < 0) return MAYBE;
  t.packed = (uint64_t)n->mantissa;
  return add_test(m, t);
}

static uint16_t compare_numbers(maker *m, enum ct_op op, const value *a, const value *b) {
  if (a->kind == NUMBER) return b->kind == PATH ? compare_numbers(m, turned(op), b, a) : MAYBE;
  if (a->kind == PATH && a->as == CT_AS_LENGTH && b->kind == NUMBER) return compare_length(m, op, a, b->number);
  if (a->as == CT_AS_TEXT || (b->kind != NUMBER && b->as == CT_AS_TEXT)) return MAYBE;
  ct_sieve_test t = {.kind = CT_TEST_NUMBER, .op = (uint8_t)op, .a = operand_of(m, a)};
  if (b->kind == NUMBER) {
    t.with.number = b->number;
    return t.a ? add_test(m, t) : MAYBE;
  }
  t.kind = CT_TEST_NUMBERS;
  t.b = operand_of(m, b);
  return t.a && t.b ? add_test(m, t) : MAYBE;
}

static uint16_t compare_texts(maker *m, enum ct_op op, const value *a, const value *b) {
  if (a->kind == TEXT) return b->kind == PATH ? compare_texts(m, turned(op), b, a) : MAYBE;
  if (a->kind != PATH || a->as != CT_AS_TEXT) return MAYBE;
  uint16_t x = operand_of(m, a);
  if (!x) return MAYBE;
  if (b->kind == TEXT) {
    if (op != CT_OP_EQUAL && op != CT_OP_NOT_EQUAL) return MAYBE;
    uint16_t equal = equal_text(m, x, false, b->text);
    return op == CT_OP_EQUAL ? equal : negated(m, equal, a);
  }
  uint16_t y = b->as == CT_AS_TEXT ? operand_of(m, b) : 0;
  if (!y) return MAYBE;
  return add_test(m, (ct_sieve_test){.kind = CT_TEST_TEXTS, .op = (uint8_t)op, .a = x, .b = y});
}

static uint16_t compare(maker *m, const ct_instruction *i, stack *s) {
  value b = pop(s), a = pop(s);
  if (i->extra) return compare_numbers(m, (enum ct_op)i->op, &a, &b);
  return compare_texts(m, (enum ct_op)i->op, &a, &b);
}

static uint16_t member(maker *m, const ct_instruction *i, stack *s) {
  if (i->extra & CT_DATED) (void)pop(s);
  value v = pop(s);
  uint16_t x = v.as == CT_AS_TEXT ? operand_of(m, &v) : 0;
  if (!x || (i->extra & CT_DATED)) return MAYBE;
  uint16_t in = in_list(m, x, false, &m->set->list[i->arg]);
  return i->extra & CT_NEGATED ? negated(m, in, &v) : in;
}

static uint16_t pattern(maker *m, const ct_instruction *i, stack *s) {
  const ct_rule_pattern *p = &m->set->pattern[i->arg];
  value v = pop(s);
  uint16_t x = v.as == CT_AS_TEXT ? operand_of(m, &v) : 0;
  if (!p->run) m->unusable = true;
  if (!x || !p->run) return MAYBE;
  uint16_t fits = matching(m, x, false, p);
  return i->extra & CT_NEGATED ? negated(m, fits, &v) : fits;
}

static void call(maker *m, const ct_instruction *i, stack *s) {
  value v = pop(s);
  uint16_t x;
  switch (i->extra) {
  case CT_FN_STARTS: {
    value with = v;
    v = pop(s);
    x = v.as == CT_AS_TEXT && with.kind == TEXT ? operand_of(m, &v) : 0;
    push_truth(s, x ? starts_with(m, x, false, with.text) : MAYBE);
    return;
  }
  case CT_FN_LEFT:
  case CT_FN_RIGHT:
    (void)pop(s);
    break;
  case CT_FN_ENDS:
  case CT_FN_CONTAINS:
    (void)pop(s);
    push_truth(s, MAYBE);
    return;
  case CT_FN_DIGITS:
    x = v.as == CT_AS_TEXT ? operand_of(m, &v) : 0;
    push_truth(s, x ? all_digits(m, x, false) : MAYBE);
    return;
  case CT_FN_NPI:
  case CT_FN_LUHN:
  case CT_FN_ROUTING:
  case CT_FN_BASIC:
  case CT_FN_EXTENDED:
    push_truth(s, MAYBE);
    return;
  case CT_FN_UPPER:
  case CT_FN_LOWER:
    m->unusable = true;
    break;
  case CT_FN_DATE:
  case CT_FN_UNTIL:
  case CT_FN_LENGTH:
  case CT_FN_NUMBER:
    if (v.kind != PATH || v.as != CT_AS_TEXT) break;
    v.as = i->extra == CT_FN_DATE     ? CT_AS_DATE
           : i->extra == CT_FN_UNTIL  ? CT_AS_UNTIL
           : i->extra == CT_FN_LENGTH ? CT_AS_LENGTH
                                      : CT_AS_AMOUNT;
    push(s, v);
    return;
  default:
    break;
  }
  push(s, (value){.kind = UNKNOWN});
}

static uint16_t distinct_operand(maker *m, uint16_t path) {
  const ct_rule_path *p = &m->set->path[path];
  bool walks = p->source == CT_FROM_TREE && p->ends == CT_PATH_ELEMENT && p->downs <= 1 && !p->repeats;
  return walks && is_plain(m, p) ? ct_sieve_add_operand(m, p, m->up, CT_AS_TEXT) : 0;
}

static uint16_t distinct(maker *m, const ct_instruction *i) {
  if (i->op != CT_OP_DISTINCT || i->extra > 2) return MAYBE;
  ct_sieve_test t = {.kind = CT_TEST_DISTINCT, .a = distinct_operand(m, i->arg)};
  if (i->extra == 2) t.b = distinct_operand(m, (uint16_t)(i->arg + 1));
  if (i[1].arg) t.with.list = &m->set->list[i[1].arg];
  return t.a && (t.b || i->extra == 1) ? add_test(m, t) : MAYBE;
}

/* any of a path : the value itself, held against one thing.  Others are not followed. */
static uint16_t each(maker *m, const ct_instruction *i) {
  const ct_rule_path *over = &m->set->path[i->arg];
  const ct_instruction *body = i + 2;
  unsigned n = i[1].arg;
  for (unsigned k = 0; k < n; k++) { /* what may be told as unusable there is so here */
    if (body[k].op == CT_OP_MATCHES && !m->set->pattern[body[k].arg].run) m->unusable = true;
    if (body[k].op == CT_OP_FUNCTION && (body[k].extra == CT_FN_UPPER || body[k].extra == CT_FN_LOWER))
      m->unusable = true;
    if (body[k].op == CT_OP_CONDITION || body[k].op == CT_OP_EACH) m->unusable = true;
  }
  if (i->extra || n < 2 || over->source != CT_FROM_TREE || over->ends != CT_PATH_ELEMENT ||
      !over->many || !is_plain(m, over) || body[0].op != CT_OP_VALUE)
    return MAYBE;
  const ct_rule_path *item = &m->set->path[body[0].arg];
  if (item->source != CT_FROM_ELEMENT || item->frame != (m->item ? 2 : 1) || item->element != 0 ||
      item->component != 0)
    return MAYBE;
  uint16_t x = ct_sieve_add_operand(m, over, m->up, CT_AS_TEXT);
  if (!x) return MAYBE;
  const ct_instruction *test = body + n - 1;
  bool text = n == 3 && body[1].op == CT_OP_TEXT;
  if (text && test->op == CT_OP_EQUAL && !test->extra)
    return equal_text(m, x, true, m->set->text[body[1].arg]);
  if (text && test->op == CT_OP_FUNCTION && test->extra == CT_FN_STARTS)
    return starts_with(m, x, true, m->set->text[body[1].arg]);
  if (n == 2 && test->op == CT_OP_IN && !test->extra) return in_list(m, x, true, &m->set->list[test->arg]);
  return MAYBE;
}

/* A condition of this loop, or of one above it, as if it were written here. */
static uint16_t condition(maker *m, uint16_t number) {
  const ct_rule_condition *c = &m->set->condition[number];
  uint8_t up = 0;
  uint16_t node = m->node;
  for (; node != c->node && node != 0; up++) node = m->grammar->node[node].parent;
  if (node != c->node || m->nested == NESTED) {
    m->unusable = true;
    return MAYBE;
  }
  uint8_t kept = m->up;
  bool item = m->item;
  m->up = up;
  m->item = false;
  m->nested++;
  const ct_instruction *first = m->set->code + c->code.first;
  uint16_t truth = truth_of(m, first, first + c->code.length);
  m->nested--;
  m->item = item;
  m->up = kept;
  return truth;
}

static void step(maker *m, const ct_instruction *i, stack *s) {
  switch (i->op) {
  case CT_OP_TRUE:
    push_truth(s, ALWAYS);
    break;
  case CT_OP_FALSE:
    push_truth(s, NEVER);
    break;
  case CT_OP_TEXT:
    push(s, (value){.kind = TEXT, .text = m->set->text[i->arg]});
    break;
  case CT_OP_NUMBER:
    push(s, (value){.kind = NUMBER, .number = &m->set->number[i->arg]});
    break;
  case CT_OP_VALUE:
  case CT_OP_AMOUNT:
    push(s, (value){.kind = PATH, .as = i->op == CT_OP_VALUE ? CT_AS_TEXT : CT_AS_AMOUNT,
                    .path = &m->set->path[i->arg], .up = m->up});
    break;
  case CT_OP_EXISTS:
    push_truth(s, existing(m, &m->set->path[i->arg], m->up));
    break;
  case CT_OP_EQUAL:
  case CT_OP_NOT_EQUAL:
  case CT_OP_LESS:
  case CT_OP_LESS_EQUAL:
  case CT_OP_GREATER:
  case CT_OP_GREATER_EQUAL:
    push_truth(s, compare(m, i, s));
    break;
  case CT_OP_IN:
    push_truth(s, member(m, i, s));
    break;
  case CT_OP_MATCHES:
    push_truth(s, pattern(m, i, s));
    break;
  case CT_OP_NOT:
    push_truth(s, make(m, NOT, pop_truth(s), 0));
    break;
  case CT_OP_FUNCTION:
    call(m, i, s);
    break;
  case CT_OP_CONDITION:
    push_truth(s, condition(m, i->arg));
    break;
  case CT_OP_ADD:
  case CT_OP_SUBTRACT:
    (void)pop(s);
    (void)pop(s);
    push(s, (value){.kind = UNKNOWN});
    break;
  default: /* names, counts and sums */
    push(s, (value){.kind = UNKNOWN});
    break;
  }
}

static uint16_t truth_of(maker *m, const ct_instruction *at, const ct_instruction *end) {
  stack s = {.depth = 0};
  for (const ct_instruction *i = at; i < end; i++) {
    switch (i->op) {
    case CT_OP_JUMP_FALSE:
    case CT_OP_JUMP_TRUE: {
      uint16_t left = pop_truth(&s), right = truth_of(m, i + 1, i + 1 + i->arg);
      push_truth(&s, make(m, i->op == CT_OP_JUMP_FALSE ? AND : OR, left, right));
      i += i->arg;
      break;
    }
    case CT_OP_EACH:
      push_truth(&s, each(m, i));
      i += 1 + i[1].arg;
      break;
    case CT_OP_DISTINCT:
    case CT_OP_SAME:
      push_truth(&s, distinct(m, i));
      i++;
      break;
    default:
      step(m, i, &s);
      break;
    }
  }
  return pop_truth(&s);
}

/* ---- terms --------------------------------------------------------------------------------------------------- */

static void always(choice *c) {
  c->count = 1;
  c->term[0].count = 0;
}

static void either(choice *a, const choice *b) {
  for (unsigned i = 0; i < b->count; i++) {
    if (a->count == CT_SIEVE_TERMS) {
      always(a);
      return;
    }
    a->term[a->count++] = b->term[i];
  }
}

/* What does not fit is left out: the term then holds more often. */
static void join(term *t, const term *other) {
  for (unsigned i = 0; i < other->count; i++)
    if (t->count < CT_SIEVE_REFS) t->ref[t->count++] = other->ref[i];
}

static void both(choice *a, const choice *b) {
  choice out = {.count = 0};
  if (a->count * b->count > CT_SIEVE_TERMS) { /* one of both says enough */
    if (b->count < a->count) *a = *b;
    return;
  }
  for (unsigned i = 0; i < a->count; i++)
    for (unsigned k = 0; k < b->count; k++) {
      out.term[out.count] = a->term[i];
      join(&out.term[out.count++], &b->term[k]);
    }
  *a = out;
}

static void spread(const maker *m, uint16_t number, bool turned_round, choice *out) {
  const ct_sieve_expr *e = &m->expr[number];
  out->count = 0;
  switch (e->kind) {
  case ALWAYS:
  case NEVER:
    if ((e->kind == ALWAYS) != turned_round) always(out);
    break;
  case TEST:
    always(out);
    if (m->sieve->test[e->left].kind == CT_TEST_DISTINCT && !turned_round) break;
    join(&out->term[0], &(term){{(uint16_t)(e->left * 2 + turned_round)}, 1});
    break;
  case NOT:
    spread(m, e->left, !turned_round, out);
    break;
  case AND:
  case OR: {
    choice right;
    spread(m, e->left, turned_round, out);
    spread(m, e->right, turned_round, &right);
    if ((e->kind == AND) != turned_round)
      both(out, &right);
    else
      either(out, &right);
    break;
  }
  default:
    always(out);
    break;
  }
}

static uint16_t program(maker *m, ct_rule_code code) {
  const ct_instruction *first = m->set->code + code.first;
  return code.length ? truth_of(m, first, first + code.length) : ALWAYS;
}

void ct_sieve_follow(maker *m, const ct_rule *rule, choice *out) {
  m->exprs = 3;
  m->expr[MAYBE] = (ct_sieve_expr){.kind = MAYBE};
  m->expr[ALWAYS] = (ct_sieve_expr){.kind = ALWAYS};
  m->expr[NEVER] = (ct_sieve_expr){.kind = NEVER};
  m->up = m->nested = 0;
  m->unusable = false;
  always(out);
  if (rule->kind == CT_RULE_FOLLOW) return;
  uint16_t truth = program(m, rule->when);
  uint16_t test = rule->kind == CT_RULE_UNIQUE ? (uint16_t)MAYBE : program(m, rule->test);
  if (rule->kind != CT_RULE_FORBID && rule->kind != CT_RULE_UNIQUE) test = make(m, NOT, test, 0);
  if (!m->unusable) spread(m, make(m, AND, truth, test), false, out);
}

