/*
 * rule_path.c -- from a path as written to the node indexes of one guide.
 *
 * Knows loops, segment uses and keys of a guide's tables.  What it cannot find there is an
 * error of whoever wrote the rule: nothing is left to be found out while claims are read.
 */
#include "guide/rule_build.h"

#include "base/charclass.h"

#include <stdio.h>

typedef struct walk { /* a path being resolved */
  ct_rule_context *context;
  ct_rule_build *build;
  const ct_grammar *grammar;
  ct_slice text;
  ct_rule_path path;
  uint16_t loop;   /* where it has come to */
  uint16_t above;  /* the deepest loop passed that is given back early; 0 none */
  const ct_step *after_above; /* the steps from there */
  unsigned aggregate;
} walk;

static const ct_node *node_at(const walk *w, uint16_t n) { return &w->grammar->node[n]; }

static void refuse(walk *w, const char *what, ct_slice word) {
  ct_rule_build_refuse(w->build, "in \"%.*s\": %s \"%.*s\"",
                       (int)(w->text.len < 80 ? w->text.len : 80), w->text.ptr, what,
                       (int)(word.len < 40 ? word.len : 40), word.ptr);
}

/* ---- words of a guide -------------------------------------------------------------------------- */

static bool has_tag(const ct_grammar *g, ct_tag tag) {
  for (uint32_t n = 0; n < g->nodes; n++)
    if (!ct_node_is_loop(&g->node[n]) && g->node[n].tag == tag) return true;
  return false;
}

static bool outer_tag(ct_tag tag) { return tag == CT_TAG3('I', 'S', 'A') || tag == CT_TAG2('G', 'S'); }

bool ct_rule_designator(const ct_grammar *g, ct_slice word, ct_tag *tag, unsigned *element) {
  *element = 0;
  *tag = word.len <= 3 ? ct_tag_pack(word) : 0;
  if (*tag && (has_tag(g, *tag) || outer_tag(*tag))) return true;
  if (word.len < 4 || word.len > 5) return false;
  const char *digit = word.ptr + word.len - 2;
  if (!ct_char_is(digit[0], CT_CHAR_DIGIT) || !ct_char_is(digit[1], CT_CHAR_DIGIT)) return false;
  *tag = ct_tag_pack(ct_slice_make(word.ptr, word.len - 2));
  *element = (unsigned)(digit[0] - '0') * 10 + (unsigned)(digit[1] - '0');
  return *tag != 0 && *element != 0 && (has_tag(g, *tag) || outer_tag(*tag));
}

static uint16_t child_loop(const walk *w, uint16_t loop, ct_slice id) {
  const ct_node *l = node_at(w, loop);
  for (unsigned i = 0; i < l->child_count; i++) {
    uint16_t n = w->grammar->child[l->child_first + i];
    if (ct_node_is_loop(node_at(w, n)) && ct_slice_is(id, node_at(w, n)->id)) return n;
  }
  return 0;
}

static bool has_segment(const walk *w, uint16_t loop, ct_tag tag) {
  const ct_node *l = node_at(w, loop);
  for (unsigned i = 0; i < l->child_count; i++) {
    const ct_node *n = node_at(w, w->grammar->child[l->child_first + i]);
    if (!ct_node_is_loop(n) && n->tag == tag) return true;
  }
  return false;
}

static bool is_loop_id(const walk *w, ct_slice id) {
  for (uint32_t n = 0; n < w->grammar->nodes; n++)
    if (ct_node_is_loop(&w->grammar->node[n]) && ct_slice_is(id, w->grammar->node[n].id)) return true;
  return false;
}

/* A unit, or a loop above one: its memory goes before that of its parent. */
static bool is_given_back(const walk *w, uint16_t loop) {
  for (uint32_t n = 1; n < w->grammar->nodes; n++) {
    if ((w->grammar->node[n].flags & CT_NODE_UNIT) == 0) continue;
    for (uint16_t at = (uint16_t)n; at != 0; at = w->grammar->node[at].parent)
      if (at == loop) return true;
  }
  return false;
}

/* ---- elements --------------------------------------------------------------------------------------- */

static void many(walk *w) { w->path.many = true; }

static bool component(walk *w, const ct_element *e, const ct_step *s) {
  w->path.component = s->component;
  if (s->component == 0) return true;
  if (s->component > (e->sub_count ? e->sub_count : 1)) {
    refuse(w, "no such component:", s->word);
    return false;
  }
  return true;
}

/* Elements `first` of the segment use `n`, as far as the step tells more of them. */
static bool element(walk *w, const ct_node *n, unsigned first, const ct_step *s) {
  ct_rule_path *p = &w->path;
  unsigned last = s->last ? s->last : first;
  if (first > n->element_count || last > n->element_count || last < first) {
    refuse(w, "no such element:", s->word);
    return false;
  }
  p->ends = CT_PATH_ELEMENT;
  p->element = (uint8_t)first;
  p->last = (uint8_t)last;
  p->step = s->by ? s->by : 1;
  if (last > first) many(w);
  const ct_element *e = &w->grammar->element[n->element_first + first - 1];
  p->repeats = e->repeat > 1;
  if (p->repeats) many(w);
  if (!component(w, e, s)) return false;
  if (s->component && e->sub_count) e = &w->grammar->element[e->sub_first + s->component - 1u];
  p->number = e->type == CT_TYPE_R || e->type == CT_TYPE_N0 || e->type == CT_TYPE_N2;
  if (s->next) {
    refuse(w, "nothing can follow an element:", s->next->word);
    return false;
  }
  return true;
}

/* ---- segments ------------------------------------------------------------------------------------------ */

static bool list_takes(const ct_grammar *g, uint16_t list, ct_slice value) {
  return list == 0 || ct_list_has(&g->list[list], value);
}

/* The values that the use takes at its key: by the table of keys, else of the element itself. */
static uint16_t key_list(const walk *w, const ct_node *n, ct_rule_path *p) {
  p->key_element = n->key_element;
  p->key_component = n->key_component;
  if (n->key_element) return n->key_codes;
  const ct_element *e = &w->grammar->element[n->element_first];
  p->key_element = 1;
  if (n->element_count == 0) return 0;
  if (e->sub_count) {
    p->key_component = 1;
    e = &w->grammar->element[e->sub_first];
  }
  return e->codes;
}

static bool takes_some(const walk *w, const ct_node *n, const ct_word_list *keys) {
  ct_rule_path where = {0};
  uint16_t list = key_list(w, n, &where);
  if (!keys) return true;
  for (; keys; keys = keys->next)
    if (list_takes(w->grammar, list, keys->word)) return true;
  return false;
}

/* Every key must be one that some use in this loop takes. */
static bool keys_known(walk *w, ct_tag tag, const ct_step *s) {
  for (const ct_word_list *k = s->keys; k; k = k->next) {
    const ct_word_list one = {.word = k->word};
    const ct_node *l = node_at(w, w->loop);
    bool found = false;
    for (unsigned i = 0; i < l->child_count && !found; i++) {
      const ct_node *n = node_at(w, w->grammar->child[l->child_first + i]);
      found = !ct_node_is_loop(n) && n->tag == tag && takes_some(w, n, &one);
    }
    if (!found) {
      refuse(w, "no such segment has the key", k->word);
      return false;
    }
  }
  return true;
}

/* The uses of the tag in the loop reached: one by its node, several by tag and keys. */
static const ct_node *segment(walk *w, ct_tag tag, const ct_step *s) {
  ct_rule_path *p = &w->path;
  if (!keys_known(w, tag, s)) return NULL;
  const ct_node *l = node_at(w, w->loop), *only = NULL;
  unsigned uses = 0, keys = 0;
  for (unsigned i = 0; i < l->child_count; i++) {
    uint16_t at = w->grammar->child[l->child_first + i];
    const ct_node *n = node_at(w, at);
    if (ct_node_is_loop(n) || n->tag != tag || !takes_some(w, n, s->keys)) continue;
    if (uses++ == 0 || n->element_count > only->element_count) { /* the widest: HI01..12 */
      only = n;
      p->place = at;
    }
  }
  if (!only) {
    refuse(w, "no such segment in its loop:", s->word);
    return NULL;
  }
  uint16_t list = key_list(w, only, p);
  for (const ct_word_list *k = s->keys; k; k = k->next) keys++;
  p->ends = CT_PATH_SEGMENT;
  p->tag = tag;
  p->nth = s->nth;
  p->node = uses == 1 ? p->place : 0;
  if (keys && (uses > 1 || list == 0 || w->grammar->list[list].count > keys))
    p->keys = ct_rule_build_words(w->build, NULL, s->keys);
  if (!s->nth && (uses > 1 || only->max_repeat != 1)) many(w);
  return only;
}

static bool segment_step(walk *w, ct_tag tag, unsigned first, const ct_step *s) {
  const ct_node *n = segment(w, tag, s);
  if (!n) return false;
  if (first) return element(w, n, first, s);
  if (s->last || s->component) {
    refuse(w, "a range or component needs an element:", s->word);
    return false;
  }
  if (!s->next) return true;
  ct_tag again;
  unsigned e;
  if (!ct_rule_designator(w->grammar, s->next->word, &again, &e) || again != tag || e == 0) {
    refuse(w, "this is no element of the segment:", s->next->word);
    return false;
  }
  return element(w, n, e, s->next);
}

/* ---- loops ------------------------------------------------------------------------------------------------ */

static bool enter(walk *w, uint16_t loop, const ct_step *s) {
  ct_rule_path *p = &w->path;
  if (s->keys) {
    refuse(w, "a loop takes no key:", s->word);
    return false;
  }
  if (is_given_back(w, loop)) {
    w->above = loop;
    w->after_above = s->next;
  }
  if (p->downs == CT_RULE_DOWNS) {
    refuse(w, "too many loops:", s->word);
    return false;
  }
  p->down[p->downs++] = loop;
  p->place = loop;
  if (s->nth) {
    if (s->next) refuse(w, "#n of a loop must stand last:", s->word);
    p->nth = s->nth;
  } else if (node_at(w, loop)->max_repeat != 1) {
    many(w);
  }
  w->loop = loop;
  return true;
}

static bool steps(walk *w, const ct_step *s) {
  for (; s; s = s->next) {
    uint16_t loop = child_loop(w, w->loop, s->word);
    if (loop) {
      if (!enter(w, loop, s)) return false;
      continue;
    }
    ct_tag tag;
    unsigned e;
    if (ct_rule_designator(w->grammar, s->word, &tag, &e)) return segment_step(w, tag, e, s);
    refuse(w, is_loop_id(w, s->word) ? "not a loop of the one before:" : "no loop, segment or element:",
           s->word);
    return false;
  }
  return true;
}

/* The first step: the loop at hand, one above it, or what stands in one of these. */
static bool climb(walk *w, uint16_t from, const ct_step *s, bool *found) {
  ct_tag tag = 0;
  unsigned e = 0;
  bool designator = ct_rule_designator(w->grammar, s->word, &tag, &e);
  *found = true;
  w->loop = from;
  w->path.up = 0;
  for (;;) {
    if (ct_slice_is(s->word, node_at(w, w->loop)->id)) {
      w->path.place = w->loop;
      return steps(w, s->next);
    }
    if (child_loop(w, w->loop, s->word) || (designator && has_segment(w, w->loop, tag)))
      return steps(w, s);
    if (w->loop == 0) break;
    w->loop = node_at(w, w->loop)->parent;
    w->path.up++;
  }
  *found = false;
  return false;
}

/* ---- items -------------------------------------------------------------------------------------------------- */

static const ct_rule_path *item_of(const walk *w, unsigned f) {
  uint16_t item = w->context->frame[f].item;
  return item ? ct_rule_path_at(w->build, item) : NULL;
}

/* "item", "item-2", "item[+1]" */
static bool item_step(walk *w, unsigned f, const ct_step *s) {
  const ct_rule_path *item = item_of(w, f);
  ct_rule_path *p = &w->path;
  p->frame = (uint8_t)f;
  if (!item || item->ends == CT_PATH_LOOP) {
    refuse(w, "there is no item here:", s->word);
    return false;
  }
  p->tag = item->tag;
  p->place = item->place;
  p->ends = item->ends;
  if (item->ends == CT_PATH_SEGMENT) {
    p->source = CT_FROM_ITEM;
    if (!s->component && !s->ahead && !s->next) return true;
    refuse(w, "the item is a segment: say which element", s->word);
    return false;
  }
  p->source = CT_FROM_ELEMENT;
  p->element = s->ahead;
  p->component = s->component;
  const ct_node *n = node_at(w, item->place);
  unsigned at = item->element + (unsigned)s->ahead;
  if (at > n->element_count || (item->component && s->component) || s->next) {
    refuse(w, "no such part of the item:", s->word);
    return false;
  }
  const ct_element *e = &w->grammar->element[n->element_first + at - 1];
  if (!component(w, e, s)) return false;
  unsigned part = s->component ? s->component : s->ahead ? 0 : item->component;
  if (part && e->sub_count) e = &w->grammar->element[e->sub_first + part - 1];
  p->number = e->type == CT_TYPE_R || e->type == CT_TYPE_N0 || e->type == CT_TYPE_N2;
  return true;
}

/* An element of the segment that is the item, or that the item is in. */
static bool item_segment(walk *w, unsigned f, const ct_step *s, bool *found) {
  const ct_rule_path *item = item_of(w, f);
  ct_tag tag;
  unsigned e;
  *found = item && item->ends != CT_PATH_LOOP && item->tag &&
           ct_rule_designator(w->grammar, s->word, &tag, &e) && tag == item->tag && !s->keys && e;
  if (!*found) return false;
  w->path.source = CT_FROM_ITEM;
  w->path.frame = (uint8_t)f;
  w->path.tag = tag;
  w->path.place = item->place;
  return element(w, node_at(w, item->place), e, s);
}

/* ---- ISA and GS ------------------------------------------------------------------------------------------------ */

static bool outer_segment(walk *w, const ct_step *s) {
  static const uint8_t elements[] = {16, 8};
  ct_tag tag;
  unsigned e;
  if (!ct_rule_designator(w->grammar, s->word, &tag, &e) || !outer_tag(tag)) return false;
  bool gs = tag == CT_TAG2('G', 'S');
  w->path = (ct_rule_path){.ends = e ? CT_PATH_ELEMENT : CT_PATH_SEGMENT, .tag = tag};
  w->path.source = gs ? CT_FROM_GS : CT_FROM_ISA;
  w->path.element = w->path.last = (uint8_t)e;
  w->path.step = 1;
  if (e > elements[gs] || s->keys || s->nth || s->last || s->component || s->next)
    refuse(w, "no such element of the envelope:", s->word);
  return true;
}

/* ---- together --------------------------------------------------------------------------------------------------- */

/* Innermost frame first: its own segment, its loop and those above; then the frames around it. */
static bool search(walk *w, const ct_step *s) {
  ct_rule_context *c = w->context;
  bool found = false;
  for (unsigned f = c->frames; f-- > 0;) {
    w->path = (ct_rule_path){.frame = (uint8_t)f};
    if (item_segment(w, f, s, &found)) return true;
    if (found) return false;
    bool done = climb(w, c->frame[f].loop, s, &found);
    if (found) return done;
  }
  if (outer_segment(w, s)) return w->build->status == CT_OK;
  refuse(w, is_loop_id(w, s->word) ? "neither this loop, nor in it, nor above it:"
                                   : "no loop, segment or element here or above:", s->word);
  return false;
}

static bool resolve(walk *w, const ct_step *s) {
  ct_rule_context *c = w->context;
  if (ct_slice_is(s->word, "item") && c->frames > 0) return item_step(w, c->frames - 1, s);
  if (ct_slice_is(s->word, "this") && c->frames > 0) {
    bool found = true;
    w->path = (ct_rule_path){.frame = 0};
    if (!s->next) {
      w->path.place = w->loop = c->frame[0].loop;
      return true;
    }
    if (c->own_item && item_segment(w, 1, s->next, &found)) return true;
    w->path = (ct_rule_path){.frame = 0};
    w->loop = c->frame[0].loop;
    return w->build->status == CT_OK && steps(w, s->next);
  }
  return search(w, s);
}

static bool equal(const ct_rule_path *a, const ct_rule_path *b) {
  return a->ends == b->ends && a->source == b->source && a->frame == b->frame && a->up == b->up &&
         a->downs == b->downs && a->element == b->element && a->last == b->last &&
         a->step == b->step && a->component == b->component && a->nth == b->nth &&
         memcmp(a->down, b->down, sizeof a->down) == 0 && a->node == b->node &&
         a->keys == b->keys && a->sum == b->sum && a->place == b->place && a->tag == b->tag;
}

static uint16_t keep(walk *w) {
  ct_rule_build *b = w->build;
  const ct_rule_path *p = b->path.items;
  for (uint32_t i = 1; i < b->path.count; i++)
    if (equal(&p[i], &w->path)) return (uint16_t)i;
  ct_rule_path *row = ct_rule_row(b, &b->path, sizeof *row);
  if (!row) return 0;
  *row = w->path;
  row->text = ct_rule_build_copy(b, w->text);
  return (uint16_t)(b->path.count - 1);
}

/* The rest of a path below a loop that is given back, counted or added up each time it closes. */
static uint16_t running(walk *w) {
  ct_rule_build *b = w->build;
  ct_rule_running r = {.at = w->context->at, .source = w->above};
  r.op = w->aggregate == CT_OP_SUM ? CT_OP_SUM : CT_OP_COUNT;
  if (w->after_above) {
    ct_rule_context below = {.build = b, .at = w->above, .frames = 1};
    below.frame[0].loop = w->above;
    walk rest = {&below, b, w->grammar, w->text, {0}, w->above, 0, NULL, w->aggregate};
    if (!steps(&rest, w->after_above)) return 0;
    r.path = keep(&rest);
  }
  const ct_rule_running *have = b->running.items;
  for (uint32_t i = 0; i < b->running.count; i++)
    if (memcmp(&have[i], &r, sizeof r) == 0) return (uint16_t)(i + 1);
  ct_rule_running *row = ct_rule_row(b, &b->running, sizeof *row);
  if (!row) return 0;
  *row = r;
  return (uint16_t)b->running.count;
}

uint16_t ct_rule_path_of(ct_rule_context *c, const ct_expr *e, unsigned aggregate) {
  walk w = {c, c->build, c->build->grammar, e->text, {0}, 0, 0, NULL, aggregate};
  if (c->build->status != CT_OK || !resolve(&w, e->path)) return 0;
  if (w.above) {
    bool own = w.path.frame == 0 && w.path.up == 0 && is_given_back(&w, c->at);
    if (!own && c->at != 0) {
      refuse(&w, "these loops are not at hand:", e->path->word);
      return 0;
    }
    if (aggregate != CT_OP_COUNT && aggregate != CT_OP_SUM && aggregate != CT_OP_EXISTS) {
      refuse(&w, "these loops are gone when the rule is asked: only count(), sum() and exists() reach them:",
             e->path->word);
      return 0;
    }
    w.path.sum = running(&w);
  }
  return c->build->status == CT_OK ? keep(&w) : 0;
}
