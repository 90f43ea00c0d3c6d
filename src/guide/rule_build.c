/*
 * rule_build.c -- the rows of a set of rules, and their move into one arena.
 *
 * Knows memory, order and the search by node.  Refuses to know the language.
 */
#include "guide/rule_build.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_ROWS = 32, ROWS_LIMIT = UINT16_MAX };

void ct_rule_build_refuse(ct_rule_build *b, const char *format, ...) {
  if (b->status != CT_OK) return;
  b->status = CT_BAD_GRAMMAR;
  if (b->error->text[0]) return;
  size_t room = sizeof b->error->text;
  int n = b->line ? snprintf(b->error->text, room, "%s:%u: ", b->file, (unsigned)b->line)
                  : snprintf(b->error->text, room, "%s: ", b->file);
  if (n < 0 || (size_t)n >= room) return;
  va_list words;
  va_start(words, format);
  (void)vsnprintf(b->error->text + n, room - (size_t)n, format, words);
  va_end(words);
}

static void no_memory(ct_rule_build *b) {
  if (b->status != CT_OK) return;
  b->status = CT_NO_MEMORY;
  if (!b->error->text[0]) (void)snprintf(b->error->text, sizeof b->error->text, "out of memory");
}

void *ct_rule_row(ct_rule_build *b, ct_rule_rows *rows, size_t size) {
  if (b->status != CT_OK) return NULL;
  if (rows->count == ROWS_LIMIT) {
    ct_rule_build_refuse(b, "too many rules: a table is full");
    return NULL;
  }
  if (rows->count == rows->cap) {
    uint32_t cap = rows->cap ? rows->cap * 2 : FIRST_ROWS;
    void *items = ct_mem_resize(rows->items, cap, size);
    if (!items) {
      no_memory(b);
      return NULL;
    }
    rows->items = items;
    rows->cap = cap;
  }
  void *row = (char *)rows->items + (size_t)rows->count++ * size;
  memset(row, 0, size);
  return row;
}

const char *ct_rule_build_copy(ct_rule_build *b, ct_slice s) {
  bool ok = true;
  ct_slice copy = b->status == CT_OK ? ct_arena_copy(b->arena, s, &ok) : ct_slice_empty();
  if (!ok) no_memory(b);
  return ok ? copy.ptr : "";
}

void ct_rule_build_begin(ct_rule_build *b, ct_arena *arena, const ct_grammar *g,
                         const ct_rule_set *base, const char *file, ct_error *error) {
  *b = (ct_rule_build){.arena = arena, .grammar = g, .base = base, .file = file, .error = error};
  b->name = b->origin = "";
  /* entry 0 of these means "none" */
  ct_rule_path *path = ct_rule_row(b, &b->path, sizeof *path);
  if (path) path->text = "";
  ct_rule_list *list = ct_rule_row(b, &b->list, sizeof *list);
  (void)list;
  const char **text = ct_rule_row(b, &b->text, sizeof *text);
  if (text) *text = "";
  (void)ct_rule_row(b, &b->number, sizeof(ct_decimal));
  ct_rule_pattern *pattern = ct_rule_row(b, &b->pattern, sizeof *pattern);
  if (pattern) pattern->text = "";
  ct_rule_condition *condition = ct_rule_row(b, &b->condition, sizeof *condition);
  if (condition) condition->name = condition->text = "";
}

/* ---- finishing ------------------------------------------------------------------------------ */

static const void *move(ct_rule_build *b, const ct_rule_rows *rows, size_t size) {
  if (b->status != CT_OK || rows->count == 0) return NULL;
  void *to = ct_arena_alloc(b->arena, (size_t)rows->count * size);
  if (!to) {
    no_memory(b);
    return NULL;
  }
  memcpy(to, rows->items, (size_t)rows->count * size);
  return to;
}

/* Rules of node n stand at at[n] .. at[n + 1] - 1, in the order written; those outside last. */
static const uint32_t *sort_rules(ct_rule_build *b, ct_rule *to, uint32_t nodes, uint32_t *outside) {
  uint32_t *at = ct_arena_alloc(b->arena, ((size_t)nodes + 1) * sizeof *at);
  if (!at) {
    no_memory(b);
    return NULL;
  }
  memset(at, 0, ((size_t)nodes + 1) * sizeof *at);
  const ct_rule *from = b->rule.items;
  for (uint32_t i = 0; i < b->rule.count; i++)
    if (from[i].node < nodes) at[from[i].node + 1]++;
  for (uint32_t n = 0; n < nodes; n++) at[n + 1] += at[n];
  uint32_t last = at[nodes];
  *outside = b->rule.count - last;
  for (uint32_t i = 0; i < b->rule.count; i++)
    to[from[i].node < nodes ? at[from[i].node]++ : last++] = from[i];
  for (uint32_t n = nodes; n > 0; n--) at[n] = at[n - 1]; /* each start had moved to its end */
  at[0] = 0;
  return at;
}

static void free_rows(ct_rule_build *b) {
  ct_rule_rows *const rows[] = {&b->rule,    &b->code,      &b->path,    &b->list,
                                &b->text,    &b->number,    &b->pattern, &b->condition,
                                &b->running, &b->example,   &b->sample,  &b->severity};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    ct_mem_free(rows[i]->items);
    *rows[i] = (ct_rule_rows){0};
  }
}

static bool beyond_one_set(const ct_rule *rule, uint32_t count) {
  for (uint32_t i = 0; i < count; i++)
    if ((rule[i].kind == CT_RULE_UNIQUE && rule[i].scope > CT_SCOPE_SET) ||
        rule[i].node == CT_AT_FILE)
      return true;
  return false;
}

static void fill(ct_rule_build *b, ct_rule_set *s) {
  s->base = b->base;
  s->name = b->name;
  s->origin = b->origin;
  s->code = move(b, &b->code, sizeof *s->code);
  s->path = move(b, &b->path, sizeof *s->path);
  s->list = move(b, &b->list, sizeof *s->list);
  s->text = move(b, &b->text, sizeof *s->text);
  s->number = move(b, &b->number, sizeof *s->number);
  s->pattern = move(b, &b->pattern, sizeof *s->pattern);
  s->condition = move(b, &b->condition, sizeof *s->condition);
  s->running = move(b, &b->running, sizeof *s->running);
  s->example = move(b, &b->example, sizeof *s->example);
  s->sample = move(b, &b->sample, sizeof *s->sample);
  s->severity = move(b, &b->severity, sizeof *s->severity);
  s->codes = b->code.count;
  s->paths = b->path.count;
  s->lists = b->list.count;
  s->texts = b->text.count;
  s->numbers = b->number.count;
  s->patterns = b->pattern.count;
  s->conditions = b->condition.count;
  s->runnings = b->running.count;
  s->examples = b->example.count;
  s->samples = b->sample.count;
  s->severities = b->severity.count;
  s->rules = b->rule.count;
  s->nodes = b->grammar->nodes;
  s->file_scope = beyond_one_set(b->rule.items, b->rule.count) || (b->base && b->base->file_scope);
}

enum ct_status ct_rule_build_finish(ct_rule_build *b, const ct_rule_set **set) {
  *set = NULL;
  ct_rule_set *s = NULL;
  if (b->status == CT_OK) {
    s = ct_arena_alloc(b->arena, sizeof *s);
    ct_rule *rule = ct_arena_alloc(b->arena, ((size_t)b->rule.count + 1) * sizeof *rule);
    if (s && rule) {
      *s = (ct_rule_set){.rule = rule};
      fill(b, s);
      s->at = sort_rules(b, rule, s->nodes, &s->outside);
    } else {
      no_memory(b);
    }
  }
  free_rows(b);
  if (b->status == CT_OK) *set = s;
  return b->status;
}
