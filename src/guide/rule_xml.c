/*
 * rule_xml.c -- reads rules from XML and has them compiled, once for each node they stand at.
 *
 * Knows the attributes of a rule and what they default to.  Refuses to know the language in
 * them, and how a rule is asked.
 */
#include "guide/rule_xml.h"

#include "base/date.h"

typedef struct reading { /* one <rule> */
  ct_rule_build *build;
  const ct_rule_source *from;
  const xmlNode *node;
  ct_arena scratch;  /* trees of expressions: gone with the rule */
  ct_rule row;       /* what all its copies share */
  bool first;
} reading;

static const char *or_empty(const char *text) { return text ? text : ""; }

const char *ct_rule_xml_copy(ct_rule_build *b, const char *text) {
  return text && *text ? ct_rule_build_copy(b, ct_slice_text(text)) : "";
}

enum ct_fault_id ct_rule_finding(const char *name) {
  static const char *const ids[] = {
#define CT_FINDING(name, id, severity, level, snip, ta1, ak9, ik5, ik3, ik4, text) id,
#include "x12/findings.def"
#undef CT_FINDING
  };
  unsigned i = 0;
  while (i < CT_F_COUNT && strcmp(ids[i], name) != 0) i++;
  return (enum ct_fault_id)i;
}

/* Text of an element, its blanks made one each, in the arena. */
const char *ct_rule_xml_sentence(ct_rule_build *b, const xmlNode *n) {
  xmlChar *all = n ? xmlNodeGetContent(n) : NULL;
  if (!all) return "";
  char *to = (char *)all;
  size_t len = 0;
  for (const char *p = to; *p; p++) {
    bool blank = *p == ' ' || *p == '\n' || *p == '\t' || *p == '\r';
    if (blank && (len == 0 || to[len - 1] == ' ')) continue;
    to[len++] = blank ? ' ' : *p;
  }
  if (len > 0 && to[len - 1] == ' ') len--;
  const char *copy = ct_rule_build_copy(b, ct_slice_make(to, len));
  xmlFree(all);
  return copy;
}

static const xmlNode *child(const xmlNode *n, const char *name) {
  const xmlNode *c = ct_xml_first(n);
  while (c && !ct_xml_is(c, name)) c = ct_xml_next(c);
  return c;
}

/* ---- parsing, with the place ------------------------------------------------------------------------- */

static const ct_expr *parsed(reading *r, const char *what, const char *text, bool paths) {
  ct_rule_text t;
  ct_slice s = ct_slice_text(text);
  const ct_expr *e = paths ? ct_rule_parse_paths(&t, &r->scratch, s)
                           : ct_rule_parse(&t, &r->scratch, s);
  if (e) return e;
  if (t.no_memory) {
    r->build->status = CT_NO_MEMORY;
  } else {
    ct_rule_build_refuse(r->build, "%s=\"%s\": %s", what, text, t.error);
  }
  return NULL;
}

/* "REF[F8]" or "N3 N4": paths alone, each to be there (or not) for itself. */
static const ct_expr *only_paths(reading *r, const char *text) {
  ct_rule_text t;
  const ct_expr *e = ct_rule_parse_paths(&t, &r->scratch, ct_slice_text(text));
  for (const ct_expr *p = e; p; p = p->next) {
    char c = p->text.len ? p->text.ptr[0] : 'a';
    bool keyword = c >= 'a' && c <= 'z' && p->path && !p->path->next &&
                   !ct_slice_is(p->path->word, "item") && !ct_slice_is(p->path->word, "this");
    if (keyword || ct_slice_is(p->path->word, "any") || ct_slice_is(p->path->word, "all")) return NULL;
  }
  return e;
}

/* ---- one copy of a rule ---------------------------------------------------------------------------------- */

static uint16_t path_on(ct_rule_context *c, const ct_expr *e) {
  return e && c->build->status == CT_OK ? ct_rule_path_of(c, e, CT_OP_EXISTS) : 0;
}

/* The element that made the rule apply: the first path of `when`, or of a condition it names. */
static const ct_expr *trigger_of(reading *r, const ct_expr *when) {
  const ct_expr *first = ct_rule_first_path(when);
  if (first) return first;
  const ct_expr *e = when;
  while (e && e->kind != CT_EXPR_NAME) e = e->first;
  const ct_rule_condition *have = r->build->condition.items;
  for (uint32_t i = 1; e && i < r->build->condition.count; i++) {
    if (!ct_slice_is(e->text, have[i].name)) continue;
    ct_rule_text t;
    return ct_rule_first_path(ct_rule_parse(&t, &r->scratch, ct_slice_text(have[i].text)));
  }
  return NULL;
}

static void take_when(reading *r, ct_rule_context *c, ct_rule *row) {
  const char *text = ct_xml_get(r->node, "when");
  const ct_expr *e = text ? parsed(r, "when", text, false) : NULL;
  if (!e) return;
  ct_rule_compile(c, e, &row->when);
  if (r->build->status != CT_OK) return;
  ct_rule_gates(c, e, row->gate);
  const ct_expr *left = e;
  while (left->kind == CT_EXPR_AND) left = left->first;
  if (c->own_item && left->kind == CT_EXPR_NAME) row->guard = ct_rule_condition_named(c, left->text);
  const ct_expr *t = trigger_of(r, e);
  if (!t) return;
  row->trigger = ct_rule_path_of(c, t, CT_OP_EXISTS);
  if (ct_rule_path_at(r->build, row->trigger)->sum) row->trigger = 0;
}

/* expected and actual can be told when all there is to it is one equation of numbers. */
static bool is_equation(const ct_rule_build *b, ct_rule_code code) {
  if (code.length < 3) return false;
  const ct_instruction *last = (const ct_instruction *)b->code.items + code.first + code.length - 1;
  return last->op == CT_OP_EQUAL && last->extra == 1;
}

static void add_row(reading *r, const ct_rule *row) {
  ct_rule *kept = ct_rule_row(r->build, &r->build->rule, sizeof *kept);
  if (!kept) return;
  *kept = *row;
  if (!r->first) return;
  kept->flags |= CT_RULE_FIRST;
  r->first = false;
}

/* Of a segment that stands in many loops the guide itself may ask the same: it tells then. */
static bool guide_asks(const ct_rule_build *b, const ct_rule *row, uint16_t path) {
  const ct_rule_path *p = ct_rule_path_at(b, path);
  if (p->source != CT_FROM_ITEM || p->ends != CT_PATH_ELEMENT || p->component) return false;
  const ct_node *n = &b->grammar->node[p->place];
  if (p->element == 0 || p->element > n->element_count) return false;
  uint8_t usage = b->grammar->element[n->element_first + p->element - 1].usage;
  return usage == CT_NOT_USED || (row->kind == CT_RULE_REQUIRE && usage == CT_REQUIRED);
}

/* One thing that must be there, or must not. */
static void take_path(reading *r, ct_rule_context *c, ct_rule row, const ct_expr *e) {
  ct_expr alone = *e;
  alone.next = NULL;
  if (guide_asks(r->build, &row, path_on(c, &alone))) return;
  ct_rule_compile(c, &alone, &row.test);
  if (!row.on) row.on = path_on(c, &alone);
  if (row.kind == CT_RULE_FORBID && r->build->status == CT_OK) ct_rule_gates(c, &alone, row.gate);
  add_row(r, &row);
}

static void take_expression(reading *r, ct_rule_context *c, ct_rule row, const char *what,
                            const char *text) {
  const ct_expr *e = parsed(r, what, text, false);
  if (!e) return;
  ct_rule_compile(c, e, &row.test);
  if (r->build->status != CT_OK) return;
  if (row.kind == CT_RULE_FORBID) ct_rule_gates(c, e, row.gate);
  if (row.kind == CT_RULE_ASSERT && is_equation(r->build, row.test)) row.flags |= CT_RULE_AMOUNTS;
  if (!row.on) {
    row.flags |= CT_RULE_ON_HIT;
    row.on = path_on(c, ct_rule_first_path(e));
  }
  add_row(r, &row);
}

/* Several paths must stand in a row: then they are kept anew. */
static void take_paths(reading *r, ct_rule_context *c, const char *what, const char *text,
                       uint16_t *first, uint16_t *count) {
  enum { MOST = 16 };
  ct_rule_build *b = r->build;
  uint16_t paths[MOST], n = 0;
  for (const ct_expr *e = parsed(r, what, text, true); e && b->status == CT_OK; e = e->next) {
    if (n == MOST) ct_rule_build_refuse(b, "%s=\"%s\": too many paths", what, text);
    if (b->status == CT_OK) paths[n++] = ct_rule_path_of(c, e, CT_OP_EXISTS);
  }
  if (b->status != CT_OK || n == 0) return;
  *first = n == 1 ? paths[0] : (uint16_t)b->path.count;
  *count = n;
  for (unsigned i = 0; n > 1 && i < n; i++) {
    ct_rule_path *kept = ct_rule_row(b, &b->path, sizeof *kept);
    if (kept) *kept = *ct_rule_path_at(b, paths[i]);
  }
}

static void take_key(reading *r, ct_rule_context *c, ct_rule row, const char *what,
                     const char *text) {
  take_paths(r, c, what, text, &row.key, &row.keys);
  if (r->build->status != CT_OK) return;
  if (row.kind == CT_RULE_FOLLOW) {
    const char *by = ct_xml_get(r->node, "by");
    const ct_expr *e = by ? parsed(r, "by", by, false) : NULL;
    if (e) ct_rule_compile(c, e, &row.test);
  } else {
    ct_rule_gate(c, row.key, row.gate);
  }
  if (!row.on) row.on = row.key;
  add_row(r, &row);
}

/* The rule in a context whose frames stand: condition, place, test. */
static void take_copy(reading *r, ct_rule_context *c) {
  static const struct {
    const char *name;
    enum ct_rule_kind kind;
  } tests[] = {{"require", CT_RULE_REQUIRE}, {"forbid", CT_RULE_FORBID},
               {"assert", CT_RULE_ASSERT}, {"unique", CT_RULE_UNIQUE},
               {"follow", CT_RULE_FOLLOW}};
  ct_rule row = r->row;
  row.node = c->at;
  if (c->own_item) {
    row.each = c->frame[1].item;
    ct_rule_gate(c, row.each, row.gate);
  }
  take_when(r, c, &row);
  const char *on = ct_xml_get(r->node, "on");
  if (on) take_paths(r, c, "on", on, &row.on, &row.ons);
  for (size_t i = 0; i < sizeof tests / sizeof *tests && r->build->status == CT_OK; i++) {
    const char *text = ct_xml_get(r->node, tests[i].name);
    if (!text) continue;
    row.kind = (uint8_t)tests[i].kind;
    const ct_expr *paths = row.kind < CT_RULE_ASSERT ? only_paths(r, text) : NULL;
    if (row.kind >= CT_RULE_UNIQUE) {
      take_key(r, c, row, tests[i].name, text);
    } else if (!paths) {
      take_expression(r, c, row, tests[i].name, text);
    }
    for (; paths && r->build->status == CT_OK; paths = paths->next) take_path(r, c, row, paths);
  }
}

/* ---- where it stands -------------------------------------------------------------------------------------------- */

static void begin_context(reading *r, ct_rule_context *c, uint16_t at) {
  *c = (ct_rule_context){.build = r->build, .at = at};
  if (at >= CT_AT_ENVELOPE) return;
  c->frames = 1;
  c->frame[0].loop = at;
}

/* `each` over what a path reaches from the loop. */
static void take_each(reading *r, ct_rule_context *c, const ct_expr *over) {
  uint16_t path = ct_rule_path_of(c, over, 0);
  if (r->build->status != CT_OK) return;
  const ct_rule_path *p = ct_rule_path_at(r->build, path);
  c->own_item = true;
  c->frames = 2;
  c->frame[1].item = path;
  c->frame[1].loop = p->ends == CT_PATH_LOOP ? p->place : r->build->grammar->node[p->place].parent;
  take_copy(r, c);
}

/* at="*": every segment of every loop; of such an item only the whole is known. */
static void take_every_segment(reading *r) {
  const ct_grammar *g = r->build->grammar;
  for (uint32_t n = 0; n < g->nodes && r->build->status == CT_OK; n++) {
    const ct_node *l = &g->node[n];
    if (!ct_node_is_loop(l) || l->child_count == 0) continue;
    ct_rule_context c;
    begin_context(r, &c, (uint16_t)n);
    ct_rule_path *every = ct_rule_row(r->build, &r->build->path, sizeof *every);
    if (!every) return;
    *every = (ct_rule_path){.ends = CT_PATH_SEGMENT, .many = true, .text = "*"};
    every->place = g->child[l->child_first];
    c.own_item = true;
    c.frames = 2;
    c.frame[1] = (ct_rule_frame){(uint16_t)n, (uint16_t)(r->build->path.count - 1)};
    take_copy(r, &c);
  }
}

static void take_at_loop(reading *r, uint16_t loop) {
  ct_rule_context c;
  begin_context(r, &c, loop);
  const char *each = ct_xml_get(r->node, "each");
  const ct_expr *over = each ? parsed(r, "each", each, true) : NULL;
  if (over) {
    take_each(r, &c, over);
  } else if (!each) {
    take_copy(r, &c);
  }
}

static bool holds_tag(const ct_grammar *g, uint16_t loop, ct_tag tag) {
  const ct_node *l = &g->node[loop];
  for (unsigned i = 0; i < l->child_count; i++) {
    const ct_node *n = &g->node[g->child[l->child_first + i]];
    if (!ct_node_is_loop(n) && n->tag == tag) return true;
  }
  return false;
}

/* A word of `at`: a loop's id, or a segment that may stand in many loops. */
static void take_at(reading *r, const ct_expr *where) {
  const ct_grammar *g = r->build->grammar;
  const ct_step *above = where->path->next ? where->path : NULL; /* "2000C/2300" */
  const ct_step *s = above ? above->next : where->path;
  bool found = false;
  for (uint32_t n = 0; n < g->nodes && r->build->status == CT_OK; n++) {
    if (!ct_node_is_loop(&g->node[n]) || !ct_slice_is(s->word, g->node[n].id) || s->next) continue;
    if (above && !ct_slice_is(above->word, g->node[g->node[n].parent].id)) continue;
    found = true;
    take_at_loop(r, (uint16_t)n);
  }
  ct_tag tag;
  unsigned element;
  bool designator = !found && !s->next && !above && ct_rule_designator(g, s->word, &tag, &element) && !element;
  for (uint32_t n = 0; designator && n < g->nodes && r->build->status == CT_OK; n++) {
    if (!ct_node_is_loop(&g->node[n]) || !holds_tag(g, (uint16_t)n, tag)) continue;
    found = true;
    ct_rule_context c;
    begin_context(r, &c, (uint16_t)n);
    take_each(r, &c, where);
  }
  if (!found && r->build->status == CT_OK)
    ct_rule_build_refuse(r->build, "at=\"%s\": no loop or segment \"%.*s\" in %s",
                         or_empty(ct_xml_get(r->node, "at")), (int)(s->word.len < 40 ? s->word.len : 40),
                         s->word.ptr, g->id);
}

/* ---- attributes ------------------------------------------------------------------------------------------------------ */

static int severity_named(const char *word) {
  static const char *const names[] = {"note", "warning", "error"};
  for (int i = 0; word && i < 3; i++)
    if (strcmp(word, names[i]) == 0) return i;
  return -1;
}

/* "IK3 I6 IK4 I9" */
static void take_ack(reading *r) {
  const char *text = ct_xml_get(r->node, "ack");
  r->row.ack_segment = r->row.ack_element = "";
  if (!text) return;
  ct_rule_text t;
  const ct_word_list *w = ct_rule_parse_words(&t, &r->scratch, ct_slice_text(text));
  for (; w && w->next; w = w->next->next) {
    const char *code = ct_rule_build_copy(r->build, w->next->word);
    if (ct_slice_is(w->word, "IK3")) {
      r->row.ack_segment = code;
    } else if (ct_slice_is(w->word, "IK4")) {
      r->row.ack_element = code;
    } else {
      break;
    }
  }
  if (w) ct_rule_build_refuse(r->build, "ack=\"%s\": pairs such as \"IK3 I6\" are expected", text);
}

static uint32_t day_named(reading *r, const char *attribute) {
  const char *text = ct_xml_get(r->node, attribute);
  if (!text) return 0;
  char day[8];
  uint32_t date = 0;
  if (strlen(text) == 10 && text[4] == '-' && text[7] == '-') {
    memcpy(day, text, 4);
    memcpy(day + 4, text + 5, 2);
    memcpy(day + 6, text + 8, 2);
    date = ct_date_number(ct_slice_make(day, 8));
  }
  if (date == 0) ct_rule_build_refuse(r->build, "%s=\"%s\" is no date like 2026-11-22", attribute, text);
  return date;
}

static void take_scope(reading *r) {
  static const char *const names[] = {"claim", "set", "group", "interchange", "file"};
  const char *within = ct_xml_get(r->node, "within");
  r->row.scope = CT_SCOPE_CLAIM;
  for (unsigned i = 0; within && i < 5; i++)
    if (strcmp(within, names[i]) == 0) r->row.scope = (uint8_t)i;
  if (!within && ct_xml_get(r->node, "unique")) ct_rule_build_refuse(r->build, "unique needs within");
}

static void take_examples(reading *r) {
  r->row.example = r->build->example.count;
  for (const xmlNode *n = ct_xml_first(r->node); n; n = ct_xml_next(n)) {
    bool fails = ct_xml_is(n, "fail");
    if (!fails && !ct_xml_is(n, "pass")) continue;
    ct_rule_example e = {ct_rule_xml_copy(r->build, ct_xml_get(n, "base")),
                         ct_rule_xml_copy(r->build, ct_xml_get(n, "edit")),
                         ct_rule_xml_copy(r->build, ct_xml_get(n, "also")), fails, (uint32_t)ct_xml_line(n)};
    ct_rule_example *row = ct_rule_row(r->build, &r->build->example, sizeof *row);
    if (!row) return;
    *row = e;
    r->row.examples++;
  }
}

static void take_shared(reading *r) {
  const ct_rule_source *from = r->from;
  const char *snip = ct_xml_get(r->node, "snip"), *finding = ct_xml_get(r->node, "finding");
  const char *confidence = ct_xml_get(r->node, "confidence");
  int severity = severity_named(ct_xml_get(r->node, "severity"));
  ct_rule *row = &r->row;
  *row = (ct_rule){.line = r->build->line};
  row->id = ct_rule_xml_copy(r->build, ct_xml_get(r->node, "id"));
  row->text = ct_rule_xml_sentence(r->build, child(r->node, "text"));
  row->explain = ct_rule_xml_sentence(r->build, child(r->node, "explain"));
  const char *source = ct_xml_get(r->node, "source");
  row->source = ct_rule_xml_copy(r->build, source ? source : from->source);
  row->when_text = ct_rule_xml_copy(r->build, ct_xml_get(r->node, "when"));
  row->confidence = confidence ? *confidence : '\0';
  if (severity < 0) severity = row->confidence == 'M' ? CT_WARNING : row->confidence == 'L' ? CT_NOTE : CT_ERROR;
  row->severity = (int8_t)severity;
  row->snip = snip ? (uint8_t)(*snip - '0') : from->partner ? 7 : 4;
  row->fault = (uint16_t)(finding ? ct_rule_finding(finding)
                          : from->partner ? CT_F_PARTNER_RULE : CT_F_SITUATION);
  if (row->fault == CT_F_COUNT) ct_rule_build_refuse(r->build, "finding=\"%s\": there is none", finding);
  row->group = ct_rule_xml_copy(r->build, from->group);
  row->from = ct_xml_get(r->node, "from") ? day_named(r, "from") : from->from;
  row->until = ct_xml_get(r->node, "until") ? day_named(r, "until") : from->until;
  static const char *const tests[] = {"require", "forbid", "assert", "unique", "follow"};
  unsigned many = 0;
  row->test_text = "";
  for (size_t i = 0; i < 5; i++) {
    const char *text = ct_xml_get(r->node, tests[i]);
    if (text && ++many) row->test_text = ct_rule_xml_copy(r->build, text);
  }
  if (many != 1)
    ct_rule_build_refuse(r->build, "rule %s: one of require, forbid, assert, unique and follow is needed", row->id);
  take_scope(r);
  take_ack(r);
  take_examples(r);
}

/* ---- one rule ------------------------------------------------------------------------------------------------------ */

void ct_rule_xml_rule(ct_rule_build *b, const ct_rule_source *from, const xmlNode *node) {
  enum { SCRATCH_BLOCK = 8 << 10, SCRATCH_LIMIT = 4 << 20 };
  reading r = {.build = b, .from = from, .node = node, .first = true};
  ct_arena_init(&r.scratch, SCRATCH_BLOCK, SCRATCH_LIMIT);
  take_shared(&r);
  if (from->outside) {
    ct_rule_context c;
    begin_context(&r, &c, from->outside);
    take_copy(&r, &c);
  } else {
    const char *at = ct_xml_get(node, "at");
    if (!at) ct_rule_build_refuse(b, "rule %s: at is missing", r.row.id);
    if (at && strcmp(at, "*") == 0) {
      take_every_segment(&r);
      at = NULL;
    }
    const ct_expr *where = at && b->status == CT_OK ? parsed(&r, "at", at, true) : NULL;
    for (; where && b->status == CT_OK; where = where->next) {
      ct_expr one = *where;
      take_at(&r, &one);
    }
  }
  ct_arena_free(&r.scratch);
}
