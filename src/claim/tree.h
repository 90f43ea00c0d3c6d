/*
 * tree.h -- one claim as a tree of loops and segments, in an arena.
 *
 *   set ── 2000A ── 2010AA
 *             └── 2000B ── 2010BA, 2010BB
 *                    └── 2300 ── 2310A, 2320.., 2400..     (the unit)
 *
 * Opening a loop marks the arena, closing one rewinds it, but for the unit and what is in
 * it, which stay until the unit is closed; so at most one claim with its ancestors is held.
 * Ancestors' closed children (2010AA, 2010BB, 1000A) stay as long as their parent.
 * Segments are copied: text, marks and view live in the arena.
 */
#ifndef CT_CLAIM_TREE_H
#define CT_CLAIM_TREE_H

#include "base/arena.h"
#include "guide/grammar.h"
#include "x12/fault.h"

typedef struct ct_tree_segment ct_tree_segment; /* first member: ct_segment; see tree.c */

struct ct_loop {
  const ct_grammar *grammar;
  uint16_t node;        /* in grammar->node */
  bool broken;          /* its structure, or that of a loop inside it, is broken */
  struct ct_loop *parent, *first, *last, *next; /* children in order; next: sibling of any node */
  ct_segment *segment, *segment_last;  /* own segments, linked by sibling */
};

typedef struct ct_tree {
  ct_arena arena;
  struct ct_loop *root, *open; /* root: the set */
  ct_arena_mark unit_mark;
  struct ct_loop *unit;        /* the claim being built or just closed; NULL none */
  uint64_t seen[16];           /* bitmap of nodes that occur in the unit: node n at seen[n / 64] (n < 1024) */
  enum ct_status status;       /* sticks until ct_tree_reset: CT_NO_MEMORY or CT_LIMIT */
} ct_tree;

void ct_tree_init(ct_tree *, uint64_t max_bytes);
void ct_tree_free(ct_tree *);
/* Forgets everything, begins the tree of a set. */
void ct_tree_begin(ct_tree *, const ct_grammar *);
void ct_tree_open(ct_tree *, uint16_t node);  /* a loop opens below the open one */
void ct_tree_close(ct_tree *);                /* the open loop closes; memory of a closed 2000A.. is given back at the next unit or loop of its level */
/* Copies the view into the open loop; NULL after a failure (status). */
ct_segment *ct_tree_add(ct_tree *, const ct_segment *, uint16_t node);
void ct_tree_broken(ct_tree *);               /* marks the open loop and all above it up to the unit */
/* After the unit was closed and used: drops it and everything in it. */
void ct_tree_drop_unit(ct_tree *);

static inline bool ct_tree_seen(const ct_tree *t, uint16_t node) {
  return node < 1024 && (t->seen[node / 64] >> (node % 64) & 1) != 0;
}
/* Walking by node: first child loop / own segment of that node, and the next of the same node. */
const ct_loop *ct_loop_at(const ct_loop *, uint16_t node);
const ct_loop *ct_loop_same(const ct_loop *);
const ct_segment *ct_loop_segment_at(const ct_loop *, uint16_t node);
const ct_segment *ct_segment_same(const ct_segment *);

#endif
