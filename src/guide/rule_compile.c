/*
 * rule_compile.c -- from the tree of an expression to a postfix program.
 *
 * Knows types, and which comparison is meant: numbers are compared as numbers where one side
 * is one, everything else as text.  A path with several values in a comparison means "any of
 * them"; anywhere else it is refused, so that no rule silently looks at the first alone.
 */
#include "guide/rule_build.h"

#include "base/decimal.h"
#include "guide/pattern.h"

typedef struct compiler {
  ct_rule_context *context;
  ct_rule_build *build;
  unsigned depth; /* of the stack, where the next value goes */
} compiler;

static enum ct_rule_type value(compiler *, const ct_expr *, bool as_number);
static void truth(compiler *, const ct_expr *);

/* ---- writing ------------------------------------------------------------------------------------- */

static uint32_t here(const compiler *c) { return c->build->code.count; }

static void emit(compiler *c, enum ct_op op, unsigned extra, unsigned arg) {
  ct_instruction *i = ct_rule_row(c->build, &c->build->code, sizeof *i);
  if (i) *i = (ct_instruction){(uint8_t)op, (uint8_t)extra, (uint16_t)arg};
}

static void push(compiler *c, enum ct_op op, unsigned extra, unsigned arg) {
  emit(c, op, extra, arg);
  if (++c->depth > CT_RULE_STACK) ct_rule_build_refuse(c->build, "the expression is too deep");
}

static void pop(compiler *c, unsigned n) { c->depth -= n < c->depth ? n : c->depth; }

/* Fills in how many instructions after `at` have been written. */
static void patch(compiler *c, uint32_t at) {
  if (c->build->status != CT_OK) return;
  ((ct_instruction *)c->build->code.items)[at].arg = (uint16_t)(here(c) - at - 1);
}

static bool fits(ct_slice s, const char *word) { return ct_slice_is(s, word); }

/* ---- literals ---------------------------------------------------------------------------------------- */

static uint16_t keep_text(compiler *c, ct_slice s) {
  ct_rule_build *b = c->build;
  const char **have = b->text.items;
  for (uint32_t i = 1; i < b->text.count; i++)
    if (fits(s, have[i])) return (uint16_t)i;
  const char *copy = ct_rule_build_copy(b, s);
  const char **row = ct_rule_row(b, &b->text, sizeof *row);
  if (!row) return 0;
  *row = copy;
  return (uint16_t)(b->text.count - 1);
}

static uint16_t keep_number(compiler *c, ct_slice s) {
  ct_rule_build *b = c->build;
  ct_decimal n;
  if (ct_decimal_parse(s, &n) != CT_DECIMAL_OK) {
    ct_rule_build_refuse(b, "\"%.*s\" is no number", (int)(s.len < 40 ? s.len : 40), s.ptr);
    return 0;
  }
  const ct_decimal *have = b->number.items;
  for (uint32_t i = 1; i < b->number.count; i++)
    if (ct_decimal_compare(have[i], n) == 0) return (uint16_t)i;
  ct_decimal *row = ct_rule_row(b, &b->number, sizeof *row);
  if (!row) return 0;
  *row = n;
  return (uint16_t)(b->number.count - 1);
}

static uint16_t keep_pattern(compiler *c, ct_slice s) {
  ct_rule_build *b = c->build;
  const ct_rule_pattern *have = b->pattern.items;
  for (uint32_t i = 1; i < b->pattern.count; i++)
    if (fits(s, have[i].text)) return (uint16_t)i;
  const char *text = ct_rule_build_copy(b, s);
  ct_rule_pattern *row = ct_rule_row(b, &b->pattern, sizeof *row);
  if (!row) return 0;
  char why[200];
  *row = (ct_rule_pattern){.text = ""};
  ct_rule_pattern made;
  if (!ct_pattern_make(&made, b->arena, text, why)) {
    if (why[0]) {
      ct_rule_build_refuse(b, "\"%s\": %s", text, why);
    } else {
      b->status = CT_NO_MEMORY;
    }
    return 0;
  }
  *row = made;
  return (uint16_t)(b->pattern.count - 1);
}

/* ---- what there is to call ------------------------------------------------------------------------- */

typedef struct function {
  const char *name;
  uint8_t code, arguments;
  uint8_t gives;  /* enum ct_rule_type */
  bool number;    /* its second argument is a number; the first is always a text */
} function;

static const function functions[] = {
    {"length", CT_FN_LENGTH, 1, CT_TYPE_NUMBER, false},
    {"upper", CT_FN_UPPER, 1, CT_TYPE_TEXT, false},
    {"lower", CT_FN_LOWER, 1, CT_TYPE_TEXT, false},
    {"trim", CT_FN_TRIM, 1, CT_TYPE_TEXT, false},
    {"left", CT_FN_LEFT, 2, CT_TYPE_TEXT, true},
    {"right", CT_FN_RIGHT, 2, CT_TYPE_TEXT, true},
    {"number", CT_FN_NUMBER, 1, CT_TYPE_NUMBER, false},
    {"date", CT_FN_DATE, 1, CT_TYPE_NUMBER, false},
    {"until", CT_FN_UNTIL, 1, CT_TYPE_NUMBER, false},
    {"days", CT_FN_DAYS, 1, CT_TYPE_NUMBER, true},
    {"starts", CT_FN_STARTS, 2, CT_TYPE_TRUTH, false},
    {"ends", CT_FN_ENDS, 2, CT_TYPE_TRUTH, false},
    {"contains", CT_FN_CONTAINS, 2, CT_TYPE_TRUTH, false},
    {"digits", CT_FN_DIGITS, 1, CT_TYPE_TRUTH, false},
    {"npi", CT_FN_NPI, 1, CT_TYPE_TRUTH, false},
    {"luhn", CT_FN_LUHN, 1, CT_TYPE_TRUTH, false},
    {"routing", CT_FN_ROUTING, 1, CT_TYPE_TRUTH, false},
    {"basic", CT_FN_BASIC, 1, CT_TYPE_TRUTH, false},
    {"extended", CT_FN_EXTENDED, 1, CT_TYPE_TRUTH, false},
};

static const struct {
  const char *name;
  uint8_t code, gives;
} names[] = {
    {"today", CT_NAME_TODAY, CT_TYPE_NUMBER},
    {"production", CT_NAME_PRODUCTION, CT_TYPE_TRUTH},
    {"file-name", CT_NAME_FILE_NAME, CT_TYPE_TEXT},
    {"file-bytes", CT_NAME_FILE_BYTES, CT_TYPE_NUMBER},
    {"file-interchanges", CT_NAME_FILE_INTERCHANGES, CT_TYPE_NUMBER},
    {"file-groups", CT_NAME_FILE_GROUPS, CT_TYPE_NUMBER},
    {"file-sets", CT_NAME_FILE_SETS, CT_TYPE_NUMBER},
    {"file-claims", CT_NAME_FILE_CLAIMS, CT_TYPE_NUMBER},
    {"element-separator", CT_NAME_ELEMENT_SEPARATOR, CT_TYPE_TEXT},
    {"repetition-separator", CT_NAME_REPETITION_SEPARATOR, CT_TYPE_TEXT},
    {"component-separator", CT_NAME_COMPONENT_SEPARATOR, CT_TYPE_TEXT},
    {"segment-terminator", CT_NAME_SEGMENT_TERMINATOR, CT_TYPE_TEXT},
};

static const function *find_function(ct_slice name) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
    if (fits(name, functions[i].name)) return &functions[i];
  return NULL;
}

static int find_name(ct_slice name) {
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (fits(name, names[i].name)) return (int)i;
  return -1;
}

static enum ct_op aggregate_of(ct_slice name) {
  static const struct {
    const char *name;
    enum ct_op op;
  } all[] = {{"count", CT_OP_COUNT},       {"sum", CT_OP_SUM},
             {"least", CT_OP_LEAST},       {"greatest", CT_OP_GREATEST},
             {"distinct", CT_OP_DISTINCT}, {"same", CT_OP_SAME},
             {"exists", CT_OP_EXISTS}};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    if (fits(name, all[i].name)) return all[i].op;
  return CT_OP_TRUE;
}

static void no_function(compiler *c, ct_slice name) {
  ct_rule_build_refuse(c->build, "there is no function %.*s()", (int)(name.len < 40 ? name.len : 40), name.ptr);
}

/* ---- types, told without writing ---------------------------------------------------------------------- */

/* NUMBER only where it is sure: a literal may be either, and is told as `literal`. */
static enum ct_rule_type type_of(compiler *c, const ct_expr *e, bool *literal) {
  *literal = false;
  switch (e->kind) {
  case CT_EXPR_TEXT:
    return CT_TYPE_TEXT;
  case CT_EXPR_NUMBER:
    *literal = true;
    return CT_TYPE_NUMBER;
  case CT_EXPR_PATH: {
    const ct_rule_path *p = ct_rule_path_at(c->build, ct_rule_path_of(c->context, e, 0));
    return p->ends == CT_PATH_ELEMENT && p->number ? CT_TYPE_NUMBER : CT_TYPE_TEXT;
  }
  case CT_EXPR_NAME: {
    int n = find_name(e->text);
    return n < 0 ? CT_TYPE_TRUTH : (enum ct_rule_type)names[n].gives;
  }
  case CT_EXPR_CALL: {
    const function *f = find_function(e->text);
    if (f) return (enum ct_rule_type)f->gives;
    enum ct_op op = aggregate_of(e->text);
    if (op == CT_OP_TRUE) no_function(c, e->text);
    return op == CT_OP_COUNT || op == CT_OP_SUM || op == CT_OP_LEAST || op == CT_OP_GREATEST
               ? CT_TYPE_NUMBER
               : CT_TYPE_TRUTH;
  }
  case CT_EXPR_PLUS:
  case CT_EXPR_MINUS:
    return CT_TYPE_NUMBER;
  default:
    return CT_TYPE_TRUTH;
  }
}

static bool has_many(compiler *c, const ct_expr *e) {
  return e->kind == CT_EXPR_PATH &&
         ct_rule_path_at(c->build, ct_rule_path_of(c->context, e, 0))->many;
}

/* ---- values ------------------------------------------------------------------------------------------------- */

static enum ct_rule_type path_value(compiler *c, const ct_expr *e, bool as_number) {
  uint16_t path = ct_rule_path_of(c->context, e, 0);
  const ct_rule_path *p = ct_rule_path_at(c->build, path);
  if (p->many)
    ct_rule_build_refuse(c->build, "\"%s\" may have several values: say any or all of them", p->text);
  if (p->ends == CT_PATH_LOOP && c->build->status == CT_OK)
    ct_rule_build_refuse(c->build, "\"%s\" is a loop and has no value", p->text);
  push(c, as_number ? CT_OP_AMOUNT : CT_OP_VALUE, 0, path);
  return as_number ? CT_TYPE_NUMBER : CT_TYPE_TEXT;
}

/* 2410 alone is a number, or a loop where a path is expected. */
static bool is_path(const ct_expr *e) { return e->kind == CT_EXPR_PATH || (e->kind == CT_EXPR_NUMBER && e->path); }

/* count(path), sum(path): several paths are added. */
static enum ct_rule_type aggregate(compiler *c, const ct_expr *e, enum ct_op op) {
  const ct_expr *a = e->first;
  if (!a) ct_rule_build_refuse(c->build, "%.*s() needs a path", (int)e->text.len, e->text.ptr);
  for (bool first = true; a && c->build->status == CT_OK; a = a->next, first = false) {
    if (!is_path(a)) {
      ct_rule_build_refuse(c->build, "%.*s() takes paths", (int)e->text.len, e->text.ptr);
      break;
    }
    if (!first && op != CT_OP_COUNT && op != CT_OP_SUM) {
      ct_rule_build_refuse(c->build, "%.*s() takes one path", (int)e->text.len, e->text.ptr);
      break;
    }
    push(c, op, 0, ct_rule_path_of(c->context, a, op));
    if (first) continue;
    emit(c, CT_OP_ADD, 0, 0);
    pop(c, 1);
  }
  return op == CT_OP_EXISTS ? CT_TYPE_TRUTH : CT_TYPE_NUMBER;
}

/* distinct(a, b except (U)): the paths must stand in a row, so they are kept anew. */
static enum ct_rule_type together(compiler *c, const ct_expr *e, enum ct_op op) {
  ct_rule_build *b = c->build;
  uint16_t paths[8];
  unsigned n = 0;
  for (const ct_expr *a = e->first; a && b->status == CT_OK; a = a->next) {
    if (a->kind != CT_EXPR_PATH || n == 8) {
      ct_rule_build_refuse(b, "%.*s() takes one to eight paths", (int)e->text.len, e->text.ptr);
      return CT_TYPE_FAULT;
    }
    paths[n++] = ct_rule_path_of(c->context, a, 0);
  }
  if (n == 0) ct_rule_build_refuse(b, "%.*s() needs a path", (int)e->text.len, e->text.ptr);
  uint32_t first = n == 1 ? paths[0] : b->path.count;
  for (unsigned i = 0; n > 1 && i < n; i++) {
    ct_rule_path *row = ct_rule_row(b, &b->path, sizeof *row);
    if (row) *row = *ct_rule_path_at(b, paths[i]);
  }
  push(c, op, n, first);
  emit(c, CT_OP_BODY, 0, e->words ? ct_rule_build_words(b, NULL, e->words) : 0);
  return CT_TYPE_TRUTH;
}

static enum ct_rule_type called(compiler *c, const ct_expr *e) {
  enum ct_op op = aggregate_of(e->text);
  if (op == CT_OP_DISTINCT || op == CT_OP_SAME) return together(c, e, op);
  if (op != CT_OP_TRUE) return aggregate(c, e, op);
  const function *f = find_function(e->text);
  unsigned n = 0;
  for (const ct_expr *a = e->first; a; a = a->next) n++;
  if (!f) {
    no_function(c, e->text);
    return CT_TYPE_FAULT;
  }
  if (n != f->arguments) {
    ct_rule_build_refuse(c->build, "%s() takes %u argument%s", f->name, (unsigned)f->arguments,
                         f->arguments == 1 ? "" : "s");
    return CT_TYPE_FAULT;
  }
  (void)value(c, e->first, f->code == CT_FN_DAYS);
  if (n == 2) (void)value(c, e->first->next, f->number);
  emit(c, CT_OP_FUNCTION, f->code, 0);
  pop(c, n - 1);
  return (enum ct_rule_type)f->gives;
}

uint16_t ct_rule_condition_named(const ct_rule_context *x, ct_slice name) {
  const ct_rule_condition *have = x->build->condition.items;
  const ct_grammar *g = x->build->grammar;
  for (uint16_t loop = x->frames ? x->frame[0].loop : 0;; loop = g->node[loop].parent) {
    for (uint32_t i = x->build->condition.count; i-- > 1;)
      if (have[i].node == loop && fits(name, have[i].name)) return (uint16_t)i;
    if (loop == 0) return 0;
  }
}

static enum ct_rule_type named(compiler *c, const ct_expr *e) {
  int n = find_name(e->text);
  if (n >= 0) {
    push(c, CT_OP_NAME, names[n].code, 0);
    return (enum ct_rule_type)names[n].gives;
  }
  uint16_t found = ct_rule_condition_named(c->context, e->text);
  if (!found)
    ct_rule_build_refuse(c->build, "there is no condition \"%.*s\" here or above",
                         (int)(e->text.len < 40 ? e->text.len : 40), e->text.ptr);
  push(c, CT_OP_CONDITION, 0, found);
  return CT_TYPE_TRUTH;
}

static enum ct_rule_type value(compiler *c, const ct_expr *e, bool as_number) {
  enum ct_rule_type type;
  switch (e->kind) {
  case CT_EXPR_TEXT:
    push(c, CT_OP_TEXT, 0, keep_text(c, e->text));
    type = CT_TYPE_TEXT;
    break;
  case CT_EXPR_NUMBER:
    if (as_number) {
      push(c, CT_OP_NUMBER, 0, keep_number(c, e->text));
    } else {
      push(c, CT_OP_TEXT, 0, keep_text(c, e->text));
    }
    return as_number ? CT_TYPE_NUMBER : CT_TYPE_TEXT;
  case CT_EXPR_PATH:
    return path_value(c, e, as_number);
  case CT_EXPR_NAME:
    type = named(c, e);
    break;
  case CT_EXPR_CALL:
    type = called(c, e);
    break;
  case CT_EXPR_PLUS:
  case CT_EXPR_MINUS:
    (void)value(c, e->first, true);
    (void)value(c, e->second, true);
    emit(c, e->kind == CT_EXPR_PLUS ? CT_OP_ADD : CT_OP_SUBTRACT, 0, 0);
    pop(c, 1);
    type = CT_TYPE_NUMBER;
    break;
  default:
    type = CT_TYPE_TRUTH;
    break;
  }
  if (type == CT_TYPE_TRUTH || (type == CT_TYPE_NUMBER) != as_number)
    ct_rule_build_refuse(c->build, type == CT_TYPE_TRUTH ? "a value is expected, not a truth"
                                   : as_number ? "a number is expected: say number() or date()"
                                               : "a text is expected, not a number");
  return type;
}

/* ---- truths --------------------------------------------------------------------------------------------------- */

/* any or all of `over`: the body sees one more frame. */
static bool open_frame(compiler *c, const ct_expr *over, bool all, uint32_t *body) {
  ct_rule_context *x = c->context;
  uint16_t path = ct_rule_path_of(x, over, 0);
  if (x->frames == CT_RULE_FRAMES) {
    ct_rule_build_refuse(c->build, "any and all are nested too deep");
    return false;
  }
  if (x->frames == 0 || c->build->status != CT_OK) {
    ct_rule_build_refuse(c->build, "any and all have nothing to go over here");
    return false;
  }
  const ct_rule_path *p = ct_rule_path_at(c->build, path);
  emit(c, CT_OP_EACH, all, path);
  *body = here(c);
  emit(c, CT_OP_BODY, 0, 0);
  uint16_t loop = p->ends == CT_PATH_LOOP ? p->place
                  : p->place              ? c->build->grammar->node[p->place].parent
                                          : x->frame[0].loop;
  x->frame[x->frames++] = (ct_rule_frame){loop, p->ends == CT_PATH_LOOP ? 0 : path};
  return true;
}

static void close_frame(compiler *c, uint32_t body) {
  c->context->frames--;
  patch(c, body);
}

/* The frame of a wrapping any is not there for the other side: its paths are those of outside. */
static void outside(compiler *c, const ct_expr *e, bool wrapped, bool numbers) {
  if (wrapped) c->context->frames--;
  (void)value(c, e, numbers);
  if (wrapped) c->context->frames++;
}

/* `a` against what `e` holds it against; it or `b` may be the item of a wrapping any. */
static void decide(compiler *c, const ct_expr *e, const ct_expr *a, const ct_expr *b, bool numbers,
                   const ct_expr *item) {
  outside(c, a, item && a != item, numbers);
  if (e->kind == CT_EXPR_COMPARE) {
    outside(c, b, item && b != item, numbers);
    emit(c, e->op, numbers, 0);
    pop(c, 1);
  } else if (e->kind == CT_EXPR_MATCHES) {
    emit(c, CT_OP_MATCHES, e->negated ? CT_NEGATED : 0, keep_pattern(c, e->text));
  } else {
    uint16_t list = e->words ? ct_rule_build_words(c->build, NULL, e->words)
                             : ct_rule_build_named(c->build, e->text);
    if (!list)
      ct_rule_build_refuse(c->build, "there is no list \"%.*s\"",
                           (int)(e->text.len < 40 ? e->text.len : 40), e->text.ptr);
    if (e->second) outside(c, e->second, item != NULL, true);
    emit(c, CT_OP_IN, (e->negated ? CT_NEGATED : 0) | (e->second ? CT_DATED : 0), list);
    if (e->second) pop(c, 1);
  }
}

/* A side with several values becomes the item of an any around the comparison. */
static void compare(compiler *c, const ct_expr *e, bool numbers) {
  static ct_step item_step = {.word = {"item", 4}};
  static const ct_expr item = {.kind = CT_EXPR_PATH, .text = {"item", 4}, .path = &item_step};
  const ct_expr *a = e->first, *b = e->kind == CT_EXPR_COMPARE ? e->second : NULL;
  bool many_a = has_many(c, a), many_b = b && has_many(c, b);
  uint32_t body;
  if (many_a && many_b) {
    ct_rule_build_refuse(c->build, "both sides have several values: say any or all of one");
    return;
  }
  if (!many_a && !many_b) {
    decide(c, e, a, b, numbers, NULL);
    return;
  }
  if (!open_frame(c, many_a ? a : b, false, &body)) return;
  unsigned depth = c->depth;
  decide(c, e, many_a ? &item : a, many_b ? &item : b, numbers, &item);
  c->depth = depth + 1;
  close_frame(c, body);
}

static void comparison(compiler *c, const ct_expr *e) {
  bool literal_a, literal_b = false;
  enum ct_rule_type a = type_of(c, e->first, &literal_a), b = CT_TYPE_TEXT;
  bool numbers = false;
  if (e->kind == CT_EXPR_COMPARE) {
    b = type_of(c, e->second, &literal_b);
    bool ordered = e->op != CT_OP_EQUAL && e->op != CT_OP_NOT_EQUAL;
    bool sure = (a == CT_TYPE_NUMBER && !literal_a) || (b == CT_TYPE_NUMBER && !literal_b);
    numbers = sure || (literal_a && literal_b) || (ordered && (literal_a || literal_b));
  }
  if (a == CT_TYPE_TRUTH || b == CT_TYPE_TRUTH)
    ct_rule_build_refuse(c->build, "a truth cannot be compared");
  compare(c, e, numbers);
}

static void joined(compiler *c, const ct_expr *e, enum ct_op jump) {
  truth(c, e->first);
  uint32_t at = here(c);
  emit(c, jump, 0, 0);
  pop(c, 1);
  truth(c, e->second);
  patch(c, at);
}

static void each(compiler *c, const ct_expr *e) {
  uint32_t body;
  if (!open_frame(c, e->first, e->negated, &body)) return;
  unsigned depth = c->depth;
  truth(c, e->second);
  c->depth = depth + 1;
  close_frame(c, body);
}

/* A name alone: a truth, or whether the value is known, that is, equal to itself. */
static void known(compiler *c, const ct_expr *e) {
  enum ct_rule_type type = named(c, e);
  if (type == CT_TYPE_TRUTH) return;
  (void)named(c, e);
  emit(c, CT_OP_EQUAL, type == CT_TYPE_NUMBER, 0);
  pop(c, 1);
}

static void truth(compiler *c, const ct_expr *e) {
  if (c->build->status != CT_OK) return;
  switch (is_path(e) ? CT_EXPR_PATH : e->kind) {
  case CT_EXPR_AND:
    joined(c, e, CT_OP_JUMP_FALSE);
    break;
  case CT_EXPR_OR:
    joined(c, e, CT_OP_JUMP_TRUE);
    break;
  case CT_EXPR_NOT:
    truth(c, e->first);
    emit(c, CT_OP_NOT, 0, 0);
    break;
  case CT_EXPR_EACH:
    each(c, e);
    break;
  case CT_EXPR_PATH:
    push(c, CT_OP_EXISTS, 0, ct_rule_path_of(c->context, e, CT_OP_EXISTS));
    break;
  case CT_EXPR_COMPARE:
  case CT_EXPR_IN:
  case CT_EXPR_MATCHES:
    comparison(c, e);
    break;
  case CT_EXPR_NAME:
    known(c, e);
    break;
  case CT_EXPR_CALL:
    if (called(c, e) != CT_TYPE_TRUTH) ct_rule_build_refuse(c->build, "a truth is expected, not a value");
    break;
  default:
    ct_rule_build_refuse(c->build, "a truth is expected, not a value");
    break;
  }
}

void ct_rule_compile(ct_rule_context *x, const ct_expr *e, ct_rule_code *code) {
  compiler c = {x, x->build, 0};
  uint32_t first = here(&c);
  truth(&c, e);
  if (here(&c) - first > UINT16_MAX) ct_rule_build_refuse(x->build, "the expression is too long");
  *code = (ct_rule_code){first, (uint16_t)(here(&c) - first)};
}

/* ---- what a rule needs ------------------------------------------------------------------------------------------ */

const ct_expr *ct_rule_first_path(const ct_expr *e) {
  if (!e) return NULL;
  if (e->kind == CT_EXPR_PATH) return e;
  for (const ct_expr *a = e->first; a; a = e->kind == CT_EXPR_CALL ? a->next : NULL) {
    const ct_expr *found = ct_rule_first_path(a);
    if (found) return found;
  }
  return e->kind == CT_EXPR_EACH ? NULL : ct_rule_first_path(e->second);
}

static bool in_unit(const ct_grammar *g, uint16_t node) {
  for (; node != 0; node = g->node[node].parent)
    if (g->node[node].flags & CT_NODE_UNIT) return true;
  return false;
}

void ct_rule_gate(ct_rule_context *x, uint16_t path, uint16_t gate[2]) {
  const ct_rule_path *p = ct_rule_path_at(x->build, path);
  const ct_grammar *g = x->build->grammar;
  uint16_t node = p->ends == CT_PATH_LOOP ? p->place : p->node;
  if (p->source != CT_FROM_TREE || p->frame != 0 || p->sum || node == 0 || node >= 1024) return;
  if (!in_unit(g, node) || !in_unit(g, x->at) || g->node[node].usage != CT_SITUATIONAL) return;
  if (gate[0] == node || gate[1] == node) return;
  if (gate[0] == 0) {
    gate[0] = node;
  } else if (gate[1] == 0) {
    gate[1] = node;
  }
}

void ct_rule_gates(ct_rule_context *x, const ct_expr *e, uint16_t gate[2]) {
  switch (is_path(e) ? CT_EXPR_PATH : e->kind) {
  case CT_EXPR_AND:
    ct_rule_gates(x, e->first, gate);
    ct_rule_gates(x, e->second, gate);
    break;
  case CT_EXPR_EACH:
    if (e->negated) break; /* all of nothing is true */
    ct_rule_gates(x, e->first, gate);
    break;
  case CT_EXPR_COMPARE:
    if (e->second->kind == CT_EXPR_PATH) ct_rule_gates(x, e->second, gate);
    if (e->first->kind == CT_EXPR_PATH) ct_rule_gates(x, e->first, gate);
    break;
  case CT_EXPR_IN:
  case CT_EXPR_MATCHES:
    if (e->first->kind == CT_EXPR_PATH) ct_rule_gates(x, e->first, gate);
    break;
  case CT_EXPR_PATH:
    ct_rule_gate(x, ct_rule_path_of(x, e, CT_OP_EXISTS), gate);
    break;
  default:
    break;
  }
}
