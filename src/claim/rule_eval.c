/*
 * rule_eval.c -- which rules are asked of which loop, and what is remembered from one claim
 * to the next: counts, sums, and values that must be unique.
 *
 * Knows when; how is rule_run.c's.  A rule that cannot apply, because a segment it needs is
 * nowhere in the claim, costs one look at a bitmap.
 */
#include "claim/rule_inside.h"

#include "base/date.h"
#include "base/decimal.h"
#include "base/mem.h"

/* ---- life ----------------------------------------------------------------------------------------- */

ct_rules *ct_rules_new(const ct_rules_options *opt) {
  ct_rules *r = ct_mem_zalloc(1, sizeof *r);
  if (!r) return NULL;
  r->opt = *opt;
  if (r->opt.snip == 0) r->opt.snip = 7;
  if (opt->now != 0) {
    ct_clock c = ct_clock_from_epoch(opt->now);
    r->today = (uint32_t)(c.year * 10000 + c.month * 100 + c.day);
  }
  return r;
}

static void engine_free(ct_rule_engine *e) {
  for (uint32_t i = 0; e->pattern && i < e->set->patterns; i++) ct_rule_pattern_free(e->pattern[i]);
  for (uint32_t i = 0; i < e->seens; i++) ct_key_set_free(&e->seen[i].keys);
  ct_mem_free(e->pattern);
  ct_mem_free(e->open);
  ct_mem_free(e->seen);
  ct_mem_free(e->cached);
  ct_mem_free(e->remembered);
  ct_mem_free(e->total);
  ct_sieve_free(&e->sieve);
  *e = (ct_rule_engine){0};
}

void ct_rules_free(ct_rules *r) {
  if (!r) return;
  for (unsigned i = 0; i < r->engines; i++) engine_free(&r->engine[i]);
  ct_rule_matcher_free(r->matcher);
  ct_mem_free(r);
}

static bool ready_seen(ct_rule_engine *e) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < e->set->rules; i++) n += e->set->rule[i].kind == CT_RULE_UNIQUE;
  e->seen = ct_mem_zalloc(n + 1u, sizeof *e->seen);
  if (!e->seen) return false;
  for (uint32_t i = 0; i < e->set->rules; i++) {
    if (e->set->rule[i].kind != CT_RULE_UNIQUE) continue;
    e->seen[e->seens].rule = i;
    ct_key_set_init(&e->seen[e->seens++].keys, CT_RULE_KEYS);
  }
  return true;
}

static bool engine_make(ct_rule_engine *e, const ct_rule_set *s, const ct_grammar *g) {
  *e = (ct_rule_engine){.set = s, .grammar = g};
  e->cached = ct_mem_zalloc(s->paths + 1u, sizeof *e->cached);
  e->remembered = ct_mem_zalloc(s->conditions + 1u, sizeof *e->remembered);
  e->total = ct_mem_zalloc(s->runnings + 1u, sizeof *e->total);
  e->pattern = ct_mem_zalloc(s->patterns + 1u, sizeof *e->pattern);
  if (e->cached && e->remembered && e->total && e->pattern && ready_seen(e)) return true;
  engine_free(e);
  return false;
}

static ct_rule_engine *engine_of(ct_rules *r, const ct_rule_set *s, const ct_grammar *g) {
  for (unsigned i = 0; i < r->engines; i++) {
    if (r->engine[i].set != s) continue;
    r->engine[i].grammar = g;
    return &r->engine[i];
  }
  if (r->engines == CT_RULE_SETS) return NULL;
  ct_rule_engine *e = &r->engine[r->engines];
  if (!engine_make(e, s, g)) return NULL;
  r->engines++;
  return e;
}

/* The sets of rules of a guide, the lowest first. */
static enum ct_status choose(ct_rules *r, const ct_grammar *g) {
  const ct_rule_set *of[CT_RULE_SETS];
  unsigned n = 0;
  r->chains = 0;
  r->sieve = NULL;
  r->top = g ? g->rules : NULL;
  for (const ct_rule_set *s = r->top; s && n < CT_RULE_SETS; s = s->base) of[n++] = s;
  for (unsigned i = n; i-- > 0;) {
    ct_rule_engine *e = engine_of(r, of[i], g);
    if (!e) {
      r->chains = 0;
      return CT_NO_MEMORY;
    }
    r->chain[r->chains++] = e;
  }
  return CT_OK;
}

/* The sieve of the chosen sets, made when they are first met. */
static enum ct_status choose_sieve(ct_rules *r, const ct_grammar *g) {
  if (r->chains == 0) return CT_OK;
  ct_sieve *s = &r->chain[r->chains - 1]->sieve;
  if (!s->place) {
    const ct_rule_set *set[CT_RULE_SETS];
    for (unsigned i = 0; i < r->chains; i++) set[i] = r->chain[i]->set;
    if (ct_sieve_make(s, set, r->chains, g, r->opt.snip, r->today) != CT_OK) {
      r->chains = 0;
      return CT_NO_MEMORY;
    }
  }
  r->sieve = s;
  return CT_OK;
}

/* ---- unique values -------------------------------------------------------------------------------------- */

static void forget(ct_rule_engine *e, unsigned scope) {
  for (uint32_t i = 0; i < e->seens; i++) {
    if (e->set->rule[e->seen[i].rule].scope != scope) continue;
    if (e->seen[i].keys.count) ct_key_set_clear(&e->seen[i].keys);
    e->seen[i].told = false;
  }
}

static void forget_all(ct_rules *r, unsigned scope) {
  for (unsigned i = 0; i < r->engines; i++) forget(&r->engine[i], scope);
}

static ct_rule_seen *seen_of(ct_rules *r, const ct_rule *rule) {
  uint32_t number = (uint32_t)(rule - r->now->set->rule);
  for (uint32_t i = 0; i < r->now->seens; i++)
    if (r->now->seen[i].rule == number) return &r->now->seen[i];
  return NULL;
}

/* The values of the key with a byte between them that no value holds; 0: one is missing. */
static size_t join_key(ct_rules *r, const ct_rule *rule, char *key, size_t room) {
  size_t n = 0;
  for (unsigned k = 0; k < rule->keys; k++) {
    ct_rule_item item;
    if (!ct_rule_first(r, (uint16_t)(rule->key + k), &item)) return 0;
    if (item.value.len + 1 > room - n) {
      r->unusable = true;
      r->unusable_at = item;
      return 0;
    }
    memcpy(key + n, item.value.ptr, item.value.len);
    n += item.value.len;
    key[n++] = '\x1D';
  }
  return n;
}

static bool is_new(ct_rules *r, const ct_rule *rule) {
  char key[512];
  ct_rule_seen *seen = seen_of(r, rule);
  size_t n = join_key(r, rule, key, sizeof key);
  if (n == 0 || !seen) return true;
  bool was = false;
  enum ct_status status = ct_key_set_insert(&seen->keys, ct_slice_make(key, n), &was);
  if (status == CT_NO_MEMORY) r->status = status;
  if (status == CT_LIMIT && !seen->told) { /* said once: from here on only known values are caught */
    seen->told = true;
    ct_fault f = ct_fault_make(CT_F_LIMIT_EXCEEDED, r->frame[0].loop ? r->frame[0].loop->segment : NULL);
    f.severity = CT_WARNING;
    f.ta1 = ""; /* a limit of ours: nothing to answer */
    f.rule = rule->id;
    f.rule_text = rule->text;
    f.args[0] = ct_slice_text("more than a million values were to be unique: later ones are not remembered");
    r->opt.fault(r->opt.ctx, &f);
  }
  return !was;
}

/* ---- one rule ----------------------------------------------------------------------------------------------- */

static bool in_force(const ct_rules *r, const ct_rule *rule) {
  if (rule->snip > r->opt.snip) return false;
  if (r->today == 0) return true;
  return (rule->from == 0 || rule->from <= r->today) && (rule->until == 0 || r->today <= rule->until);
}

static void begin_one(ct_rules *r, const ct_rule *rule) {
  r->rule = rule;
  r->has_hit = r->has_amounts = r->unusable = false;
  r->depth = 0;
  r->scratch_used = 0;
}

/* Asks the rule of the frames as they stand. */
static void decide(ct_rules *r, const ct_rule *rule) {
  begin_one(r, rule);
  if (rule->kind == CT_RULE_FOLLOW) {
    ct_rule_follow(r, rule);
    return;
  }
  if (rule->when.length && !ct_rule_run(r, rule->when)) {
    if (r->unusable) ct_rule_tell_unusable(r, rule);
    return;
  }
  r->has_hit = r->has_amounts = false;
  bool fine;
  if (rule->kind == CT_RULE_UNIQUE) {
    fine = is_new(r, rule);
  } else {
    fine = ct_rule_run(r, rule->test) != (rule->kind == CT_RULE_FORBID);
  }
  if (r->unusable) {
    ct_rule_tell_unusable(r, rule);
  } else if (!fine) {
    ct_rule_tell(r, rule);
  }
}

static bool gated(const ct_rules *r, const ct_rule *rule) {
  return (rule->gate[0] && !ct_tree_seen(r->tree, rule->gate[0])) ||
         (rule->gate[1] && !ct_tree_seen(r->tree, rule->gate[1]));
}

static void ask(ct_rules *r, const ct_rule *rule) {
  if (gated(r, rule) || !in_force(r, rule)) return;
  if (!rule->each) {
    decide(r, rule);
    return;
  }
  if (rule->guard) {
    begin_one(r, rule);
    if (!ct_rule_condition_holds(r, rule->guard)) return;
  }
  ct_rule_walk w;
  ct_rule_walk_begin(&w, r, ct_rules_path(r, rule->each));
  while (ct_rule_walk_next(&w)) {
    r->frame[1] = w.item;
    r->frames = 2;
    decide(r, rule);
    r->frames = 1;
  }
}

/* ---- loops ------------------------------------------------------------------------------------------------------ */

static void ask_loop(ct_rules *r, const ct_loop *l) {
  const ct_rule_set *s = r->now->set;
  if (l->node >= s->nodes || l->broken) return;
  uint32_t first = s->at[l->node], past = s->at[l->node + 1];
  if (first == past) return;
  r->stamp = ++r->stamps;
  r->frame[0] = (ct_rule_item){.loop = l};
  r->frames = 1;
  for (uint32_t i = first; i < past; i++) ask(r, &s->rule[i]);
}

/* The next loop of the unit, in order; NULL after the last. */
static const ct_loop *next_in(const ct_loop *unit, const ct_loop *l) {
  if (l->first) return l->first;
  while (l != unit && !l->next) l = l->parent;
  return l == unit ? NULL : l->next;
}

/* In the order in which all would be asked. */
static bool comes_before(const ct_rule_hit *a, const ct_rule_hit *b) {
  if (a->chain != b->chain) return a->chain < b->chain;
  return a->turn != b->turn ? a->turn < b->turn : a->rule < b->rule;
}

/* What the sieve lets through; false: all rules are to be asked. */
static bool sift(ct_rules *r, const ct_loop *loop) {
  ct_rule_hits *h = &r->hits;
  h->count = h->turn = 0;
  h->more = false;
  if (!r->sieve || r->opt.ask_all) return false;
  ct_sieve_ask(r->sieve, r->tree, loop, r->call, h);
  if (h->more) return false;
  for (unsigned i = 1; i < h->count; i++)
    for (unsigned k = i; k > 0 && comes_before(&h->hit[k], &h->hit[k - 1]); k--) {
      ct_rule_hit swap = h->hit[k];
      h->hit[k] = h->hit[k - 1];
      h->hit[k - 1] = swap;
    }
  return true;
}

static void ask_hits(ct_rules *r, unsigned chain) {
  const ct_loop *last = NULL;
  for (unsigned i = 0; i < r->hits.count; i++) {
    const ct_rule_hit *h = &r->hits.hit[i];
    if (h->chain != chain) continue;
    if (h->loop != last) {
      r->stamp = ++r->stamps;
      r->frame[0] = (ct_rule_item){.loop = h->loop};
      r->frames = 1;
      last = h->loop;
    }
    ask(r, h->rule);
  }
}

/* ---- counts and sums over loops that go ------------------------------------------------------------------------ */

static void add_value(ct_rule_total *t, uint8_t op, ct_slice value) {
  ct_decimal n;
  t->count++;
  if (op == CT_OP_SUM && (ct_decimal_parse(value, &n) != CT_DECIMAL_OK || !ct_decimal_add(t->sum, n, &t->sum)))
    t->unknown = true;
}

static void accumulate(ct_rules *r, const ct_loop *l) {
  const ct_rule_set *s = r->now->set;
  for (uint32_t i = 0; i < s->runnings; i++) {
    const ct_rule_running *run = &s->running[i];
    if (run->source != l->node) continue;
    ct_rule_total *t = &r->now->total[i];
    if (run->path == 0) {
      t->count++;
      continue;
    }
    r->frame[0] = (ct_rule_item){.loop = l};
    r->frames = 1;
    ct_rule_walk w;
    ct_rule_walk_begin(&w, r, &s->path[run->path]);
    while (ct_rule_walk_next(&w)) add_value(t, run->op, w.item.value);
  }
}

static void start_anew(ct_rule_engine *e, uint16_t node) {
  for (uint32_t i = 0; i < e->set->runnings; i++)
    if (e->set->running[i].at == node) e->total[i] = (ct_rule_total){0};
}

/* ---- from outside ------------------------------------------------------------------------------------------------- */

enum ct_status ct_rules_set_begin(ct_rules *r, const ct_grammar *g) {
  enum ct_status status = choose(r, g);
  if (status == CT_OK) status = choose_sieve(r, g);
  for (unsigned i = 0; i < r->chains; i++) {
    ct_rule_engine *e = r->chain[i];
    memset(e->total, 0, (e->set->runnings + 1u) * sizeof *e->total);
    forget(e, CT_SCOPE_SET);
    e->opens = 0;
  }
  return status;
}

enum ct_status ct_rules_run(ct_rules *r, const ct_tree *t, const ct_loop *loop) {
  if (r->chains == 0) return CT_OK;
  r->status = CT_OK;
  r->tree = t;
  r->call++;
  bool unit = loop == t->unit;
  bool sifted = sift(r, loop);
  for (unsigned i = 0; i < r->chains; i++) {
    r->now = r->chain[i];
    accumulate(r, loop);
    if (unit) forget(r->now, CT_SCOPE_CLAIM);
    if (sifted) {
      ask_hits(r, i);
    } else {
      for (const ct_loop *l = loop; l; l = unit ? next_in(loop, l) : NULL) ask_loop(r, l);
    }
    if (loop == t->root) ct_rule_follow_end(r);
    start_anew(r->now, loop->node);
  }
  return r->status;
}

void ct_rules_lost(ct_rules *r) {
  for (unsigned i = 0; i < r->chains; i++) {
    const ct_rule_engine *e = r->chain[i];
    for (uint32_t k = 0; k < e->set->runnings; k++)
      if (e->grammar->node[e->set->running[k].source].flags & CT_NODE_UNIT) e->total[k].unknown = true;
  }
}

/* ---- outside a set ---------------------------------------------------------------------------------------------------- */

void ct_rules_file_begin(ct_rules *r, ct_slice name) {
  for (size_t i = name.len; i > 0; i--) {
    if (name.ptr[i - 1] != '/') continue;
    name.ptr += i;
    name.len -= i;
    break;
  }
  r->file_name_len = name.len < sizeof r->file_name ? name.len : sizeof r->file_name - 1;
  memcpy(r->file_name, name.ptr, r->file_name_len);
  r->counts = (ct_counts){0};
  r->isa.segment = r->gs.segment = (ct_segment){0};
  forget_all(r, CT_SCOPE_FILE);
}

void ct_rules_interchange_begin(ct_rules *r, const ct_segment *isa) {
  ct_kept_keep(&r->isa, isa);
  r->isa.segment.delims.component = r->isa.segment.delims.repetition = 0; /* they are data in an ISA */
  r->delims = isa->delims;
  r->gs.segment = (ct_segment){0};
  forget_all(r, CT_SCOPE_INTERCHANGE);
}

static void ask_outside(ct_rules *r, uint16_t node) {
  ct_slice group = r->gs.segment.tag ? ct_segment_get(&r->gs.segment, 1) : ct_slice_empty();
  r->call++;
  r->frames = 1;
  r->frame[0] = (ct_rule_item){0};
  for (unsigned k = 0; k < r->chains; k++) {
    r->now = r->chain[k];
    const ct_rule_set *s = r->now->set;
    for (uint32_t i = s->rules - s->outside; i < s->rules; i++) {
      const ct_rule *rule = &s->rule[i];
      bool meant = rule->group[0] == '\0' || ct_slice_is(group, rule->group);
      if (rule->node == node && meant && in_force(r, rule)) decide(r, rule);
    }
  }
}

enum ct_status ct_rules_run_envelope(ct_rules *r, const ct_grammar *control, const ct_segment *gs) {
  ct_kept_keep(&r->gs, gs);
  forget_all(r, CT_SCOPE_GROUP);
  r->status = choose(r, control);
  const ct_node *isa_node = ct_control_node(control, CT_TAG_ISA), *gs_node = ct_control_node(control, CT_TAG_GS);
  if (isa_node) r->isa.segment.node = (uint32_t)(isa_node - control->node);
  if (gs_node) r->gs.segment.node = (uint32_t)(gs_node - control->node);
  if (r->status == CT_OK) ask_outside(r, CT_AT_ENVELOPE);
  return r->status;
}

enum ct_status ct_rules_run_file(ct_rules *r, const ct_grammar *control, const ct_counts *counts) {
  r->counts = *counts;
  r->gs.segment = (ct_segment){0};
  r->status = choose(r, control);
  if (r->status == CT_OK) ask_outside(r, CT_AT_FILE);
  return r->status;
}
