/*
 * partner_element.c -- <element> and <use>: constraints of a profile in short.
 *
 *   <element path="1000B/NM109" value="DMA7384">   is   <rule at="1000B" when="NM109" on="NM109"
 *                                                             assert="NM109 = 'DMA7384'">
 *
 * Knows what they stand for, and what the guide asks at the same place: a wish that would take
 * what the guide rejects is refused, unless it says widen="yes".
 */
#include "guide/partner.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct short_rule { /* being made into rules */
  ct_partner *p;
  const ct_rule_source *from;
  const xmlNode *node;
  char at[80], path[200], read[240]; /* read: the path with its repair */
  char assert[2000];
  size_t len;
} short_rule;

static const char *get(const short_rule *s, const char *name) { return ct_xml_get(s->node, name); }

/* ---- making rules ----------------------------------------------------------------------------------- */

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void also(short_rule *s, const char *format, ...) {
  va_list words;
  if (s->len + 8 < sizeof s->assert && s->len > 0)
    s->len += (size_t)snprintf(s->assert + s->len, sizeof s->assert - s->len, " and ");
  va_start(words, format);
  int n = vsnprintf(s->assert + s->len, sizeof s->assert - s->len, format, words);
  va_end(words);
  if (n < 0 || (size_t)n >= sizeof s->assert - s->len) {
    ct_rule_build_refuse(&s->p->rules, "the constraint is too long");
  } else {
    s->len += (size_t)n;
  }
}

/* A text in quotes, those inside doubled. */
static const char *quote(const char *text, size_t len, char room[600]) {
  size_t n = 0;
  room[n++] = '\'';
  for (size_t i = 0; i < len && n < 590; i++) {
    if (text[i] == '\'') room[n++] = '\'';
    room[n++] = text[i];
  }
  room[n++] = '\'';
  room[n] = '\0';
  return room;
}

static void take_values(short_rule *s) {
  const char *value = get(s, "value"), *codes = get(s, "codes"), *list = get(s, "list");
  const char *pattern = get(s, "pattern"), *equals = get(s, "equals");
  char room[600];
  if (value) also(s, "%s = %s", s->read, quote(value, strlen(value), room));
  if (list) also(s, "%s in %s", s->read, list);
  if (pattern) also(s, "%s matches %s", s->read, quote(pattern, strlen(pattern), room));
  if (equals) also(s, "%s = %s", s->read, equals);
  if (codes) also(s, "%s in (%s)", s->read, codes);
}

static void take_shape(short_rule *s) {
  static const struct {
    const char *name, *op;
  } all[] = {{"length", "="}, {"min", ">="}, {"max", "<="}};
  for (size_t i = 0; i < 3; i++) {
    const char *n = get(s, all[i].name);
    if (n) also(s, "length(%s) %s %s", s->read, all[i].op, n);
  }
  const char *characters = get(s, "characters"), *check = get(s, "check");
  if (characters) also(s, "%s(%s)", characters, s->read);
  if (check) also(s, "%s(%s)", check, s->read);
}

/* A copy of the element as <rule>, which the reader of rules then reads. */
static void emit(short_rule *s, const char *test, const char *expression, bool when_sent,
                 const char *severity) {
  static const char *const keep[] = {"id", "severity", "snip", "confidence", "ack", "finding",
                                     "source", "from", "until"};
  ct_rule_build *b = &s->p->rules;
  xmlNode *rule = xmlDocCopyNode((xmlNode *)(uintptr_t)s->node, s->node->doc, 1);
  if (!rule) {
    b->status = CT_NO_MEMORY;
    return;
  }
  xmlNodeSetName(rule, (const xmlChar *)"rule");
  while (rule->properties) xmlRemoveProp(rule->properties);
  for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
    if (get(s, keep[i])) xmlNewProp(rule, (const xmlChar *)keep[i], (const xmlChar *)get(s, keep[i]));
  if (severity) xmlSetProp(rule, (const xmlChar *)"severity", (const xmlChar *)severity);
  char when[2400];
  const char *own = get(s, "when");
  (void)snprintf(when, sizeof when, "%s%s%s%s%s", own ? "(" : "", own ? own : "", own ? ")" : "",
                 own && when_sent ? " and " : "", when_sent ? s->path : "");
  if (when[0]) xmlNewProp(rule, (const xmlChar *)"when", (const xmlChar *)when);
  if (s->at[0]) xmlNewProp(rule, (const xmlChar *)"at", (const xmlChar *)s->at);
  xmlNewProp(rule, (const xmlChar *)test, (const xmlChar *)expression);
  if (strcmp(test, "assert") == 0) xmlNewProp(rule, (const xmlChar *)"on", (const xmlChar *)s->path);
  if (b->status == CT_OK) ct_rule_xml_one(b, s->from, rule);
  xmlFreeNode(rule);
}

/* trim(), upper(): what is held against the rest; that it was needed is told as a note. */
static void take_repair(short_rule *s) {
  const char *repair = get(s, "repair");
  (void)snprintf(s->read, sizeof s->read, "%s", s->path);
  if (!repair) return;
  bool trim = strstr(repair, "trim") != NULL, upper = strstr(repair, "upper") != NULL;
  (void)snprintf(s->read, sizeof s->read, "%s%s%s%s%s", upper ? "upper(" : "", trim ? "trim(" : "", s->path,
                 trim ? ")" : "", upper ? ")" : "");
  char same[600];
  (void)snprintf(same, sizeof same, "%s = %s", s->read, s->path);
  uint32_t first = s->p->rules.rule.count;
  emit(s, "assert", same, true, "note");
  ct_rule *made = s->p->rules.rule.items;
  for (uint32_t i = first; i < s->p->rules.rule.count; i++) made[i].flags |= CT_RULE_REPAIRED;
}

/* "1000B/NM109" stands at 1000B; an `at` of its own wins. */
static void take_place(short_rule *s) {
  const char *at = get(s, "at"), *path = get(s, "path"), *slash = strrchr(path, '/');
  bool loop = slash && !memchr(path, '[', (size_t)(slash - path));
  const char *before = slash;
  while (loop && before > path && before[-1] != '/') before--;
  if (at) {
    (void)snprintf(s->at, sizeof s->at, "%s", at);
    (void)snprintf(s->path, sizeof s->path, "%s", path);
  } else if (loop && !s->from->outside) {
    (void)snprintf(s->at, sizeof s->at, "%.*s", (int)(slash - before < 79 ? slash - before : 79), before);
    (void)snprintf(s->path, sizeof s->path, "%s", slash + 1);
  } else {
    (void)snprintf(s->path, sizeof s->path, "%s", path);
    if (!s->from->outside) ct_rule_build_refuse(&s->p->rules, "path=\"%s\": at is missing", path);
  }
}

/* ---- what the guide asks at the same place --------------------------------------------------------------- */

/* The node of the layer with element rows of its own: those of the guide may be shared. */
static ct_element *own_element(ct_partner *p, uint16_t node, unsigned element) {
  ct_builder *b = &p->layer;
  ct_node *n = ct_builder_node(b, node);
  uint32_t first = b->element.count, count = n->element_count, from = n->element_first;
  for (uint32_t i = 0; i < count; i++) {
    ct_element *row = ct_builder_add(b, &b->element, sizeof *row, UINT16_MAX, "elements");
    if (!row) return NULL;
    *row = ((ct_element *)b->element.items)[from + i];
  }
  n->element_first = (uint16_t)first;
  return (ct_element *)b->element.items + first + element - 1;
}

typedef struct place { /* one that the constraint speaks of */
  uint16_t node;
  unsigned element, component;
  const ct_element *now;
} place;

static void refuse_widening(const short_rule *s, const char *what, const char *word) {
  ct_rule_build_refuse(&s->p->rules, "%s=\"%s\" takes what the guide rejects at %s: say widen=\"yes\"", what,
                       word, s->path);
}

/* A code that the guide does not have there. */
static bool has_strange_code(const short_rule *s, const ct_element *e, const char *words) {
  const ct_list *l = &s->p->below->list[e->codes];
  while (e->codes && *words) {
    size_t blanks = strspn(words, " "), n = strcspn(words + blanks, " ");
    if (n && !ct_list_has(l, ct_slice_make(words + blanks, n))) return true;
    words += blanks + n;
  }
  return false;
}

static void add_codes(const short_rule *s, const place *at, const char *words) {
  ct_builder *b = &s->p->layer;
  char codes[2000];
  size_t len = 0;
  const ct_list *l = &s->p->below->list[at->now->codes];
  for (uint32_t i = 0; l->slot && i <= l->mask && len < sizeof codes - 16; i++) {
    if (!l->slot[i]) continue;
    for (int shift = 56; shift >= 0 && (l->slot[i] >> shift & 0xFF); shift -= 8)
      codes[len++] = (char)(l->slot[i] >> shift & 0xFF);
    codes[len++] = '|';
  }
  for (const char *w = words; *w && len < sizeof codes - 2; w++) codes[len++] = *w == ' ' ? '|' : *w;
  codes[len] = '\0';
  uint16_t list = ct_builder_codes(b, codes);
  ct_element *e = own_element(s->p, at->node, at->element);
  if (!e) return;
  e->codes = list;
  e->codes_layer = CT_LAYER_PARTNER;
}

static void check_codes(const short_rule *s, const place *at, const char *name) {
  const char *words = get(s, name);
  if (!words || !has_strange_code(s, at->now, words)) return;
  if (!ct_xml_yes(s->node, "widen")) {
    refuse_widening(s, name, words);
  } else if (at->component) {
    ct_rule_build_refuse(&s->p->rules, "a component's codes cannot be widened");
  } else {
    add_codes(s, at, words);
  }
}

static unsigned number_of(const char *text) {
  unsigned n = 0;
  for (; text && *text >= '0' && *text <= '9' && n < 100000; text++) n = n * 10 + (unsigned)(*text - '0');
  return n;
}

static void check_length(const short_rule *s, const place *at) {
  static const char *const names[] = {"length", "min", "max"};
  unsigned most = at->now->ig_max ? at->now->ig_max : at->now->max, least = at->now->min;
  for (size_t i = 0; i < 3; i++) {
    const char *text = get(s, names[i]);
    unsigned n = number_of(text);
    if (!text || (n <= most && n >= least)) continue;
    if (!ct_xml_yes(s->node, "widen")) {
      refuse_widening(s, names[i], text);
      return;
    }
    ct_element *e = own_element(s->p, at->node, at->element);
    if (!e || at->component) return;
    if (n > most) e->max = (uint16_t)n, e->ig_max = 0;
    if (n < least) e->min = (uint16_t)n;
    e->length_layer = CT_LAYER_PARTNER;
  }
}

static void check_usage(const short_rule *s, const place *at) {
  const char *usage = get(s, "usage");
  if (!usage) return;
  bool wider = (strcmp(usage, "required") == 0 && at->now->usage == CT_NOT_USED) ||
               (strcmp(usage, "required") != 0 && at->now->usage == CT_REQUIRED);
  if (!wider) return;
  if (!ct_xml_yes(s->node, "widen")) {
    refuse_widening(s, "usage", usage);
    return;
  }
  ct_element *e = own_element(s->p, at->node, at->element);
  if (!e || at->component) return;
  e->usage = CT_SITUATIONAL;
  e->usage_layer = CT_LAYER_PARTNER;
}

/* What the path means in the guide, told by the rule that was made of it. */
static void check_element(const short_rule *s, const ct_rule_path *path) {
  const ct_grammar *g = s->p->below;
  if (path->source == CT_FROM_ISA || path->source == CT_FROM_GS) {
    const ct_node *n = ct_control_node(g, path->tag);
    if (!n || path->element > n->element_count) return;
    const place at = {(uint16_t)(n - g->node), path->element, 0,
                      &g->element[n->element_first + path->element - 1]};
    check_codes(s, &at, "value");
    check_codes(s, &at, "codes");
    check_length(s, &at);
    return;
  }
  if (path->ends != CT_PATH_ELEMENT || path->element == 0) return;
  const ct_node *n = &g->node[path->place];
  const ct_element *e = &g->element[n->element_first + path->element - 1];
  if (path->component && e->sub_count) e = &g->element[e->sub_first + path->component - 1];
  const place at = {path->place, path->element, path->component, e};
  check_codes(s, &at, "value");
  check_codes(s, &at, "codes");
  check_length(s, &at);
  check_usage(s, &at);
}

static void widen_use(const short_rule *s, uint16_t node) {
  const char *usage = get(s, "usage"), *max = get(s, "max");
  ct_node *n = ct_builder_node(&s->p->layer, node);
  bool freed = usage && strcmp(usage, "required") != 0 && n->usage == CT_REQUIRED;
  bool more = max && n->max_repeat && number_of(max) > n->max_repeat;
  if (!freed && !more) return;
  if (!ct_xml_yes(s->node, "widen")) {
    refuse_widening(s, freed ? "usage" : "max", freed ? usage : max);
    return;
  }
  if (more) n->max_repeat = number_of(max);
  if (!freed) return;
  n->usage = CT_SITUATIONAL;
  n->usage_layer = CT_LAYER_PARTNER;
  ct_node *parent = ct_builder_node(&s->p->layer, n->parent);
  parent->required.bit[n->child_index >> 6] &= ~(UINT64_C(1) << (n->child_index & 63));
}

/* Rules made since `first`: the path where they sit is the one that the constraint names. */
static void check_places(const short_rule *s, uint32_t first) {
  const ct_rule_build *b = &s->p->rules;
  for (uint32_t i = first; i < b->rule.count && b->status == CT_OK; i++) {
    const ct_rule *r = (const ct_rule *)b->rule.items + i;
    const ct_rule_path path = *ct_rule_path_at(b, r->on);
    if (ct_xml_is(s->node, "use")) {
      widen_use(s, path.place);
    } else {
      check_element(s, &path);
    }
  }
}

/* ---- together ----------------------------------------------------------------------------------------------- */

void ct_partner_constraint(ct_partner *p, const ct_rule_source *from, const xmlNode *node) {
  short_rule s = {.p = p, .from = from, .node = node};
  uint32_t first = p->rules.rule.count;
  const char *usage = get(&s, "usage"), *max = get(&s, "max");
  bool use = ct_xml_is(node, "use");
  take_place(&s);
  if (p->rules.status != CT_OK) return;
  if (use) {
    char test[300];
    (void)snprintf(test, sizeof test, "count(%s) <= %s", s.path, max ? max : "");
    if (max) emit(&s, "assert", test, false, NULL);
  } else {
    take_repair(&s);
    take_values(&s);
    take_shape(&s);
    if (s.len) emit(&s, "assert", s.assert, true, NULL);
  }
  if (usage && strcmp(usage, "required") == 0) emit(&s, "require", s.path, false, NULL);
  if (usage && strcmp(usage, "not-used") == 0) emit(&s, "forbid", s.path, false, NULL);
  if (usage && strcmp(usage, "situational") == 0) { /* asks nothing: only widens */
    ct_rule_rows kept = p->rules.rule;
    emit(&s, "require", s.path, false, NULL);
    check_places(&s, first);
    p->rules.rule.count = kept.count;
    return;
  }
  if (p->rules.rule.count == first && p->rules.status == CT_OK)
    ct_rule_build_refuse(&p->rules, "<%s path=\"%s\"> asks nothing", ct_xml_name(node), get(&s, "path"));
  check_places(&s, first);
}
