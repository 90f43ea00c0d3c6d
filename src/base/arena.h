/*
 * arena.h -- memory that is given back all at once, or back to a mark.
 *
 *   | block 1 ......used| block 2 ..used|free ............|
 *
 * Blocks stay with the arena for reuse after a rewind.  `limit` bounds the bytes
 * in use (0 = none); passing it makes ct_arena_alloc() return NULL with
 * ct_arena_over_limit() true, which is how "no memory" and "limit" differ.
 */
#ifndef CT_BASE_ARENA_H
#define CT_BASE_ARENA_H

#include "base/slice.h"

typedef struct ct_arena_block ct_arena_block;

typedef struct ct_arena {
  ct_arena_block *first, *current;
  char *next, *end; /* free part of the current block */
  size_t block_size, limit, used;
  bool over_limit;
} ct_arena;

typedef struct ct_arena_mark {
  ct_arena_block *block;
  char *next;
  size_t used;
} ct_arena_mark;

void ct_arena_init(ct_arena *, size_t block_size, size_t limit); /* allocates nothing */
void ct_arena_free(ct_arena *);
void *ct_arena_grow(ct_arena *, size_t size); /* slow path of alloc */
ct_arena_mark ct_arena_tell(const ct_arena *);
void ct_arena_rewind(ct_arena *, ct_arena_mark); /* frees what came after the mark */
static inline bool ct_arena_over_limit(const ct_arena *a) { return a->over_limit; }

/* 8-byte aligned, not cleared; NULL when there is no memory or the limit is passed; 0 bytes are fine. */
static inline void *ct_arena_alloc(ct_arena *a, size_t size) {
  size_t room = (size + 7u) & ~(size_t)7u;
  /* room is 0 for no bytes and for a size that wrapped: both take the slow path */
  if (room - 1 >= (size_t)(a->end - a->next)) return ct_arena_grow(a, size);
  void *p = a->next;
  a->next += room;
  a->used += room;
  return p;
}
/* 0-ended copy in the arena; on failure the empty slice, and *ok is cleared (never set). */
ct_slice ct_arena_copy(ct_arena *, ct_slice, bool *ok);

#endif
