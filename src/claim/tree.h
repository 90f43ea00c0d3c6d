/*
 * tree.h -- one claim as a tree of loops and segments, in an arena.
 *
 *   set ── 2000A ── 2010AA
 *             └── 2000B ── 2010BA, 2010BB
 *                    └── 2300 ── 2310A, 2320.., 2400..     (the unit)
 *
 * The loops from the set down to the unit are the spine.  Each remembers where the arena
 * stood when it opened, and gives back all that came after, itself included, once it has
 * closed and something else follows; so at most one claim with its ancestors is held.
 * Closed loops beside the spine (2010AA, 2010BB, 1000A) stay as long as their parent.
 * Segments are copied, text, marks and view together in the arena; but a borrowed one has only
 * room there, and is copied when what it was borrowed from moves.  Most claims come and go
 * before that.
 */
#ifndef CT_CLAIM_TREE_H
#define CT_CLAIM_TREE_H

#include "base/arena.h"
#include "guide/grammar.h"
#include "x12/fault.h"

struct ct_loop {
  const ct_grammar *grammar;
  uint16_t node;   /* in grammar->node */
  bool broken;     /* its structure, or that of a loop inside it, is broken */
  bool displaced;  /* more: segments of it were lost or taken elsewhere */
  uint32_t units;  /* spine only: unit loops opened directly in it, given back or not */
  uint32_t levels; /* spine only: spine loops other than units opened directly in it */
  uint16_t gone;   /* spine only: node of the first child that was given back; 0 none */
  uint32_t gone_number; /* of its first segment; 0: it had none */
  uint64_t gone_offset;
  struct ct_loop *parent, *first, *last; /* children in order */
  struct ct_loop *next, *previous;       /* siblings of any node */
  ct_segment *segment, *segment_last;    /* own segments, linked by sibling */
};

enum { CT_TREE_SPINE = 16, CT_TREE_BORROWED = 512 };

typedef struct ct_tree {
  ct_arena arena;
  struct ct_loop *root, *open; /* root: the set */
  struct ct_loop *unit;        /* the claim being built or just closed; NULL none */
  struct ct_loop *closed;      /* spine loop that closed and waits to be given back; NULL none */
  uint64_t seen[16];           /* bitmap of nodes in the unit: node n at seen[n / 64] (n < 1024) */
  enum ct_status status;       /* CT_LIMIT until the loop that passed the limit is given back;
                                  CT_NO_MEMORY until ct_tree_begin */
  uint64_t above;              /* changes with whatever opens or stands outside of a unit */
  uint32_t lost;               /* loops opened and not yet closed since then */
  const ct_grammar *grammar;
  uint16_t spine[CT_TREE_SPINE], spines; /* its loops above a unit */
  uint32_t borrowing, settled; /* how many are borrowed; how often they were copied */
  ct_segment *borrowed[CT_TREE_BORROWED];
} ct_tree;

void ct_tree_init(ct_tree *, uint64_t max_bytes); /* 0: no limit; allocates nothing */
void ct_tree_free(ct_tree *);
/* Forgets everything, begins the tree of a set. */
void ct_tree_begin(ct_tree *, const ct_grammar *);
/*
 * A loop opens below the open one; the open one closes.  Calls pair up also after a
 * failure: loops that found no memory are counted and not made.
 */
void ct_tree_open(ct_tree *, uint16_t node);
void ct_tree_close(ct_tree *);
/* Copies the view into the open loop; NULL after a failure (status). */
ct_segment *ct_tree_add(ct_tree *, const ct_segment *, uint16_t node);
/* The same, but text and marks stay where they are until ct_tree_settle(). */
ct_segment *ct_tree_borrow(ct_tree *, const ct_segment *, uint16_t node);
/* What was borrowed is about to move: copies it. */
void ct_tree_settle(ct_tree *);
/* What was borrowed is gone: the tree is not looked at again before ct_tree_begin(). */
static inline void ct_tree_leave(ct_tree *t) { t->borrowing = 0; }
/* Marks the open loop and all above it, up to the unit where one is open. */
void ct_tree_broken(ct_tree *, bool displaced);
/*
 * After a unit loop closed and was used, made or lost: drops it and everything in it.  A
 * status of CT_LIMIT that arose inside it is over then.
 */
void ct_tree_drop_unit(ct_tree *);

static inline bool ct_tree_seen(const ct_tree *t, uint16_t node) {
  return node < 1024 && (t->seen[node / 64] >> (node % 64) & 1) != 0;
}
/* Walking by node: first child loop / own segment of that node, and the next of the same node. */
const struct ct_loop *ct_loop_at(const struct ct_loop *, uint16_t node);
const struct ct_loop *ct_loop_same(const struct ct_loop *);
const ct_segment *ct_loop_segment_at(const struct ct_loop *, uint16_t node);
const ct_segment *ct_segment_same(const ct_segment *);

#endif
