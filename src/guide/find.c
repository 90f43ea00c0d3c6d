/*
 * find.c -- the search for a segment's place: pure, by tag and key, from the innermost
 * open loop outward.  It knows the tables and the open frames; it changes neither.
 */
#include "guide/cursor.h"

static ct_slice key_value(const ct_segment *s, const ct_node *n) {
  return n->key_component ? ct_segment_get_component(s, n->key_element, n->key_component)
                          : ct_segment_get_component(s, n->key_element, 1);
}

static bool key_fits(const ct_grammar *g, const ct_node *n, const ct_segment *s) {
  if (!n->key_element || !n->key_codes) return true;
  return ct_list_has(&g->list[n->key_codes], key_value(s, n));
}

/* The segment use that a child stands for: itself, or a loop's first segment. */
static uint16_t trigger_of(const ct_grammar *g, uint16_t child) {
  const ct_node *n = &g->node[child];
  return ct_node_is_loop(n) ? g->child[n->child_first] : child;
}

enum { IN_TURN = 1, BEFORE = 2, ANY_KEY = 4 };
enum { IMPLIED_LEVELS = 2 };

/* A child of frame f that the segment fits, or 0. The loop's own first segment is no candidate. */
static uint16_t child_for(const ct_cursor *c, const ct_frame *f, const ct_segment *s, unsigned how) {
  const ct_grammar *g = c->grammar;
  const ct_node *loop = &g->node[f->node];
  for (unsigned i = f->implied ? 0u : 1u; i < loop->child_count; i++) {
    uint16_t at = g->child[loop->child_first + i];
    const ct_node *n = &g->node[at];
    if (n->tag != s->tag) continue;
    bool in_turn = n->rank >= f->rank;
    if (!(how & (in_turn ? IN_TURN : BEFORE))) continue;
    if ((how & ANY_KEY) || key_fits(g, &g->node[trigger_of(g, at)], s)) return at;
  }
  return 0;
}

/*
 * A segment inside the loop that is not its first; further down only the first of a loop, whose
 * key tells it from its like.
 */
static uint16_t inside_for(const ct_grammar *g, uint16_t loop_at, const ct_segment *s, int levels) {
  const ct_node *loop = &g->node[loop_at];
  for (unsigned i = 1; i < loop->child_count; i++) {
    uint16_t at = g->child[loop->child_first + i];
    const ct_node *n = &g->node[at];
    if (levels < IMPLIED_LEVELS && !ct_node_is_loop(n)) continue;
    if (n->tag == s->tag && key_fits(g, &g->node[trigger_of(g, at)], s)) return trigger_of(g, at);
  }
  if (levels <= 1) return 0;
  for (unsigned i = 1; i < loop->child_count; i++) {
    uint16_t at = g->child[loop->child_first + i];
    if (!ct_node_is_loop(&g->node[at])) continue;
    uint16_t found = inside_for(g, at, s, levels - 1);
    if (found) return found;
  }
  return 0;
}

/* The child has come as often as it may. */
static bool is_full(const ct_frame *f, const ct_node *n) {
  return n->max_repeat && ct_child_has(&f->seen, n->child_index) &&
         f->count[n->child_index] >= n->max_repeat;
}

/* Under a closed loop of frame f, in turn: the use, or 0. */
static uint16_t implied_for(const ct_cursor *c, const ct_frame *f, const ct_segment *s) {
  const ct_grammar *g = c->grammar;
  const ct_node *loop = &g->node[f->node];
  for (unsigned i = 1; i < loop->child_count; i++) {
    uint16_t at = g->child[loop->child_first + i];
    const ct_node *n = &g->node[at];
    if (!ct_node_is_loop(n) || n->rank < f->rank || is_full(f, n)) continue;
    uint16_t found = inside_for(g, at, s, IMPLIED_LEVELS);
    if (found) return found;
  }
  return 0;
}

static ct_found found_at(const ct_grammar *g, enum ct_place place, unsigned level, uint16_t child) {
  return (ct_found){(uint8_t)place, (uint8_t)(level + 1), trigger_of(g, child)};
}

/* One kind of match over all levels, from the innermost frame outward. */
static bool outward(const ct_cursor *c, const ct_segment *s, unsigned how, enum ct_place place,
                    ct_found *found) {
  for (unsigned level = c->depth; level-- > 0;) {
    uint16_t at = child_for(c, &c->frame[level], s, how);
    if (at) return *found = found_at(c->grammar, place, level, at), true;
  }
  return false;
}

static bool implied_outward(const ct_cursor *c, const ct_segment *s, ct_found *found) {
  for (unsigned level = c->depth; level-- > 0;) {
    uint16_t at = implied_for(c, &c->frame[level], s);
    if (at) return *found = (ct_found){CT_PLACE_OPENS, (uint8_t)(level + 1), at}, true;
  }
  return false;
}

/* Under a required loop that has not come: its first segment is what is missing. */
static bool required_is_missing(const ct_cursor *c, const ct_segment *s, ct_found *found) {
  const ct_grammar *g = c->grammar;
  if (!implied_outward(c, s, found)) return false;
  uint16_t loop = g->node[found->node].parent;
  return g->node[loop].usage == CT_REQUIRED && g->node[loop].parent == c->frame[found->keep - 1].node;
}

/*
 * Out of turn, or with a wrong qualifier: the nearest loop decides.  A first segment whose
 * key belongs to a loop further down is not taken for its neighbour with a wrong key; nor is one
 * too many of this loop, where a required loop still to come has room for it.
 */
static bool nearest(const ct_cursor *c, const ct_segment *s, ct_found *found) {
  const ct_grammar *g = c->grammar;
  for (unsigned level = c->depth; level-- > 0;) {
    const ct_frame *f = &c->frame[level];
    uint16_t at = child_for(c, f, s, BEFORE);
    ct_found implied;
    if (at && is_full(f, &g->node[at]) && required_is_missing(c, s, &implied))
      return *found = implied, true;
    if (at) return *found = found_at(g, CT_PLACE_ORDER, level, at), true;
    at = child_for(c, f, s, IN_TURN | ANY_KEY);
    if (!at) continue;
    if (required_is_missing(c, s, &implied)) return *found = implied, true;
    if (ct_node_is_loop(&g->node[at]) && implied_outward(c, s, &implied)) {
      *found = implied;
      return true;
    }
    return *found = found_at(g, CT_PLACE_QUALIFIER, level, at), true;
  }
  return false;
}

ct_found ct_cursor_search(const ct_cursor *c, const ct_segment *s) {
  ct_found found = {CT_PLACE_NONE, 0, 0};
  if (s->tag == 0) return found;
  if (outward(c, s, IN_TURN, CT_PLACE_FITS, &found)) return found;
  if (nearest(c, s, &found)) return found;
  if (implied_outward(c, s, &found)) return found;
  (void)outward(c, s, BEFORE | ANY_KEY, CT_PLACE_QUALIFIER, &found);
  return found;
}
