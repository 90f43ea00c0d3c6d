/*
 * tree.c -- builds the tree of one claim and its ancestors in an arena.
 *
 * Knows loops, segments, the spine, and when memory goes back.  Refuses to know what any
 * segment means: nodes are numbers here.
 */
#include "claim/tree.h"

#include <stddef.h>
#include <string.h>

enum { BLOCK = 65536 };

/*
 * A spine loop is preceded by the place where the arena stood before it:
 *
 *   ..| mark | loop 2000B | segments, 2010BA, 2010BB | mark | loop 2300 | the claim ...
 *     ^ given back to here when the 2000B goes       ^ ... when the claim goes
 */
struct spine {
  ct_arena_mark mark;
  uint32_t borrowing, settled; /* of the tree, then */
  struct ct_loop loop;
};

static struct spine *spine_of(struct ct_loop *l) {
  return (struct spine *)(void *)((char *)l - offsetof(struct spine, loop));
}

void ct_tree_init(ct_tree *t, uint64_t max_bytes) {
  *t = (ct_tree){.status = CT_OK};
  ct_arena_init(&t->arena, BLOCK, max_bytes > SIZE_MAX ? SIZE_MAX : (size_t)max_bytes);
}

void ct_tree_free(ct_tree *t) {
  ct_arena_free(&t->arena);
}

/* ---- the spine of a grammar --------------------------------------------------- */

static bool is_spine(const ct_tree *t, uint16_t node) {
  for (unsigned i = 0; i < t->spines; i++)
    if (t->spine[i] == node) return true;
  return false;
}

static void learn_spine(ct_tree *t, const ct_grammar *g) {
  t->grammar = g;
  t->spines = 0;
  for (uint32_t n = 0; n < g->nodes; n++) {
    if ((g->node[n].flags & CT_NODE_UNIT) == 0) continue;
    for (uint16_t at = (uint16_t)n; at != 0; at = g->node[at].parent)
      if (!is_spine(t, at) && t->spines < CT_TREE_SPINE) t->spine[t->spines++] = at;
  }
}

/* ---- failing and giving back ---------------------------------------------------- */

static void fail(ct_tree *t) {
  t->status = ct_arena_over_limit(&t->arena) ? CT_LIMIT : CT_NO_MEMORY;
}

static void unlink_last(struct ct_loop *l) {
  struct ct_loop *p = l->parent;
  p->last = l->previous;
  if (l->previous) {
    l->previous->next = NULL;
  } else {
    p->first = NULL;
  }
}

/* Where the first of them began is remembered: what lacks something before it asks for that. */
static void note_gone(const struct ct_loop *l) {
  struct ct_loop *p = l->parent;
  if (p->gone) return;
  p->gone = l->node;
  p->gone_number = l->segment ? l->segment->number : 0;
  p->gone_offset = l->segment ? l->segment->offset : 0;
}

static void give_back(ct_tree *t) {
  struct ct_loop *l = t->closed;
  note_gone(l);
  /* nothing was made after it: it is the last child of its parent */
  unlink_last(l);
  t->closed = NULL;
  t->unit = NULL;
  if (t->status == CT_LIMIT)
    t->status = CT_OK; /* nothing opened after the failure: it was in here */
  const struct spine *s = spine_of(l); /* all that was borrowed since stands in it */
  t->borrowing = s->settled == t->settled ? s->borrowing : 0;
  ct_arena_rewind(&t->arena, s->mark);
}

/* ---- building ---------------------------------------------------------------------- */

static struct ct_loop *link_loop(ct_tree *t, struct ct_loop *l, uint16_t node) {
  struct ct_loop *parent = t->open;
  *l = (struct ct_loop){.grammar = t->grammar, .node = node, .parent = parent};
  if (parent) {
    l->previous = parent->last;
    if (parent->last) {
      parent->last->next = l;
    } else {
      parent->first = l;
    }
    parent->last = l;
  }
  t->open = l;
  return l;
}

static struct ct_loop *make_spine(ct_tree *t, uint16_t node) {
  ct_arena_mark mark = ct_arena_tell(&t->arena);
  struct spine *s = ct_arena_alloc(&t->arena, sizeof *s);
  if (!s) return NULL;
  s->mark = mark;
  s->borrowing = t->borrowing;
  s->settled = t->settled;
  return link_loop(t, &s->loop, node);
}

void ct_tree_begin(ct_tree *t, const ct_grammar *g) {
  if (t->grammar != g) learn_spine(t, g);
  ct_arena_rewind(&t->arena, (ct_arena_mark){NULL, NULL, 0});
  t->root = t->open = t->unit = t->closed = NULL;
  t->lost = 0;
  t->above++;
  t->borrowing = 0;
  t->status = CT_OK;
  t->root = make_spine(t, 0);
  if (!t->root) fail(t);
}

/* A loop outside a unit: perhaps the unit itself, perhaps one above it. */
static void open_above(ct_tree *t, uint16_t node) {
  struct ct_loop *parent = t->open;
  t->above++;
  if (!is_spine(t, node)) {
    struct ct_loop *l = ct_arena_alloc(&t->arena, sizeof *l);
    if (l) {
      link_loop(t, l, node);
    } else {
      fail(t);
    }
  } else if (!make_spine(t, node)) {
    fail(t);
  } else if ((t->grammar->node[node].flags & CT_NODE_UNIT) != 0) {
    parent->units++;
    t->unit = t->open;
    memset(t->seen, 0, sizeof t->seen);
  } else {
    parent->levels++;
  }
}

static inline void note_seen(ct_tree *t, uint16_t node) {
  if (node < 1024) t->seen[node / 64] |= UINT64_C(1) << (node % 64);
}

void ct_tree_open(ct_tree *t, uint16_t node) {
  if (t->closed) give_back(t);
  if (t->status == CT_OK) {
    if (!t->unit) {
      open_above(t, node);
    } else {
      struct ct_loop *l = ct_arena_alloc(&t->arena, sizeof *l);
      if (l) {
        link_loop(t, l, node);
      } else {
        fail(t);
      }
    }
    note_seen(t, node);
  }
  if (t->status != CT_OK) t->lost++;
}

void ct_tree_close(ct_tree *t) {
  if (t->lost != 0) {
    t->lost--;
    return;
  }
  struct ct_loop *l = t->open;
  if (!l || l == t->root) return;
  t->open = l->parent;
  if (l == t->unit || ((!t->unit || t->closed) && is_spine(t, l->node))) t->closed = l;
}

void ct_tree_drop_unit(ct_tree *t) {
  if (t->closed && t->closed == t->unit) give_back(t);
}

void ct_tree_broken(ct_tree *t, bool displaced) {
  const struct ct_loop *top = t->unit && !t->closed ? t->unit : t->root;
  for (struct ct_loop *l = t->open; l; l = l->parent) {
    l->broken = true;
    l->displaced |= displaced;
    if (l == top) break;
  }
}

/* ---- segments ------------------------------------------------------------------------- */

/* Segments are short: two overlapping moves do for most, without a call. */
static inline void copy_bytes(char *to, const char *from, size_t n) {
  if (n > 64) {
    memcpy(to, from, n);
  } else if (n >= 16) {
    memcpy(to, from, 16);
    if (n > 32) memcpy(to + 16, from + 16, 16);
    if (n > 48) memcpy(to + 32, from + 32, 16);
    memcpy(to + n - 16, from + n - 16, 16);
  } else if (n >= 8) {
    memcpy(to, from, 8);
    memcpy(to + n - 8, from + n - 8, 8);
  } else if (n >= 4) {
    memcpy(to, from, 4);
    memcpy(to + n - 4, from + n - 4, 4);
  } else {
    for (size_t i = 0; i < n; i++) to[i] = from[i];
  }
}

/* Cleaned text differs from what was sent: both are kept. */
static bool is_cleaned(const ct_segment *s) {
  return s->raw.ptr != s->text;
}

/* Raw bytes and lead behind the text at `at`, where they are not the text itself. */
static void copy_rest(ct_segment *s, const ct_segment *view, char *at) {
  if (is_cleaned(view)) {
    s->raw.ptr = at;
    if (view->raw.len) memcpy(at, view->raw.ptr, view->raw.len);
    at += view->raw.len;
  }
  s->lead.ptr = view->lead.len ? at : "";
  if (view->lead.len) memcpy(at, view->lead.ptr, view->lead.len);
}

static uint64_t size_of_rest(const ct_segment *s) {
  return (is_cleaned(s) ? s->raw.len : 0) + (uint64_t)s->lead.len;
}

/*
 *   | ct_segment | mark[0..marks] | text | raw, when cleaned | lead |
 *
 * The mark behind the last one is the end of the text, and is copied with the others.
 */
static inline uint64_t size_of(const ct_segment *s) {
  size_t text = s->len;
  bool plain = !is_cleaned(s) && s->lead.len == 0;
  if (!is_cleaned(s) && s->raw.len > text) text = s->raw.len; /* line ends behind it */
  /* 32-bit counts, and bytes that lie in memory now: the sum fits 64 bits */
  return sizeof *s + ((size_t)s->marks + 1) * sizeof *s->mark + text + (plain ? 0 : size_of_rest(s));
}

/* Into the room behind it. */
static void copy_segment(ct_segment *s) {
  const ct_segment view = *s;
  size_t marks = ((size_t)s->marks + 1) * sizeof *s->mark, text = s->len;
  bool plain = !is_cleaned(s) && s->lead.len == 0;
  if (!is_cleaned(s) && s->raw.len > text) text = s->raw.len;
  char *at = (char *)(s + 1);
  s->mark = (const uint32_t *)(const void *)at;
  copy_bytes(at, (const char *)view.mark, marks);
  at += marks;
  s->text = s->raw.ptr = at;
  copy_bytes(at, view.text, text);
  if (!plain) copy_rest(s, &view, at + text);
}

void ct_tree_settle(ct_tree *t) {
  for (uint32_t i = 0; i < t->borrowing; i++) copy_segment(t->borrowed[i]);
  t->borrowing = 0;
  t->settled++;
}

ct_segment *ct_tree_borrow(ct_tree *t, const ct_segment *view, uint16_t node) {
  if (t->closed) give_back(t);
  if (t->status != CT_OK) return NULL;
  if (t->borrowing == CT_TREE_BORROWED) ct_tree_settle(t);
  uint64_t size = size_of(view);
  ct_segment *s = size <= SIZE_MAX ? ct_arena_alloc(&t->arena, (size_t)size) : NULL;
  if (!s) {
    fail(t);
    return NULL;
  }
  *s = *view;
  s->node = node;
  s->sibling = NULL;
  t->borrowed[t->borrowing++] = s;
  if (!t->unit) t->above++;
  struct ct_loop *l = t->open;
  if (l->segment_last) {
    l->segment_last->sibling = s;
  } else {
    l->segment = s;
  }
  l->segment_last = s;
  note_seen(t, node);
  return s;
}

ct_segment *ct_tree_add(ct_tree *t, const ct_segment *view, uint16_t node) {
  ct_segment *s = ct_tree_borrow(t, view, node);
  ct_tree_settle(t);
  return s;
}

/* ---- walking by node --------------------------------------------------------------------- */

const struct ct_loop *ct_loop_at(const struct ct_loop *l, uint16_t node) {
  const struct ct_loop *c = l->first;
  while (c && c->node != node) c = c->next;
  return c;
}

const struct ct_loop *ct_loop_same(const struct ct_loop *l) {
  const struct ct_loop *c = l->next;
  while (c && c->node != l->node) c = c->next;
  return c;
}

const ct_segment *ct_loop_segment_at(const struct ct_loop *l, uint16_t node) {
  const ct_segment *s = l->segment;
  while (s && s->node != node) s = s->sibling;
  return s;
}

const ct_segment *ct_segment_same(const ct_segment *s) {
  const ct_segment *c = s->sibling;
  while (c && c->node != s->node) c = c->sibling;
  return c;
}
