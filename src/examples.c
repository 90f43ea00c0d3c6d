/*
 * examples.c -- proves rules by their examples: each is read as any file is, and told of or
 * not as it says.
 *
 * Knows where examples stand and what it means that one holds.  How an example is made is the
 * guide floor's; reading it is the reader's.
 */
#include "grammars.h"

#include "base/mem.h"
#include "guide/example.h"
#include "guide/rule.h"

#include <stdio.h>

typedef struct proof {
  const ct_grammars *grammars;
  const ct_grammar *grammar;
  const ct_rule_set *set;
  const ct_rule *rule;
  const ct_rule_example *example;
  bool strict;
  ct_example_fn *fn;
  void *ctx;
  ct_example_text text;
  enum ct_status status;
  bool told;         /* the rule was */
  char other[80];    /* what else was, and should not be */
  char trouble[320];
} proof;

/* ---- one example ----------------------------------------------------------------------------- */

static bool among(const char *words, const char *word) {
  size_t n = strlen(word);
  for (const char *p = words; (p = strstr(p, word)) != NULL; p += n)
    if ((p == words || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0')) return true;
  return false;
}

static void hear(void *ctx, const ct_finding *f) {
  proof *p = ctx;
  const char *id = f->rule ? f->rule : f->info->id;
  if (f->rule && strcmp(f->rule, p->rule->id) == 0) {
    if (f->severity >= (enum ct_severity)p->rule->severity) p->told = true; /* else a repair's note */
  } else if (f->severity != CT_NOTE && !p->other[0] && !among(p->example->also, id)) {
    (void)snprintf(p->other, sizeof p->other, "%s", id);
  }
}

static const char *base_in(const ct_rule_set *s, const char *name) {
  for (; s; s = s->base)
    for (uint32_t i = 0; i < s->samples; i++)
      if (strcmp(s->sample[i].name, name) == 0) return s->sample[i].text;
  return NULL;
}

/* Of its own rules first, then of any guide that is open: an envelope has no bases of its own. */
static const char *base_named(const proof *p, const char *name) {
  const char *text = base_in(p->set, name);
  const ct_guide_info *info;
  for (size_t i = 0; !text && (info = ct_grammars_guide(p->grammars, i)) != NULL; i++)
    text = base_in(ct_grammars_at(p->grammars, i)->rules, name);
  return text;
}

/* Noon of that day, in seconds since the epoch. */
static int64_t noon_of(uint32_t day) {
  int64_t y = day / 10000, m = day / 100 % 100, d = day % 100;
  if (m < 3) y--, m += 12;
  int64_t days = 365 * y + y / 4 - y / 100 + y / 400 + (153 * (m - 3) + 2) / 5 + d - 1 - 719468;
  return days * 86400 + 43200;
}

static void read_it(proof *p, uint32_t day) {
  const ct_options options = {.snip = 7, .now = day ? noon_of(day) : 0};
  ct_reader *r = ct_reader_new(p->grammars, &options);
  if (!r) {
    p->status = CT_NO_MEMORY;
    return;
  }
  ct_reader_on_finding(r, hear, p);
  ct_reader_set_name(r, p->text.name);
  enum ct_status status = ct_reader_set_memory(r, p->text.text.data, p->text.text.len);
  if (status == CT_OK) status = ct_reader_run(r, NULL, 0);
  if (status == CT_NO_MEMORY) p->status = status;
  ct_reader_free(r);
}

static void judge(proof *p) {
  const char *base = base_named(p, p->example->base);
  p->told = false;
  p->other[0] = p->trouble[0] = 0;
  if (!base) {
    (void)snprintf(p->trouble, sizeof p->trouble, "there is no base \"%s\"", p->example->base);
  } else if (!ct_example_make(&p->text, base, p->example->edit)) {
    if (!p->text.error[0]) p->status = CT_NO_MEMORY;
    (void)snprintf(p->trouble, sizeof p->trouble, "%s", p->text.error);
  } else {
    read_it(p, p->text.day);
    if (p->example->fails && !p->told)
      (void)snprintf(p->trouble, sizeof p->trouble, "it should fail, and was not told");
    if (!p->example->fails && p->told)
      (void)snprintf(p->trouble, sizeof p->trouble, "it should pass, and was told");
    if (p->strict && !p->trouble[0] && p->other[0])
      (void)snprintf(p->trouble, sizeof p->trouble, "%s was told as well", p->other);
  }
}

static void tell(proof *p, uint32_t line, bool fails) {
  const ct_example e = {.guide = p->grammar->id, .origin = p->set->origin, .rule = p->rule->id,
                        .line = line, .fails = fails, .held = !p->trouble[0], .trouble = p->trouble};
  if (p->status == CT_OK) p->fn(p->ctx, &e);
}

/* ---- all of them --------------------------------------------------------------------------------- */

static void prove_rule(proof *p) {
  unsigned passing = 0, failing = 0;
  for (uint32_t i = 0; i < p->rule->examples && p->status == CT_OK; i++) {
    p->example = &p->set->example[p->rule->example + i];
    *(p->example->fails ? &failing : &passing) += 1;
    judge(p);
    tell(p, p->example->line, p->example->fails);
  }
  if (passing && failing) return;
  (void)snprintf(p->trouble, sizeof p->trouble, "it has no example that %s", passing ? "fails" : "passes");
  tell(p, p->rule->line, passing != 0);
}

/* The copies of a rule at other nodes have their examples with the first. */
static void prove_set(proof *p) {
  for (uint32_t i = 0; i < p->set->rules && p->status == CT_OK; i++) {
    p->rule = &p->set->rule[i];
    if (!(p->rule->flags & CT_RULE_FIRST) || (p->rule->flags & CT_RULE_REPAIRED)) continue;
    int severity = ct_rule_severity_of(p->grammar->rules, p->rule->id, (enum ct_fault_id)p->rule->fault,
                                       p->rule->snip, p->rule->severity);
    if (severity >= 0) prove_rule(p);
  }
}

static void prove_grammar(proof *p, const ct_grammar *g) {
  p->grammar = g;
  for (p->set = g->rules; p->set && p->status == CT_OK; p->set = p->set->base) prove_set(p);
}

enum ct_status ct_grammars_run_examples(const ct_grammars *grammars, bool strict, ct_example_fn *fn,
                                        void *ctx) {
  proof *p = ct_mem_zalloc(1, sizeof *p);
  if (!p) return CT_NO_MEMORY;
  *p = (proof){.grammars = grammars, .strict = strict, .fn = fn, .ctx = ctx};
  ct_example_init(&p->text);
  for (size_t i = 0; ct_grammars_guide(grammars, i) && p->status == CT_OK; i++)
    prove_grammar(p, ct_grammars_at(grammars, i));
  if (p->status == CT_OK) prove_grammar(p, ct_grammars_control(grammars));
  enum ct_status status = p->status;
  ct_example_free(&p->text);
  ct_mem_free(p);
  return status;
}
