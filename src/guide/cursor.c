/*
 * cursor.c -- moves through a guide: closes, counts, reports, opens.  It knows the open
 * frames and the tables; it does not know what is inside a segment (see element.c, level.c).
 */
#include "guide/cursor.h"

/* Of ct_cursor.last: what was placed last stands out of its turn, so that more than it decides. */
enum { NO_NODE = UINT16_MAX };

/* ---- what a frame still lacks ------------------------------------------------------ */

/* Children stand in guide order, so their ranks never fall: the first missing one has the lowest. */
static uint16_t lowest_missing_rank(const ct_grammar *g, const ct_frame *f) {
  const ct_node *loop = &g->node[f->node];
  for (unsigned w = 0; w < 2; w++) {
    uint64_t left = loop->required.bit[w] & ~f->seen.bit[w];
    if (left) return g->node[g->child[loop->child_first + w * 64 + (unsigned)__builtin_ctzll(left)]].rank;
  }
  return UINT16_MAX;
}

static void report_missing(ct_cursor *c, ct_frame *f, uint16_t child, const ct_segment *at) {
  const ct_node *n = &c->grammar->node[child];
  f->broken = true;
  if (f->forgiving) return;
  bool loop = ct_node_is_loop(n);
  ct_fault fault = ct_fault_make(loop ? CT_F_LOOP_MISSING : CT_F_SEGMENT_MISSING, at);
  fault.node = child;
  fault.tag = n->tag;
  if (!loop && (n->flags & CT_NODE_STD_MANDATORY)) {
    fault.ik3 = "3";
    fault.snip = 1;
  }
  if (n->usage_layer == CT_LAYER_PARTNER) fault.snip = 7;
  c->report(c->ctx, &fault);
}

/* Tells of required children below `rank` that never came, each once. */
static void tell_missing(ct_cursor *c, ct_frame *f, uint32_t rank, const ct_segment *at) {
  const ct_grammar *g = c->grammar;
  const ct_node *loop = &g->node[f->node];
  for (unsigned i = 0; i < loop->child_count; i++) {
    uint16_t child = g->child[loop->child_first + i];
    if (!ct_child_has(&loop->required, i) || ct_child_has(&f->seen, i)) continue;
    if (g->node[child].rank >= rank) continue;
    ct_child_put(&f->seen, i);
    f->count[i] = 0;
    report_missing(c, f, child, at);
  }
  f->need_rank = lowest_missing_rank(g, f);
}

/* ---- opening and closing ------------------------------------------------------------ */

static ct_frame *push(ct_cursor *c, uint16_t loop) {
  ct_frame *f = &c->frame[c->depth++];
  f->node = loop;
  f->rank = 0;
  f->detached = f->implied = f->forgiving = f->broken = f->displaced = f->has_hl = f->hl_has_child = false;
  f->seen = (ct_child_set){{0, 0}};
  f->need_rank = c->first_need[loop];
  return f;
}

static void count_child(ct_cursor *c, ct_frame *f, const ct_node *n) {
  unsigned i = n->child_index;
  if (ct_child_has(&f->seen, i)) {
    if (f->count[i] < UINT32_MAX) f->count[i]++;
  } else {
    ct_child_put(&f->seen, i);
    f->count[i] = 1;
    if (n->rank >= f->need_rank) f->need_rank = lowest_missing_rank(c->grammar, f);
  }
}

static void report_repeats(ct_cursor *c, uint16_t child, const ct_segment *at) {
  const ct_node *n = &c->grammar->node[child];
  ct_fault f = ct_fault_make(ct_node_is_loop(n) ? CT_F_LOOP_REPEATS : CT_F_SEGMENT_REPEATS, at);
  f.node = child;
  f.tag = n->tag;
  f.has_amounts = true;
  f.expected = (ct_decimal){(int64_t)n->max_repeat, 0};
  if (n->std_max && n->max_repeat >= n->std_max && !ct_node_is_loop(n)) f.snip = 1;
  c->report(c->ctx, &f);
}

/* A child occurs in frame f: order, count and repeat. */
static void occur(ct_cursor *c, ct_frame *f, uint16_t child, bool in_turn, const ct_segment *at) {
  const ct_node *n = &c->grammar->node[child];
  if (in_turn) {
    if (n->rank > f->need_rank) tell_missing(c, f, n->rank, at);
    if (n->rank > f->rank) f->rank = n->rank;
  }
  count_child(c, f, n);
  if (n->max_repeat && f->count[n->child_index] > n->max_repeat) {
    f->broken = true; /* a rule would not know which one to ask */
    if (f->count[n->child_index] == n->max_repeat + 1) report_repeats(c, child, at);
  }
}

void ct_cursor_close(ct_cursor *c, unsigned keep, const ct_segment *at, ct_cursor_fn *closed) {
  while (c->depth > keep) {
    ct_frame *f = &c->frame[c->depth - 1];
    if (at && f->need_rank != UINT16_MAX) tell_missing(c, f, UINT32_MAX, at);
    if (at) ct_cursor_level_closes(c, f);
    if (closed) closed(c->ctx, f);
    c->depth--;
    if (f->detached) c->detached--;
    if (c->depth > 0 && f->broken) c->frame[c->depth - 1].broken = true;
    if (c->depth > 0 && f->displaced) c->frame[c->depth - 1].displaced = true;
  }
}

void ct_cursor_forgive(ct_cursor *c) {
  ct_frame *f = &c->frame[c->depth - 1];
  f->forgiving = f->broken = f->displaced = true;
}

void ct_cursor_finish_top(ct_cursor *c, const ct_segment *at) {
  ct_frame *f = &c->frame[c->depth - 1];
  if (f->need_rank != UINT16_MAX) tell_missing(c, f, UINT32_MAX, at);
}

static ct_frame *open_loop(ct_cursor *c, uint16_t loop, bool in_turn, const ct_segment *at) {
  occur(c, &c->frame[c->depth - 1], loop, in_turn, at);
  ct_frame *f = push(c, loop);
  if (!in_turn) {
    f->detached = true;
    c->detached++;
  }
  return f;
}

/* Opens the loops between the top frame and the loop of `node` whose beginnings are missing. */
static void open_implied(ct_cursor *c, uint16_t loop, const ct_segment *at, ct_cursor_fn *opened) {
  const ct_grammar *g = c->grammar;
  uint16_t top = c->frame[c->depth - 1].node;
  if (g->node[loop].parent != top) open_implied(c, g->node[loop].parent, at, opened);
  bool outermost = g->node[loop].parent == top;
  ct_frame *f = open_loop(c, loop, true, at);
  if (outermost) {
    ct_fault fault = ct_fault_make(CT_F_LOOP_MISSING, at);
    fault.node = loop;
    fault.tag = g->node[loop].tag;
    c->report(c->ctx, &fault);
  }
  f->implied = f->forgiving = f->broken = f->displaced = true;
  count_child(c, f, &g->node[g->child[g->node[loop].child_first]]);
  if (opened) opened(c->ctx, f);
}

/* The element that tells uses of a tag apart. */
static const ct_element *key_of_node(const ct_grammar *g, const ct_node *n) {
  if (n->key_element > n->element_count) return NULL;
  const ct_element *e = &g->element[n->element_first + n->key_element - 1u];
  if (n->key_component == 0) return e;
  return n->key_component <= e->sub_count ? &g->element[e->sub_first + n->key_component - 1u] : NULL;
}

static void report_place(ct_cursor *c, const ct_found *found, const ct_segment *at) {
  const ct_node *n = &c->grammar->node[found->node];
  ct_frame *f = &c->frame[c->depth - 1];
  if (found->place == CT_PLACE_ORDER) {
    ct_fault fault = ct_fault_make(CT_F_SEGMENT_NOT_IN_ORDER, at);
    fault.node = found->node;
    fault.ik3 = "7";
    c->report(c->ctx, &fault);
    f->broken = f->displaced = true;
  } else if (found->place == CT_PLACE_QUALIFIER && n->key_element) {
    if (n->key_component && !at->delims.component) return; /* cannot be read, which was told */
    const ct_list *list = &c->grammar->list[n->key_codes];
    ct_fault fault = ct_fault_make(CT_F_CODE_NOT_ALLOWED, at);
    fault.node = found->node;
    fault.element = n->key_element;
    fault.component = n->key_component;
    fault.value = ct_segment_get_component(at, n->key_element,
                                           n->key_component ? n->key_component : 1);
    fault.has_value = fault.value.len > 0;
    if (!fault.has_value) fault.id = CT_F_ELEMENT_MISSING;
    const ct_element *key = key_of_node(c->grammar, n);
    if (fault.has_value && key && key->std_codes &&
        ct_list_has(&c->grammar->list[key->std_codes], fault.value))
      fault.ik4 = "I6"; /* X12 has it, not here */
    /* a loop's first segment with a wrong key may be another loop's */
    if (c->grammar->child[c->grammar->node[n->parent].child_first] == found->node) f->displaced = true;
    fault.args[0] = ct_slice_text(list->sample ? list->sample : "");
    c->report(c->ctx, &fault);
  }
}

/* Loops from the top frame down to the one that the segment stands in. */
static void open_for(ct_cursor *c, ct_found found, const ct_segment *at, ct_cursor_fn *opened) {
  const ct_grammar *g = c->grammar;
  uint16_t loop = g->node[found.node].parent;
  bool in_turn = found.place != CT_PLACE_ORDER;
  if (found.place == CT_PLACE_QUALIFIER)
    in_turn = g->node[loop].rank >= c->frame[c->depth - 1].rank;
  if (found.place == CT_PLACE_OPENS) {
    bool first = g->child[g->node[loop].child_first] == found.node;
    uint16_t outer = first ? g->node[loop].parent : loop;
    if (outer != c->frame[c->depth - 1].node) open_implied(c, outer, at, opened);
    if (!first) return;
    in_turn = true;
  }
  ct_frame *f = open_loop(c, loop, in_turn, at);
  if (opened) opened(c->ctx, f);
}

void ct_cursor_place(ct_cursor *c, ct_found found, const ct_segment *at, ct_cursor_fn *opened) {
  const ct_grammar *g = c->grammar;
  const ct_node *n = &g->node[found.node];
  if (found.place == CT_PLACE_ORDER || found.place == CT_PLACE_QUALIFIER)
    report_place(c, &found, at);
  if (c->depth < CT_CURSOR_DEPTH && n->parent != c->frame[c->depth - 1].node)
    open_for(c, found, at, opened);
  ct_frame *top = &c->frame[c->depth - 1];
  if (n->parent == top->node) {
    bool in_turn = n->rank >= top->rank;
    occur(c, top, found.node, in_turn, at);
  }
  c->last = n->parent == top->node && n->rank == top->rank ? found.node : NO_NODE;
}

/* ---- beginning ------------------------------------------------------------------------ */

static ct_key_place *key_place(ct_cursor *c, ct_tag tag) {
  uint32_t i = (tag >> 8) * 2654435761u >> 24;
  for (unsigned step = 0; step < CT_KEY_SLOTS; step++, i = (i + 1) % CT_KEY_SLOTS) {
    ct_key_place *k = &c->key_place[i];
    if (k->tag == tag || k->tag == 0) return k;
  }
  return NULL;
}

static void learn_keys(ct_cursor *c, const ct_grammar *g) {
  for (uint32_t i = 0; i < g->nodes && i < CT_NODE_LIMIT; i++) {
    ct_frame fresh = {.node = (uint16_t)i};
    c->first_need[i] = ct_node_is_loop(&g->node[i]) ? lowest_missing_rank(g, &fresh) : UINT16_MAX;
  }
  memset(c->key_place, 0, sizeof c->key_place);
  memset(c->memo, 0, sizeof c->memo);
  for (uint32_t i = 0; i < g->nodes; i++) {
    const ct_node *n = &g->node[i];
    if (ct_node_is_loop(n) || !n->key_element || !n->key_codes) continue;
    ct_key_place *k = key_place(c, n->tag);
    if (!k) continue;
    if (k->tag == 0) {
      *k = (ct_key_place){n->tag, n->key_element, n->key_component, false};
    } else if (k->element != n->key_element || k->component != n->key_component) {
      k->mixed = true;
    }
  }
}

void ct_cursor_begin(ct_cursor *c, const ct_grammar *g, ct_fault_fn *report, void *ctx) {
  if (c->grammar != g) learn_keys(c, g);
  c->grammar = g;
  c->depth = c->detached = 0;
  c->hl_count = 0;
  c->hl_last = 0;
  c->report = report;
  c->ctx = ctx;
  ct_frame *f = push(c, 0);
  const ct_node *set = &g->node[0];
  count_child(c, f, &g->node[g->child[set->child_first]]);
  f->rank = g->node[g->child[set->child_first]].rank;
  /* The trailer belongs to the envelope, which tells of its absence. */
  const ct_node *last = &g->node[g->child[set->child_first + set->child_count - 1u]];
  if (last->tag == CT_TAG2('S', 'E')) count_child(c, f, last);
  c->last = g->child[set->child_first];
}

/* Keys stand in the first element as a rule: up to the next mark, whatever it is. */
static inline ct_slice key_of(const ct_segment *s, const ct_key_place *k) {
  if (k->element == 1 && k->component <= 1 && s->marks && !s->dirty) {
    uint32_t at = s->tag_len + 1u;
    return ct_slice_make(s->text + at, s->mark[1] - s->origin - at);
  }
  return ct_segment_get_component(s, k->element, k->component ? k->component : 1);
}

/* The slot that remembers what follows `last` with this tag and key; NULL: such are not remembered. */
static inline ct_memo *memo_for(ct_cursor *c, const ct_segment *s, uint64_t *key) {
  ct_key_place *k = key_place(c, s->tag);
  if (c->detached || !k || k->mixed) return NULL;
  *key = 0;
  if (k->tag) {
    ct_slice value = key_of(s, k);
    if (value.len > 8) return NULL;
    *key = ct_slice_pack(value);
  }
  uint64_t mixed = (((uint64_t)s->tag << 16) ^ c->last ^ (*key >> 20)) * UINT64_C(0x9E3779B97F4A7C15);
  return &c->memo[(mixed >> 55) % CT_MEMO_SLOTS];
}

static inline bool remembers(const ct_cursor *c, const ct_memo *m, const ct_segment *s, uint64_t key) {
  return m && m->tag == s->tag && m->key == key && m->from == c->last;
}

ct_found ct_cursor_find(ct_cursor *c, const ct_segment *s) {
  uint64_t key;
  ct_memo *m = memo_for(c, s, &key);
  if (remembers(c, m, s, key)) return m->found;
  ct_found found = ct_cursor_search(c, s);
  if (m && found.place == CT_PLACE_FITS && c->last != NO_NODE) {
    bool stays = found.keep == c->depth && c->grammar->node[found.node].parent == c->frame[c->depth - 1].node;
    *m = (ct_memo){key, s->tag, c->last, found, stays};
  }
  return found;
}

bool ct_cursor_quick(ct_cursor *c, ct_segment *s) {
  uint64_t key;
  const ct_memo *m = memo_for(c, s, &key);
  if (!remembers(c, m, s, key) || !m->stays) return false;
  const ct_node *n = &c->grammar->node[m->found.node];
  ct_frame *f = &c->frame[c->depth - 1];
  unsigned i = n->child_index;
  if (n->rank > f->need_rank) return false;
  if (ct_child_has(&f->seen, i)) {
    if (n->max_repeat && f->count[i] >= n->max_repeat) return false;
    f->count[i]++;
  } else {
    ct_child_put(&f->seen, i);
    f->count[i] = 1;
    if (n->rank == f->need_rank) f->need_rank = lowest_missing_rank(c->grammar, f);
  }
  if (n->rank > f->rank) f->rank = n->rank;
  c->last = m->found.node;
  s->node = m->found.node;
  return true;
}

uint32_t ct_cursor_occurrence(const ct_cursor *c) {
  if (c->depth < 2) return 1;
  const ct_frame *parent = &c->frame[c->depth - 2];
  return parent->count[c->grammar->node[c->frame[c->depth - 1].node].child_index];
}
