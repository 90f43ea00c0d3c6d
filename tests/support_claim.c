/* support_claim.c -- see support_claim.h. */
#include "support_claim.h"

#include "base/decimal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the guides -------------------------------------------------------------------------- */

struct use {
  int depth;
  const char *id, *key; /* a loop's id has no tag's form: digits first; key: "D" or "ABK,BK" */
  uint8_t key_element;
};

#define CLAIM(d)                                                                                   \
  {d, "2300", "unit", 0}, {d + 1, "CLM", NULL, 0}, {d + 1, "DTP", "434", 1},                       \
      {d + 1, "DTP", NULL, 0}, {d + 1, "CL1", NULL, 0}, {d + 1, "AMT", "F3", 1},                   \
      {d + 1, "REF", NULL, 0}, {d + 1, "HI", NULL, 0}, {d + 1, "2310A", NULL, 0},                  \
      {d + 2, "NM1", "71", 1}, {d + 1, "2320", NULL, 0}, {d + 2, "SBR", NULL, 0},                  \
      {d + 2, "CAS", NULL, 0}, {d + 2, "AMT", "D", 1}, {d + 2, "AMT", "EAF", 1},                   \
      {d + 2, "AMT", "A8", 1}, {d + 2, "OI", NULL, 0}, {d + 2, "MIA", NULL, 0},                    \
      {d + 2, "MOA", NULL, 0}, {d + 2, "2330A", NULL, 0}, {d + 3, "NM1", "IL", 1},                 \
      {d + 3, "N3", NULL, 0}, {d + 3, "N4", NULL, 0}, {d + 2, "2330B", NULL, 0},                   \
      {d + 3, "NM1", "PR", 1}, {d + 3, "DTP", "573", 1}, {d + 3, "REF", NULL, 0},                  \
      {d + 1, "2400", NULL, 0}, {d + 2, "LX", NULL, 0}, {d + 2, "SV2", NULL, 0},                   \
      {d + 2, "DTP", "472", 1}, {d + 2, "REF", NULL, 0}, {d + 2, "2430", NULL, 0},                 \
      {d + 3, "SVD", NULL, 0}, {d + 3, "CAS", NULL, 0}, {d + 3, "DTP", "573", 1}, {                \
    d + 3, "AMT", "EAF", 1                                                                         \
  }

static const struct use uses_837[] = {{0, "0000", NULL, 0},
                                      {1, "ST", NULL, 0},
                                      {1, "BHT", NULL, 0},
                                      {1, "1000A", NULL, 0},
                                      {2, "NM1", "41", 1},
                                      {2, "PER", NULL, 0},
                                      {1, "1000B", NULL, 0},
                                      {2, "NM1", "40", 1},
                                      {1, "2000A", NULL, 0},
                                      {2, "HL", "20", 3},
                                      {2, "PRV", NULL, 0},
                                      {2, "2010AA", NULL, 0},
                                      {3, "NM1", "85", 1},
                                      {3, "N3", NULL, 0},
                                      {3, "N4", NULL, 0},
                                      {3, "REF", NULL, 0},
                                      {2, "2000B", NULL, 0},
                                      {3, "HL", "22", 3},
                                      {3, "SBR", NULL, 0},
                                      {3, "2010BA", NULL, 0},
                                      {4, "NM1", "IL", 1},
                                      {4, "N3", NULL, 0},
                                      {4, "N4", NULL, 0},
                                      {4, "DMG", NULL, 0},
                                      {3, "2010BB", NULL, 0},
                                      {4, "NM1", "PR", 1},
                                      {4, "N3", NULL, 0},
                                      {4, "REF", NULL, 0},
                                      CLAIM(3),
                                      {3, "2000C", NULL, 0},
                                      {4, "HL", "23", 3},
                                      {4, "PAT", NULL, 0},
                                      {4, "2010CA", NULL, 0},
                                      {5, "NM1", "QC", 1},
                                      {5, "N3", NULL, 0},
                                      {5, "N4", NULL, 0},
                                      {5, "DMG", NULL, 0},
                                      CLAIM(4),
                                      {1, "SE", NULL, 0}};

static const struct use uses_835[] = {
    {0, "0000", NULL, 0},  {1, "ST", NULL, 0},  {1, "BPR", NULL, 0},    {1, "TRN", NULL, 0},
    {1, "1000A", NULL, 0}, {2, "N1", "PR", 1},  {1, "1000B", NULL, 0},  {2, "N1", "PE", 1},
    {1, "2000", NULL, 0},  {2, "LX", NULL, 0},  {2, "2100", "unit", 0}, {3, "CLP", NULL, 0},
    {3, "CAS", NULL, 0},   {3, "NM1", NULL, 0}, {3, "MOA", NULL, 0},    {3, "AMT", NULL, 0},
    {3, "2110", NULL, 0},  {4, "SVC", NULL, 0}, {4, "DTM", NULL, 0},    {4, "CAS", NULL, 0},
    {4, "REF", NULL, 0},   {4, "AMT", NULL, 0}, {1, "PLB", NULL, 0},    {1, "SE", NULL, 0}};

static uint16_t make_list(small_guide *s, const char *values) {
  uint16_t at = (uint16_t)++s->grammar.lists;
  ck_assert(at < GUIDE_LISTS);
  ct_list *l = &s->list[at];
  l->slot = s->slot[at];
  l->mask = GUIDE_SLOTS - 1;
  for (const char *p = values; *p;) {
    size_t n = strcspn(p, ",");
    uint64_t v = ct_slice_pack(ct_slice_make(p, n));
    uint32_t i = ct_value_hash(v) & l->mask;
    while (s->slot[at][i] != 0) i = (i + 1) & l->mask;
    s->slot[at][i] = v;
    l->count++;
    l->single = l->count == 1 ? v : 0;
    p += n + (p[n] == ',');
  }
  return at;
}

static bool is_loop(const struct use *u) {
  return u->id[0] >= '0' && u->id[0] <= '9';
}

static const ct_grammar *make(small_guide *s, const struct use *uses, size_t count) {
  memset(s, 0, sizeof *s);
  uint16_t parent[8] = {0};
  size_t children = 0;
  for (size_t i = 0; i < count; i++) {
    const struct use *u = &uses[i];
    ct_node *n = &s->node[i];
    *n = (ct_node){.id = u->id, .key = u->id, .name = u->id, .path = u->id};
    n->parent = u->depth ? parent[u->depth - 1] : 0;
    if (is_loop(u)) {
      n->flags = CT_NODE_LOOP;
      if (u->key) n->flags |= CT_NODE_UNIT;
      parent[u->depth] = (uint16_t)i;
      if (u->key && s->grammar.unit == 0) s->grammar.unit = (uint16_t)i;
    } else {
      n->tag = ct_tag_pack(ct_slice_text(u->id));
      n->key_element = u->key_element;
      n->key_codes = u->key ? make_list(s, u->key) : 0;
    }
  }
  for (size_t i = 0; i < count; i++) {
    if (!is_loop(&uses[i])) continue;
    ct_node *n = &s->node[i];
    n->child_first = (uint16_t)children;
    for (size_t j = i + 1; j < count && uses[j].depth > uses[i].depth; j++) {
      if (uses[j].depth != uses[i].depth + 1) continue;
      s->child[children++] = (uint16_t)j;
      s->node[j].rank = s->node[j].child_index = (uint8_t)n->child_count;
      n->child_count++;
    }
    n->tag = s->node[i + 1].tag;
  }
  s->grammar.nodes = (uint32_t)count;
  s->grammar.node = s->node;
  s->grammar.child = s->child;
  s->grammar.list = s->list;
  return &s->grammar;
}

const ct_grammar *small_837(small_guide *s) {
  return make(s, uses_837, sizeof uses_837 / sizeof *uses_837);
}
const ct_grammar *small_835(small_guide *s) {
  return make(s, uses_835, sizeof uses_835 / sizeof *uses_835);
}

const ct_grammar *small_837_masshealth(small_guide *s) {
  small_837(s);
  s->cob.inpatient = make_list(s, "11,18,21,28,41,65,66,86");
  s->cob.asks = CT_COB_INPATIENT_AT_CLAIM | CT_COB_OUTPATIENT_DATE | CT_COB_ADJUSTMENT_ONCE |
                CT_COB_NO_NONCOVERED | CT_COB_NO_LIABILITY;
  s->grammar.cob = &s->cob;
  return &s->grammar;
}

static bool key_fits(const ct_grammar *g, const ct_node *n, ct_slice key) {
  if (n->key_codes == 0) return true;
  uint32_t slot;
  return ct_list_has_packed(&g->list[n->key_codes], ct_slice_pack(key), &slot);
}

/* One step of a path in the children of a loop: "2320", "AMT[D]". */
static uint16_t small_child(const ct_grammar *g, uint16_t loop, const char *step, size_t n) {
  size_t open = 0;
  while (open < n && step[open] != '[') open++;
  ct_slice id = ct_slice_make(step, open);
  for (unsigned i = 0; i < g->node[loop].child_count; i++) {
    uint16_t c = g->child[g->node[loop].child_first + i];
    if (!ct_slice_is(id, g->node[c].id)) continue;
    if (open == n || key_fits(g, &g->node[c], ct_slice_make(step + open + 1, n - open - 2)))
      return c;
  }
  return 0;
}

static uint16_t small_from(const ct_grammar *g, uint16_t loop, const char *path) {
  for (const char *p = path; *p;) {
    size_t n = strcspn(p, "/");
    loop = small_child(g, loop, p, n);
    if (loop == 0) return 0;
    p += n + (p[n] == '/');
  }
  return loop;
}

uint16_t small_node(const ct_grammar *g, const char *path) {
  for (uint16_t i = 0; i < g->nodes; i++) {
    uint16_t found = ct_node_is_loop(&g->node[i]) ? small_from(g, i, path) : 0;
    if (found) return found;
  }
  ck_abort_msg("no node %s", path);
}

/* ---- segments ------------------------------------------------------------------------------ */

void small_segment_make(small_segment *s, const char *text, size_t len, uint32_t number) {
  s->view = (ct_segment){.text = text,
                         .len = (uint32_t)len,
                         .mark = s->mark,
                         .number = number,
                         .terminated = true,
                         .delims = {'*', '^', ':', '~'}};
  s->view.raw = ct_slice_make(text, len);
  s->view.lead = ct_slice_empty();
  for (size_t i = 1; i < len; i++) {
    if (!strchr("*^:", text[i])) continue;
    if (s->view.marks == SEGMENT_MARKS - 1) ck_abort_msg("too many marks");
    s->mark[s->view.marks++] = (uint32_t)i;
  }
  s->mark[s->view.marks] = (uint32_t)len;
  s->view.tag_len = s->mark[0];
  s->view.tag = ct_tag_pack(ct_slice_make(text, s->view.tag_len));
}

/* ---- a run ----------------------------------------------------------------------------------- */

static const char *const ids[] = {
#define CT_FINDING(name, id, severity, level, snip, ta1, ak9, ik5, ik3, ik4, text) id,
#include "x12/findings.def"
#undef CT_FINDING
};

static void copy_slice(char *to, size_t size, ct_slice s) {
  snprintf(to, size, "%.*s", (int)s.len, s.ptr);
}

static void on_fault(void *ctx, const ct_fault *f) {
  run *r = ctx;
  ck_assert(r->count < TOLD);
  told *t = &r->told[r->count++];
  *t = (told){.id = ids[f->id], .severity = f->severity, .element = f->element};
  t->segment = f->segment ? f->segment->number : 0;
  t->node = f->node;
  t->has_amounts = f->has_amounts;
  t->at_end = f->at_end;
  ct_tag_text(f->tag ? f->tag : f->segment ? f->segment->tag : 0, t->tag);
  copy_slice(t->payer, sizeof t->payer, f->payer);
  copy_slice(t->value, sizeof t->value, f->value);
  copy_slice(t->args[0], sizeof t->args[0], f->args[0]);
  copy_slice(t->args[1], sizeof t->args[1], f->args[1]);
  if (f->id == CT_F_COB_LINE_BALANCE) copy_slice(t->line, sizeof t->line, f->args[0]);
  if (f->rule) snprintf(t->rule, sizeof t->rule, "%s", f->rule);
  if (f->has_amounts) {
    ct_decimal_format(f->expected, t->expected);
    ct_decimal_format(f->actual, t->actual);
  }
}

static void on_row(void *ctx, ct_balance *b, enum ct_fault_id id, const ct_segment *at) {
  run *r = ctx;
  (void)at;
  told_row *t =
      &r->row[r->rows < ROWS ? r->rows : ROWS - 1]; /* the last place holds the last one */
  r->rows++;
  char amount[CT_DECIMAL_TEXT];
  *t = (told_row){.id = ids[id], .balanced = b->balanced, .told = b->told};
  copy_slice(t->payer, sizeof t->payer, b->payer);
  copy_slice(t->line, sizeof t->line, b->line);
  ct_decimal_format(b->difference, t->difference);
  ct_decimal_format(b->total, amount);
  size_t n = (size_t)snprintf(t->text, sizeof t->text, "%s %s =", b->total_what, amount);
  for (size_t i = 0; i < b->term_count && n < sizeof t->text; i++) {
    const ct_term *x = &b->terms[i];
    ct_decimal_format(x->amount, amount);
    n += (size_t)snprintf(t->text + n, sizeof t->text - n, "%s %s (%s, %u)",
                          i || x->negative ? (x->negative ? " -" : " +") : "", amount, x->what,
                          x->segment);
  }
}

struct driver {
  const ct_grammar *g;
  ct_tree tree;
  ct_checks *checks;
  const run_options *opt;
  run *run;
  uint16_t path[16]; /* open loops, by node */
  unsigned depth;
};

static void close_top(struct driver *d) {
  const ct_node *n = &d->g->node[d->path[d->depth - 1]];
  bool unit = (n->flags & CT_NODE_UNIT) != 0;
  if (d->opt->broken && strcmp(n->id, d->opt->broken) == 0) ct_tree_broken(&d->tree, true);
  enum ct_status status = CT_OK;
  if (unit) {
    status = ct_checks_unit(d->checks, &d->tree);
    ct_tree_close(&d->tree);
    ct_tree_drop_unit(&d->tree);
  } else {
    if (!d->tree.unit && d->tree.lost == 0)
      status = ct_checks_loop(d->checks, &d->tree, d->tree.open);
    ct_tree_close(&d->tree);
  }
  if (status != CT_OK) d->run->status = status;
  d->depth--;
}

static bool place_in(struct driver *d, uint16_t loop, const ct_segment *s, bool top) {
  const ct_grammar *g = d->g;
  for (unsigned i = 0; i < g->node[loop].child_count; i++) {
    uint16_t c = g->child[g->node[loop].child_first + i];
    const ct_node *n = &g->node[c];
    const ct_node *first = ct_node_is_loop(n) ? &g->node[g->child[n->child_first]] : n;
    if (n == first && i == 0 && !top) continue; /* the trigger of an open loop: a new one */
    if (first->tag != s->tag) continue;
    if (!key_fits(g, first, ct_segment_get_component(s, first->key_element, 1))) continue;
    if (n != first) {
      ct_tree_open(&d->tree, c);
      d->path[d->depth++] = c;
    }
    ct_tree_add(&d->tree, s, (uint16_t)(first - g->node));
    return true;
  }
  return false;
}

static void place(struct driver *d, const ct_segment *s) {
  for (unsigned depth = d->depth; depth > 0; depth--) {
    while (d->depth > depth) close_top(d);
    if (place_in(d, d->path[depth - 1], s, depth == 1)) return;
  }
  if (!d->opt->lenient) ck_abort_msg("no place for %.*s", (int)s->len, s->text);
}

static bool envelope(const char *p) {
  static const char *const tags[] = {"ISA*", "GS*", "GE*", "IEA*"};
  for (size_t i = 0; i < 4; i++)
    if (strncmp(p, tags[i], strlen(tags[i])) == 0) return true;
  return false;
}

const run *run_text(const ct_grammar *g, const char *text, const run_options *opt) {
  static run r;
  static const run_options none;
  r.count = r.rows = r.most_memory = 0;
  r.status = CT_OK;
  struct driver d = {.g = g, .opt = opt ? opt : &none, .run = &r, .depth = 1};
  ct_checks_options co = {.snip = d.opt->snip,
                          .explain = d.opt->explain,
                          .ask_all = d.opt->ask_all,
                          .fault = on_fault,
                          .balance = on_row,
                          .ctx = &r};
  ct_tree_init(&d.tree, d.opt->max_claim);
  d.checks = ct_checks_new(&co);
  ck_assert_ptr_nonnull(d.checks);
  ct_tree_begin(&d.tree, g);
  ct_checks_set_begin(d.checks, g);
  uint32_t number = 0;
  for (const char *p = text; *p;) {
    size_t n = strcspn(p, "~");
    small_segment s;
    if (!envelope(p)) {
      small_segment_make(&s, p, n, ++number);
      place(&d, &s.view);
      if (d.tree.arena.used > r.most_memory) r.most_memory = d.tree.arena.used;
    }
    p += n + (p[n] == '~');
    p += strspn(p, "\r\n");
  }
  while (d.depth > 1) close_top(&d);
  enum ct_status status = ct_checks_loop(d.checks, &d.tree, d.tree.root);
  if (status != CT_OK) r.status = status;
  ct_checks_totals(d.checks, &r.claims, &r.charges, &r.payments, &r.overflow);
  ct_checks_free(d.checks);
  ct_tree_free(&d.tree);
  return &r;
}

size_t run_count(const run *r, const char *id) {
  size_t n = 0;
  for (size_t i = 0; i < r->count; i++) n += strcmp(r->told[i].id, id) == 0;
  return n;
}

const told *run_first(const run *r, const char *id) {
  for (size_t i = 0; i < r->count; i++)
    if (strcmp(r->told[i].id, id) == 0) return &r->told[i];
  return NULL;
}
